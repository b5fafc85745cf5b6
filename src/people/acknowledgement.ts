import type { Mail } from '../mail/mail.ts';
import { domainOf, localPartOf, sameAddress, withoutTag } from './address.ts';
import { isAddressedTo } from './addressee.ts';
import type { Verdict } from './authentication/authentication.ts';

/** What the desk found out about a mail that the mail itself does not say. */
export type ReceivedFacts = {
  /** `address` and `aliases` of the mailbox. */
  readonly deskAddresses: readonly string[];
  /** `mailboxes[].returnPathRequired`: false where the IMAP server delivers without Return-Path. */
  readonly returnPathRequired: boolean;
  /** Proven by a token of the desk's. */
  readonly own: boolean;
  readonly authentication: Verdict;
  /** From is one of `trust.gateways`; `authentication` is the gateway's then. */
  readonly gateway: boolean;
  readonly newTicket: boolean;
  readonly overLimit: boolean;
};

type AcknowledgementRule =
  | 'return_path'
  | 'auto_submitted'
  | 'report'
  | 'list'
  | 'robot_sender'
  | 'own'
  | 'not_addressed'
  | 'quarantined'
  | 'existing_ticket'
  | 'over_limit'
  | 'sender_unproven'
  | 'unauthenticated'
  | 'authenticated';

/** How a mail is acknowledged: fully, with a short fixed text, or not at all; which rule said so, and its source. */
export type AutomaticResponse = {
  readonly answer: 'full' | 'short' | 'none';
  readonly rule: AcknowledgementRule;
  readonly clause: string;
};

type Rule = AutomaticResponse & { readonly when: (mail: Mail, facts: ReceivedFacts) => boolean };

/** Whether and how a mail is acknowledged (RFC 3834): the first rule that matches. */
export function automaticResponse(mail: Mail, facts: ReceivedFacts): AutomaticResponse {
  const { answer, rule, clause } = RULES.find(({ when }) => when(mail, facts)) ?? FULL;
  return { answer, rule, clause };
}

const none = (rule: AcknowledgementRule, clause: string, when: Rule['when']): Rule => ({
  answer: 'none',
  rule,
  clause,
  when,
});

const RULES: readonly Rule[] = [
  none('return_path', 'RFC 3834 §2, §4; RFC 5321 §4.5.5', (mail, { returnPathRequired }) => {
    const fields = headerValues(mail, 'return-path').length;
    return fields > 1 || mail.returnPath === '' || (fields === 0 && returnPathRequired);
  }),
  none(
    'auto_submitted',
    'RFC 3834 §2, §5.2',
    (mail) =>
      mail.class === 'auto_reply' || headerValues(mail, 'auto-submitted').some((value) => keyword(value) !== 'no'),
  ),
  none(
    'report',
    'RFC 3464; RFC 6522; RFC 8098',
    (mail) => mail.class === 'bounce' || mail.class === 'receipt' || headerValues(mail, 'content-type').some(isReport),
  ),
  none(
    'list',
    'RFC 3834 §2; RFC 2369; RFC 2919',
    (mail, { gateway }) => !gateway && (mail.class === 'list' || isListMail(mail)),
  ),
  none('robot_sender', 'RFC 3834 §2', (mail, { gateway }) => !gateway && isRobotSender(mail)),
  none('own', 'RFC 3834 §3.1.2', (mail, { own }) => own || mail.class === 'own'),
  none('not_addressed', 'RFC 3834 §2', (mail, { deskAddresses }) => !isAddressedTo(mail, deskAddresses)),
  none(
    'quarantined',
    'RFC 3834 §2',
    (mail, { authentication }) => authentication === 'F' || isMarkedSpam(mail) || mail.class === 'malformed',
  ),
  none('existing_ticket', '', (_, { newTicket }) => !newTicket),
  none('over_limit', 'RFC 3834 §2, §6', (_, { overLimit }) => overLimit),
  none(
    'sender_unproven',
    'RFC 3834 §4',
    (mail, { authentication }) => authentication !== 'P' && !isFromReturnPath(mail),
  ),
  {
    answer: 'short',
    rule: 'unauthenticated',
    clause: 'RFC 3834 §2, §3.2',
    when: (_, { authentication }) => authentication !== 'P',
  },
];
const FULL: AutomaticResponse = { answer: 'full', rule: 'authenticated', clause: 'RFC 3834 §3.1.5' };

/** Any List-* field, a bulk precedence, or a request for silence other than `None`. */
export function isListMail(mail: Mail): boolean {
  return mail.headers.some(
    ([name, value]) =>
      name.startsWith('list-') ||
      (name === 'precedence' && ['bulk', 'list', 'junk'].includes(keyword(value))) ||
      (name === 'x-auto-response-suppress' && keyword(value) !== 'none'),
  );
}

const ROBOT = /^(?:mailer-daemon|postmaster|(?:.+[-_.])?(?:do[-_.]?)?no[-_.t]*reply(?:[-_.+].*)?|owner-.+|.+-request)$/;

/** From or the envelope sender is an address nobody reads. */
export function isRobotSender(mail: Mail): boolean {
  const senders = [...mail.from.map(({ address }) => address), mail.returnPath ?? ''];
  return senders.some(isRobotAddress);
}

/** An address nobody reads. */
export const isRobotAddress = (address: string): boolean => ROBOT.test(localPartOf(withoutTag(address)));

/** A filter in front of the desk has called it spam. */
export function isMarkedSpam(mail: Mail): boolean {
  return mail.headers.some(
    ([name, value]) =>
      (name === 'x-spam-flag' || name === 'x-spam-status' || name === 'x-spam') && /^\s*yes\b/i.test(value),
  );
}

/** From is where errors would go too; a mailbox that records no Return-Path says nothing against it. */
function isFromReturnPath(mail: Mail): boolean {
  const from = mail.from[0];
  return (
    from !== undefined &&
    domainOf(from.address) !== '' &&
    (mail.returnPath === null || sameAddress(mail.returnPath, from.address))
  );
}

function headerValues(mail: Mail, field: string): string[] {
  return mail.headers.filter(([name]) => name === field).map(([, value]) => value);
}

function isReport(contentType: string): boolean {
  return keyword(contentType) === 'multipart/report';
}

/** The first word of a structured value, without parameters and comments. */
function keyword(value: string): string {
  return (
    value
      .trim()
      .toLowerCase()
      .split(/[\s;(]/, 1)[0] ?? ''
  );
}
