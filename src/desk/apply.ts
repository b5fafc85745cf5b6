import { v7 as uuid } from 'uuid';
import type { MailContext } from '../intake/context.ts';
import type { Decision } from '../intake/decision.ts';
import { draftLetters, learnedBoth, learnFrom } from '../intake/draft.ts';
import { KINDS } from '../letter/kinds.ts';
import { canonicalAddress } from '../people/address.ts';
import { keepAttachments } from '../store/blob.ts';
import {
  type Commit,
  type CommitRefusal,
  commit,
  type Fence,
  type LedgerEntry,
  type NewMessage,
  NOTHING,
} from '../store/commit.ts';
import { mailboxOfTicket } from '../store/ticket.ts';
import type { Change } from '../ticket/change.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type Desk, mailboxOf } from './desk.ts';
import { loadLetterData } from './letter-data.ts';
import { type Cause, type Written, writeLetters } from './letters.ts';
import { settlePending } from './pending-assignments.ts';

/**
 * Writes down what was decided about a mail: ledger entry, tickets, words, attachments and letters, in one commit. Null when
 * it is done; a refusal means that the decision must be made anew, or not at all.
 */
export async function applyDecision(
  visit: MailContext,
  ruling: Decision,
  steps: readonly string[],
  fence: Fence | null,
): Promise<CommitRefusal | null> {
  let written = false;
  try {
    const refusal = await writeRuling(visit, ruling, steps, fence);
    written = refusal === null;
    return refusal;
  } finally {
    settlePending(visit.desk, ruling.changes, written);
  }
}

