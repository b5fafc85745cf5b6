/**
 * The mail room: octets in, a `Mail` out. It knows no people, no tickets, no clock and no database, so that every case
 * is one call with one mail. mime/ takes the octets apart, text/ finds what the person newly wrote, class/ tells people
 * from machines, meaning/ reads what the words ask for; this file is the only one that knows all four.
 */

import { cut } from '../lib/cut.ts';
import { readBounce } from './class/bounce/bounce.ts';
import { reportedMessageId } from './class/bounce/message-id.ts';
import { classify } from './class/class.ts';
import { noticeKind } from './class/notice.ts';
import { ADDRESSES, CUT_MARK, MAY_BE_MARK, NAME_LENGTH, SUBJECT_LENGTH, VALUE_LENGTH, withoutHeaps } from './limits.ts';
import type { Address, Attachment, Mail, MailClass } from './mail.ts';
import { type Trimmed, withoutBoilerplate } from './meaning/boilerplate.ts';
import { readCommands, readListCommand } from './meaning/command.ts';
import { readForm } from './meaning/form.ts';
import { readIntent } from './meaning/intent.ts';
import { detectLanguage } from './meaning/language/language.ts';
import { asksForNews } from './meaning/news.ts';
import { completed, type Spoken, signatureBelow } from './meaning/prose/prose.ts';
import { readSatisfaction } from './meaning/satisfaction.ts';
import { isForwardSubject, isReplySubject } from './meaning/subject-prefix.ts';
import { onlyThanks } from './meaning/thanks.ts';
import { numbersIn, othersNumbers, type Prefixes, readTicketNumbers } from './meaning/ticket-number.ts';
import { readAddresses } from './mime/address.ts';
import { readContent } from './mime/content.ts';
import { readDate } from './mime/date.ts';
import { charsetHint } from './mime/declared-charset.ts';
import { readWords } from './mime/encoded-word.ts';
import { type Header, headerValue, headerValues, octetsToText } from './mime/header.ts';
import { readMessageId, readMessageIds } from './mime/message-id.ts';
import type { MessageReport } from './mime/report-part.ts';
import { type Part, parseMime } from './mime/structure.ts';
import {
  CHARSET_GUESSED,
  CHARSET_REPLACED,
  ENCRYPTED,
  isReplaced,
  STRUCTURE_TRUNCATED,
  TEXT_TRUNCATED,
} from './mime/warning.ts';
import { HTML_DOUBTFUL, isCertain, mayHide, readBody, readReply } from './text/body.ts';
import { readForwarded } from './text/forward.ts';
import { type Reply, splitReply } from './text/reply.ts';
import { withoutEmphasis } from './text/wrapping/emphasis.ts';
import { withoutInvisible } from './text/wrapping/invisible.ts';

/**
 * The first mail that came as a file, as programs forward one without taking it apart: who wrote it and what. Mails in
 * that mail are not looked into.
 */
function attachedMail(attachments: readonly Attachment[], options: UnderstandOptions): Mail['forwarded'] {
  const file = options.isAttached ? undefined : attachments.find(isMailFile);
  if (file === undefined) return null;
  const { class: classified, from, subject, reply } = understandNow(file.content, { ...options, isAttached: true });
  const [author] = from;
  return classified !== 'human' || author === undefined ? null : { from: author, subject, text: reply };
}

/** Octets of a mail that are read where it is attached; the file is kept whatever its size. */
const LARGEST_ATTACHED = 2 * 1024 * 1024;

const isMailFile = ({ type, name, size }: Attachment): boolean =>
  size <= LARGEST_ATTACHED && (type === 'message/rfc822' || /\.eml$/i.test(name));

/**
 * `numberPrefix` starts the desk's ticket numbers (default TS); `fallbackCharset` is the sender's usual charset;
 * `products` are what the desk supports, by name; `boilerplate`: fingerprints of what is known to be; `isAttached`: the
 * mail is a file of another.
 */
export type UnderstandOptions = {
  readonly numberPrefix?: Prefixes;
  readonly fallbackCharset?: string;
  readonly products?: readonly string[];
  readonly boilerplate?: readonly string[];
  readonly isAttached?: boolean;
};

/**
 * What a raw mail says. Resolves for any octets: what cannot be parsed has class `malformed` and the header fields that
 * could be read. Runs synchronously on the calling thread; large or hostile mails belong into a parser pool.
 * @internal tests look at it
 */
export async function understand(raw: Uint8Array, options: UnderstandOptions = {}): Promise<Mail> {
  return understandNow(raw, options);
}

