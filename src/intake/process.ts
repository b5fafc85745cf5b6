import type { MailboxConfig } from '../config/settings.ts';
import { applyDecision } from '../desk/apply.ts';
import { type Desk, mailboxOf } from '../desk/desk.ts';
import { crashPoint } from '../lib/crash-point.ts';
import { ALONE, inOrder } from '../lib/in-order.ts';
import { CHARSET_GUESSED } from '../mail/mime/content.ts';
import type { ParserPool } from '../mail/parser-pool.ts';
import { understandNow } from '../mail/understand.ts';
import { canonicalAddress } from '../people/address.ts';
import { StorageTrouble } from '../store/blob.ts';
import type { CommitRefusal, Fence } from '../store/commit.ts';
import { isTransient } from '../store/connection.ts';
import { findCustomer } from '../store/customer.ts';
import { countAttempt, forgetAttempt, readOctets, type StoredMail, waitingMail } from '../store/ledger.ts';
import { because, type Reason } from '../ticket/outcome.ts';
import { bareContext, keptVerdict, loadMailContext, type UnderstoodMail } from './context.ts';
import type { Decision } from './decision.ts';
import { relatedGroups } from './related.ts';
import { decide } from './rules.ts';

/** A mail that failed so often is poison: it is quarantined, and the next one goes on. */
const MOST_ATTEMPTS = 3;
/** A mail during whose decision the process ended so often is taken for the reason. */
const MOST_CRASHES = 10;
/** Somebody else changed the ticket in between; it is read again. */
const MOST_REREADS = 20;

/**
 * Decides stored mails: those of one conversation in order, others side by side, new tickets numbered in the mails' order. A mail that cannot be decided holds up none
 * of the others. Returns those that must wait because the database or the disk is away; rejects when the lease is lost.
 */
export async function decideMails(
  desk: Desk,
  mailbox: MailboxConfig,
  parser: ParserPool,
  mails: readonly StoredMail[],
  fence: Fence | null,
): Promise<StoredMail[]> {
  const left: StoredMail[] = [];
  const arrivals = await Promise.all(mails.map((stored) => understoodOrLeft(desk, parser, stored, left)));
  crashPoint('understood');
  const there = arrivals.filter((arrival) => arrival !== null);
  const row = inOrder(there.length);
  const arranged = there.map((arrival, at) => ({
    ...arrival,
    fingerprint: arrival.stored.fingerprint,
    turn: row[at] ?? ALONE,
  }));
  const decideConversation = async (conversation: readonly UnderstoodMail[]): Promise<void> => {
    for (const [at, arrival] of conversation.entries()) {
      const decided = await decideMail(desk, mailbox, parser, arrival, fence).finally(arrival.turn.done);
      if (decided) continue;
      for (const { turn } of conversation.slice(at)) turn.done();
      left.push(...conversation.slice(at).map(({ stored }) => ({ ...stored, raw: null })));
      break;
    }
  };
  await Promise.all(relatedGroups(arranged).map(decideConversation));
  return left.sort((a, b) => a.id - b.id);
}

/**
 * Decides a mail that an earlier process left undecided. It may be what ended that process, so the attempt is counted
 * before it is made, and after ten of them its content is not touched any more.
 */
export async function decideLeftover(
  desk: Desk,
  mailbox: MailboxConfig,
  parser: ParserPool,
  stored: StoredMail,
  fence: Fence | null,
): Promise<StoredMail[]> {
  const attempts = await countAttempt(desk.db, stored.id);
  if (attempts > MOST_CRASHES) {
    await decideAndApply(
      desk,
      mailbox,
      parser,
      bare(stored, because('failed', 'the process ended whenever it was decided')),
      fence,
    );
    return [];
  }
  const left = await decideMails(desk, mailbox, parser, [{ ...stored, attempts: 0 }], fence);
  if (left.length > 0) await forgetAttempt(desk.db, stored.id);
  return left;
}

/** Of a mail that cannot be understood whole, only the header is read, and of that only so much, in octets. */
const HEAD_OCTETS = 64 * 1024;

const FIRST_TIME = { redeemed: false, released: false, kept: null, turn: ALONE };

/** Null, and in `left`, when its octets cannot be read at present. */
async function understoodOrLeft(
  desk: Desk,
  parser: ParserPool,
  stored: StoredMail,
  left: StoredMail[],
): Promise<UnderstoodMail | null> {
  try {
    return await understood(desk, parser, stored);
  } catch (error) {
    if (!mustWait(error)) return bare(stored, because('failed', nameOf(error)));
    left.push({ ...stored, raw: null });
    return null;
  }
}

/** The database or the disk is away: nothing that speaks against the mail. */
const mustWait = (error: unknown): boolean => isTransient(error) || error instanceof StorageTrouble;
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** A mail of which nothing is read at all. */
const bare = (stored: StoredMail, unparsed: Reason): UnderstoodMail => ({
  stored,
  raw: NOTHING_READ,
  mail: { ...understandNow(NOTHING_READ), class: 'malformed' },
  unparsed,
  ...FIRST_TIME,
});
const NOTHING_READ = new Uint8Array();

