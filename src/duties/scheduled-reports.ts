import { applyLetters } from '../desk/apply.ts';
import { desksOf, writingMailbox } from '../desk/brand/brand.ts';
import type { Desk } from '../desk/desk.ts';
import { findForDigest } from '../desk/digest.ts';
import { alarmLetters } from '../desk/health/alarm.ts';
import { blameOf } from '../desk/health/trouble.ts';
import { digestData } from '../desk/letters/digest-data.ts';
import { reportData, serviceReportData } from '../desk/letters/letter-data.ts';
import { type Written, writeLetters } from '../desk/letters/letters.ts';
import { listData, ownedIncidents } from '../desk/letters/list-data.ts';
import { attendance, loadIncidents, loadOwnWork, openAtCompany } from '../desk/letters/list-loading.ts';
import { reportOn, serviceReportOn } from '../desk/report.ts';
import { toldOf } from '../lib/logged-error.ts';
import { supervisorAddresses } from '../people/directory.ts';
import type { Customer } from '../people/person.ts';
import { dayOf, dayOfMonth, instantOf, lastMonth, lastWeek, type Period, weekdayOf } from '../report/period.ts';
import type { Notice } from '../store/notice.ts';
import { noticeState } from '../store/notice.ts';
import { isAway } from '../ticket/absence/absence.ts';
import type { LetterOrder } from '../ticket/letters.ts';

/** The report of a period as a letter to each of these. */
export async function writeReport(desk: Desk, period: Period, to: readonly string[]): Promise<Written[]> {
  if (to.length === 0) return [];
  const orders: LetterOrder[] = [{ kind: 'report', to, values: { ...period } }];
  const report = await reportOn(desk, period);
  return writeLetters(desk, writingMailbox(desk, ''), { ticket: null, orders, cause: null }, (_order, { address }) =>
    reportData(desk, report, address),
  );
}

/** The digest of a local day as a letter to each of these. */
export async function writeDigest(desk: Desk, day: string, to: readonly string[]): Promise<Written[]> {
  if (to.length === 0) return [];
  const found = await findForDigest(desk, day);
  const mailbox = writingMailbox(desk, '');
  const orders: LetterOrder[] = [{ kind: 'digest', to }];
  return writeLetters(desk, mailbox, { ticket: null, orders, cause: null }, (_order, { address }) =>
    digestData(desk, mailbox, found, address),
  );
}

/** What is theirs to do, to those of the engineers and the front line who have something to do and want to know. */
async function writeOwnDigests(desk: Desk): Promise<Written[]> {
  const { staff } = desk.directory;
  const there = await attendance(desk);
  const readers = staff.filter(
    ({ email, digest, roles }) =>
      digest !== 'off' && roles.some((role) => role !== 'supervisor') && !isAway(there, email, desk.now()),
  );
  const found = await loadOwnWork(
    desk,
    readers.map(({ email }) => email),
  );
  const incidents = new Map(
    await Promise.all(readers.map(async ({ email }) => [email, await loadIncidents(desk, [email])] as const)),
  );
  const hasWork = (email: string): boolean =>
    (incidents.get(email) ?? []).length > 0 || (found.get(email) ?? []).some(({ total }) => total > 0);
  const to = readers.map(({ email }) => email).filter(hasWork);
  const mailbox = writingMailbox(desk, '');
  const orders: LetterOrder[] = [{ kind: 'own_digest', to }];
  return writeLetters(desk, mailbox, { ticket: null, orders, cause: null }, (_order, { address }) => ({
    ...listData(desk, mailbox, found.get(address) ?? [], { address, audience: 'staff' }),
    ownedIncidents: ownedIncidents(desk, mailbox, incidents.get(address) ?? [], address),
  }));
}

/**
 * What became of their people's tickets, to the managers of companies. One that cannot be written keeps nobody else's
 * back: supervisors hear of it with theirs. Rejects when something of the desk's own is in trouble.
 */
