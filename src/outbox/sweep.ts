import { type Claim, claimLetters, mailboxesWithDue, reclaimLapsed, recordSteps } from '../store/outbox.ts';
import type { Sender } from './sender.ts';
import type { SendingDesk } from './sending.ts';

/** Letters of a mailbox without a sender that one round gives up. */
const GIVEN_UP_A_ROUND = 100;
const ANY_PRIORITY = 9;

/** Takes back letters whose sender is gone, and has every mailbox send what is due: what no job told anybody of. */
export async function sweepOutbox(desk: SendingDesk, senders: ReadonlyMap<string, Sender>): Promise<void> {
  const { db, log } = desk;
  const { requeued, uncertain } = await reclaimLapsed(db);
  if (requeued + uncertain > 0) log.warn({ event: 'letters_reclaimed', requeued, uncertain });
  for (const mailbox of await mailboxesWithDue(db)) {
    const sender = senders.get(mailbox);
    if (sender) sender.look();
    else
      for (const letter of await claimLetters(db, mailbox, GIVEN_UP_A_ROUND, ANY_PRIORITY)) await strand(desk, letter);
  }
}

/** Its mailbox is no longer in the configuration: nobody sends it any more. */
async function strand({ db, giveUp }: SendingDesk, letter: Claim): Promise<void> {
  const attempt = {
    state: 'failed',
    result: 'no_mailbox',
    reply: `the configuration has no mailbox ${letter.mailbox} any more`,
    retryAfter: null,
    doubtful: false,
  } as const;
  if (giveUp) await giveUp(letter, attempt);
  else await recordSteps(db, [{ claim: letter, attempt }]);
}
