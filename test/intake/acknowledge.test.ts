import { describe, expect, it } from 'vitest';
import { acknowledgementFor, acknowledgementNeeds, limitFor } from '../../src/intake/acknowledge.ts';
import type { Acknowledged } from '../../src/intake/context.ts';
import { HOPS_FIELD, nextHops } from '../../src/people/hops.ts';
import { addresses, KEYS, sampleMail } from '../people/sample.ts';
import { h, li, NOON, wang } from '../ticket/sample.ts';
import { lettersIn, STAFF, sampleContext, stored } from './sample.ts';

const NONE = { senderHour: 0, senderDay: 0, domainHour: 0, hour: 0 };
const counted = (counts: Partial<Acknowledged['counts']> = {}, more: Partial<Acknowledged> = {}): Acknowledged => ({
  counts: { ...NONE, ...counts },
  sameWords: 0,
  alarms: 0,
  ...more,
});
const limits = sampleContext().config.limits.acknowledgements;
const unlimited = (() => {
  const { config } = sampleContext();
  const none = { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 };
  return { ...config, limits: { ...config.limits, acknowledgements: none } };
})();
/** A mail that answers letters of the desk, one after the other, each of them an answer to the one before. */
const cameBy = (times: number): { headers: [string, string][] } =>
  times === 0
    ? { headers: [] }
    : { headers: [[HOPS_FIELD, nextHops(sampleMail(cameBy(times - 1)), 'desk.example', KEYS)]] };
const directory = { ...sampleContext().directory, staff: STAFF.filter(({ roles }) => !roles.includes('supervisor')) };

describe('an acknowledgement', () => {
  it.each([
    ['is full for a proven sender', sampleContext(), 'acknowledgement'],
    ['is short for an unproven one', sampleContext({ verdict: 'N' }), 'short_acknowledgement'],
    ['is not sent to old mail', sampleContext({ stored: stored({ backfill: true }) }), 'none'],
    ['is not sent to a list', sampleContext({ mail: { class: 'list' } }), 'none'],
    ['is not sent to a mail that has come through the desk often enough', sampleContext({ mail: cameBy(3) }), 'none'],
    ['is sent to one that has not', sampleContext({ mail: cameBy(2) }), 'acknowledgement'],
    ['is sent to staff like to anybody', sampleContext({ mail: { from: addresses(li.email) } }), 'acknowledgement'],
    [
      'is sent to a sender of no known standing',
      sampleContext({ person: null, from: { name: '', address: 'a@x.example' } }),
      'acknowledgement',
    ],
    [
      'goes by the verdict about a website form that names somebody',
      sampleContext({
        verdict: 'N',
        authentication: { verdict: 'P', proof: null, signatures: [], reason: 'nothing_aligned' },
        mail: { class: 'list', from: addresses('form@website.example'), replyTo: addresses('zhang@customer.example') },
      }),
      'acknowledgement',
    ],
    [
      'is none for a website form that names nobody and writes like a list',
      sampleContext({ mail: { class: 'list', from: addresses('form@website.example') } }),
      'none',
    ],
  ])('%s', (_, context, kind) => {
    expect(acknowledgementFor(context).kind).toBe(kind);
    expect(acknowledgementNeeds(context)).toEqual(kind === 'none' ? {} : { acknowledged: kind });
  });

  it('is not made up for where none is due, nor counted', () => {
    const silent = acknowledgementFor(
      sampleContext({ mail: { class: 'list' }, acknowledged: counted({ hour: 9999 }) }),
    );
    expect(silent).toEqual({ kind: 'none', deferred: false, letters: [], within: null, limit: null });
  });

  it('is counted only where a limit is set', () => {
    expect(acknowledgementNeeds(sampleContext({ config: unlimited }))).toEqual({});
    const one = {
      ...unlimited,
      limits: { ...unlimited.limits, acknowledgements: { ...unlimited.limits.acknowledgements, perHour: 1 } },
    };
    expect(acknowledgementNeeds(sampleContext({ config: one }))).toEqual({ acknowledged: 'acknowledgement' });
    expect(acknowledgementNeeds(sampleContext({ from: null }))).toEqual({});
    const free = acknowledgementFor(sampleContext({ config: unlimited }));
    expect([free.kind, free.within]).toEqual(['acknowledgement', null]);
  });

  it('is counted once more when it is written', () => {
    expect(acknowledgementFor(sampleContext()).within).toEqual({
      kind: 'acknowledgement',
      since: h(-1),
      most: limits.perHour,
    });
    expect(acknowledgementFor(sampleContext({ verdict: 'N' })).within?.kind).toBe('short_acknowledgement');
  });
});

