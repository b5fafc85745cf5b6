/**
 * What websites post with a key (`http/tickets/`): each submission is a mail in the ledger, stored before it is
 * answered and decided by the rules for mail. It proves nothing about the address in it. One that could not be decided
 * at once is decided by the sweep here, or by the next session of its mailbox.
 */
import type { MailboxConfig } from '../config/settings.ts';
import { prefixesOf } from '../desk/brand/brand.ts';
import { type Desk, mailboxOf } from '../desk/desk.ts';
import type { Receipt, Website } from '../http/tickets/route.ts';
import { decideLeftover, decideMails } from '../intake/process.ts';
import { sleep } from '../lib/sleep.ts';
import { atMost } from '../lib/timeout.ts';
import { othersNumbers } from '../mail/meaning/ticket-number.ts';
import type { ParserPool } from '../mail/parser-pool.ts';
import { identityOfMail } from '../store/fingerprint.ts';
import type { StoredMail } from '../store/mail.ts';
import { storeMails } from '../store/mail-arrival.ts';
import { undecidedPostings, type WebsiteMail, websiteMail } from '../store/website-mail.ts';
import { fingerprintOfSubmission, mailOfSubmission, type Posting } from './mail.ts';

/** A submission that is not decided within this time is answered without a number. */
const DECIDED_WITHIN_MS = 5_000;
const SWEEP_EVERY_MS = 30_000;
/** What is younger may still be on its way through the process that took it. */
const LEFT_AFTER_S = 60;
const LEFT_AT_ONCE = 20;

export function openWebsite(desk: Desk, parser: ParserPool): Website {
  const keys = desk.config.http.tickets?.keys ?? [];
  const mailboxNamed = (name: string) => mailboxOf(desk.config, keys.find((key) => key.name === name)?.mailbox ?? '');
  const deciding = new Set<Promise<unknown>>();
  /** It is in the ledger: what fails here is done later. */
  const decided = (mailbox: MailboxConfig, stored: readonly StoredMail[]): Promise<unknown> => {
    const work = decideMails(desk, mailbox, parser, stored, null)
      .catch((error: unknown) => desk.log.warn({ event: 'website_trouble', err: error }))
      .finally(() => deciding.delete(work));
    deciding.add(work);
    return work;
  };
  return {
    async submit({ name }, request, submission) {
      const mailbox = mailboxNamed(name);
      const posting: Posting = { website: name, request, to: mailbox.address, at: desk.now() };
      const fingerprint = fingerprintOfSubmission(submission, posting);
      const raw = await mailOfSubmission(submission, posting);
      const arrival = {
        mailbox: mailbox.name,
        uidValidity: null,
        uid: null,
        receivedAt: posting.at,
        backfill: false,
        overLimit: desk.config.limits.mailSize > 0 && raw.length > desk.config.limits.mailSize,
        website: { name, request },
        ...identityOfMail(raw),
        fingerprint,
        raw,
      };
      const stored = (await storeMails(desk.db, [arrival], null)) ?? [];
      desk.log.info({ event: 'website_posted', website: name, mails: stored.length });
      if (stored.length > 0) await atMost(decided(mailbox, stored), DECIDED_WITHIN_MS);
      const found = await websiteMail(desk.db, name, request);
      if (found === null) throw new Error('the mail of a submission is not in the ledger');
      return found.fingerprint === fingerprint ? receiptOf(found, desk) : 'other';
    },
    async find({ name }, request) {
      const found = await websiteMail(desk.db, name, request);
      return found && receiptOf(found, desk);
    },
    async settled() {
      await Promise.all(deciding);
    },
  };
}

/**
 * The number of a new ticket. It is not told where the visitor named a number: whether theirs or another became of it
 * would tell strangers who takes part in what.
 */
function receiptOf({ id, outcome, reasonCode, subject, number }: WebsiteMail, { config }: Desk): Receipt {
  const named = reasonCode === 'claims' || reasonCode === 'follows_up';
  const others = othersNumbers(subject ?? '', prefixesOf(config));
  return { mail: id, number: outcome === 'ticketed' && !named && others.length === 0 ? number : null };
}

/** Decides what a process left undecided, until the signal aborts: it had ended, or the desk was in trouble. */
export async function sweepWebsite(desk: Desk, parser: ParserPool, signal: AbortSignal): Promise<void> {
  if (desk.config.http.tickets === null) return;
  for (; !signal.aborted; await sleep(SWEEP_EVERY_MS, signal)) {
    try {
      for (const stored of await undecidedPostings(desk.db, LEFT_AFTER_S, LEFT_AT_ONCE))
        await decideLeftover(desk, mailboxOf(desk.config, stored.mailbox), parser, stored, null);
    } catch (error) {
      desk.log.warn({ event: 'website_trouble', err: error });
    }
  }
}
