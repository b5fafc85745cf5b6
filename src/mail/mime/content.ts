import { PARTS, TEXT_OCTETS } from '../limits.ts';
import type { Attachment } from '../mail.ts';
import { attachmentIn, packedFile } from './attachment.ts';
import { encodingOf, fileOctets, textOctets } from './body-octets.ts';
import { calendarWords } from './calendar.ts';
import { decodeText } from './charset/charset.ts';
import { charsetHint, declaredCharset } from './declared-charset.ts';
import type { Header } from './header.ts';
import { type Cms, readCms, startsCms } from './packed/cms.ts';
import { isCms, isRestricted, smimeType } from './packed/encrypted.ts';
import { takeEncrypted } from './packed/pgp.ts';
import { isTnef, startsTnef, unpackTnef } from './packed/tnef.ts';
import { takeUuencoded } from './packed/uuencode.ts';
import { takeYenc } from './packed/yenc.ts';
import { fileName } from './parameter.ts';
import { plainText } from './plain-text.ts';
import { isMachineOnly, type MessageReport, REACTION, reportIn } from './report-part.ts';
import { isBroken, wrappedMail } from './signed.ts';
import { type Part, parseMime } from './structure.ts';
import { transferEncoding } from './transfer.ts';
import {
  ATTACHMENT_DAMAGED,
  CHARSET_GUESSED,
  CHARSET_REPLACED,
  ENCRYPTED,
  isReplaced,
  SIGNATURE_BROKEN,
  STRUCTURE_TRUNCATED,
  TEXT_TRUNCATED,
} from './warning.ts';

/** One stretch of a mail's body in the forms the sender gave it. */
type Segment = { readonly plain: string | null; readonly html: string | null };

/** What a mail carries: its body, its files, and the machine-readable parts of a report (RFC 6522). */
export type Content = {
  readonly segments: readonly Segment[];
  readonly attachments: readonly Attachment[];
  readonly reports: readonly MessageReport[];
  /** The iCalendar object of a meeting request or of the answer to one (RFC 6047); null without one. */
  readonly calendar: string | null;
  /** Whether it brings the emoji of a reaction, as Gmail sends them. */
  readonly reaction: boolean;
  readonly warnings: readonly string[];
};

type Collecting = {
  readonly header: Header;
  room: number;
  /** Signed or compressed mails that may still be opened. */
  openings: number;
  readonly hint: string;
  readonly fallback: string;
  readonly segments: { plain: string | null; html: string | null }[];
  readonly attachments: Attachment[];
  readonly reports: MessageReport[];
  calendar: string | null;
  reaction: boolean;
  readonly warnings: Set<string>;
  /** Texts that are shown, and have a name. */
  readonly named: { readonly part: Part; readonly inherited: string }[];
};

/** Signed or compressed mails in one mail that are opened. */
const OPENINGS = 5;

/** Takes the body and the attachments out of a MIME tree. `fallback` is the sender's usual charset. */
export function readContent(root: Part, fallback = ''): Content {
  const into: Collecting = {
    header: root.header,
    room: TEXT_OCTETS,
    openings: OPENINGS,
    hint: charsetHint(root),
    fallback,
    segments: [],
    attachments: [],
    reports: [],
    calendar: null,
    reaction: false,
    warnings: new Set(),
    named: [],
  };
  visit(root, into, null, '');
  const [only] = into.named;
  // Some programs give their only text the name of a file.
  if (only && into.segments.every(isEmpty)) body(only.part, into, null, only.inherited);
  readInvitation(into);
  return {
    segments: into.segments,
    attachments: into.attachments,
    reports: into.reports,
    calendar: into.calendar,
    reaction: into.reaction,
    warnings: [...into.warnings],
  };
}

/** A meeting request without other words is the organiser's own: title, time, place and description are read. */
function readInvitation(into: Collecting): void {
  const words = into.calendar === null || !into.segments.every(isWordless) ? null : calendarWords(into.calendar);
  if (words !== null) into.segments.splice(0, into.segments.length, { plain: words, html: null });
}

type Alternative = { plain: string | null; html: string | null } | null;

