import { expect, it } from 'vitest';
import { type AcknowledgementCounts, isReached, limitReached } from '../../src/people/limits.ts';

const LIMITS = { perSenderHour: 3, perSenderDay: 10, perDomainHour: 50, perHour: 300 };
const NONE: AcknowledgementCounts = { senderHour: 0, senderDay: 0, domainHour: 0, hour: 0 };

it.each([
  ['nothing sent yet', {}, false, null],
  ['one below each', { senderHour: 2, senderDay: 9, domainHour: 49, hour: 299 }, false, null],
  ['three to a sender within the hour', { senderHour: 3 }, false, 'perSenderHour'],
  ['ten to a sender within the day', { senderHour: 3, senderDay: 10 }, false, 'perSenderDay'],
  ['fifty to a domain', { domainHour: 50 }, false, 'perDomainHour'],
  ['fifty to a public provider', { domainHour: 50 }, true, null],
  ['fifty to unproven senders of a public provider', { domainHour: 50 }, 'unproven', 'perDomainHour'],
  ['forty-nine', { domainHour: 49 }, 'unproven', null],
  ['three hundred in all', { hour: 300 }, true, 'perHour'],
] as const)('%s', (_, counts, publicProvider, expected) => {
  const sender = { publicProvider: publicProvider !== false, proven: publicProvider !== 'unproven' };
  expect(limitReached({ ...NONE, ...counts }, LIMITS, sender)).toBe(expected);
});

it('0 switches a limit off', () => {
  const off = { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 };
  expect(
    limitReached({ senderHour: 9, senderDay: 99, domainHour: 999, hour: 9_999 }, off, {
      publicProvider: false,
      proven: false,
    }),
  ).toBeNull();
  expect([isReached(1, 0), isReached(3, 3), isReached(2, 3)]).toEqual([false, true, false]);
});
