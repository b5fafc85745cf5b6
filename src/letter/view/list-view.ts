import { cut } from '../../lib/cut.ts';
import type { ActionName } from '../../words/language.ts';
import { wordsOf } from '../../words/words.ts';
import type { LetterFacts, ListRow } from '../facts.ts';
import { letterRow } from '../kinds.ts';
import { actionLink } from './actions.ts';
import { contractInList } from './contract-text.ts';
import { sectionView } from './digest-view.ts';
import { leftText } from './glance.ts';
import { urgencyLabel } from './ticket-view.ts';
import { awayText } from './time/absence-text.ts';
import { momentText } from './time/times.ts';

const STAFF_ACTIONS: readonly ActionName[] = ['progress', 'reply', 'note'];
const INCIDENT_ACTIONS: readonly ActionName[] = ['announce', 'note'];
const CUSTOMER_ACTIONS: readonly ActionName[] = ['add'];

/** A list of tickets as templates read it; the partial of the digest shows it. */
export function listView(facts: LetterFacts) {
  const { locale, list = [], kind } = facts;
  const { list: words, punctuation } = wordsOf(locale);
  const toStaff = letterRow(kind).audience === 'staff';
  const incidents = incidentSection(facts);
  const away = (facts.away ?? []).map((each) => awayText(each, facts));
  return {
    empty: list.length === 0 && incidents.length === 0,
    recurring: (facts.recurring ?? []).map((each) => recurringText(each, facts)),
    noRecurring: words.noRecurring,
    reminders: remindersText(facts, 'reminder'),
    answers: remindersText(facts, 'answer'),
    away: away.length === 0 ? '' : words.away.replace('{}', away.join(punctuation.separator)),
    headline: [
      ...incidents.map(({ rows }) => `${incidentHeading(locale)} ${rows.length.toLocaleString(locale)}`),
      ...list.map(({ name, total }) => `${words.heading[name]} ${total.toLocaleString(locale)}`),
    ].join(punctuation.separator),
    sections: [
      ...incidents,
      ...list.map(({ name, total, people, rows }) => {
        const shown = rows.map((row) => (toStaff ? staffRow(row, facts) : customerRow(row, facts)));
        return sectionView({ heading: words.heading[name], total, people, rows: shown }, locale);
      }),
    ],
  };
}

const incidentHeading = (locale: LetterFacts['locale']): string => wordsOf(locale).digest.heading.incidents;

/** Open incidents come first: each is many tickets. */
function incidentSection(facts: LetterFacts) {
  const { locale, now, ownedIncidents = [] } = facts;
  if (ownedIncidents.length === 0) return [];
  const { glance, incident, punctuation } = wordsOf(locale);
  const rows = ownedIncidents.map((each) => {
    const { due, customers } = each;
    const left = due === null ? '' : punctuation.parenthesised(leftText({ name: 'update', at: due }, now, locale));
    return {
      ...common(each, facts, INCIDENT_ACTIONS),
      urgency: '',
      detail: [
        due === null ? '' : `${glance.due.update} ${momentText(due, facts)}${left}`,
        `${incident.summary.customers}${punctuation.colon}${customers.toLocaleString(locale)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    };
  });
  return [sectionView({ heading: incidentHeading(locale), total: rows.length, people: [], rows }, locale)];
}

/** `3 每月1日 09:00 巡检 · ann@big.example · 下次 …`. */
function recurringText(
  { id, rule, title, customer, nextAt }: NonNullable<LetterFacts['recurring']>[number],
  facts: LetterFacts,
): string {
  const { list, times } = wordsOf(facts.locale);
  const { date, last, next } = list.rule;
  const weekday = times.weekday[WEEKDAYS[rule.on - 1] ?? 'mon'];
  const on = rule.every === 'week' ? weekday : rule.on === -1 ? last : date.replace('{}', String(rule.on));
  const when = list.rule[rule.every].replace('{on}', on).replace('{at}', rule.at);
  return [`${id} ${when} ${title}`, customer.address, next.replace('{}', momentText(nextAt, facts))].join(' · ');
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Characters of a reminder that a list shows. */
const REMINDER_SHOWN = 60;

function remindersText(facts: LetterFacts, is: 'reminder' | 'answer'): string {
  const { list, punctuation } = wordsOf(facts.locale);
  const each = (facts.reminders ?? [])
    .filter((one) => one.is === is)
    .map(({ number, at, words }) =>
      [number, momentText(at, facts), cut(words.replaceAll('\n', ' '), REMINDER_SHOWN)].filter(Boolean).join(' '),
    );
  return each.length === 0 ? '' : list.plans[is].replace('{}', () => each.join(punctuation.separator));
}

function staffRow(row: ListRow, facts: LetterFacts) {
  const { locale, now } = facts;
  const { glance, ticket, punctuation } = wordsOf(locale);
  const { due, state, customer, wrote } = row;
  const owed =
    due === null
      ? ''
      : `${glance.due[due.name]} ${momentText(due.at, facts)}${punctuation.parenthesised(leftText(due, now, locale))}`;
  const contract = due === null || due.name === 'expected' ? '' : contractInList(row, facts);
  return {
    ...common(row, facts, STAFF_ACTIONS),
    urgency: urgencyLabel(row.urgency, locale),
    detail: [ticket.state[state], owed, contract, customer, ...(wrote ? wroteTexts(wrote, locale) : [])]
      .filter(Boolean)
      .join(' · '),
  };
}

const wroteTexts = (wrote: NonNullable<ListRow['wrote']>, locale: LetterFacts['locale']): readonly string[] =>
  (['customer', 'staff'] as const).flatMap((who) =>
    wrote[who] === 0 ? [] : [wordsOf(locale).list.wrote[who].replace('{}', wrote[who].toLocaleString(locale))],
  );

function customerRow(row: ListRow, facts: LetterFacts) {
  const { list, glance } = wordsOf(facts.locale);
  const { due, state, openedAt } = row;
  return {
    ...common(row, facts, CUSTOMER_ACTIONS),
    urgency: '',
    detail: [
      list.customerState[state],
      due === null ? '' : `${glance.due[due.name]} ${momentText(due.at, facts)}`,
      list.opened.replace('{}', momentText(openedAt, facts)),
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

/** Without an address of the reader's own there is nothing they may do. */
const common = (
  { number, title, who, reply, ref }: Pick<ListRow, 'number' | 'title' | 'who' | 'reply' | 'ref'>,
  facts: LetterFacts,
  actions: readonly ActionName[],
) => ({
  number,
  title,
  who,
  actions:
    reply === '' ? [] : actions.map((action) => actionLink(action, { ...facts, ref }, { number, address: reply })),
});