describe('limits, from counts', () => {
  it.each<[string, Acknowledged, string | null]>([
    ['nothing yet', counted(), null],
    [
      'one below',
      counted({
        senderDay: limits.perSenderDay - 1,
        senderHour: limits.perSenderHour - 1,
        domainHour: limits.perDomainHour - 1,
        hour: limits.perHour - 1,
      }),
      null,
    ],
    ['a sender a day', counted({ senderDay: limits.perSenderDay }), 'perSenderDay'],
    ['a sender an hour', counted({ senderHour: limits.perSenderHour }), 'perSenderHour'],
    ['a domain an hour', counted({ domainHour: limits.perDomainHour }), 'perDomainHour'],
    ['in all', counted({ hour: limits.perHour }), 'perHour'],
    ['the same words once', counted({}, { sameWords: 1 }), null],
    ['the same words twice', counted({}, { sameWords: 2 }), 'sameWords'],
  ])('%s', (_, acknowledged, limit) => {
    expect(limitFor(sampleContext(), 'acknowledgement', acknowledged)).toBe(limit);
    const answer = acknowledgementFor(sampleContext({ acknowledged }));
    expect([answer.kind, answer.limit]).toEqual([limit === null ? 'acknowledgement' : 'none', limit]);
    expect(answer.deferred).toBe(limit !== null && limit !== 'sameWords');
  });

  it('a proven sender shares no limit with others at a public provider; one who is not proven does', () => {
    const many = counted({ domainHour: limits.perDomainHour });
    const atQq = sampleContext({ mail: { from: addresses('a@qq.com') } });
    expect(limitFor(atQq, 'acknowledgement', many)).toBe(null);
    expect(limitFor(atQq, 'short_acknowledgement', many)).toBe('perDomainHour');
    expect(limitFor(sampleContext({ from: null }), 'acknowledgement', many)).toBe('perDomainHour');
  });

  it('a short one is not made up for', () => {
    const acknowledged = counted({ senderDay: limits.perSenderDay });
    expect(acknowledgementFor(sampleContext({ verdict: 'N', acknowledged })).deferred).toBe(false);
  });

  it('the supervisors hear once an hour that acknowledgements have run out', () => {
    const ranOut = (more: Parameters<typeof sampleContext>[0], alarms = 0) =>
      acknowledgementFor(sampleContext({ ...more, acknowledged: counted({ hour: limits.perHour }, { alarms }) }));
    const first = ranOut({});
    expect(lettersIn(first)).toEqual(['alarm→wang']);
    expect(first.letters[0]?.values).toEqual({ reason: 'acknowledgements_exhausted', detail: 'support' });
    expect(first.within).toEqual({ kind: 'alarm', since: h(-1, NOON), most: 1 });
    const two = { ...sampleContext().directory, staff: [wang, { ...wang, email: 'wu@desk.example' }] };
    expect(ranOut({ directory: two }).within?.most).toBe(2);
    const second = ranOut({}, 1);
    expect([lettersIn(second), second.within, second.deferred]).toEqual([[], null, true]);
    const nobody = ranOut({ directory });
    expect([lettersIn(nobody), nobody.within, nobody.deferred]).toEqual([[], null, true]);
    const sender = acknowledgementFor(sampleContext({ acknowledged: counted({ senderDay: limits.perSenderDay }) }));
    expect(lettersIn(sender)).toEqual([]);
  });
});