/** The same without a promise. */
export function understandNow(raw: Uint8Array, options: UnderstandOptions = {}): Mail {
  const fallback = options.fallbackCharset ?? '';
  const { root, truncated } = parseMime(raw);
  const header = root.header;
  const hint = charsetHint(root);
  const content = readContent(root, fallback);
  const { body, warnings: read } = readBody(
    content,
    headerValue(header, 'x-mailer') || headerValue(header, 'user-agent'),
  );
  const addresses = (name: string) =>
    headerValues(header, name)
      .flatMap((value) => readAddresses(value, hint, fallback))
      .slice(0, ADDRESSES)
      .map(cleanAddress)
      .filter(({ address }) => !OF_NO_MAIL.test(address));
  const isCut = [...content.warnings, ...read].includes(TEXT_TRUNCATED);
  const marked = (text: string): string => (isCut && text !== '' ? text + CUT_MARK : text);
  const subjectValue = headerValue(header, 'subject').slice(0, VALUE_LENGTH);
  const title = readWords(subjectValue, hint, fallback);
  const subject = cut(withoutInvisible(clean(title.text)), SUBJECT_LENGTH);
  const from = addresses('from');
  const { reports, calendar, reaction } = content;
  const evidence = { header, from, subject, text: body.text, contentType: root.type, reports, calendar, reaction };
  const classified = classify(evidence);
  const inReplyTo = readMessageIds(headerValue(header, 'in-reply-to'));
  const references = readMessageIds(headerValue(header, 'references'));
  const forwards = isForwardSubject(subject);
  // What programs write has quotes all the same.
  const answers =
    classified !== 'human' ||
    forwards ||
    inReplyTo.length + references.length > 0 ||
    isReplySubject(subject) ||
    numbersIn(subject, options.numberPrefix).length > 0;
  const author = from[0]?.name ?? '';
  const known = new Set(classified === 'human' ? options.boilerplate : []);
  const { reply, leftOut, lines } = withoutBoilerplate(readReply(body, { answers, forwards, author }), known, {
    author,
    text: body.text,
    opens: !answers,
  });
  const written = detectLanguage(withoutEmphasis(reply.own || reply.reply), subject);
  const warnings = mayHide(body, reply.own) ? [...read, HTML_DOUBTFUL] : read;
  const spoken = classified === 'human' && isCertain(warnings) ? reply.own : '';
  const said = withoutEmphasis(spoken);
  const mayAnswer =
    answers ||
    reply.quoted !== '' ||
    said.length <= LONGEST_FRESH_ANSWER ||
    isTagged(header) ||
    othersNumbers(subject, options.numberPrefix).length > 0;
  const forwarded =
    reply.forwarded === null
      ? attachedMail(classified === 'human' ? content.attachments : [], options)
      : readForwarded(reply.forwarded);
  const form = readForm(withoutEmphasis(reply.reply), reply.quoted, body.text);
  return cleaned({
    class: classified,
    headers: header.fields.map(({ name, value, irregular }): Mail['headers'][number] => {
      const text = octetsToText(value, hint, fallback);
      // What is taken out must not make a field of something that was none.
      return irregular || CONTROL.test(value) ? [name, text, 'irregular'] : [name, text];
    }),
    from,
    replyTo: addresses('reply-to'),
    to: addresses('to'),
    cc: addresses('cc'),
    returnPath: readReturnPath(header),
    subject,
    messageId: readMessageId(headerValue(header, 'message-id')),
    inReplyTo,
    references: withReported(references, classified, reports),
    date: readDate(headerValue(header, 'date')),
    language: written.language,
    languageCertain: written.certain,
    text: marked(body.text),
    reply: reply.quoted === '' ? marked(reply.reply) : reply.reply,
    quoted: reply.quoted,
    html: body.html,
    attachments: content.attachments,
    ticketNumbers: readTicketNumbers(subject, reply.quoted, options.numberPrefix),
    form: readsProse(classified, warnings, options)
      ? completed(form, spokenIn(answers ? '' : subject, { reply, lines }, forwarded, body.text), options.products)
      : form,
    intent: mayAnswer ? readIntent(said) : 'none',
    asksForNews: asksForNews(said),
    onlyThanks: onlyThanks(said),
    satisfaction: readSatisfaction(said),
    ...(classified === 'human' && !answers && body.text.trim() === '' && isCertain(warnings)
      ? readListCommand(subject)
      : readCommands(spoken)),
    bounce: classified === 'bounce' ? readBounce({ header, text: body.text, reports }) : null,
    notice: classified === 'receipt' ? (noticeKind(evidence) ?? 'read') : null,
    forwarded,
    charset: hint === '' ? null : hint,
    ...(leftOut.length > 0 ? { leftOut } : {}),
    ...(isSealed(root, content.warnings, body.text) ? { sealed: true as const } : {}),
    warnings: [
      ...new Set([
        ...content.warnings,
        ...warnings,
        ...(title.guessed ? [CHARSET_GUESSED] : []),
        ...([subject, ...from.map(({ name }) => name)].some(isReplaced) ? [CHARSET_REPLACED] : []),
      ]),
      ...headerWarnings(header, from),
      ...(truncated ? [STRUCTURE_TRUNCATED] : []),
    ],
  });
}

