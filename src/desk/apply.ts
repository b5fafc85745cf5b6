import type { Place } from '../lib/in-order.ts';
import { keepAttachments } from '../store/blob.ts';
import { type Commit, type CommitRefusal, commit, NOTHING } from '../store/commit.ts';
import type { Fence } from '../store/lease.ts';
import { mailboxOfTicket } from '../store/mail.ts';
import type { Change } from '../ticket/change.ts';
import type { LetterOrder } from '../ticket/letters.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Decision } from './decision.ts';
import { type Desk, mailboxOf } from './desk.ts';
import type { IncomingMail } from './incoming.ts';
import { draftLetters, learnedBoth, learnFrom } from './learning.ts';
import { loadLetterData } from './letter-data.ts';
import { type Written, writeLetters } from './letters.ts';
import { withTicketOpened } from './opening.ts';
import { settlePending } from './pending-assignments.ts';
import {
  announcedBy,
  causeOf,
  customersOf,
  flatten,
  ledgerEntry,
  messageIn,
  messageOut,
  nextVersion,
  referencesIn,
  referencesOut,
} from './records.ts';

/** What applying a decision needs beside the decision and its mail. */
export type Applying = {
  /** Which question decided, for `mail explain`. */
  readonly steps: readonly string[];
  /** The lease under which it was decided; null without one. */
  readonly fence: Fence | null;
  /** The mail's place among those decided beside it: new tickets are numbered in the order of their mails. */
  readonly place: Place;
};

/** What came of it: the decision as it was written, with the ticket it opened, or why nothing was written. */
export type Applied = { readonly written: Decision } | { readonly refusal: CommitRefusal };

/**
 * Applies what was decided about a mail: draws the number of a ticket it opens, composes its letters, and writes all of
 * it down in one commit. A refusal means that the mail must be decided again, or not at all.
 */
export async function applyDecision(
  desk: Desk,
  incoming: IncomingMail,
  decision: Decision,
  applying: Applying,
): Promise<Applied> {
  const opened = await withTicketOpened(desk, incoming, decision, applying.place);
  let written = false;
  try {
    const refusal = await write(desk, incoming, opened, applying);
    written = refusal === null;
    if (refusal !== null) return { refusal };
    if (opened.limited !== undefined) desk.log.warn({ event: 'acknowledgement_limited', limit: opened.limited });
    return { written: opened };
  } finally {
    settlePending(desk, opened.changes, written);
  }
}

async function write(
  desk: Desk,
  incoming: IncomingMail,
  decision: Decision,
  { steps, fence }: Applying,
): Promise<CommitRefusal | null> {
  const { mail, mailbox } = incoming;
  const changes = flatten(decision.changes);
  const learned = learnedBoth(await learnFrom(desk, changes), decision.learned);
  const letters = [
    ...(await lettersOf(desk, incoming, decision, changes)),
    ...(await draftLetters(desk, mailbox, learned.asked)),
  ];
  const kept = decision.said.some((said) => said.withAttachments)
    ? await keepAttachments(desk.db, desk.config.storage.attachments, mail.attachments)
    : [];
  const refusal = await commit(desk.db, {
    ...NOTHING,
    fence,
    decision: ledgerEntry(incoming, decision, steps, desk.now()),
    tickets: changes.map(nextVersion),
    messages: [...decision.said.map((said) => messageIn(incoming, said)), ...letters.flatMap(messageOut)],
    blobs: kept,
    references: [...referencesIn(incoming, decision), ...referencesOut(letters)],
    customers: customersOf(incoming, decision),
    letters: letters.map(({ row }) => row),
    bounced: decision.bounced ? [decision.bounced] : [],
    duties: decision.duties ?? [],
    articles: learned.articles,
    documents: learned.documents,
    deferred: decision.deferred ?? [],
    within: decision.within ?? null,
    announced: announcedBy(letters, incoming),
  });
  if (refusal === null) follow(desk, letters, changes);
  return refusal;
}

/** Writes down what the clock has done to a ticket. */
export async function applyClock(desk: Desk, change: Change): Promise<CommitRefusal | null> {
  const changes = flatten([change]);
  const mailbox = mailboxOf(desk.config, await mailboxOfTicket(desk.db, change.ticket.id));
  const letters = await Promise.all(
    changes.map(async ({ ticket, letters: orders }) =>
      writeLetters(
        desk,
        mailbox,
        { ticket, orders, cause: null },
        await loadLetterData(desk, { incoming: null, said: [] }, ticket, orders),
      ),
    ),
  );
  return applyLetters(desk, letters.flat(), { tickets: changes.map(nextVersion) }, changes);
}

/** Writes down letters that no mail has caused, with what belongs to the same commit. */
export async function applyLetters(
  desk: Desk,
  letters: readonly Written[],
  beside: Partial<Commit>,
  changes: readonly Change[] = [],
): Promise<CommitRefusal | null> {
  const refusal = await commit(desk.db, {
    ...NOTHING,
    messages: letters.flatMap(messageOut),
    references: referencesOut(letters),
    letters: letters.map(({ row }) => row),
    ...beside,
  });
  if (refusal === null) follow(desk, letters, changes);
  return refusal;
}

/** What goes on outside once the commit is done; none of it is the truth, and losing it loses nothing. */
function follow(desk: Desk, letters: readonly Written[], changes: readonly Change[]): void {
  desk.wake(letters.filter(({ row }) => row.heldBack === null).map(({ row }) => row.id));
  desk.notify(changes.flatMap(({ alerts }) => alerts));
}

/** Loads what the letters of a decision show, and composes them. */
async function lettersOf(
  desk: Desk,
  incoming: IncomingMail,
  { letters, ticket: named, said }: Decision,
  changes: readonly Change[],
): Promise<Written[]> {
  const about: { ticket: Ticket | null; orders: readonly LetterOrder[] }[] = [
    ...changes.map((change) => ({ ticket: change.ticket, orders: change.letters })),
    ...(letters.length > 0 ? [{ ticket: named, orders: letters }] : []),
  ];
  const cause = causeOf(incoming);
  const written = await Promise.all(
    about.map(async ({ ticket, orders }) =>
      writeLetters(
        desk,
        incoming.mailbox,
        { ticket, orders, cause },
        await loadLetterData(desk, { incoming, said }, ticket, orders),
      ),
    ),
  );
  return written.flat();
}
