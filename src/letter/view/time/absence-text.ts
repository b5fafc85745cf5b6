import { wordsOf } from '../../../words/words.ts';
import type { AwayPerson, LetterFacts } from '../../facts.ts';
import { shows } from '../../kinds.ts';
import { dayText, momentText, type TimeReader, wallClock } from './times.ts';

/** `11月28日 – 11月30日`; with hours where it is not whole days. `to` is excluded. */
function periodText(from: Date, to: Date, reader: TimeReader): string {
  const { period } = wordsOf(reader.locale).times;
  const [begins, ends] = [wallClock(from, reader.timezone), wallClock(to, reader.timezone)];
  if (begins.clock !== '00:00' || ends.clock !== '00:00')
    return period(momentText(from, reader), momentText(to, reader));
  const last = wallClock(new Date(to.getTime() - 1), reader.timezone);
  const [first, end] = [dayText(begins.day, reader.locale), dayText(last.day, reader.locale)];
  return first === end ? first : period(first, end);
}

/** Of who is away: name, days, and who stands in. */
export function awayText({ who, from, to, substitute }: AwayPerson, reader: TimeReader): string {
  const { punctuation, absence } = wordsOf(reader.locale);
  const standsIn = substitute === '' ? [] : [absence.standsIn.replace('{}', substitute)];
  return `${who}${punctuation.parenthesised([periodText(from, to, reader), ...standsIn].join(punctuation.comma))}`;
}

/**
 * The detail of a transcript's line about an absence: a person, a period (`from/to`, ISO 8601) or until when, and who
 * stands in, each where it has one.
 */
export function absenceText(detail: string, facts: LetterFacts): string {
  const { punctuation, absence } = wordsOf(facts.locale);
  const isTime = (part: string): boolean => /^\d{4}-\d{2}-\d{2}T/.test(part);
  const parts = detail.split(' ');
  const behind = parts.findIndex(isTime);
  const shown = parts.map((part, at) => {
    const [from = '', to] = part.split('/');
    if (!isTime(part))
      return at > behind && behind >= 0 ? absence.standsIn.replace('{}', nameOf(part, facts)) : nameOf(part, facts);
    const first = new Date(from);
    return to === undefined
      ? absence.until.replace('{}', momentText(first, facts))
      : periodText(first, new Date(to), facts);
  });
  return shown.join(punctuation.comma);
}

const nameOf = (address: string, { names = {} }: LetterFacts): string => names[address] ?? address;

/** What an automatic reply told of its author's absence, as its letter's order has it; null for nothing. */
function absenceTold({ values = {}, names = {} }: LetterFacts) {
  const { begins = '', ends = '', substitute = '' } = values;
  if (begins === '' || ends === '') return null;
  return { from: new Date(begins), to: new Date(ends), substitute: names[substitute] ?? substitute };
}

/** The same in words. */
export function absenceView(facts: LetterFacts): string {
  const told = shows(facts.kind, 'away') ? absenceTold(facts) : null;
  if (told === null) return '';
  const { comma } = wordsOf(facts.locale).punctuation;
  const standsIn =
    told.substitute === '' ? '' : comma + wordsOf(facts.locale).absence.standsIn.replace('{}', told.substitute);
  return periodText(told.from, told.to, facts) + standsIn;
}

/** What stands behind the command in a prepared answer, to be looked over before it is sent. */
export function preparedAbsence(facts: LetterFacts): string {
  const told = absenceTold(facts);
  if (told === null) return '';
  const dayOf = (at: Date): string => wallClock(at, facts.timezone).day;
  return wordsOf(facts.locale).absence.asked(dayOf(told.from), dayOf(new Date(told.to.getTime() - 1)), told.substitute);
}
