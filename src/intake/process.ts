/**
 * One stored mail becomes one decision: understood (`understood.ts`), its context loaded (`arrival.ts`, `load.ts`),
 * decided by the rules (`rules.ts`, and a file for each kind of sender), composed and applied by the desk. The rules
 * take values and return values, so that every course of a mail is a line of a table in the tests; only this file and
 * the loading know a database.
 */

import type { MailboxConfig } from '../config/settings.ts';
import { applyDecision } from '../desk/apply.ts';
import { composeDecision } from '../desk/compose.ts';
import type { Decision } from '../desk/decision.ts';
import { type Desk, mailboxOf } from '../desk/desk.ts';
import { blameOf, causeOf } from '../desk/health/trouble.ts';
import { crashPoint } from '../lib/crash-point.ts';
import { ALONE, inOrder } from '../lib/in-order.ts';
import { semaphore } from '../lib/semaphore.ts';
import { type Conversation, conversationOf } from '../mail/conversation.ts';
import type { ParserPool } from '../mail/parser-pool.ts';
import type { SlowSenders } from '../mail/slow-senders.ts';
import type { Verdict } from '../people/authentication/authentication.ts';
import { offerCertificate } from '../store/certificate.ts';
import type { CommitRefusal } from '../store/commit/commit.ts';
import type { Fence } from '../store/lease.ts';
import { countAttempt, forgetAttempt, type StoredMail, waitingMail } from '../store/mail.ts';
import { because } from '../ticket/mail-outcome.ts';
import { certificateOffered } from './certificate/offered.ts';
import type { MailContext, UnderstoodMail } from './context.ts';
import { loadMailContext } from './load.ts';
import { relatedGroups } from './related.ts';
import { decide } from './rules.ts';
import { TakesLong, understood, unreadMail } from './understood.ts';

/** A mail that failed this many times by its own content is poison: it is quarantined, and the next one goes on. */
const MOST_ATTEMPTS = 3;
/** A mail during whose decision the process ended this many times is taken to be the reason. */
const MOST_CRASHES = 10;
/** How often a mail is decided again because somebody else changed the ticket in between. */
const MOST_REREADS = 20;

/** How mails of the quick lane are understood. */
type Quick = {
  readonly understand: (stored: StoredMail) => Promise<UnderstoodMail>;
  readonly conversation: (stored: StoredMail) => Conversation | undefined;
  /** Those that take long. */
  readonly slow: StoredMail[];
};

/** A mail of a conversation in which a slow one comes before it: it waits, so that they are decided in order. */
function isBehindSlow({ stored }: UnderstoodMail, { slow, conversation }: Quick): boolean {
  const own = new Set(conversation(stored)?.keys);
  const shares = (each: StoredMail): boolean => conversation(each)?.keys.some((key) => own.has(key)) ?? false;
  if (!slow.some((each) => each.id < stored.id && shares(each))) return false;
  slow.push({ ...stored, raw: null });
  return true;
}

/**
 * The way of stored mails: each is understood, its context loaded, decided, and the decision applied. Those of one
 * conversation go in order, others side by side, new tickets numbered in the mails' order. A mail that cannot be
 * decided holds up none of the others. Returns those that must wait because something of the desk's own is in trouble;
 * rejects when the lease is lost.
 */
export async function decideMails(
  desk: Desk,
  mailbox: MailboxConfig,
  parser: ParserPool,
  mails: readonly StoredMail[],
  fence: Fence | null,
  quick: Quick | null = null,
): Promise<StoredMail[]> {
  const left: StoredMail[] = [];
  const arrivals = await Promise.all(mails.map((stored) => understoodOrLeft(desk, parser, stored, left, quick)));
  crashPoint('understood');
  const understoodOnes = arrivals.filter((arrival) => arrival !== null);
  const there = quick === null ? understoodOnes : understoodOnes.filter((arrival) => !isBehindSlow(arrival, quick));
  const row = inOrder(there.length);
  const arranged = there.map((arrival, at) => ({
    ...arrival,
    fingerprint: arrival.stored.fingerprint,
    place: row[at] ?? ALONE,
  }));
  const decideConversation = async (conversation: readonly UnderstoodMail[]): Promise<void> => {
    for (const [at, arrival] of conversation.entries()) {
      const decided = await decideMail(desk, mailbox, parser, arrival, fence).finally(arrival.place.done);
      if (decided) continue;
      for (const { place } of conversation.slice(at)) place.done();
      left.push(...conversation.slice(at).map(({ stored }) => ({ ...stored, raw: null })));
      break;
    }
  };
  await Promise.all(relatedGroups(arranged).map(decideConversation));
  return left.sort((a, b) => a.id - b.id);
}