function visit(part: Part, into: Collecting, alternative: Alternative, inherited: string): void {
  if (part.type === 'multipart/encrypted') into.warnings.add(ENCRYPTED);
  if (part.children.length > 0) {
    const shared: Alternative = part.type === 'multipart/alternative' ? { plain: null, html: null } : alternative;
    if (shared && shared !== alternative) into.segments.push(shared);
    if (isBroken(part)) into.warnings.add(SIGNATURE_BROKEN);
    for (const child of part.children) {
      const isSigned = part.type === 'multipart/signed' && child === part.children[0];
      visit(isSigned ? unwrapped(child, into) : child, into, shared, inheritedFrom(part, inherited));
    }
    return;
  }
  const name = fileName(part.disposition, part.contentType, into.hint);
  const report = reportIn(part, name, inherited);
  if (report !== null) into.reports.push(report);
  if (part.type === CALENDAR) into.calendar ??= calendarOf(part, into, inherited);
  if (part.type === REACTION) into.reaction = true;
  if (isBody(part, name, into)) body(part, into, alternative, inherited);
  else if (!isMachineOnly(part.type)) attach(part, name, into, inherited);
}

/** What RFC 2045 §6.4 forbids: the encoding of a multipart whose boundaries show, for parts that name none. */
function inheritedFrom(part: Part, inherited: string): string {
  const encoding = part.isDecoded ? '' : encodingOf(part, inherited);
  return transferEncoding(encoding) === 'quoted-printable' ? encoding : '';
}

const CALENDAR = 'text/calendar';

const calendarOf = (part: Part, into: Collecting, inherited: string): string => {
  const bytes = textOctets(part, inherited).octets.subarray(0, TEXT_OCTETS);
  return decodeText(bytes, part.contentType.parameters.get('charset'), into.hint, into.fallback).text;
};

const TEXT = /^(?:text\/(?:plain|html|enriched|richtext|x-amp-html|watch-html)|application\/(?:xhtml\+xml))$/;

/** Text belongs to the body unless it is marked as a file; the first text of a mail may carry a name by mistake. */
function isBody(part: Part, name: string, into: Collecting): boolean {
  if (part.type.startsWith('multipart/')) return true;
  if (!TEXT.test(part.type) || part.disposition.value === 'attachment') return false;
  return (
    name === '' ||
    (part.disposition.value !== 'inline' && part.depth === 0) ||
    (into.segments.every(isEmpty) && part.disposition.value === '' && part.type === 'text/html')
  );
}

function isEmpty(segment: Segment): boolean {
  return !segment.plain?.trim() && !segment.html?.trim();
}

