import { applyLetters, applyWithoutMail } from '../desk/apply.ts';
import { deskOf, desksOf, writingMailbox } from '../desk/brand/brand.ts';
import { composeWithoutMail } from '../desk/compose.ts';
import type { Desk } from '../desk/desk.ts';
import { blameOf } from '../desk/health/trouble.ts';
import { type Written, writeLetters } from '../desk/letters/letters.ts';
import { listData, ownedIncidents } from '../desk/letters/list-data.ts';
import { loadHappened, loadIncidents, loadOpenOf } from '../desk/letters/list-loading.ts';
import { loadContext } from '../desk/staffing.ts';
import { sameAddress } from '../people/address.ts';
import { type AbsenceOf, absencesToTell } from '../store/absence.ts';
import { loadTickets, urgentOf } from '../store/ticket.ts';
import { isAway, represented, standIn } from '../ticket/absence/absence.ts';
import { standInsFor } from '../ticket/absence/passed-on.ts';
import { isRefusal } from '../ticket/change.ts';
import type { Context } from '../ticket/context.ts';
import type { LetterOrder } from '../ticket/letters.ts';
import { workBegins } from '../ticket/time/calendar.ts';
import { transition } from '../ticket/transition.ts';

/**
 * What follows from absences. When one begins, who stands in is told what is open; while it lasts, what is urgent is
 * passed on; when it is over, the person is told what has happened. Each letter is written once: by who marks the
 * absence in its commit.
 */
export async function attendToAbsences(desk: Desk): Promise<void> {
  const { begun, over } = await absencesToTell(desk.db, desk.now());
  for (const absence of begun) await tellBeginning(desk, absence);
  await passOnUrgent(desk);
  for (const [email, ended] of Map.groupBy(over, (each) => each.email)) await tellEnd(desk, email, ended);
}

/** Who comes back at midnight hears of it when work begins. */
const isDue = (desk: Desk, to: Date): boolean => workBegins(to, desk.policy.calendar) <= desk.now();

/** Of every brand they work for, those hear who stand in there. */
async function tellBeginning(desk: Desk, absence: AbsenceOf): Promise<void> {
  const letters = (await Promise.all(desksOf(desk).map((own) => lettersAtBeginning(own, absence)))).flat();
  const refusal = await applyLetters(desk, letters, { absencesBegun: [absence.id] });
  desk.log.info({ event: 'absence_begun', letters: letters.length, result: refusal ?? 'written' });
}

async function lettersAtBeginning(desk: Desk, { email, to }: AbsenceOf): Promise<Written[]> {
  const context = await loadContext(desk);
  const absent = personOf(desk, email)?.email;
  const values = { absent: absent ?? '', until: to.toISOString() };
  const orders: LetterOrder[] =
    absent === undefined ? [] : [{ kind: 'stand_in', to: standInsFor(absent, context), values }];
  const theirs = absent === undefined ? [] : behind(absent, context);
  const [found, incidents] = await Promise.all([loadOpenOf(desk, theirs), loadIncidents(desk, theirs)]);
  const mailbox = writingMailbox(desk, '');
  return writeLetters(desk, mailbox, { ticket: null, orders, cause: null }, (_order, { address }) => ({
    ...listData(desk, mailbox, found, { address, audience: 'staff' }),
    ownedIncidents: ownedIncidents(desk, mailbox, incidents, address),
  }));
}

/** The person, and those whose substitute they were. */
const behind = (email: string, { roster, now }: Context): readonly string[] => {
  const there = roster.map((entry) => (sameAddress(entry.staff.email, email) ? { ...entry, absences: [] } : entry));
  return [email, ...represented(there, email, now).map((staff) => staff.email)];
};

/** As configured; undefined for who has left the staff, for whom nobody is written to. */
const personOf = ({ directory }: Desk, email: string) =>
  directory.staff.find((staff) => sameAddress(staff.email, email));

/** Also what has become urgent since, and what was given to somebody a moment before. One ticket a commit. */
async function passOnUrgent(desk: Desk): Promise<void> {
  const { roster, now } = await loadContext(desk);
  const absent = roster.flatMap(({ staff }) => (isAway(roster, staff.email, now) ? [staff.email] : []));
  if (absent.length === 0) return;
  for (const ticket of await loadTickets(desk.db, await urgentOf(desk.db, absent)))
    try {
      const context = await loadContext(deskOf(desk, ticket.brand));
      const change = transition(ticket, { name: 'stand_in' }, context);
      // Where nobody is left it would come back to nobody at every round.
      if (isRefusal(change) || (change.ticket.assignee === null && !isLeft(context))) continue;
      const refusal = await applyWithoutMail(desk, await composeWithoutMail(desk, change));
      desk.log.info({ event: 'passed_on', ticket: ticket.number, result: refusal ?? 'written' });
    } catch (error) {
      if (blameOf(error) === 'desk') throw error;
      desk.log.error({ event: 'passing_on_failed', ticket: ticket.number, err: error });
    }
}

/** Whether somebody is there at all. */
const isLeft = ({ roster, now }: Context): boolean =>
  roster.some(({ staff }) => !isAway(roster, staff.email, now) || standIn(roster, staff.email, now) !== null);

type Ended = Pick<AbsenceOf, 'email' | 'from' | 'to'>;

/** One letter of all that are over, about the whole time. While another one runs nobody is back: it waits for that. */
async function tellEnd(desk: Desk, email: AbsenceOf['email'], ended: readonly AbsenceOf[]): Promise<void> {
  const from = new Date(Math.min(...ended.map((each) => each.from.getTime())));
  const to = new Date(Math.max(...ended.map((each) => each.to.getTime())));
  if (!isDue(desk, to)) return;
  const { roster, now } = await loadContext(desk);
  if (isAway(roster, email, now)) return;
  const letters = (await Promise.all(desksOf(desk).map((own) => lettersAtEnd(own, { email, from, to })))).flat();
  const refusal = await applyLetters(desk, letters, { absencesOver: ended.map(({ id }) => id) });
  desk.log.info({ event: 'absence_over', letters: letters.length, result: refusal ?? 'written' });
}

async function lettersAtEnd(desk: Desk, { email, from, to }: Ended): Promise<Written[]> {
  const person = personOf(desk, email);
  const values = { since: from.toISOString(), until: to.toISOString() };
  const orders: LetterOrder[] = person === undefined ? [] : [{ kind: 'welcome_back', to: [person.email], values }];
  const found = person === undefined ? [] : await loadHappened(desk, person.email, { from, to });
  const mailbox = writingMailbox(desk, '');
  return writeLetters(desk, mailbox, { ticket: null, orders, cause: null }, (_order, { address }) =>
    listData(desk, mailbox, found, { address, audience: 'staff' }),
  );
}
