import { describe, expect, test } from 'vitest';
import { expectedUids, isBackfill } from '../../src/inbox/backfill.ts';
import { isReconciliationDue } from '../../src/inbox/reconcile.ts';
import type { MailboxState } from '../../src/store/mailbox.ts';

const STARTED = new Date('2026-11-23T04:00:00.600Z');
/** Mails 1 to 10 were there at the first connection. */
const FIRST: MailboxState = {
  uidValidity: 7,
  uid: 40,
  startedAt: STARTED,
  firstUidValidity: 7,
  backfillUid: 10,
  reconciledAt: STARTED,
};
const RENUMBERED: MailboxState = { ...FIRST, uidValidity: 8, uid: 3 };

describe('a mail is older than the desk', () => {
  const later = new Date('2026-11-24T04:00:00Z');
  const earlier = new Date('2026-11-22T04:00:00Z');
  test.each([
    ['when it was the last one there at the first connection', FIRST, 10, later, true],
    ['not when its UID is higher, whatever its date', FIRST, 11, earlier, false],
    ['after a renumbering when it was received before', RENUMBERED, 3, earlier, true],
    ['after a renumbering in the second before', RENUMBERED, 3, new Date('2026-11-23T03:59:59Z'), true],
    ['not in the second in which the desk began', RENUMBERED, 3, new Date('2026-11-23T04:00:00Z'), false],
    ['not when it came later, whatever its UID', RENUMBERED, 3, later, false],
  ])('%s', (_, state, uid, receivedAt, older) => expect(isBackfill({ uid, receivedAt }, state)).toBe(older));
});

describe('the ledger should have', () => {
  test.each([
    ['what came after the first connection, when the desk started then', FIRST, 'now', [11, 12]],
    ['everything, when the desk took in what was there', FIRST, 'backfill', [9, 10, 11, 12]],
    ['everything that was renumbered', RENUMBERED, 'now', [9, 10, 11, 12]],
  ] as const)('%s', (_, state, startFrom, uids) =>
    expect(expectedUids([9, 10, 11, 12], state, startFrom)).toEqual(uids),
  );
});

describe('server and ledger are compared', () => {
  const later = (hours: number): Date => new Date(STARTED.getTime() + hours * 3_600_000);
  test.each([
    ['a day after the last time', FIRST, later(24), true],
    ['not within the day', FIRST, later(23.99), false],
    ['not while nothing has been read', { ...FIRST, uid: 0 }, later(24), false],
  ])('%s', (_, state, now, due) => expect(isReconciliationDue(state, now)).toBe(due));
});
