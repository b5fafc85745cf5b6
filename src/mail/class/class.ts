/**
 * Who or what wrote a mail: a person, an automatic answer, a mail system, a list. The desk answers people only, so each
 * mark that machines leave is a row of a table here; a bounce is also read for who failed and why.
 */

import type { Address, MailClass } from '../mail.ts';
import { type Header, headerValue } from '../mime/header.ts';
import type { MessageReport } from '../mime/report-part.ts';
import { isAnsweredSubject, isAutomaticAnswer, isAutomaticSubject } from './automatic-subject.ts';
import { looksLikeBounce } from './bounce/bounce-sign.ts';
import { noticeKind } from './notice.ts';

/** What the decision about a mail's class rests on. */
type Evidence = {
  readonly header: Header;
  readonly from: readonly Address[];
  readonly subject: string;
  readonly text: string;
  readonly contentType: string;
  readonly reports: readonly MessageReport[];
  readonly calendar: string | null;
  readonly reaction: boolean;
};

/**
 * What kind of mail this is; never `own`, which only the desk can prove. Machine-readable marks decide before words:
 * reports (RFC 6522), Auto-Submitted (RFC 3834 §5), list fields (RFC 2369, RFC 2919), then subjects and senders.
 */
export function classify(mail: Evidence): Exclude<MailClass, 'own'> {
  if (isReceipt(mail)) return isRejected(mail) ? 'bounce' : 'receipt';
  if (noticeKind(mail) !== null) return 'receipt';
  if (isFeedback(mail)) return 'auto_reply';
  if (looksLikeBounce(mail)) return 'bounce';
  if (isAutoReply(mail)) return 'auto_reply';
  if (isList(mail)) return isOwnGroup(mail.header, mail.from) ? 'human' : 'list';
  // vacation(1) and its kind: nobody to answer to, and not meant to be answered.
  if (isNullSender(mail.header) && /^\s*(?:bulk|junk)\b/i.test(headerValue(mail.header, 'precedence')))
    return 'auto_reply';
  return mail.from.length > 0 || mail.header.fields.some((field) => MAIL_FIELDS.has(field.name))
    ? 'human'
    : 'malformed';
}

/**
 * Fields that make a block of lines the header of a mail, even when it has no sender.
 *
 * @internal tests look at it
 */
export const MAIL_FIELDS = new Set([
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'received',
  'return-path',
  'sender',
  'reply-to',
  'content-type',
  'mime-version',
]);

function reportType(header: Header): string {
  return /report-type\s*=\s*"?([\w-]+)/i.exec(headerValue(header, 'content-type'))?.[1]?.toLowerCase() ?? '';
}

/** A message disposition notification (RFC 8098), also the TNEF kind that Outlook sends. */
function isReceipt(mail: Evidence): boolean {
  if (reportType(mail.header) === 'disposition-notification') return true;
  return (
    mail.contentType === 'multipart/report' &&
    mail.reports.some((report) => report.type === 'message/disposition-notification')
  );
}

/** A receipt that says its mail was turned away by a filter (RFC 5429 §2.2). */
const isRejected = ({ header }: Evidence): boolean => /\(\s*rejected\s*\)/i.test(headerValue(header, 'auto-submitted'));

/** A complaint passed on by a mailbox provider (RFC 5965). */
function isFeedback(mail: Evidence): boolean {
  return (
    reportType(mail.header) === 'feedback-report' ||
    mail.reports.some((report) => report.type === 'message/feedback-report')
  );
}
/**
 * Words that automatic absence notes start with, for mails whose subject does not tell and that nobody's client quotes.
 *
 * @internal tests look at it
 */
export const AUTOMATIC_TEXT =
  /^(?:\W*(?:this is an? (?:automatic|automated|auto-?generated|auto)[ -]?(?:reply|response|message|e-?mail|answer)|(?:dies ist|das ist) eine automati|this (?:e-?mail|message) (?:was|is|has been) auto|ceci est (?:une réponse|un message) automatique|(?:esta es una|este es un) (?:respuesta|mensaje) autom|esta é uma (?:resposta|mensagem) autom|questa è una risposta autom|dit is een automati|это автоматическ|(?:这是|這是)一?[封条個个]?(?:系统)?(?:自动|自動)|本邮件(?:为|由系统|是).{0,6}自动|(?:此|本)(?:邮件|信件|メール).{0,8}自动(?:发送|回复)|您好.{0,30}(?:我(?:已收到|正在休假|目前不在))|このメールは自動|本メールは自動))/iu;

