import type { Alarm } from '../../letter/alarm.ts';
import { type Directory, supervisorAddresses } from '../../people/directory.ts';
import type { LetterOrder } from '../../ticket/letters.ts';
import { applyLetters } from '../apply.ts';
import type { Desk } from '../desk.ts';
import { writeLetters } from '../letters/letters.ts';

/** The letter with which the supervisors hear of an alarm; none when there are no supervisors. */
export function alarmLetters(directory: Directory, { reason, mailbox, detail = mailbox }: Alarm): LetterOrder[] {
  const to = supervisorAddresses(directory);
  return to.length === 0 ? [] : [{ kind: 'alarm', to, values: { reason, detail } }];
}

/** Milliseconds between two alarms about the same. */
const REPEAT_MS = 60 * 60_000;

/** Raises alarms, of the same reason and mailbox one an hour. Never fails: what cannot be written is logged. */
export function alarmBell(desk: Desk): (alarm: Alarm) => void {
  const raisedAt = new Map<string, number>();
  return (alarm) => {
    const about = `${alarm.reason} ${alarm.mailbox}`;
    const last = raisedAt.get(about);
    const now = performance.now();
    if (last !== undefined && now - last < REPEAT_MS) return;
    raisedAt.set(about, now);
    raiseAlarm(desk, alarm).catch((error: unknown) =>
      desk.log.error({ event: 'alarm_not_written', mailbox: alarm.mailbox, err: error }),
    );
  };
}

/**
 * Calls for help about a mailbox or the desk: by webhook, by letters from another mailbox, and always in the log.
 * Rejects when the letters cannot be written down.
 */
export async function raiseAlarm(desk: Desk, alarm: Alarm): Promise<void> {
  desk.log.error({ event: 'alarm', ...alarm });
  desk.notify([alarm]);
  const other = desk.config.mailboxes.find(({ name }) => name !== alarm.mailbox);
  if (other === undefined) return;
  const orders = alarmLetters(desk.directory, alarm);
  await applyLetters(desk, await writeLetters(desk, other, { ticket: null, orders, cause: null }), {});
}

/** As raiseAlarm, and what keeps its letters from being written is logged. Never rejects. */
export async function soundAlarm(desk: Desk, alarm: Alarm): Promise<void> {
  try {
    await raiseAlarm(desk, alarm);
  } catch (error) {
    desk.log.error({ event: 'alarm_not_written', mailbox: alarm.mailbox, err: error });
  }
}
