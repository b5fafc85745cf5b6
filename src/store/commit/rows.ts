import { v7 as uuid } from 'uuid';
import { inPieces } from '../../lib/gathered.ts';
import { canonicalAddress, limitKey } from '../../people/address.ts';
import { articleRow } from '../article.ts';
import type { Database } from '../connection/connection.ts';
import { type GivenPart, PART_OCTETS, packed, sha256Of, storePart } from '../octets.ts';
import { keepAtHand } from '../octets-at-hand.ts';
import { type Row, rowOf } from '../row.ts';
import {
  absence,
  absenceQuestion,
  assistTask,
  attachment,
  blob,
  cannedAnswer,
  certificate,
  customer,
  deferredAcknowledgement,
  dutyOverride,
  history,
  incident,
  incidentEntry,
  incidentEntryTicket,
  letter,
  mail,
  message,
  notice,
  recurringTicket,
  reference,
  waitingCopy,
  waitingLetter,
  webhookEvent,
} from '../schema.ts';
import { documentRow } from '../search.ts';
import { ticketRows } from '../ticket.ts';
import type { Commit, LedgerEntry, NewCustomer, NewLetter, NewMessage } from './change.ts';
import type { DECIDED_COLUMNS } from './function.ts';

/** Rows by table, as `commit_change` takes them; what there is nothing of is absent. */
export type Rows = Readonly<Record<string, readonly unknown[]>>;

/**
 * In the shape of the tables, and the octets of the letters. Those too large for one statement are stored ahead of it.
 */
export async function rowsOf(db: Database, change: Commit): Promise<{ rows: Rows; parts: readonly GivenPart[] }> {
  const tickets = change.tickets.map((each) => ticketRows(each.ticket));
  const letters = await Promise.all(change.letters.map((each) => letterRows(db, each)));
  const rows: Rows = {
    mails: change.decision ? [decisionRow(change.decision)] : [],
    tickets: tickets.map((each) => each.ticket),
    participants: tickets.flatMap((each) => each.participants),
    clocks: tickets.flatMap((each) => each.clocks),
    history: change.tickets.flatMap((each) =>
      each.history.map((entry) => rowOf(history, { ticketId: each.ticket.id, ...entry })),
    ),
    messages: change.messages.map(messageRow),
    attachments: change.messages.flatMap(({ id, attachments }) =>
      attachments.map((each, position) => rowOf(attachment, { messageId: id, position, ...each })),
    ),
    blobs: change.blobs.map((each) => rowOf(blob, each)),
    articles: change.articles.map(articleRow),
    documents: change.documents.map(documentRow),
    notices: change.notices.map((each) => rowOf(notice, each)),
    deferred: change.deferred.map((each) => rowOf(deferredAcknowledgement, each)),
    collected: change.collected,
    announced: change.announced,
    duties: change.duties.map((each) => rowOf(dutyOverride, each)),
    wishes: change.wishes.map(({ email, letters }) => ({ email: canonicalAddress(email), letters })),
    letter_wishes: change.letterWishes.map(({ address, courtesies }) => ({
      address: canonicalAddress(address),
      courtesies,
    })),
    answers: change.answers.flatMap((each) => ('kept' in each ? [rowOf(cannedAnswer, each.kept)] : [])),
    answers_dropped: change.answers.flatMap((each) => ('dropped' in each ? [each.dropped] : [])),
    absences: change.absences.map(({ email, from, to, ...each }) =>
      rowOf(absence, { ...each, email: canonicalAddress(email), startsAt: from, endsAt: to }),
    ),
    returns: change.returns.map(({ id, at }) => rowOf(absence, { id, endsAt: at })),
    absences_begun: change.absencesBegun,
    absences_over: change.absencesOver,
    recurring: change.recurring.map(({ id, customer: { name, address }, ...each }) => ({
      ...rowOf(recurringTicket, { ...each, brand: each.brand ?? null, customerName: name, customerAddress: address }),
      id,
    })),
    recurring_stopped: change.recurringStopped,
    certificates: change.certificates.map((each) => rowOf(certificate, each)),
    recurring_made: change.recurringMade.map(({ id, was, nextAt }) => ({
      ...rowOf(recurringTicket, { id, nextAt }),
      was: was.toISOString(),
    })),
    absence_questions: change.absenceQuestions.map(({ email, ...each }) =>
      rowOf(absenceQuestion, { email: canonicalAddress(email), ...each }),
    ),
    copies: change.copies.map(({ reader, ...each }) =>
      rowOf(waitingCopy, { ...each, reader: canonicalAddress(reader) }),
    ),
    copies_told: change.copiesTold,
    incidents: change.incidents.map((each) => rowOf(incident, { ...each, brand: each.brand ?? null })),
    incident_entries: change.incidentEntries.map((each) => rowOf(incidentEntry, each)),
    entry_tickets: change.entryTickets.map((each) => rowOf(incidentEntryTicket, each)),
    entries_done: change.entriesDone,
    bounced: change.bounced.map(({ letterId: id, ...each }) => ({ id, ...each })),
    failed: change.failed.map(({ letterId: id, ...each }) => ({ id, ...each })),
    references: change.references.map((each) => rowOf(reference, each)),
    customers: change.customers.map(customerRow),
    letters: letters.map((each) => each.letter),
    webhook_events: change.webhookEvents.map((each) => rowOf(webhookEvent, each)),
    assist_tasks: change.assistTasks.map((each) => rowOf(assistTask, each)),
    waiting_letters: change.waitingLetters.map((each) => rowOf(waitingLetter, each)),
    waiting_letters_told: change.waitingLettersTold,
    suggestions_told: change.suggestionsTold,
  };
  return {
    rows: Object.fromEntries(Object.entries(rows).filter(([, each]) => each.length > 0)),
    parts: letters.flatMap((each) => each.parts),
  };
}