/** Whether something is round the words, of the whole or of a part: by its types, which are known already. */
const isSealed = ({ type, children }: Part, warnings: readonly string[], text: string): boolean =>
  SEALED.test(type) ||
  warnings.includes(ENCRYPTED) ||
  children.some((child) => SEALED.test(child.type)) ||
  text.includes(CLEAR_SIGNED);
const SEALED = /^(?:multipart\/(?:signed|encrypted)|application\/(?:x-)?pkcs7-mime)$/;
const CLEAR_SIGNED = '-----BEGIN PGP SIGNED MESSAGE-----';

/** Characters of a mail that may be an answer although it names nothing that it answers. */
const LONGEST_FRESH_ANSWER = 200;
/** Whether an address has a tag, which may be a token of the desk. */
const isTagged = ({ fields }: Header): boolean => fields.some(({ value }) => /\+[\w.=-]+@/.test(value));

/** A person's mail, which can begin a ticket. */
const readsProse = (
  classified: Mail['class'],
  warnings: readonly string[],
  { isAttached }: UnderstandOptions,
): boolean => classified === 'human' && !isAttached && isCertain(warnings);

/** The author's words for the readers of prose; below a note, the words of the mail that is passed on. */
function spokenIn(
  subject: string,
  { reply, lines }: Pick<Trimmed, 'lines'> & { readonly reply: Reply },
  forwarded: Mail['forwarded'],
  text: string,
): Spoken {
  const passedOn = forwarded === null ? '' : splitReply(forwarded.text).own;
  const own = [reply.own, passedOn].filter((words) => words !== '').join('\n\n');
  const below = forwarded === null ? signatureBelow(text, reply.own, reply.quoted) : '';
  const signature = below
    .split('\n')
    .filter((line) => !lines.has(line.trim()))
    .join('\n');
  return { subject, own: withoutEmphasis(own), signature };
}

/** Receipts, complaints and automatic answers may name the mail they are about in a part of their own only. */
function withReported(
  written: readonly string[],
  kind: MailClass,
  reports: readonly MessageReport[],
): readonly string[] {
  const reported = kind === 'receipt' || kind === 'auto_reply' ? reportedMessageId(reports) : null;
  return reported === null || written.includes(reported) ? written : [...written, reported];
}

function headerWarnings(header: Header, from: readonly Address[]): string[] {
  const missing = ['date', 'message-id'].filter((name) => headerValue(header, name) === '');
  const senders = from.length === 0 ? ['from_missing'] : from.length > 1 ? ['from_several'] : [];
  return [...senders, ...missing.map((name) => `${name.replace('-', '_')}_missing`)];
}

function readReturnPath(header: Header): string | null {
  const values = headerValues(header, 'return-path');
  return values.length === 1 ? (values[0] ?? '').replace(/^.*<|>.*$|\s/g, '') : null;
}

/**
 * Every string of a mail as it may be stored, shown and written into a header: without control characters other than
 * tab and line ends (PostgreSQL refuses NUL, terminals obey the rest), and without half a surrogate pair.
 */
function cleaned<T>(value: T): T {
  if (typeof value === 'string') return clean(value) as T;
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(cleaned) as T;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cleaned(each)])) as T;
}

const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/;
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]+/g;

/** What `clean` changes something of, or may: looked for at once, since all there is to read goes through it. */
const MAY_BE_UNCLEAN = new RegExp(`${MAY_BE_MARK.source}|${CONTROLS.source}`);

const clean = (text: string): string =>
  MAY_BE_UNCLEAN.test(text) ? withoutHeaps(text.replace(CONTROLS, '').toWellFormed()) : text;

/**
 * A telephone (RFC 3966), which is how customers without an address are known: no mail comes from one, whatever its
 * header says, and none goes there.
 */
const OF_NO_MAIL = /^\s*tel:/i;

/** A name shows in the letters of others: marks of direction in it would turn round what stands beside it. */
function cleanAddress({ name, address }: { name: string; address: string }): { name: string; address: string } {
  const shown = withoutInvisible(clean(name.slice(0, VALUE_LENGTH)));
  return { name: cut(shown, NAME_LENGTH), address: clean(address) };
}
