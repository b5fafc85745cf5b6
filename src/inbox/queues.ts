import type { StoredMail } from '../store/mail.ts';
import { type DecisionQueue, openDecisionQueue } from './decision-queue.ts';
import type { ConversationKeys, Decide, Inbox } from './inbox.ts';
import type { Lease } from './lease.ts';
import type { StandingBack } from './standing-back.ts';

/**
 * The two rows of mails that are stored. What the quick one gives up, and what belongs to that, goes into the slow one;
 * what belongs to a mail that waits in the quick one waits with it.
 */
export function openQueues(
  inbox: Inbox,
  { fence }: Lease,
  decide: Decide,
  standingBack: StandingBack,
): Record<'quick' | 'slow', DecisionQueue> {
  /** UIDs that wait in the quick row, with their conversations, since they come back without their octets. */
  const waiting = new Map<number, ConversationKeys | null>();
  const conversationOf = ({ uid, raw }: StoredMail): ConversationKeys | null =>
    raw === null ? (waiting.get(uid ?? 0) ?? null) : inbox.conversationOf(raw);

  const slow = openDecisionQueue(inbox, async (mails) => {
    const isHeld = ({ uid }: StoredMail): boolean => standingBack.before(uid ?? 0).some((each) => waiting.has(each));
    const held = mails.filter(isHeld);
    const undecided = [...held, ...(await decide.slow(without(mails, held), fence))];
    for (const { uid } of without(mails, undecided)) standingBack.done(uid ?? 0);
    return undecided.sort((a, b) => a.id - b.id);
  });

  const quick = openDecisionQueue(inbox, async (mails) => {
    const conversations = new Map(mails.map((mail) => [mail.id, conversationOf(mail)]));
    const isBehind = ({ id, uid }: StoredMail): boolean => {
      const before = standingBack.before(uid ?? 0, conversations.get(id) ?? undefined);
      return before.some((each) => !waiting.has(each));
    };
    const behind = mails.filter(isBehind);
    const undecided = await decide.quick(without(mails, behind), fence);
    const back = [...behind, ...undecided.slow].sort((a, b) => a.id - b.id);
    for (const { uid } of mails) {
      waiting.delete(uid ?? 0);
      standingBack.done(uid ?? 0);
    }
    for (const { id, uid } of [...back, ...undecided.waiting])
      standingBack.add(uid ?? 0, conversations.get(id) ?? null);
    for (const { id, uid } of undecided.waiting) waiting.set(uid ?? 0, conversations.get(id) ?? null);
    slow.put(back.map((mail) => ({ ...mail, raw: null })));
    return undecided.waiting;
  });
  return {
    slow,
    quick: {
      ...quick,
      add(mails) {
        decide.begin(mails);
        return quick.add(mails);
      },
    },
  };
}

const without = (mails: readonly StoredMail[], others: readonly StoredMail[]): StoredMail[] => {
  const ids = new Set(others.map(({ id }) => id));
  return mails.filter(({ id }) => !ids.has(id));
};
