import { ALARM_REASONS } from '../alarm.ts';
import type { LetterFacts } from '../facts.ts';
import { type Prose, prose } from './prose.ts';
import { momentText } from './times.ts';

/** Named strings of a letter's order, by what they are: words as they stand, staff, moments (ISO 8601) and codes. */
const WORDS = [
  'checked',
  'current',
  'next',
  'question',
  'recipient',
  'status',
  'detail',
  'team',
  'absorbed',
  'into',
  'rating',
] as const;
const PERSONS = ['by', 'from', 'nowWith', 'responsible'] as const;
const MOMENTS = ['closesAt', 'reopenUntil', 'dueAt', 'expiresAt'] as const;
const CODES = {
  reason: ['urgent', 'nobody_left', 'side_thread', ...ALARM_REASONS],
  mark: ['unverified', 'unconfirmed'],
  outcome: ['closed', 'reopened'],
  span: ['respond', 'update', 'release', 'side_thread'],
} as const;

type Codes = { readonly [Name in keyof typeof CODES]: Readonly<Record<(typeof CODES)[Name][number], boolean>> };

/** Values as templates read them; what the order does not give is empty, and no code holds. */
export type Values = Readonly<
  Record<(typeof WORDS)[number], Prose> & Record<(typeof PERSONS)[number] | (typeof MOMENTS)[number], string> & Codes
>;

export function valuesOf({ values = {}, names = {}, locale, timezone }: LetterFacts): Values {
  const moment = (value: string): string => (value === '' ? '' : momentText(new Date(value), locale, timezone));
  const given = (name: string): string => values[name] ?? '';
  return {
    ...record(WORDS, (name) => prose(given(name))),
    ...record(PERSONS, (name) => names[given(name)] ?? given(name)),
    ...record(MOMENTS, (name) => moment(given(name))),
    reason: record(CODES.reason, (code) => given('reason') === code),
    mark: record(CODES.mark, (code) => given('mark') === code),
    outcome: record(CODES.outcome, (code) => given('outcome') === code),
    span: record(CODES.span, (code) => given('span') === code),
  };
}

function record<Name extends string, Value>(names: readonly Name[], make: (name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>;
}