/**
 * Begun mails that are understood at once, as many as there are threads: what is needed now, of the mails before them or
 * of another mailbox, never waits for more of them than that.
 */
const EARLY_AT_ONCE = 2;

/** The lane of a mailbox for small mails that have just come. */
export type QuickLane = {
  /** Has mails understood while those before them are decided; they are decided afterwards, by the same objects. */
  readonly begin: (mails: readonly StoredMail[]) => void;
  /**
   * As `decideMails`. One that takes long to understand, or whose sender's mails have taken long when its turn comes, is
   * given back with all later ones of its conversation, so that the others do not wait for it.
   */
  readonly decide: (
    mails: readonly StoredMail[],
    fence: Fence | null,
  ) => Promise<{ readonly waiting: StoredMail[]; readonly slow: StoredMail[] }>;
};

export function openQuickLane(desk: Desk, mailbox: MailboxConfig, parser: ParserPool, senders: SlowSenders): QuickLane {
  const begun = new WeakMap<StoredMail, Promise<UnderstoodMail>>();
  const early = semaphore(EARLY_AT_ONCE);
  const senderOf = ({ raw }: StoredMail): string => (raw === null ? '' : conversationOf(raw).sender);
  const understoodQuickly = (stored: StoredMail): Promise<UnderstoodMail> =>
    understood(desk, parser, stored, {
      lane: 'quick',
      took: (ms) => senders.note(senderOf(stored), ms),
      isQuick: () => !senders.isSlow(senderOf(stored)),
    });
  const understand = async (stored: StoredMail): Promise<UnderstoodMail> => {
    try {
      return await (begun.get(stored) ?? understoodQuickly(stored));
    } catch (error) {
      // What was in the way when it was begun may be over.
      if (!begun.has(stored) || error instanceof TakesLong) throw error;
      return understoodQuickly(stored);
    }
  };
  return {
    begin(mails) {
      for (const stored of mails) {
        if (stored.raw === null || senders.isSlow(senderOf(stored))) continue;
        const reading = early(() => understoodQuickly(stored));
        // Whoever decides the mail hears of it.
        reading.catch(() => undefined);
        begun.set(stored, reading);
      }
    },
    async decide(mails, fence) {
      const slow: StoredMail[] = [];
      // By their ids, since they are given back without their octets.
      const conversations = new Map(mails.flatMap(({ id, raw }) => (raw === null ? [] : [[id, conversationOf(raw)]])));
      const quick = mails.filter((stored) => {
        if (begun.has(stored) || !senders.isSlow(senderOf(stored))) return true;
        slow.push({ ...stored, raw: null });
        return false;
      });
      const waiting = await decideMails(desk, mailbox, parser, quick, fence, {
        understand,
        slow,
        conversation: ({ id }) => conversations.get(id),
      });
      return { waiting, slow: slow.sort((a, b) => a.id - b.id) };
    },
  };
}

/**
 * Decides a mail that an earlier process left undecided. It may be what ended that process, so the attempt is counted
 * before it is made, and after ten of them its content is no longer touched.
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
      unreadMail(stored, because('failed', 'the process ended whenever it was decided')),
      fence,
    );
    return [];
  }
  const left = await decideMails(desk, mailbox, parser, [{ ...stored, attempts: 0 }], fence);
  if (left.length > 0) await forgetAttempt(desk.db, stored.id);
  return left;
}

/** Null, and in `left`, when its octets cannot be read at the moment. */
async function understoodOrLeft(
  desk: Desk,
  parser: ParserPool,
  stored: StoredMail,
  left: StoredMail[],
  quick: Quick | null,
): Promise<UnderstoodMail | null> {
  try {
    return await (quick?.understand(stored) ?? understood(desk, parser, stored));
  } catch (error) {
    if (error instanceof TakesLong) {
      quick?.slow.push({ ...stored, raw: null });
      return null;
    }
    if (!waits(desk, stored, error)) return unreadMail(stored, because('failed', causeOf(error)));
    left.push({ ...stored, raw: null });
    return null;
  }
}