async function understood(desk: Desk, parser: ParserPool, stored: StoredMail): Promise<UnderstoodMail> {
  const raw = stored.raw ?? (await readOctets(desk.db, stored.octetsId));
  const options = { numberPrefix: desk.config.desk.numberPrefix };
  const headOnly = async (unparsed: Reason): Promise<UnderstoodMail> => {
    const head = await parser.understand(headOf(raw), options);
    return 'failed' in head
      ? bare(stored, unparsed)
      : { stored, raw, mail: { ...head, class: 'malformed' }, unparsed, ...FIRST_TIME };
  };
  if (stored.overLimit) return headOnly(because('over_limit', `${stored.size} octets`));
  const first = await parser.understand(raw, options);
  const mail = await inUsualCharset(desk, first, (fallbackCharset) =>
    parser.understand(raw, { ...options, fallbackCharset }),
  );
  return 'failed' in mail
    ? headOnly(because(`parser_${mail.failed}`, mail.detail))
    : { stored, raw, mail, unparsed: null, ...FIRST_TIME };
}

type Understood = Awaited<ReturnType<ParserPool['understand']>>;

/** A mail whose charset could only be guessed is read once more, in the one its sender used to name. */
async function inUsualCharset(
  desk: Desk,
  mail: Understood,
  again: (charset: string) => Promise<Understood>,
): Promise<Understood> {
  if ('failed' in mail || !mail.warnings.includes(CHARSET_GUESSED)) return mail;
  const known = await findCustomer(desk.db, canonicalAddress(mail.from[0]?.address ?? ''));
  return known?.charset ? again(known.charset) : mail;
}

function headOf(raw: Uint8Array): Uint8Array {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, HEAD_OCTETS));
  const ends = ['\n\n', '\n\r\n'].map((mark) => start.indexOf(mark)).filter((at) => at >= 0);
  return start.subarray(0, ends.length > 0 ? Math.min(...ends) + 1 : start.length);
}

/** False when it must wait. */
async function decideMail(
  desk: Desk,
  mailbox: MailboxConfig,
  parser: ParserPool,
  arrival: UnderstoodMail,
  fence: Fence | null,
): Promise<boolean> {
  const started = performance.now();
  const { stored } = arrival;
  let now = arrival;
  for (let attempts = stored.attempts; ; ) {
    try {
      const ruling = await decideAndApply(desk, mailbox, parser, now, fence);
      desk.log.info({
        event: 'mail_decided',
        mail: stored.id,
        class: arrival.mail.class,
        result: ruling?.outcome ?? 'decided_before',
        ...(ruling?.ticket ? { ticket: ruling.ticket.number } : {}),
        ms: Math.round(performance.now() - started),
      });
      return true;
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      if (mustWait(error)) {
        desk.log.warn({ event: 'mail_waits', mail: stored.id, err: error });
        return false;
      }
      desk.log.error({ event: 'mail_failed', mail: stored.id, attempts: attempts + 1, err: error });
      if (now !== arrival) return false;
      attempts = await countAttempt(desk.db, stored.id).catch(() => attempts + 1);
      if (attempts >= MOST_ATTEMPTS) now = bare(stored, because('failed', nameOf(error)));
    }
  }
}

/**
 * Decides a held or quarantined mail anew: the registered address has confirmed it, or staff have let it go. Null when it
 * waits for neither any more.
 */
export async function decideAnew(
  desk: Desk,
  parser: ParserPool,
  { mailId, redeemed }: { readonly mailId: number; readonly redeemed: boolean },
  fence: Fence | null,
): Promise<Decision | null> {
  const stored = await waitingMail(desk.db, mailId, redeemed ? 'held' : 'quarantined');
  if (stored === null) return null;
  const arrival = await understood(desk, parser, stored);
  const mailbox = mailboxOf(desk.config, stored.mailbox);
  const kept = redeemed ? keptVerdict(stored.authentication) : null;
  return decideAndApply(desk, mailbox, parser, { ...arrival, redeemed, released: !redeemed, kept }, fence);
}

/** The mailbox is another daemon's now; it decides what is left. */
class LeaseLost extends Error {
  override name = 'LeaseLost';
}

/**
 * Null when somebody else has decided the mail in the meantime. What it vouches for is decided before it is written down
 * itself: after a crash in between it is asked again, and finds that done.
 */
async function decideAndApply(
  desk: Desk,
  mailbox: MailboxConfig,
  parser: ParserPool,
  arrival: UnderstoodMail,
  fence: Fence | null,
): Promise<Decision | null> {
  for (let reread = 0; reread < MOST_REREADS; reread++) {
    const visit =
      arrival.unparsed === null ? await loadMailContext(desk, mailbox, arrival) : bareContext(desk, mailbox, arrival);
    const { ruling, steps } = await decide(visit);
    if (ruling.redecides) await decideAnew(desk, parser, ruling.redecides, fence);
    const refusal = await applyDecision(visit, ruling, steps, fence);
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