/**
 * An automatic answer is proven by a mark that machines leave. Words and subjects are none: people write about absence
 * and automatic answers too, so these count only in a mail that looks like a machine's in another way as well.
 */
function isAutoReply({ header, subject, from, text }: Evidence): boolean {
  const submitted = headerValue(header, 'auto-submitted')
    .toLowerCase()
    .replace(/\([^()]*\)/g, '')
    .trim();
  // A person's mail that a mailbox passes on stays a person's (RFC 5436 §2.7.1 forbids only to answer it).
  if (submitted !== '' && !/^(?:no|auto-forwarded)\b/.test(submitted)) return true;
  if (MARKS.some(([name, pattern]) => pattern.test(headerValue(header, name)))) return true;
  const machine =
    from.some(({ address }) => MACHINE.test(address)) || HINTS.some((field) => headerValue(header, field) !== '');
  const words = subject.normalize('NFKC').trim();
  if (isAutomaticSubject(words)) return machine || isNullSender(header) || isUntouched(header, words);
  return machine && isAutomaticText(text);
}

/** Whether a text begins as automatic answers do. */
export const isAutomaticText = (text: string): boolean => AUTOMATIC_TEXT.test(text.slice(0, 300).trimStart());

/** @internal tests look at it */
export const MACHINE = /^(?:mailer-daemon|postmaster|auto-?(?:reply|responder|answer)|no-?reply|do-?not-?reply)[^@]*@/i;
/**
 * Fields that people's mail has too, but seldom.
 *
 * @internal tests look at it
 */
export const HINTS = ['x-auto-response-suppress', 'precedence'];

const isNullSender = (header: Header): boolean => /^\s*<\s*>\s*$/.test(headerValue(header, 'return-path'));

/**
 * A subject that only programs write, on an answer that no mail program of a person's has written: that names itself,
 * or puts its own prefix before a subject.
 */
const isUntouched = (header: Header, subject: string): boolean =>
  isAutomaticAnswer(subject) && !isAnsweredSubject(subject) && !hasMailProgram(header);

const hasMailProgram = (header: Header): boolean =>
  ['x-mailer', 'user-agent', 'x-has-attach'].some((field) => headerValue(header, field) !== '');

/**
 * Fields that automatic answers are marked with.
 *
 * @internal tests look at it
 */
export const MARKS: readonly (readonly [name: string, value: RegExp])[] = [
  ['x-autoreply', /^(?!\s*no\b)./i],
  ['x-auto-reply', /^(?!\s*no\b)./i],
  ['x-autorespond', /./],
  ['x-autoresponder', /./],
  ['x-autoreply-from', /./],
  ['x-autogenerated', /./],
  ['x-autoreply-domain', /./],
  ['x-mail-autoreply', /./],
  ['x-out-of-office', /./],
  ['x-vacation', /./],
  ['x-facebook-notify', /./],
  ['x-jira-fingerprint', /./],
  ['x-opsgenie', /./],
  ['precedence', /^\s*auto[_-]?(?:reply|respon)/i],
  ['x-precedence', /^\s*auto[_-]?(?:reply|respon)/i],
  ['x-message-flag', /auto[- ]?reply/i],
  ['delivered-to', /^\s*autoresponder/i],
  ['x-qqmailer', /auto ?reply/i],
  ['x-mailer', /auto-?(?:reply|responder)|vacation/i],
  ['x-pm-message-id-autoreply', /./],
  ['x-qq-auto-reply', /^(?!\s*no\b)./i],
  ['x-qq-autoreply', /^(?!\s*no\b)./i],
  ['x-cm-autoreply', /^(?!\s*no\b)./i],
  ['x-netease-autoreply', /^(?!\s*no\b)./i],
  ['x-lark-autoreply', /^(?!\s*no\b)./i],
  ['x-zoho-autoreply', /^(?!\s*no\b)./i],
  ['x-yahoo-autoreply', /^(?!\s*no\b)./i],
  ['x-auto-response', /^(?!\s*no\b)./i],
  ['x-autoresponse', /^(?!\s*no\b)./i],
  ['x-autoreplied', /^(?!\s*no\b)./i],
  ['x-ms-exchange-generated-message-source', /(?:OOF|Out of Office|Mailbox Rules)/i],
];