/** The part of the desk that troubles with deciding mails are reported for. */
const DECIDING = 'mails';

/**
 * Whether the mail has to wait, because the failure is no fault of its own. Where the error alone does not tell, it
 * waits until other mails have been decided: trouble of the desk's own spares none.
 */
function waits(desk: Desk, { id }: StoredMail, error: unknown): boolean {
  const blame = error instanceof StillChanging ? 'desk' : blameOf(error);
  if (blame === 'content' || (blame === 'unclear' && desk.troubles.isItsOwn(DECIDING, String(id)))) return false;
  desk.log.warn({ event: 'mail_waits', mail: id, err: error });
  desk.troubles.report(DECIDING, String(id), causeOf(error));
  return true;
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
      const decision = await decideAndApply(desk, mailbox, parser, now, fence);
      desk.log.info({
        event: 'mail_decided',
        mail: stored.id,
        class: arrival.mail.class,
        result: decision?.outcome ?? 'decided_before',
        ...(decision?.ticket ? { ticket: decision.ticket.number } : {}),
        ms: Math.round(performance.now() - started),
      });
      desk.troubles.settled(DECIDING, String(stored.id));
      return true;
    } catch (error) {
      if (error instanceof LeaseLost) {
        desk.troubles.leave(DECIDING);
        throw error;
      }
      if (waits(desk, stored, error)) return false;
      desk.log.error({ event: 'mail_failed', mail: stored.id, attempts: attempts + 1, err: error });
      if (now !== arrival) return false;
      attempts = await countAttempt(desk.db, stored.id).catch(() => attempts + 1);
      if (attempts >= MOST_ATTEMPTS) now = unreadMail(stored, because('failed', causeOf(error)));
    }
  }
}

/**
 * Decides a held or quarantined mail again: the registered address has confirmed it, or staff have let it go. Null when
 * it no longer waits for either.
 */
export async function decideAgain(
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

/** What the ledger says of a verdict; null for none. */
const keptVerdict = (text: string | null): Verdict | null =>
  text === 'P' || text === 'N' || text === 'F' ? text : null;

/** Others change the ticket all the time; the mail is decided once they have done. */
class StillChanging extends Error {
  override name = 'StillChanging';
}

/** The mailbox is another daemon's now; it decides what is left. */
class LeaseLost extends Error {
  override name = 'LeaseLost';
}

/**
 * Null when somebody else has decided the mail in the meantime. What it vouches for is decided before it is written
 * down itself: after a crash in between it is asked again, and finds that done.
 */
async function decideAndApply(
  desk: Desk,
  mailbox: MailboxConfig,
  parser: ParserPool,
  arrival: UnderstoodMail,
  fence: Fence | null,
): Promise<Decision | null> {
  for (let reread = 0; reread < MOST_REREADS; reread++) {
    const context = await loadMailContext(desk, mailbox, arrival);
    const { decision, steps } = decide(context);
    if (decision.redecides) await decideAgain(desk, parser, decision.redecides, fence);
    const composed = await composeDecision(desk, context, decision, arrival.place);
    const applied = await applyDecision(desk, context, composed, { steps, fence });
    if ('written' in applied) {
      await offerSigner(desk, context);
      return applied.written;
    }
    if (isFinal(applied.refusal, fence)) return null;
  }
  throw new StillChanging('the ticket kept changing while the mail was decided');
}

/**
 * The certificate of a mail that was decided, to be confirmed by somebody. Lost with the process between the two, it
 * comes again with the next mail.
 */
async function offerSigner({ db, now }: Desk, context: MailContext): Promise<void> {
  const offered = certificateOffered(context, now());
  if (offered !== null) await offerCertificate(db, offered.address, offered.signature, now());
}

/** Stale and duplicate are decided again, on what is there now. */
function isFinal(refusal: CommitRefusal, fence: Fence | null): boolean {
  if (refusal === 'lease_lost') throw new LeaseLost(`another daemon reads the mailbox ${fence?.mailbox} now`);
  return refusal === 'decided';
}
