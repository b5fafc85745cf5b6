import { applyLetters } from '../../desk/apply.ts';
import type { Desk } from '../../desk/desk.ts';
import { writeDigest, writeReport } from '../../duties/scheduled-reports.ts';
import { canonicalAddress } from '../../people/address.ts';
import { supervisorAddresses } from '../../people/directory.ts';
import { boundsOf, dayOf, lastMonth } from '../../report/period.ts';
import { ticketIds } from '../../store/ticket.ts';
import { MONTH_DOMAIN, playMonth } from './month.ts';

const TICKETS = 2_000;
/** Far above what anybody writes by hand in a day, and within three digits. */
const FIRST_OF_DAY = 501;

/**
 * Fills the desk with the tickets of last month and of this one up to last night, and writes the supervisors the day's
 * digest and the month's report. False when they are there already.
 */
export async function loadMonth(desk: Desk): Promise<boolean> {
  if (await isMonthLoaded(desk)) return false;
  const now = desk.now();
  const today = dayOf(now, desk.policy.timezone);
  const month = lastMonth(today);
  const { start: from } = boundsOf(month, desk.policy.timezone);
  const { start: to } = boundsOf({ from: today, to: today }, desk.policy.timezone);
  await playMonth(desk, { from, to, now, tickets: TICKETS, firstOfDay: FIRST_OF_DAY });
  const supervisors = supervisorAddresses(desk.directory);
  const letters = [...(await writeDigest(desk, today, supervisors)), ...(await writeReport(desk, month, supervisors))];
  await applyLetters(desk, letters, {});
  return true;
}

/** Its customers write from a domain that nobody else has. */
export async function isMonthLoaded({ db }: Desk): Promise<boolean> {
  const requester = canonicalAddress(`c0@${MONTH_DOMAIN}`);
  return (await ticketIds(db, { requester })).length > 0;
}
