import type { MailboxConfig } from '../config/settings.ts';
import { applyLetters } from '../desk/apply.ts';
import type { Desk } from '../desk/desk.ts';
import { raiseAlarm } from '../desk/health/alarm.ts';
import { writeLetters } from '../desk/letters/letters.ts';
import { lastCanary } from '../store/canary.ts';

/**
 * Sends a mail of the desk's own through every mailbox, by way of its relay, back into the ledger. When the next one is
 * due and the last has not come back, the alarm is raised.
 */
export async function sendCanaries(desk: Desk): Promise<void> {
  const { canary, mailboxes } = desk.config;
  if (canary !== 'off') for (const mailbox of mailboxes) await sendCanary(desk, mailbox, canary.every);
}

async function sendCanary(desk: Desk, mailbox: MailboxConfig, every: number): Promise<void> {
  const last = await lastCanary(desk.db, mailbox.name);
  if (last !== null && last.age * 1000 < every) return;
  if (last !== null && last.roundTrip === null)
    await raiseAlarm(desk, { reason: 'canary_lost', mailbox: mailbox.name });
  const orders = [{ kind: 'canary' as const, to: [mailbox.address] }];
  await applyLetters(desk, await writeLetters(desk, mailbox, { ticket: null, orders, cause: null }), {});
}
