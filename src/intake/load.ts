import { v7 as uuid } from 'uuid';
import type { MailboxConfig } from '../config/settings.ts';
import { deskOf, isOfDesk, sees } from '../desk/brand/brand.ts';
import type { Desk } from '../desk/desk.ts';
import { shownArticle } from '../desk/knowledge.ts';
import { loadConversation } from '../desk/letters/conversation.ts';
import { admitNewcomer } from '../desk/newcomers.ts';
import { nextNumber } from '../desk/opening.ts';
import { loadStaffing } from '../desk/staffing.ts';
import { useOf } from '../mail/secrecy/use.ts';
import { canonicalAddress, limitKey } from '../people/address.ts';
import { supervisorAddresses } from '../people/directory.ts';
import { MOST_TIMES_THE_SAME } from '../people/limits.ts';
import { wasAskedOfAbsence } from '../store/absence.ts';
import { answeredLetter, spokenSince, wasReplaced } from '../store/answered.ts';
import { articlesByNumber, articlesByPart } from '../store/article.ts';
import { loadCannedAnswers } from '../store/canned-answer.ts';
import { certificatesNamed } from '../store/certificate.ts';
import { findCustomer } from '../store/customer.ts';
import { customersNamedIn, incidentsByNumber, reachOf } from '../store/incident.ts';
import { acknowledgementCounts, hasWrittenTo, lettersByMessageId, lettersByTail } from '../store/letter.ts';
import { waitingMail } from '../store/mail.ts';
import { timesSaidToday } from '../store/message.ts';
import { allRecurring } from '../store/recurring.ts';
import { loadTickets, ticketByNumber } from '../store/ticket.ts';
import type { Insertable } from '../ticket/canned/insertion.ts';
import { incidentPrefix } from '../ticket/incident/incident.ts';
import type { LetterKind } from '../ticket/letters.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { limitFor } from './acknowledge.ts';
import { bareArrival, loadArrival } from './arrival.ts';
import type { Acknowledged, Arrival, Drawn, Lookups, MailContext, Split, UnderstoodMail } from './context.ts';
import { type Needs, NOTHING_LOOKED_UP } from './needs.ts';
import { needsOf } from './rules.ts';

/** Loads everything a decision about a mail is made from: who wrote it and about what, then what its rules ask for. */
export async function loadMailContext(
  desk: Desk,
  mailbox: MailboxConfig,
  understood: UnderstoodMail,
): Promise<MailContext> {
  const arrival =
    understood.unparsed === null
      ? await loadArrival(desk, mailbox, understood)
      : await bareArrival(desk, mailbox, understood);
  return { ...arrival, ...(await lookUp(deskOf(desk, arrival.brand), arrival, understood, needsOf(arrival))) };
}

async function lookUp(desk: Desk, arrival: Arrival, understood: UnderstoodMail, needs: Needs): Promise<Lookups> {
  const { db } = desk;
  const { waiting, article } = needs;
  const lettersFound = lettersFor(desk, needs.letters);
  const ofLetters = needs.ofLetters ? lettersFound.then((found) => ticketsOf(desk, found)) : Promise.resolve([]);
  const [
    letters,
    scan,
    everWrittenTo,
    staffing,
    acknowledged,
    newcomer,
    customer,
    alerts,
    waits,
    found,
    splits,
    numbers,
    named,
    spoken,
    letterAnswered,
    replaced,
    reach,
    customersNamed,
    incidents,
    incidentDrawn,
    insertable,
    absenceAsked,
    recurring,
    certificates,
  ] = await Promise.all([
    lettersFound,
    needs.scan ? scanned(desk, understood) : null,
    needs.everWrittenTo === undefined ? false : hasWrittenTo(db, needs.everWrittenTo),
    needs.roster ? ofLetters.then(([about]) => loadStaffing(about ? deskOf(desk, about.brand) : desk)) : null,
    needs.acknowledged === undefined ? null : loadAcknowledged(desk, arrival, needs.acknowledged),
    needs.newcomer === undefined ? null : admitNewcomer(desk, needs.newcomer),
    needs.customer === undefined ? null : findCustomer(db, needs.customer),
    needs.alerts === undefined ? 0 : writtenWithinHour(desk, needs.alerts.kind, needs.alerts.address),
    waiting === undefined ? null : waitingFor(desk, arrival, waiting),
    article === undefined ? null : articlesByPart(db, article),
    splitsOf(desk, needs.splits ?? []),
    numbersFor(desk, needs.numbers ?? [], understood),
    ticketsNamed(desk, needs),
    needs.answering === undefined ? [] : spokenSince(db, needs.answering),
    needs.letterAnswered === undefined ? null : answeredLetter(db, needs.letterAnswered),
    needs.answering === undefined ? false : wasReplaced(db, needs.answering),
    needs.reach === undefined ? null : reachOf(db, needs.reach),
    needs.customersNamed === undefined ? [] : customersNamedIn(db, needs.customersNamed),
    incidentsByNumber(db, needs.incidents ?? []),
    needs.drawsIncident ? drawIncident(desk, understood) : null,
    insertableFor(desk, needs, understood),
    needs.absenceQuestion === undefined
      ? false
      : wasAskedOfAbsence(db, needs.absenceQuestion.email, needs.absenceQuestion.endsOn, arrival.now),
    needs.recurring ? allRecurring(db) : [],
    candidatesFor(desk, needs.certificates ?? []),
  ]);
  return {
    ...NOTHING_LOOKED_UP,
    letters,
    scan,
    everWrittenTo,
    acknowledged,
    newcomer,
    customer,
    alerts,
    splits,
    numbers,
    reach,
    customersNamed,
    incidents: incidents.filter((each) => isOfDesk(desk, each)),
    incidentDrawn,
    waiting: waits,
    spokenSince: spoken,
    letterAnswered,
    replaced,
    insertable,
    absenceAsked,
    recurring: recurring.filter((each) => isOfDesk(desk, each)),
    certificates,
    article: found?.[0] ?? null,
    tickets: [...named, ...(await ofLetters)],
    // Last of all: what others were given while the rest was looked up counts too.
    roster: staffing === null ? [] : staffing().roster,
  };
}

