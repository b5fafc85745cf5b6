import { SUGGESTED_FIELDS } from '../../ticket/suggested/suggestion.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { isPossible } from '../../ticket/transition.ts';
import { categoryNamed } from '../../ticket/triage.ts';
import type { ActionName } from '../../words/language.ts';
import { wordsOf } from '../../words/words.ts';
import type { LetterFacts } from '../facts.ts';
import { letterRow } from '../kinds.ts';
import { actionLink, incidentAction } from './actions.ts';
import { alikeText } from './case-view.ts';
import { linkView } from './link-view.ts';
import { type Prose, prose } from './prose.ts';
import { categoryLabel, type LabelledRow, parenthesis, urgencyLabel } from './ticket-view.ts';

/**
 * What a model suggests, for staff alone and set apart: values, each with one tap that gives the desk the command a
 * person would, and texts to be read. Null where there is nothing.
 */
export function suggestedView(facts: LetterFacts) {
  const { suggested = {}, ticket, kind, locale } = facts;
  if (ticket === null || letterRow(kind).audience !== 'staff' || Object.keys(suggested).length === 0) return null;
  const { summary, answer, translation } = suggested;
  // Who reads the language of the mail needs no translation of it.
  const isRead = translation === undefined || locale.toLowerCase().startsWith(translation.from.toLowerCase());
  const view = {
    rows: rowsOf(facts),
    links: linksOf(facts, ticket),
    summary: prose(summary?.text ?? ''),
    answer: prose(answer?.text ?? ''),
    ...alikeView(facts, ticket),
    articles: (answer?.articles ?? []).map(String).join(wordsOf(locale).punctuation.separator),
    translation: prose(isRead ? '' : translation.text),
    translated: isRead
      ? ''
      : wordsOf(locale).suggested.translation.replace('{}', languageName(translation.from, locale)),
  };
  const texts: readonly Prose[] = [view.summary, view.answer, view.translation];
  return view.rows.length > 0 || view.alike.length > 0 || texts.some((each) => each.text !== '') ? view : null;
}

/** Tickets that no rule has found, and a link that makes one incident of them and those that rules have. */
function alikeView(facts: LetterFacts, { number }: Ticket) {
  const { alike: ruled = [], suggestedAlike = [], addresses } = facts;
  const found = suggestedAlike.filter((each) => ruled.every((other) => other.number !== each.number));
  const all = { ...facts, alike: [...ruled, ...found] };
  const action = found.length === 0 ? null : incidentAction(all);
  return {
    alike: found.map(alikeText),
    incidentLink: action && linkView(actionLink(action, all, { number, address: addresses.reply })),
  };
}

function rowsOf({ suggested = {}, locale }: LetterFacts): readonly LabelledRow[] {
  const { suggested: words, ticket: labels } = wordsOf(locale);
  const row = (label: string, value: string, note = ''): LabelledRow => ({
    label,
    value: prose(value),
    missing: false,
    note,
  });
  const { urgency = null, because = '', fields = {} } = suggested.fields ?? {};
  return [
    ...(urgency === null
      ? []
      : [
          row(
            words.urgency,
            urgencyLabel(urgency, locale),
            because === ''
              ? ''
              : parenthesis(
                  words.because.replace('{}', () => because),
                  locale,
                ),
          ),
        ]),
    ...(suggested.category ? [row(words.category, categoryLabel(suggested.category.category, locale))] : []),
    ...SUGGESTED_FIELDS.flatMap((field) => {
      const value = fields[field];
      return value === undefined ? [] : [row(labels.form[field], value)];
    }),
  ];
}

/** Each as the command would be written; what the state of the ticket does not allow is not offered. */
function linksOf(facts: LetterFacts, ticket: Ticket) {
  const { suggested = {}, locale, addresses } = facts;
  const { ticket: labels, punctuation } = wordsOf(locale);
  const { urgency = null, fields = {} } = suggested.fields ?? {};
  const lines = SUGGESTED_FIELDS.flatMap((field) => {
    const value = fields[field];
    return value === undefined ? [] : [`${labels.form[field]}${punctuation.colon}${value}`];
  });
  const offered: readonly (readonly [ActionName, 'urgency' | 'category' | 'customer', string])[] = [
    ['take_urgency', 'urgency', urgency === null ? '' : urgencyLabel(urgency, locale)],
    ['take_category', 'category', suggested.category ? categoryWord(suggested.category.category, facts) : ''],
    // Words of the customer's own mail; while it is worked on they fill the form and do nothing else.
    ['take_fields', 'customer', ticket.state === 'assigned' || ticket.state === 'in_progress' ? lines.join('\n') : ''],
  ];
  return offered
    .filter(([, event, asked]) => asked !== '' && isPossible(ticket, event))
    .map(([name, event, asked]) => ({
      ...linkView(
        actionLink(name, { ...facts, values: { asked } }, { number: ticket.number, address: addresses.reply }),
      ),
      withLines: event === 'customer',
    }));
}

/** As the reader calls it, where the command knows it by that. */
function categoryWord(category: string, { locale }: LetterFacts): string {
  const label = categoryLabel(category, locale);
  return categoryNamed(label, [category]) === category ? label : category;
}

const languageName = (language: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' }).of(language) ?? language;
