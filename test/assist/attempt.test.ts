import { describe, expect, it } from 'vitest';
import {
  afterFault,
  askedInstead,
  heldBackBy,
  mayBeAway,
  NOTHING_USED,
  pauseAfterFault,
  type ReplyFault,
} from '../../src/assist/attempt.ts';
import { openSuggestions } from '../../src/assist/open-suggestions.ts';
import { sampleTicket } from '../../src/letter/sample/ticket.ts';
import type { Suggestion } from '../../src/ticket/suggested/suggestion.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';

type Counted = Exclude<ReplyFault, 'interrupted'>;
const reply = (fault: Counted, retryAfter: number | null = null) => ({ fault, retryAfter });
const NOW = new Date('2026-11-26T06:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

describe('after a fault', () => {
  it.each<[Counted, number | null, number, number | null]>([
    ['timeout', null, 1, 2_000],
    ['timeout', null, 2, 8_000],
    ['timeout', null, 3, null],
    ['unreachable', null, 1, 2_000],
    ['overloaded', null, 2, 8_000],
    ['rate_limited', 30_000, 1, 30_000],
    ['rate_limited', 3_600_000, 1, null],
    ['refused', null, 1, null],
    ['redirected', null, 1, null],
    ['malformed', null, 1, null],
    ['too_large', null, 1, null],
    ['cut_off', null, 1, null],
  ])('%s (Retry-After %s) at attempt %d: again in %s', (fault, retryAfter, attempts, again) => {
    expect(afterFault(reply(fault, retryAfter), attempts)).toEqual(
      again === null ? { is: 'given_up' } : { is: 'again', in: again },
    );
  });
  it.each<[Counted, number | null, number, number | null]>([
    ['timeout', null, 4, null],
    ['timeout', null, 5, 60_000],
    ['rate_limited', 7_000, 1, 7_000],
    ['rate_limited', null, 1, 60_000],
    ['rate_limited', 9e9, 1, 300_000],
  ])('%s (Retry-After %s), the %dth in a row: left alone for %s', (fault, retryAfter, inARow, pause) => {
    expect(pauseAfterFault(reply(fault, retryAfter), inARow)).toBe(pause);
  });
});

it.each<[ReplyFault, boolean]>([
  ['cut_off', false],
  ['malformed', true],
  ['timeout', true],
  ['overloaded', true],
  ['rate_limited', true],
  ['refused', true],
])('a model that fails with %s may be away: %s', (fault, is) => expect(mayBeAway(fault)).toBe(is));

describe('nothing is asked', () => {
  const budget = { requests: 10, tokens: 100 };
  it.each([
    [{}, null],
    [{ requests: 9, tokens: 99 }, null],
    [{ requests: 10 }, 'budget'],
    [{ tokens: 100 }, 'budget'],
    [{ pausedUntil: later(1) }, 'pause'],
    [{ pausedUntil: later(0) }, null],
    [{ requests: 10, pausedUntil: later(1) }, 'budget'],
  ])('%j: %s', (used, why) => {
    expect(heldBackBy({ ...NOTHING_USED, ...used }, budget, NOW)).toBe(why);
  });
});

describe('a question that was not let through is asked', () => {
  const budget = { requests: 10, tokens: 100 };
  it.each([
    ['when the pause ends', { pausedUntil: later(5) }, later(5)],
    ['when it has ended meanwhile', { pausedUntil: later(-5) }, later(-5)],
    ['now, where another has made room', {}, NOW],
    ['not at all without a budget', { requests: 10, pausedUntil: later(5) }, null],
  ])('%s', (_, used, at) => {
    expect(askedInstead({ ...NOTHING_USED, ...used }, budget, NOW)).toEqual(at);
  });
});

describe('what still holds', () => {
  const DEFAULT = { source: 'default', detail: '' } as const;
  const TICKET: Ticket = {
    ...sampleTicket('en'),
    form: {},
    urgency: 'medium',
    urgencyReason: DEFAULT,
    category: 'other',
    categoryReason: DEFAULT,
    respondedAt: null,
  };
  const FIELDS: Suggestion['fields'] = { fields: { company: 'Big' }, urgency: 'high', because: 'x' };
  const open = (ticket: Partial<Ticket>, purpose: keyof Suggestion, suggestion: Suggestion[keyof Suggestion]) =>
    openSuggestions({ ...TICKET, ...ticket }, [{ purpose, about: 1, suggestion }]);
  const STAFF = { source: 'staff', detail: 'li@desk.example' } as const;

  it.each<[string, object, object]>([
    ['fields and urgency', open({}, 'fields', FIELDS), { fields: FIELDS }],
    [
      'not the urgency staff have set',
      open({ urgencyReason: STAFF }, 'fields', FIELDS),
      { fields: { ...FIELDS, urgency: null } },
    ],
    ['not the urgency it has', open({ urgency: 'high' }, 'fields', FIELDS), { fields: { ...FIELDS, urgency: null } }],
    [
      'not a field that is filled in',
      open({ form: { company: 'B' } }, 'fields', FIELDS),
      { fields: { ...FIELDS, fields: {} } },
    ],
    ['nothing, when all is decided', open({ form: { company: 'B' }, urgencyReason: STAFF }, 'fields', FIELDS), {}],
    ['a category', open({}, 'category', { category: 'how_to' }), { category: { category: 'how_to' } }],
    ['not the one it has', open({}, 'category', { category: 'other' }), {}],
    ['not when staff have set one', open({ categoryReason: STAFF }, 'category', { category: 'how_to' }), {}],
    ['a draft', open({}, 'answer', { text: 'x', articles: [1] }), { answer: { text: 'x', articles: [1] } }],
    ['not once there was an answer', open({ respondedAt: NOW }, 'answer', { text: 'x', articles: [1] }), {}],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
  it('is the newest', () => {
    const of = (about: number, text: string) => ({ purpose: 'summary', about, suggestion: { text } }) as const;
    expect(openSuggestions(TICKET, [of(3, 'old'), of(7, 'new'), of(1, 'first')])).toEqual({ summary: { text: 'new' } });
  });
});
