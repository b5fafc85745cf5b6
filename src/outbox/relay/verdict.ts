/**
 * What a relay's answer says, and about whom. Only a verdict about the recipient or the content ends a letter. Every
 * other answer is about this desk or the relay: a wrong password, a host on a block list, a relay that is being rebuilt
 * refuse everything, and what was refused must wait until that is mended.
 */

import {
  ABOUT_US,
  BUSY,
  CONTENT,
  GREYLISTED,
  MAILBOX,
  MALICE,
  OUR_ACCOUNT,
  OUR_CONTRACT,
  OUR_LIMIT,
  OUR_SERVICE,
  SIZE,
  SYSTEM,
} from './reply-words.ts';

/** What the relay answered to, in the order of a session (RFC 5321 §3). `session`: it spoke unasked. */
export const STEPS = [
  'connect',
  'greeting',
  'ehlo',
  'starttls',
  'auth',
  'session',
  'mail',
  'rcpt',
  'data',
  'content',
] as const;
export type SmtpStep = (typeof STEPS)[number];

export type RelayVerdict =
  /** Final: no letter reaches this recipient. */
  | 'recipient'
  /** Final: this content is not taken. */
  | 'content'
  /** Taken once it is smaller. */
  | 'too_large'
  /** This letter waits; others may go. */
  | 'later'
  /** About the desk or the relay: every letter waits. */
  | 'relay';

type Row = {
  readonly steps: readonly SmtpStep[];
  /** Of the reply code (RFC 5321 §4.2). */
  readonly code: RegExp;
  /** Of the enhanced code (RFC 3463), such as `5.1.1`; an answer without one does not fit. */
  readonly enhanced?: RegExp;
  readonly text?: RegExp;
  readonly verdict: RelayVerdict;
};

const SETUP: readonly SmtpStep[] = ['connect', 'greeting', 'ehlo', 'starttls', 'auth', 'session'];
const TRANSACTION: readonly SmtpStep[] = ['mail', 'rcpt', 'data', 'content'];
const AFTER_MAIL: readonly SmtpStep[] = ['rcpt', 'data', 'content'];

