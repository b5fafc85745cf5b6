import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Address, Attachment } from '../mail/mail.ts';
import { HOPS_FIELD } from '../people/hops.ts';
import type { LetterKind } from '../ticket/letters.ts';
import type { Locale } from '../words/locale.ts';
import { wordsOf } from '../words/words.ts';
import type { LetterFacts } from './facts.ts';
import { headerText } from './header-text.ts';
import { LETTERS, letterRow } from './kinds.ts';
import type { Logo } from './logo.ts';
import { mimeOctets } from './mime-octets.ts';
import type { Renderer } from './render.ts';
import { LOGO_CID, viewOf } from './view/view.ts';

/** A letter as it goes out. `envelope.from` is empty for `<>`; `bytes` are final and repeated as they are. */
export type Letter = {
  readonly kind: LetterKind;
  readonly to: Address;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly envelope: { readonly from: string; readonly to: string };
  readonly bytes: Uint8Array;
};

/**
 * Of the text parts: a Chinese character takes 4 octets in base64 and 9 in quoted-printable; English in base64 looks
 * like spam.
 */
const ENCODING: Readonly<Record<Locale, string>> = { 'zh-CN': 'base64', en: 'quoted-printable' };

/** Characters of a subject, after which mail programs show nothing anyway. */
const SUBJECT_MAX = 200;

/** Characters of a name: one without a blank is not folded, and a line has 998 octets (RFC 5322 §2.1.1). */
const NAME_MAX = 100;

/** Writes a letter. The same facts give the same bytes; throws when a template names what the facts lack. */
export function composeLetter(facts: LetterFacts, render: Renderer): Letter {
  const { kind, recipient, desk, messageId, addresses } = facts;
  const rendered = render(facts.locale, kind, viewOf(facts));
  const subject = subjectLine(rendered.event, facts);
  const envelope = { from: envelopeSender(facts), to: recipient.address };
  const mail = new MailComposer({
    from: { name: headerText(senderName(facts), NAME_MAX), address: desk.address },
    to: { name: headerText(recipient.name, NAME_MAX), address: recipient.address },
    replyTo: { name: desk.name, address: addresses.reply },
    subject,
    date: facts.now,
    messageId,
    ...threadHeaders(facts),
    headers: ownHeaders(facts),
    envelope,
    text: crlf(rendered.text),
    html: crlf(rendered.html),
    attachments: [
      ...(desk.logo ? [logoPart(desk.logo)] : []),
      ...[...(facts.attachments ?? []), ...(facts.ownKeys ?? [])].map((attachment) =>
        mimePart(attachment, rendered.html),
      ),
    ],
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 24),
    encoding: ENCODING[facts.locale],
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = mimeOctets(mail.compile());
  return { kind, to: recipient, subject, text: rendered.text, html: rendered.html, messageId, envelope, bytes };
}

/** The same letter without its attachments, which says where they are; null for one that has none. */
export function composeReduced(facts: LetterFacts, render: Renderer): Letter | null {
  const { attachments = [], leftOut = [] } = facts;
  if (attachments.length === 0) return null;
  const kept = attachments.map(({ name }) => ({ name, reason: 'relay_limit' as const }));
  return composeLetter({ ...facts, attachments: [], leftOut: [...leftOut, ...kept] }, render);
}

/** Where a person's words are carried, their name and whose desk it is. */
function senderName({ kind, speaker, desk, locale }: LetterFacts): string {
  return speaker && LETTERS[kind].autoSubmitted === null
    ? `${speaker.name}${wordsOf(locale).punctuation.parenthesised(desk.name)}`
    : desk.name;
}

/** Text parts end their lines with CRLF before they are encoded (RFC 2046 §4.1.1). */
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

/**
 * The ticket's number and its own subject, the same in every letter, because many mail programs take mails of one
 * conversation apart by their subjects (docs/letters.md). What has happened stands before it only for readers whose
 * program does not. A letter about no ticket has its event alone.
 */
function subjectLine(event: string, { kind, ticket, incident, eventInSubject = false }: LetterFacts): string {
  if (ticket === null && incident !== undefined)
    return aboutOf(incident.number, event, letterRow(kind).ownSubject ? event : incident.title, eventInSubject);
  if (ticket === null) return headerText(event, SUBJECT_MAX);
  const own = letterRow(kind).ownSubject || ticket.subject.trim() === '' ? event : ticket.subject;
  return aboutOf(ticket.number, event, own, eventInSubject);
}

function aboutOf(number: string, event: string, own: string, eventInSubject: boolean): string {
  const said = eventInSubject && own !== event ? `${event} · ${own}` : own;
  return headerText(`[${number}] ${said}`, SUBJECT_MAX);
}

/** Of a long conversation the beginning and the end are named, so that the field does not grow for ever. */
const MOST_ANCESTORS = 40;
/** An identifier fit for a header of ours: a stranger's may hold anything. */
const isFit = (id: string): boolean => /^<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>$/.test(id);

/** In-Reply-To and References by RFC 5322 §3.6.4: the answered mail's own References, then its Message-ID. */
function threadHeaders({ inReplyTo, references = [] }: LetterFacts): { inReplyTo?: string; references?: string[] } {
  const parent = inReplyTo && isFit(inReplyTo) ? inReplyTo : null;
  const [first, ...rest] = [...new Set([...references.filter(isFit), ...(parent ? [parent] : [])])];
  if (first === undefined) return {};
  return { references: [first, ...rest.slice(1 - MOST_ANCESTORS)], ...(parent ? { inReplyTo: parent } : {}) };
}

function ownHeaders({ kind, locale, hops, unsubscribe }: LetterFacts): { key: string; value: string }[] {
  const { autoSubmitted } = LETTERS[kind];
  const headers: { key: string; value: string }[] = [{ key: 'Content-Language', value: locale }];
  if (autoSubmitted !== null) {
    headers.push({ key: 'Auto-Submitted', value: autoSubmitted }, { key: 'X-Auto-Response-Suppress', value: 'All' });
  }
  // By mail alone: one tap needs an HTTPS address that takes it (RFC 8058 §3.1).
  if (unsubscribe) headers.push({ key: 'List-Unsubscribe', value: `<mailto:${unsubscribe}?subject=unsubscribe>` });
  if (hops) headers.push({ key: HOPS_FIELD, value: hops });
  return headers;
}

function envelopeSender({ kind, desk, envelopeFrom, bounceAddress }: LetterFacts): string {
  if (envelopeFrom) return envelopeFrom;
  return LETTERS[kind].envelope === 'null' ? '' : (bounceAddress ?? desk.address);
}

const logoPart = ({ name, type, content }: Logo) => ({
  filename: name,
  contentType: type,
  content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
  cid: LOGO_CID,
});

/**
 * A container type would need parts of its own, and a type that is none could break the header: both go as plain
 * octets. An image the HTML does not show stays an attachment, or mail programs would hide it.
 */
function mimePart({ name, type, content, inline, cid }: Attachment, html: string) {
  const plain = /^(?:application|audio|image|text|video)\/[a-z0-9!#$&^_.+-]+$/.test(type);
  return {
    filename: name,
    contentType: plain ? type : 'application/octet-stream',
    content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    ...(inline && cid !== null && isFit(`<${cid}>`) && html.includes(`cid:${cid}`) ? { cid } : {}),
  };
}