/** Nothing to read, though there may be tags. */
const isWordless = ({ plain, html }: Segment): boolean =>
  !plain?.trim() &&
  (html ?? '').replace(/<(style|script|title)\b.*?<\/\1>|<[^>]*>|&nbsp;|&#160;|&#xa0;/gis, '').trim() === '';

function withinRoom(bytes: Uint8Array, into: Collecting): Uint8Array {
  if (bytes.length <= into.room) {
    into.room -= bytes.length;
    return bytes;
  }
  into.warnings.add(TEXT_TRUNCATED);
  let end = into.room;
  into.room = 0;
  // Not in the middle of a character of UTF-8.
  for (let back = 0; back < 3 && ((bytes[end] ?? 0) & 0xc0) === 0x80; back++) end--;
  return bytes.subarray(0, Math.max(0, end));
}

function body(part: Part, into: Collecting, alternative: Alternative, inherited: string): void {
  if (/amp-html|watch-html/.test(part.type)) return;
  const { octets, warning } = textOctets(part, inherited);
  if (warning) into.warnings.add(warning);
  const yenc = takeYenc(withinRoom(octets, into));
  takeFiles(yenc, into);
  const bytes = yenc.octets;
  const { text, guessed } = decodeText(bytes, ...declaredCharset(part, bytes, into.hint), into.fallback);
  if (guessed) into.warnings.add(CHARSET_GUESSED);
  if (isReplaced(text)) into.warnings.add(CHARSET_REPLACED);
  const clean = text.replaceAll('\0', '').toWellFormed();
  const html =
    part.type === 'text/html' ||
    part.type === 'application/xhtml+xml' ||
    (part.type === 'text/plain' && /^\s*(?:<!doctype html|<html[\s>])/i.test(clean));
  if (html) place(into, alternative, 'html', clean);
  else place(into, alternative, 'plain', withoutFiles(plainText(part, clean), into));
}

/** A text without the files and the encrypted messages that stand in it. */
function withoutFiles(text: string, into: Collecting): string {
  const uuencoded = takeUuencoded(text);
  takeFiles(uuencoded, into);
  const encrypted = takeEncrypted(uuencoded.text);
  if (encrypted.messages.length > 0) into.warnings.add(ENCRYPTED);
  for (const message of encrypted.messages) file({ name: 'message.asc', content: Buffer.from(message) }, into);
  return encrypted.text;
}

/** Files out of a container, as many as a mail may have parts: a file of uuencode takes thirty octets. */
type Packed = { readonly name: string; readonly content: Uint8Array };

function takeFiles(
  { files, damaged }: { readonly files: readonly Packed[]; damaged: boolean },
  into: Collecting,
): void {
  if (damaged) into.warnings.add(ATTACHMENT_DAMAGED);
  const room = Math.max(0, PARTS - into.attachments.length);
  if (files.length > room) into.warnings.add(STRUCTURE_TRUNCATED);
  for (const each of files.slice(0, room)) file(each, into);
}

function file({ name, content }: Packed, into: Collecting): void {
  if (isReplaced(name)) into.warnings.add(CHARSET_REPLACED);
  into.attachments.push(packedFile(name, content, into.attachments.length + 1));
}

function place(into: Collecting, alternative: Alternative, form: 'plain' | 'html', text: string): void {
  if (!alternative) into.segments.push({ plain: form === 'plain' ? text : null, html: form === 'html' ? text : null });
  else alternative[form] = alternative[form] === null ? text : `${alternative[form]}\n${text}`;
}

function attach(part: Part, name: string, into: Collecting, inherited: string): void {
  if (part.type === 'application/pgp-encrypted') {
    // RFC 3156 §4: it says no more than that the next part is encrypted.
    into.warnings.add(ENCRYPTED);
    return;
  }
  const { octets, warning } = fileOctets(part, inherited);
  if (warning) into.warnings.add(warning);
  if (isRestricted(part.type, name)) into.warnings.add(ENCRYPTED);
  const tnef = isTnef(part.type, name) || startsTnef(octets) ? unpackTnef(octets) : null;
  if (tnef !== null) {
    unpacked(tnef, into);
    // What could not be taken out of it may be in it.
    if (!tnef.damaged) return;
  }
  const cms = isCms(part.type, name) || startsCms(octets) ? readCms(octets) : null;
  if (cms !== null && opened(cms, into)) return;
  if (cms?.kind === 'encrypted' || (isCms(part.type, name) && /enveloped/i.test(smimeType(part))))
    into.warnings.add(ENCRYPTED);
  if (isText(part) && part.disposition.value !== 'attachment') into.named.push({ part, inherited });
  const kept = attachmentIn(part, name, octets, into.hint, into.attachments.length + 1);
  if (isReplaced(kept.name)) into.warnings.add(CHARSET_REPLACED);
  into.attachments.push(kept);
}

const isText = ({ type }: Part): boolean => type === 'text/plain' || type === 'text/html';

function unpacked(tnef: NonNullable<ReturnType<typeof unpackTnef>>, into: Collecting): void {
  takeFiles(tnef, into);
  const bodied = tnef.text !== '' || tnef.html !== '';
  if (bodied && into.segments.every(isEmpty)) into.segments.push({ plain: tnef.text || null, html: tnef.html || null });
}

/** Reads the mail that was signed or compressed; false when there is none in it. */
function opened(cms: Cms, into: Collecting): boolean {
  if (cms.kind === 'encrypted' || cms.content === null || --into.openings < 0) return false;
  if (cms.kind === 'signed' && cms.intact === false) into.warnings.add(SIGNATURE_BROKEN);
  const { root, truncated } = parseMime(cms.content);
  if (truncated) into.warnings.add(STRUCTURE_TRUNCATED);
  visit(unwrapped(root, into), into, null, '');
  return true;
}

/** What was signed; where that is a mail of its own, put round the words for the sake of its header, that mail. */
function unwrapped(signed: Part, into: Collecting): Part {
  const wrapped = into.segments.every(isWordless) ? wrappedMail(signed, into.header) : null;
  if (wrapped === null || --into.openings < 0) return signed;
  if (wrapped.truncated) into.warnings.add(STRUCTURE_TRUNCATED);
  return wrapped.root;
}