/** The first row that fits decides; none: about the desk or the relay. */
const TABLE: readonly Row[] = [
  { steps: SETUP, code: /^[45]/, verdict: 'relay' },
  // The channel closes (RFC 5321 §3.8).
  { steps: TRANSACTION, code: /^421/, verdict: 'relay' },

  // Size (RFC 1870 §6; 5.2.3 is the mailbox's own limit, 5.3.4 the system's).
  { steps: TRANSACTION, code: /^5/, enhanced: /^5\.(?:2\.3|3\.4)$/, verdict: 'too_large' },
  // Exchange Online: the sender's rate, and addresses it may not send as.
  { steps: TRANSACTION, code: /^5/, enhanced: /^5\.2\.(?:1[0-9]{2}|25[0-9])$/, verdict: 'relay' },
  { steps: TRANSACTION, code: /^5/, enhanced: /^5\.2\./, text: OUR_ACCOUNT, verdict: 'relay' },
  { steps: TRANSACTION, code: /^5/, enhanced: /^5\.2\./, verdict: 'recipient' },
  // A limit of time or money is none of size, and 552 is said of both.
  { steps: ['mail', 'content'], code: /^5/, text: OUR_LIMIT, verdict: 'relay' },
  { steps: TRANSACTION, code: /^5(?:10|23|5\d)/, text: SIZE, verdict: 'too_large' },
  { steps: ['mail'], code: /^552/, verdict: 'too_large' },

  // Put off: rates and a system in trouble concern every letter, the rest this one.
  { steps: ['mail'], code: /^4/, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^4/, enhanced: /^4\.(?:3\.\d+|7\.(?:28|[57]\d{2}))$/, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^4/, enhanced: /^4\.[12]\./, verdict: 'later' },
  { steps: ['rcpt'], code: /^4/, text: GREYLISTED, verdict: 'later' },
  { steps: AFTER_MAIL, code: /^4/, text: BUSY, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^4/, text: ABOUT_US, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^4/, text: OUR_LIMIT, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^4/, text: OUR_CONTRACT, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^4/, verdict: 'later' },

  // Whose address: x.1.7 and x.1.8 are the sender's (RFC 3463 §3.2), and so is what names it.
  { steps: AFTER_MAIL, code: /^5/, enhanced: /^5\.1\.[78]$/, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^5/, enhanced: /^5\.1\.0$/, text: /sender/i, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^5/, enhanced: /^5\.1\./, text: OUR_ACCOUNT, verdict: 'relay' },
  { steps: AFTER_MAIL, code: /^5/, enhanced: /^5\.1\./, verdict: 'recipient' },
  // The null MX of the recipient's domain (RFC 7505 §4.2), and an organisation's own restriction on a mailbox.
  { steps: AFTER_MAIL, code: /^5/, enhanced: /^5\.7\.(?:13|17|12[0-9]|13[0-6])$/, verdict: 'recipient' },
  // Exchange Online says 5.4.1 of an address its directory lacks; 5.4.4 and 5.4.310: the domain has no host.
  { steps: ['rcpt'], code: /^5/, enhanced: /^5\.4\.(?:1|4|310)$/, verdict: 'recipient' },

  // At the recipient a policy (5.7.x) is about who we are, unless the mailbox itself is named.
  { steps: ['rcpt', 'data'], code: /^5/, text: ABOUT_US, verdict: 'relay' },
  { steps: ['rcpt', 'data'], code: /^5/, text: OUR_LIMIT, verdict: 'relay' },
  { steps: ['rcpt', 'data'], code: /^5(?:01|[1245]\d)/, text: MAILBOX, verdict: 'recipient' },
  // RFC 5321 §4.2.3: "exceeded storage allocation", here of the mailbox.
  { steps: ['rcpt'], code: /^552/, text: /quota|storage|allocation/i, verdict: 'recipient' },
  { steps: ['rcpt', 'data'], code: /^5/, verdict: 'relay' },

  // The end of the content: what is said of the sender's standing is about us, the rest about what was sent.
  {
    steps: ['content'],
    code: /^5/,
    enhanced: /^5\.7\.(?:[389]|2\d|30|23[0-9]|5[07]|6[04]|[57]\d{2})$/,
    verdict: 'relay',
  },
  { steps: ['content'], code: /^5/, enhanced: /^5\.[3-5]\./, verdict: 'relay' },
  { steps: ['content'], code: /^5/, text: ABOUT_US, verdict: 'relay' },
  { steps: ['content'], code: /^5/, text: OUR_CONTRACT, verdict: 'relay' },
  { steps: ['content'], code: /^5/, text: SYSTEM, verdict: 'relay' },
  { steps: ['content'], code: /^5/, enhanced: /^5\.[67]\./, verdict: 'content' },
  { steps: ['content'], code: /^5/, text: OUR_SERVICE, verdict: 'relay' },
  { steps: ['content'], code: /^5/, text: MAILBOX, verdict: 'recipient' },
  { steps: ['content'], code: /^5/, text: /\bquota\b/i, verdict: 'relay' },
  { steps: ['content'], code: /^5/, text: MALICE, verdict: 'content' },
  { steps: ['content'], code: /^552/, verdict: 'too_large' },
  { steps: ['content'], code: /^55/, text: CONTENT, verdict: 'content' },
  // Not understood: it may be about us, and waits without keeping the others from going.
  { steps: ['content'], code: /^55/, verdict: 'later' },
];

/** Characters of an answer that are read: eight lines of the longest kind (RFC 5321 §4.5.3.1.5). */
const LONGEST = 4096;
const ADDRESS = /<?[^\s<>()"':,;@]{1,64}@[^\s<>()"':,;@]{1,255}>?/g;

/** What an answer of the 4xx or 5xx kind to a step means for the letter it was given to; `said` has all its lines. */
export function verdictOn(step: SmtpStep, said: string): RelayVerdict {
  const code = said.slice(0, 3);
  const enhanced = enhancedCode(said);
  const words = said.slice(0, LONGEST).replace(ADDRESS, '<>');
  const row = TABLE.find(
    (each) =>
      each.steps.includes(step) &&
      each.code.test(code) &&
      (each.enhanced === undefined || each.enhanced.test(enhanced)) &&
      (each.text === undefined || each.text.test(words)),
  );
  return row?.verdict ?? 'relay';
}

/** Where RFC 2034 §4 has it, or in brackets as qmail writes it; not any address of four numbers. */
function enhancedCode(said: string): string {
  const [, placed, bracketed] =
    /^\d{3}[ -]([45]\.\d{1,3}\.\d{1,3})(?![\d.])|\(#([45]\.\d{1,3}\.\d{1,3})\)/.exec(said) ?? [];
  return placed ?? bracketed ?? '';
}
