import type { MailboxConfig } from '../config.ts';
import type { ParserPool } from '../mail/parser-pool.ts';
import { understandNow } from '../mail/understand.ts';
import type { CommitRefusal, Fence } from '../store/commit.ts';
import { isTransient } from '../store/connection.ts';
import { countAttempt, readOctets, type StoredMail, waitingMail } from '../store/ledger.ts';
import { conversations } from './conversation.ts';
import type { Desk } from './desk.ts';
import { intake } from './intake.ts';
import type { Ruling } from './ruling.ts';
import { type Arrival, unknownVisit, visitOf } from './visit.ts';
import { writeDown } from './write.ts';

/** Conversations decided side by side; more wait for the database, not for each other. */
const SIDE_BY_SIDE = 8;
/** A mail that failed so often is poison: it is quarantined, and the next one goes on. */
const MOST_ATTEMPTS = 3;
/** Somebody else changed the ticket in between; it is read again. */
const MOST_REREADS = 20;

/**
 * Decides stored mails: those of one conversation in order, others side by side. A mail that cannot be decided holds up none
 * of the others. Rejects when the database is away or the lease is lost; what is undecided then is decided later.
 */
export async function decideMails(
  desk: Desk,
  mailbox: MailboxConfig,
  parser: ParserPool,
  mails: readonly StoredMail[],
  fence: Fence | null,
): Promise<void> {
  const arrivals = await Promise.all(mails.map((stored) => understood(desk, parser, stored)));
  const waiting = conversations(arrivals.map((arrival) => ({ ...arrival, fingerprint: arrival.stored.fingerprint })));
  const next = async (): Promise<void> => {
    for (let conversation = waiting.shift(); conversation; conversation = waiting.shift())
      for (const arrival of conversation) await decideMail(desk, mailbox, parser, arrival, fence);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next));
}

/** Of a mail that cannot be understood whole, only so much is read, in octets: the header. */
const HEAD_OCTETS = 64 * 1024;

const FIRST_TIME = { redeemed: false, released: false };

async function understood(desk: Desk, parser: ParserPool, stored: StoredMail): Promise<Arrival> {
  const raw = stored.raw ?? (await readOctets(desk.db, stored.octetsId));
  const options = { numberPrefix: desk.config.desk.numberPrefix };
  const headOnly = (unparsed: string): Arrival => ({
    stored,
    raw,
    mail: { ...understandNow(raw.subarray(0, HEAD_OCTETS), options), class: 'malformed' },
    unparsed,
    ...FIRST_TIME,
  });
  if (stored.overLimit) return headOnly(`over_limit: ${stored.size} octets`);
  const mail = await parser.understand(raw, options);
  return 'failed' in mail
    ? headOnly(`parser_${mail.failed}: ${mail.detail}`)
    : { stored, raw, mail, unparsed: null, ...FIRST_TIME };
}

async function decideMail(
  desk: Desk,
  mailbox: MailboxConfig,
  parser: ParserPool,
  arrival: Arrival,
  fence: Fence | null,
): Promise<void> {
  const started = performance.now();
  const { stored } = arrival;
  for (let attempts = stored.attempts; ; ) {
    try {
      const ruling = await decideOnce(desk, mailbox, arrival, fence);
      if (ruling?.redecides) await decideAnew(desk, mailbox, parser, ruling.redecides, fence);
      desk.log.info({
        event: 'mail_decided',
        mail: stored.id,
        result: ruling?.outcome ?? 'decided_before',
        ...(ruling?.ticket ? { ticket: ruling.ticket.number } : {}),
        ms: Math.round(performance.now() - started),
      });
      return;
    } catch (error) {
      if (error instanceof LeaseLost || isTransient(error)) throw error;
      attempts = await countAttempt(desk.db, stored.id);
      desk.log.error({ event: 'mail_failed', mail: stored.id, attempts, err: error });
      if (attempts >= MOST_ATTEMPTS) {
        const unparsed = `failed: ${error instanceof Error ? error.name : 'unknown'}`;
        await decideOnce(desk, mailbox, { ...arrival, unparsed }, fence);
        return;
      }
    }
  }
}

/**
 * Decides a held or quarantined mail anew: the registered address has confirmed it, or staff have let it go. Null when it
 * waits for neither any more.
 */
export async function decideAnew(
  desk: Desk,
  mailbox: MailboxConfig,
  parser: ParserPool,
  { mailId, redeemed }: { readonly mailId: number; readonly redeemed: boolean },
  fence: Fence | null,
): Promise<Ruling | null> {
  const stored = await waitingMail(desk.db, mailId, redeemed ? 'held' : 'quarantined');
  if (stored === null) return null;
  const arrival = await understood(desk, parser, stored);
  return decideOnce(desk, mailbox, { ...arrival, redeemed, released: !redeemed }, fence);
}

class LeaseLost extends Error {
  override name = 'LeaseLost';
}

/** Null when somebody else has decided the mail in the meantime. */
async function decideOnce(
  desk: Desk,
  mailbox: MailboxConfig,
  arrival: Arrival,
  fence: Fence | null,
): Promise<Ruling | null> {
  for (let reread = 0; reread < MOST_REREADS; reread++) {
    const visit =
      arrival.unparsed === null ? await visitOf(desk, mailbox, arrival) : unknownVisit(desk, mailbox, arrival);
    const { ruling, steps } = await intake(visit);
    const refusal = await writeDown(visit, ruling, steps, fence);
    if (refusal === null) return ruling;
    if (isFinal(refusal, fence)) return null;
  }
  throw new Error('the ticket kept changing while the mail was decided');
}

/** Stale and duplicate are decided anew, on what is there now. */
function isFinal(refusal: CommitRefusal, fence: Fence | null): boolean {
  if (refusal === 'lease_lost') throw new LeaseLost(`another daemon reads the mailbox ${fence?.mailbox} now`);
  return refusal === 'decided';
}
