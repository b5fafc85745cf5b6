import type { ActionName } from '../../words/language.ts';
import type { Locale } from '../../words/locale.ts';
import { wordsOf } from '../../words/words.ts';
import type { Digest, DigestRow, DigestSection, LetterFacts } from '../facts.ts';
import { actionLink } from './actions.ts';
import { contractInList } from './contract-text.ts';
import { urgencyLabel } from './ticket-view.ts';
import { dayText, spanText } from './time/times.ts';

const DIGEST_ACTIONS: readonly ActionName[] = ['assign', 'note'];
const LOOK_ALIKE_ACTIONS: readonly ActionName[] = ['open_incident'];

/** The digest as templates read it; quiet when there is nothing to act on. */
export function digestView(facts: LetterFacts) {
  const { locale, digest = NO_DIGEST } = facts;
  const { day, sections, first, openedYesterday, closedYesterday, open } = digest;
  const { digest: words, punctuation } = wordsOf(locale);
  return {
    day: day === '' ? '' : dayText(day, locale),
    quiet: sections.length === 0,
    openedYesterday: numberText(openedYesterday, locale),
    closedYesterday: numberText(closedYesterday, locale),
    open: numberText(open, locale),
    model: modelText(digest, locale),
    headline: sections
      .slice(0, IN_HEADLINE)
      .map(({ name, total }) => `${words.heading[name]} ${numberText(total, locale)}`)
      .join(punctuation.separator),
    first: first.map((row) => rowView(row, row.section, facts)),
    sections: sections.map(({ name, total, people, rows }) => {
      const shown = rows.map((row) => rowView(row, name, facts));
      return sectionView({ heading: words.heading[name], total, people, rows: shown }, locale);
    }),
  };
}

/**
 * Shares of the budget, and of questions that failed, from which on supervisors hear of a model; metrics have it all.
 */
const WORTH_TELLING = { budget: 0.8, faults: 0.2 };

/** What was asked of the model the day before; empty where it did well. */
function modelText({ model }: Digest, locale: Locale): string {
  if (model === undefined || model.requests === 0) return '';
  const { requests, faults, budgetShare } = model;
  if (budgetShare < WORTH_TELLING.budget && faults < requests * WORTH_TELLING.faults) return '';
  return wordsOf(locale).digest.model(
    numberText(requests, locale),
    `${Math.round(budgetShare * 100)}%`,
    faults === 0 ? '' : numberText(faults, locale),
  );
}

type Section<Row> = Pick<DigestSection, 'total' | 'people'> & {
  readonly heading: string;
  readonly rows: readonly Row[];
};

/** A group under its heading: who has how many, rows, and how many are in neither. */
export function sectionView<Row>({ heading, total, people, rows }: Section<Row>, locale: Locale) {
  const { digest: words, punctuation } = wordsOf(locale);
  const named = people.slice(0, PEOPLE_SHOWN);
  const more = (shown: number): string =>
    total > shown ? words.more.replace('{}', numberText(total - shown, locale)) : '';
  const counts = named.map(({ who, count }) => `${who || words.nobody} ${numberText(count, locale)}`);
  return {
    heading: `${heading}${punctuation.colon}${numberText(total, locale)}`,
    people:
      named.length === 0
        ? ''
        : [...counts, more(named.reduce((sum, { count }) => sum + count, 0))].filter(Boolean).join(' · '),
    rows,
    more: rows.length === 0 ? '' : more(rows.length),
  };
}

const NO_DIGEST: Digest = { day: '', openedYesterday: 0, closedYesterday: 0, open: 0, first: [], sections: [] };

/** People a section names; the others are one number. */
const PEOPLE_SHOWN = 5;

/** Sections a subject names. */
const IN_HEADLINE = 3;

const numberText = (value: number, locale: Locale): string => value.toLocaleString(locale);

/** Sections whose moment is a deadline that the terms of the ticket set. */
const OF_DEADLINES: ReadonlySet<DigestSection['name']> = new Set(['breached', 'atRisk', 'overdueProgress']);

function rowView(row: DigestRow, name: DigestSection['name'], facts: LetterFacts) {
  const { locale, now } = facts;
  const { number, title, urgency, who, why, since, reply, ref, alike = [] } = row;
  const offered = name === 'lookAlike' ? LOOK_ALIKE_ACTIONS : DIGEST_ACTIONS;
  const span = spanText(now.getTime() - since.getTime(), locale);
  const of = why === 'promise' || !OF_DEADLINES.has(name) ? '' : contractInList(row, facts);
  const detail = [wordsOf(locale).digest.row[why === 'promise' ? 'promise' : name].replace('{}', span), of];
  return {
    number,
    title,
    urgency: urgency === null ? '' : urgencyLabel(urgency, locale),
    who,
    detail: detail.filter(Boolean).join(' · '),
    actions:
      reply === ''
        ? []
        : offered.map((action) =>
            actionLink(action, { ...facts, ref, alike, incident: { number, title } }, { number, address: reply }),
          ),
  };
}

/** The period of a report in words, and the one it is compared with; empty for other letters. */
export function periodView({ period, locale }: LetterFacts) {
  if (period === undefined) return { name: '', before: '' };
  const { from, to, previousFrom, previousTo } = period;
  return { name: spanOfDays(from, to, locale), before: spanOfDays(previousFrom, previousTo, locale) };
}

/** A whole month by its name, a day as itself, everything else from its first to its last day. */
function spanOfDays(from: string, to: string, locale: Locale): string {
  const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
  const written = (day: string, parts: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'long', ...parts }).format(at(day));
  const next = new Date(at(to).getTime() + DAY_MS);
  const wholeMonth = from.endsWith('-01') && next.getUTCDate() === 1 && from.slice(0, 7) === to.slice(0, 7);
  if (wholeMonth) return written(from, {});
  if (from === to) return written(from, { day: 'numeric' });
  return wordsOf(locale).times.period(written(from, { day: 'numeric' }), written(to, { day: 'numeric' }));
}

const DAY_MS = 86_400_000;