/**
 * Fields that mailing lists alone write (RFC 2919, RFC 2369 §3, and what came before them).
 *
 * @internal tests look at it
 */
export const LIST_FIELDS = [
  'list-id',
  'list-post',
  'list-archive',
  'mailing-list',
  'x-mailing-list',
  'x-mailman-version',
  'x-mailinglist',
  'x-google-group-id',
  'x-loop-list',
  'x-beenthere',
  'x-mailer-listid',
  'x-listname',
  'x-list',
  'x-listserver',
  'x-yahoogroups',
  'x-egroups-return',
];
/** Marks that mail services and gateways put on people's mail too: one of them alone is no list. */
const BULK_MARKS: readonly ((mail: Evidence) => boolean)[] = [
  ({ header }) => headerValue(header, 'list-unsubscribe') !== '',
  ({ header }) => ['list-help', 'list-subscribe', 'list-owner'].some((name) => headerValue(header, name) !== ''),
  ({ header }) => ['x-campaign', 'x-campaignid', 'x-campaign-id'].some((name) => headerValue(header, name) !== ''),
  ({ header }) => /^\s*(?:bulk|list|junk)\b/i.test(headerValue(header, 'precedence')),
  ({ header, from }) =>
    LIST_SENDER.test(`${headerValue(header, 'sender')} ${headerValue(header, 'return-path')}`) ||
    from.some(({ address }) => LIST_NAME.test(address)),
];

/** @internal tests look at it */
export const LIST_SENDER = /(?:^|[<\s])(?:owner-[\w.+-]+|[\w.+-]+-(?:owner|bounces|request|admin)(?:\+[^@\s]*)?)@/i;
/** @internal tests look at it */
export const LIST_NAME =
  /^(?:newsletter|news|owner-[\w.+-]+|[\w.+-]+-request|mailing-?list|announce(?:ments)?|listserv)@/i;

/**
 * What software for discussions writes; whose mail it passes on, the intake tells.
 *
 * @internal tests look at it
 */
export const DISCUSSION_FIELDS = [
  'list-post',
  'list-archive',
  'list-help',
  'list-subscribe',
  'x-beenthere',
  'x-mailman-version',
  'mailing-list',
  'x-mailing-list',
];

/**
 * A mail to a group address of the sender's own organisation, which passes it on as it is: the group is among the
 * recipients, by its List-Id (RFC 2919), and From has its domain.
 */
function isOwnGroup(header: Header, from: readonly Address[]): boolean {
  const group = /<([\w+-]+)\.([\w.-]+)>\s*$/.exec(headerValue(header, 'list-id').toLowerCase());
  const domain = from[0]?.address.toLowerCase().replace(/^.*@/, '') ?? '';
  if (DISCUSSION_FIELDS.some((name) => headerValue(header, name) !== '')) return false;
  if (group !== null && from[0]?.address.toLowerCase().startsWith(`${group[1]}@`)) return false;
  if (group === null || domain === '' || !`.${group[2]}`.endsWith(`.${domain}`)) return false;
  return `${headerValue(header, 'to')} ${headerValue(header, 'cc')}`.toLowerCase().includes(`${group[1]}@`);
}

const isList = (mail: Evidence): boolean =>
  LIST_FIELDS.some((name) => headerValue(mail.header, name) !== '') ||
  (/^\s*list\b/i.test(headerValue(mail.header, 'precedence')) && !hasMailProgram(mail.header)) ||
  BULK_MARKS.filter((holds) => holds(mail)).length > 1;