async function writeServiceReports(desk: Desk, period: Period): Promise<Written[]> {
  const letters: Written[] = [];
  // One after the other: each asks the database for all that its figures come from.
  for (const company of desk.directory.customers)
    try {
      letters.push(...(await writeServiceReport(desk, company, period)));
    } catch (error) {
      if (blameOf(error) === 'desk') throw error;
      desk.log.error({ event: 'service_report_failed', company: company.company, err: error });
      letters.push(...(await writeFailure(desk, company, error)));
    }
  return letters;
}

function writeFailure(desk: Desk, { company }: Customer, error: unknown): Promise<Written[]> {
  const detail = `${company}: ${toldOf(error)}`;
  const orders = alarmLetters(desk.directory, { reason: 'service_report_failed', mailbox: '', detail });
  return writeLetters(desk, writingMailbox(desk, ''), { ticket: null, orders, cause: null });
}

/** None for a company without managers, and none where nothing was opened or closed and nothing is open. */
async function writeServiceReport(desk: Desk, company: Customer, period: Period): Promise<Written[]> {
  const { managers: to = [] } = company;
  if (to.length === 0) return [];
  const [report, list] = await Promise.all([serviceReportOn(desk, company, period), openAtCompany(desk, company)]);
  if (report.opened + report.closed === 0 && list.every(({ total }) => total === 0)) return [];
  const mailbox = writingMailbox(desk, '');
  const locale = company.locale ?? company.language ?? desk.config.desk.locale;
  const orders: LetterOrder[] = [
    { kind: 'service_report', to, values: { ...period, company: company.company, locale } },
  ];
  return writeLetters(desk, mailbox, { ticket: null, orders, cause: null }, (_order, { address }) => ({
    ...serviceReportData(desk, report, locale),
    ...listData(desk, mailbox, list, { address, audience: 'customer' }),
  }));
}

const writeMonth = async (desk: Desk, month: Period, to: readonly string[]): Promise<Written[]> => [
  ...(await writeReport(desk, month, to)),
  ...(await writeServiceReports(desk, month)),
];

type Scheduled = { readonly kind: Notice['kind']; readonly write: (to: readonly string[]) => Promise<Written[]> };

/**
 * Writes the digests and the reports that are due, each once for its day: the one that adds the day's row in the commit
 * of its letters has written them, whichever daemon it was. A desk that was away writes them when it is back on that
 * day.
 */
export async function writeScheduled(desk: Desk): Promise<void> {
  const { digestAt } = desk.config.reports;
  const day = dayOf(desk.now(), desk.config.desk.timezone);
  if (digestAt === 'off') return;
  const due = instantOf(day, digestAt, desk.config.desk.timezone);
  if (desk.now() < due) return;
  for (const own of desksOf(desk)) await writeScheduledOf(own, day, due);
}

/** Those of a brand, to its supervisors: who supervises two gets two. */
async function writeScheduledOf(desk: Desk, day: string, due: Date): Promise<void> {
  const to = supervisorAddresses(desk.directory);
  const about = desk.brand ?? '';
  for (const { kind, write } of scheduledFor(desk, day)) {
    const { written, deskSince } = await noticeState(desk.db, kind, day, about);
    // A desk that began later has nothing to tell about the time before.
    if (written || deskSince === null || deskSince > due) continue;
    const letters = await write(to);
    const refusal = await applyLetters(desk, letters, { notices: [{ kind, day, about, writtenAt: desk.now() }] });
    desk.log.info({
      event: 'notice_written',
      kind,
      day,
      ...(about !== '' && { brand: about }),
      letters: letters.length,
      result: refusal ?? 'written',
    });
  }
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function scheduledFor(desk: Desk, day: string): Scheduled[] {
  const { weekly, monthly } = desk.config.reports;
  return [
    { kind: 'digest', write: async (to) => [...(await writeDigest(desk, day, to)), ...(await writeOwnDigests(desk))] },
    ...(weekly === WEEKDAYS[weekdayOf(day) - 1]
      ? [{ kind: 'weekly' as const, write: (to: readonly string[]) => writeReport(desk, lastWeek(day), to) }]
      : []),
    ...(monthly === dayOfMonth(day)
      ? [{ kind: 'monthly' as const, write: (to: readonly string[]) => writeMonth(desk, lastMonth(day), to) }]
      : []),
  ];
}