function customerRow({ address, seenAt, edges, ...known }: NewCustomer): Row {
  const heardOn = seenAt.toISOString().slice(0, 10);
  return rowOf(customer, {
    ...known,
    heardLocale: known.locale,
    address: canonicalAddress(address.address),
    name: address.name,
    firstSeenAt: seenAt,
    organisation: edges?.organisation ?? null,
    edges: edges && Object.fromEntries(edges.blocks.map((block) => [block, heardOn])),
    heardOn: edges && heardOn,
  } satisfies typeof customer.$inferSelect);
}

type DecidedColumn = (typeof DECIDED_COLUMNS)[number];

function decisionRow(entry: LedgerEntry): Row {
  const decided: Pick<typeof mail.$inferSelect, DecidedColumn> = {
    class: entry.class,
    authentication: entry.authentication,
    authenticationReason: entry.authenticationReason,
    evidence: entry.evidence,
    outcome: entry.outcome,
    reasonCode: entry.reason.code,
    reasonDetail: entry.reason.detail,
    messageId: entry.messageId,
    fromName: entry.from?.name ?? null,
    fromAddress: entry.from?.address ?? null,
    fromCanonical: entry.from && canonicalAddress(entry.from.address),
    fromLimitKey: entry.from && limitKey(entry.from.address),
    subject: entry.subject,
    brand: entry.brand ?? null,
    decidedAt: entry.decidedAt,
  };
  const { mailId: id, ticketId, steps } = entry;
  return { was: entry.was, ...rowOf(mail, { ...decided, id, ticketId, decisions: steps }) };
}

const messageRow = ({ from, attachments: _, ...same }: NewMessage): Row =>
  rowOf(message, {
    ...same,
    fromName: from.name,
    fromAddress: from.address,
    fromCanonical: canonicalAddress(from.address),
  } satisfies typeof message.$inferSelect);

async function letterRows(db: Database, written: NewLetter): Promise<{ letter: Row; parts: GivenPart[] }> {
  const { octets, reduced, to, heldBack, notBefore, ...same } = written;
  const whole = await octetsParts(db, octets);
  if (heldBack === null && notBefore === undefined) keepAtHand(db, whole.id, octets);
  const small = reduced === null ? null : await octetsParts(db, reduced);
  const row: Omit<typeof letter.$inferSelect, 'dueAt'> = {
    ...same,
    toName: to.name,
    toAddress: to.address,
    toCanonical: canonicalAddress(to.address),
    toLimitKey: limitKey(to.address),
    octetsId: whole.id,
    reducedId: small?.id ?? null,
    size: octets.length,
    sha256: sha256Of(octets),
    state: heldBack === null ? 'pending' : 'failed',
    lastResult: heldBack === null ? null : 'held_back',
    lastReply: heldBack,
    doubtful: false,
    attempts: 0,
    fence: 0,
    leaseUntil: null,
    sentAt: null,
  };
  return {
    // Due by the database's clock, like everything letters wait for.
    letter: { ...rowOf(letter, row), due_at: heldBack === null ? (notBefore?.toISOString() ?? 'now') : null },
    parts: [...whole.parts, ...(small?.parts ?? [])],
  };
}

/** Large octets go ahead in parts; a commit that fails leaves them behind for the nightly clean-up. */
async function octetsParts(db: Database, octets: Uint8Array): Promise<{ id: string; parts: GivenPart[] }> {
  const id = uuid();
  if (octets.length <= PART_OCTETS) return { id, parts: [{ id, ...packed(octets) }] };
  let part = 0;
  for (const each of inPieces(octets, PART_OCTETS)) await storePart(db, id, part++, each);
  return { id, parts: [] };
}