async function writeRuling(
  visit: MailContext,
  ruling: Decision,
  steps: readonly string[],
  fence: Fence | null,
): Promise<CommitRefusal | null> {
  const { desk, mail, stored } = visit;
  const changes = flatten(ruling.changes);
  const cause: Cause | null = visit.from && {
    mailId: stored.id,
    messageId: mail.messageId,
    references: threadOf(visit),
    from: visit.from,
  };
  const learned = learnedBoth(await learnFrom(desk, changes), ruling.learned);
  const letters = [
    ...(await lettersOf(visit, ruling, changes, cause)),
    ...(await draftLetters(desk, visit.mailbox, learned.asked)),
  ];
  const kept = ruling.said.some((said) => said.withAttachments)
    ? await keepAttachments(desk.db, desk.config.storage.attachments, mail.attachments)
    : [];
  const refusal = await commit(desk.db, {
    ...NOTHING,
    fence,
    decision: decisionOf(visit, ruling, steps),
    tickets: changes.map(nextVersion),
    messages: [...ruling.said.map((said) => messageIn(visit, said)), ...letters.flatMap(messageOut)],
    blobs: kept,
    references: [...referencesIn(visit, ruling), ...referencesOut(letters)],
    customers: customersOf(visit, ruling),
    letters: letters.map(({ row }) => row),
    bounced: ruling.bounced ? [ruling.bounced] : [],
    duties: ruling.duties ?? [],
    articles: learned.articles,
    documents: learned.documents,
    deferred: ruling.deferred ?? [],
    within: ruling.within ?? null,
    announced: letters.some(({ row }) => ANNOUNCES.has(row.kind)) ? [stored.id] : [],
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
        await loadLetterData(desk, { visit: null, said: [] }, ticket, orders),
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

/** Letters that tell staff of a held or quarantined mail. */
const ANNOUNCES: ReadonlySet<string> = new Set(['challenge', 'held_alert', 'third_party_reply']);

/** A change with those it brings along: the target of a merge, the ticket a split opens. */
const flatten = (changes: readonly Change[]): Change[] =>
  changes.flatMap((change) => [change, ...flatten(change.also)]);

const nextVersion = ({ ticket, history }: Change): Commit['tickets'][number] => ({
  ticket: { ...ticket, version: ticket.version + 1 },
  history,
});

/** RFC 5322 §3.6.4: the parent's References, or its In-Reply-To when that is a single one. */
function threadOf({ mail }: MailContext): readonly string[] {
  if (mail.references.length > 0) return mail.references;
  return mail.inReplyTo.length === 1 ? mail.inReplyTo : [];
}

async function lettersOf(
  visit: MailContext,
  ruling: Decision,
  changes: readonly Change[],
  cause: Cause | null,
): Promise<Written[]> {
  const { desk, mailbox } = visit;
  const about: { ticket: Ticket | null; orders: Change['letters'] }[] = changes.map(({ ticket, letters }) => ({
    ticket,
    orders: letters,
  }));
  if (ruling.letters.length > 0) about.push({ ticket: ruling.ticket, orders: ruling.letters });
  const written = await Promise.all(
    about.map(async ({ ticket, orders }) =>
      writeLetters(
        desk,
        mailbox,
        { ticket, orders, cause },
        await loadLetterData(desk, { visit, said: ruling.said }, ticket, orders),
      ),
    ),
  );
  return written.flat();
}

function decisionOf(
  { stored, mail, verdict, authentication, evidence, from, desk, redeemed, released }: MailContext,
  ruling: Decision,
  steps: readonly string[],
): LedgerEntry {
  return {
    mailId: stored.id,
    was: redeemed ? 'held' : released ? 'quarantined' : null,
    outcome: ruling.outcome,
    reason: ruling.reason,
    ticketId: ruling.ticket?.id ?? null,
    class: mail.class,
    authentication: verdict,
    authenticationReason: authentication.reason,
    evidence: evidence.level,
    messageId: mail.messageId,
    from: mail.from[0] ?? from,
    subject: mail.subject,
    steps,
    decidedAt: desk.now(),
  };
}

function messageIn({ mail, stored }: MailContext, { withAttachments, ...said }: Decision['said'][number]): NewMessage {
  return {
    id: uuid(),
    direction: 'in',
    at: stored.receivedAt,
    mailId: stored.id,
    letterId: null,
    attachments: withAttachments ? mail.attachments : [],
    ...said,
  };
}

/** What a customer was sent belongs to the conversation; letters to staff are about it. */
function messageOut({ row, letter }: Written): NewMessage[] {
  if (row.ticketId === null || KINDS[letter.kind].audience === 'staff') return [];
  return [
    {
      id: uuid(),
      ticketId: row.ticketId,
      direction: 'out',
      visibility: 'public',
      from: { name: '', address: row.mailbox },
      at: row.createdAt,
      text: letter.text,
      fullText: null,
      mailId: row.mailId,
      letterId: row.id,
      attachments: [],
    },
  ];
}

/**
 * A mail that was kept out of a ticket lends its Message-ID to nobody. One whose token proves that it answers a letter tells
 * under what Message-ID that letter arrived: relays rewrite them, and the next answer may come without a token.
 */
function referencesIn(
  { mail, evidence, candidates }: MailContext,
  { outcome, ticket }: Decision,
): Commit['references'] {
  const counts = outcome === 'ticketed' || outcome === 'appended' || outcome === 'command' || outcome === 'refused';
  if (!counts || ticket === null) return [];
  const known = new Set(candidates.flatMap(({ messageIds }) => [...messageIds]));
  const proven = outcome !== 'ticketed' && evidence.level === 'E4' && !evidence.borrowed;
  const rewritten = proven ? mail.inReplyTo.slice(0, 1).filter((id) => !known.has(id)) : [];
  const ids = [...(mail.messageId === null ? [] : [mail.messageId]), ...rewritten];
  return ids.map((messageId) => ({ messageId, ticketId: ticket.id }));
}

const referencesOut = (letters: readonly Written[]): Commit['references'] =>
  letters.flatMap(({ row }) => (row.ticketId === null ? [] : [{ messageId: row.messageId, ticketId: row.ticketId }]));

/** What the mail tells about its sender, for the next one. */
function customersOf({ person, mail, stored }: MailContext, { outcome }: Decision): Commit['customers'] {
  if (person?.kind !== 'customer' || (outcome !== 'ticketed' && outcome !== 'appended')) return [];
  const address = { name: person.address.name, address: canonicalAddress(person.address.address) };
  const company = person.company ?? mail.form.company ?? null;
  return [
    {
      address,
      company,
      locale: mail.language === 'und' ? null : mail.language,
      charset: mail.charset,
      seenAt: stored.receivedAt,
    },
  ];
}