/** What was written to a brand waits for its people alone, not for who worked for it when they were told. */
async function waitingFor(
  desk: Desk,
  { person }: Pick<Arrival, 'person'>,
  { mailId, outcome }: NonNullable<Needs['waiting']>,
): Promise<Lookups['waiting']> {
  const waits = await waitingMail(desk.db, mailId, outcome);
  const isOthers = outcome === 'quarantined' && !sees(desk, person?.address.address ?? '', waits?.brand);
  return isOthers ? null : waits;
}

async function candidatesFor({ db, now }: Desk, beginnings: readonly string[]): Promise<Lookups['certificates']> {
  const found = await Promise.all(beginnings.map((each) => certificatesNamed(db, each)));
  return Promise.all(found.flat().map(async (each) => ({ ...each, use: await useOf(each, now()) })));
}

async function insertableFor(
  { db }: Desk,
  { answers, articleNumbers = [] }: Needs,
  { redeemed, stored }: UnderstoodMail,
): Promise<Insertable> {
  const [kept, articles] = await Promise.all([
    answers ? loadCannedAnswers(db) : [],
    articlesByNumber(db, articleNumbers),
  ]);
  return {
    answers: kept,
    articles: articles.map(shownArticle),
    ...(redeemed ? { shownAt: stored.receivedAt } : {}),
  };
}

async function lettersFor(desk: Desk, wanted: Needs['letters']): Promise<Lookups['letters']> {
  if (wanted === undefined) return NOTHING_LOOKED_UP.letters;
  const [byToken, byMessageId] = await Promise.all([
    Promise.all(wanted.idTails.map((tail) => lettersByTail(desk.db, tail))),
    lettersByMessageId(desk.db, wanted.messageIds),
  ]);
  return { byToken: byToken.flat(), byMessageId };
}

const ticketsOf = (desk: Desk, { byToken, byMessageId }: Lookups['letters']): Promise<Ticket[]> =>
  loadTickets(
    desk.db,
    [...byToken, ...byMessageId].flatMap(({ ticketId }) => ticketId ?? []),
  );

async function ticketsNamed(desk: Desk, { tickets = [], ticketNumbers = [] }: Needs): Promise<Ticket[]> {
  const [byId, byNumber] = await Promise.all([
    loadTickets(desk.db, tickets),
    Promise.all(ticketNumbers.map((number) => ticketByNumber(desk.db, number))),
  ]);
  return [...byId, ...byNumber.filter((ticket) => ticket !== null).filter((ticket) => isOfDesk(desk, ticket))];
}

async function scanned(desk: Desk, { raw, stored }: UnderstoodMail): Promise<Lookups['scan']> {
  if (desk.scan === null) return null;
  try {
    return { virus: await desk.scan(raw) };
  } catch (error) {
    desk.log.error({ event: 'mail_not_scanned', mail: stored.id, err: error });
    return 'failed';
  }
}

const countsFor = (desk: Desk, kind: LetterKind, address: string) =>
  acknowledgementCounts(desk.db, { kind, to: limitKey(address), now: desk.now() });

const writtenWithinHour = async (desk: Desk, kind: LetterKind, address: string): Promise<number> =>
  (await countsFor(desk, kind, address)).senderHour;

/** The rarer counts are made only where the commoner ones call for them. */
async function loadAcknowledged(desk: Desk, arrival: Arrival, kind: LetterKind): Promise<Acknowledged> {
  const { from, mail, directory } = arrival;
  const address = from?.address ?? '';
  const counts = await countsFor(desk, kind, address);
  const sameWords =
    counts.senderDay < MOST_TIMES_THE_SAME
      ? 0
      : await timesSaidToday(desk.db, limitKey(address), mail.reply, desk.now());
  const [supervisor] = supervisorAddresses(directory);
  const ranOut = limitFor(arrival, kind, { counts, sameWords }) === 'perHour';
  const alarms = ranOut && supervisor !== undefined ? await writtenWithinHour(desk, 'alarm', supervisor) : 0;
  return { counts, sameWords, alarms };
}

async function splitsOf(desk: Desk, tickets: readonly Ticket[]): Promise<Lookups['splits']> {
  const splits = await Promise.all(
    tickets.map(async (ticket): Promise<[string, Split]> => {
      const [entries, customer] = await Promise.all([
        loadConversation(desk, ticket, { incoming: null, said: [] }),
        findCustomer(desk.db, canonicalAddress(ticket.requester.address)),
      ]);
      return [ticket.id, { words: entries[0]?.words ?? '', customer }];
    }),
  );
  return new Map(splits);
}

/** From the counter of the tickets, so that the digits of a number are those of one or of the other. */
async function drawIncident(desk: Desk, { place }: UnderstoodMail): Promise<Drawn> {
  const { numberPrefix } = desk.config.desk;
  const { number } = await nextNumber(desk, place);
  return { id: uuid(), number: incidentPrefix(numberPrefix) + number.slice(numberPrefix.length) };
}

async function numbersFor(desk: Desk, ids: readonly string[], { place }: UnderstoodMail): Promise<Lookups['numbers']> {
  const drawn = await Promise.all(
    ids.map(
      async (id): Promise<[string, Drawn]> => [id, { id: uuid(), number: (await nextNumber(desk, place)).number }],
    ),
  );
  return new Map(drawn);
}
