import { Temporal } from 'temporal-polyfill';
import type { OnCall, Policy, Team } from '../policy.ts';
import { isWorkingTime } from './calendar.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * The registered addresses to ask at that moment, the one whose week it is first and the others as their weeks come.
 * None while the team works, nor for a team without a rota.
 */
export function onCallAt({ onCall = null }: Pick<Team, 'onCall'>, now: Date, policy: Policy): readonly string[] {
  if (onCall === null || isInHours(onCall, now, policy)) return [];
  const { persons } = onCall;
  const turn = weeksSince(onCall, now, policy.timezone) % persons.length;
  const first = (turn + persons.length) % persons.length;
  return [...persons.slice(first), ...persons.slice(0, first)];
}

/** Days off and holidays of the calendar are none of the team's hours. */
function isInHours({ outside }: OnCall, now: Date, { calendar, timezone }: Policy): boolean {
  const working = calendar.kind === 'working' ? calendar : null;
  const hours = outside ?? working?.hours ?? null;
  if (hours === null || Object.keys(hours).length === 0) return false;
  return isWorkingTime(now, { kind: 'working', timezone, hours, holidays: working?.holidays ?? 'none' });
}

/** Whole weeks between the hand-over that `from` falls in and the last one, by the clock on the wall. */
function weeksSince(onCall: OnCall, now: Date, timezone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone).toPlainDateTime();
  const first = lastHandOver(Temporal.PlainDate.from(onCall.from).toPlainDateTime('23:59'), onCall.handOver);
  return Math.round(first.until(lastHandOver(local, onCall.handOver)).days / 7);
}

function lastHandOver(at: Temporal.PlainDateTime, handOver: string): Temporal.PlainDate {
  const [weekday = '', clock = ''] = handOver.split(' ');
  const back = (at.dayOfWeek - 1 - WEEKDAYS.indexOf(weekday) + 7) % 7;
  const day = at.toPlainDate().subtract({ days: back });
  const early = back === 0 && Temporal.PlainTime.compare(at.toPlainTime(), Temporal.PlainTime.from(clock)) < 0;
  return early ? day.subtract({ days: 7 }) : day;
}
