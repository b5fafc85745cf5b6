import { PARTS, TEXT_OCTETS } from '../limits.ts';
import type { Attachment } from '../mail.ts';
import { attachmentIn, packedFile } from './attachment.ts';
import { calendarWords } from './calendar.ts';
import { canonicalCharset, decodeText, latin1 } from './charset.ts';
import { headerValue } from './header.ts';
import { fileName } from './parameter.ts';
import { rtfToText } from './rtf.ts';
import type { Part } from './structure.ts';
import { isTnef, startsTnef, unpackTnef } from './tnef.ts';
import { decodeTransfer, takeUuencoded } from './transfer.ts';

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

/** A decoded message/* or text/rfc822-headers part, one character an octet. */
export type MessageReport = { readonly type: string; readonly text: string };

type Collecting = {
  room: number;
  readonly hint: string;
  readonly fallback: string;
  readonly segments: { plain: string | null; html: string | null }[];
  readonly attachments: Attachment[];
  readonly reports: MessageReport[];
  calendar: string | null;
  reaction: boolean;
  readonly warnings: Set<string>;
};

/** The warning that not all of the text was read; the mail in the ledger has it. */
export const TEXT_TRUNCATED = 'text_truncated';

/** The warning that a text was read in a charset which nothing speaks for: the sender's usual one may do better. */
export const CHARSET_GUESSED = 'charset_guessed';

/** Takes the body and the attachments out of a MIME tree. `fallback` is the sender's usual charset. */
export function readContent(root: Part, fallback = ''): Content {
  const into: Collecting = {
    room: TEXT_OCTETS,
    hint: charsetHint(root),
    fallback,
    segments: [],
    attachments: [],
    reports: [],
    calendar: null,
    reaction: false,
    warnings: new Set(),
  };
  visit(root, into, null);
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

/** The first charset that a part of the mail names and that is not UTF-8: what its raw octets are most likely in. */
export function charsetHint(root: Part): string {
  const pending = [root];
  for (let part = pending.shift(); part; part = pending.shift()) {
    const charset = canonicalCharset(part.contentType.parameters.get('charset'));
    if (charset !== '' && charset !== 'utf-8') return charset;
    if (pending.length < 50) pending.push(...part.children.slice(0, 50));
  }
  return '';
}

type Alternative = { plain: string | null; html: string | null } | null;

function visit(part: Part, into: Collecting, alternative: Alternative): void {
  if (part.children.length > 0) {
    const shared: Alternative = part.type === 'multipart/alternative' ? { plain: null, html: null } : alternative;
    if (shared && shared !== alternative) into.segments.push(shared);
    for (const child of part.children) visit(child, into, shared);
    return;
  }
  const name = fileName(part.disposition, part.contentType, into.hint);
  if (isReport(part.type)) report(part, into);
  else if (isPackedMail(part, name)) returnedMail(part, into);
  if (part.type === CALENDAR) into.calendar ??= calendarOf(part, into);
  if (part.type === REACTION) into.reaction = true;
  if (isBody(part, name, into)) body(part, into, alternative);
  else if (!MACHINE_ONLY.has(part.type)) attach(part, name, into);
}

const CALENDAR = 'text/calendar';
const REACTION = 'text/vnd.google.email-reaction+json';

/** Parts of a report that are no files for people. */
const MACHINE_ONLY = new Set([
  'message/delivery-status',
  'message/global-delivery-status',
  'message/disposition-notification',
  'message/feedback-report',
  'text/rfc822-headers',
  REACTION,
]);

function isReport(type: string): boolean {
  return type.startsWith('message/') || type === 'text/rfc822-headers';
}

function report(part: Part, into: Collecting): void {
  into.reports.push({ type: part.type, text: latin1(decoded(part).subarray(0, 200_000)) });
}

/** The returned mail of mail systems that attach it as any other file. */
const isPackedMail = ({ type }: Part, name: string): boolean =>
  type === 'application/octet-stream' && /\.(?:eml|msg)$/i.test(name);

/** Octets of a mail that is attached as a file, enough for its header. */
const PACKED_AT_MOST = 200_000;

function returnedMail(part: Part, into: Collecting): void {
  const text = latin1(decoded(part).subarray(0, PACKED_AT_MOST));
  if (/^\s*(?:[\w-]{2,40}:[ \t].*\r?\n(?:[ \t].*\r?\n)*){2}/.test(text.slice(0, 4000)))
    into.reports.push({ type: 'message/rfc822', text });
}

const calendarOf = (part: Part, into: Collecting): string => {
  const bytes = decoded(part).subarray(0, TEXT_OCTETS);
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

function decoded(part: Part): Uint8Array {
  return decodeTransfer(part.body, headerValue(part.header, 'content-transfer-encoding'));
}

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

function body(part: Part, into: Collecting, alternative: Alternative): void {
  const bytes = withinRoom(decoded(part), into);
  const type = part.contentType.parameters;
  const { text, guessed } = decodeText(bytes, charsetOf(part, bytes), into.hint, into.fallback);
  if (guessed) into.warnings.add(CHARSET_GUESSED);
  if (text.includes('\ufffd')) into.warnings.add('charset_replaced');
  const clean = text.replaceAll('\0', '').toWellFormed();
  const html =
    part.type === 'text/html' ||
    part.type === 'application/xhtml+xml' ||
    (part.type === 'text/plain' && /^\s*(?:<!doctype html|<html[\s>])/i.test(clean));
  if (/amp-html|watch-html/.test(part.type)) return;
  if (html) place(into, alternative, 'html', clean);
  else place(into, alternative, 'plain', plainText(part, clean, type.get('format'), type.get('delsp'), into));
}

/** HTML may name its own charset where the part does not (HTML §4.2.5.4). */
function charsetOf(part: Part, bytes: Uint8Array): string | undefined {
  const label = part.contentType.parameters.get('charset');
  if (canonicalCharset(label) !== '' || !part.type.includes('html')) return label;
  return /<meta[^>]{1,200}charset\s*=\s*["']?([\w-]+)/i.exec(latin1(bytes.subarray(0, 2000)))?.[1] ?? label;
}

function place(into: Collecting, alternative: Alternative, form: 'plain' | 'html', text: string): void {
  if (!alternative) into.segments.push({ plain: form === 'plain' ? text : null, html: form === 'html' ? text : null });
  else alternative[form] = alternative[form] === null ? text : `${alternative[form]}\n${text}`;
}

function plainText(
  part: Part,
  text: string,
  format: string | undefined,
  delsp: string | undefined,
  into: Collecting,
): string {
  const lines = text.replace(/\r+\n?/g, '\n');
  if (part.type === 'text/enriched' || part.type === 'text/richtext')
    return lines.replace(/<[^<>]*>/g, '').replaceAll('<<', '<');
  if (lines.startsWith('{\\rtf')) return rtfToText(lines);
  const { text: rest, files } = takeUuencoded(lines);
  unpack(files, into);
  return format?.toLowerCase() === 'flowed' ? unflow(rest, delsp?.toLowerCase() === 'yes') : rest;
}

/** Joins soft-broken lines of one quote depth (RFC 3676 §4). */
function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let open: { depth: string } | null = null;
  for (const line of text.split('\n')) {
    const depth = /^>*/.exec(line)?.[0] ?? '';
    const words = line.slice(depth.length).replace(/^ /, '');
    const soft = words.endsWith(' ') && words !== '-- ';
    const shown = soft && deleteSpace ? words.slice(0, -1) : words;
    if (open && open.depth === depth && words !== '-- ') out.push(`${out.pop() ?? ''}${shown}`);
    else out.push(depth === '' ? shown : `${depth} ${shown}`);
    open = soft ? { depth } : null;
  }
  return out.join('\n');
}

/** Files out of a container, as many as a mail may have parts: a file of uuencode takes thirty octets. */
function unpack(files: readonly { readonly name: string; readonly content: Uint8Array }[], into: Collecting): void {
  const room = Math.max(0, PARTS - into.attachments.length);
  if (files.length > room) into.warnings.add('structure_truncated');
  for (const { name, content } of files.slice(0, room))
    into.attachments.push(packedFile(name, content, into.attachments.length + 1));
}

function attach(part: Part, name: string, into: Collecting): void {
  const bytes = decoded(part);
  const tnef = isTnef(part.type, name) || startsTnef(bytes) ? unpackTnef(bytes) : null;
  if (tnef === null) {
    into.attachments.push(attachmentIn(part, name, bytes, into.hint, into.attachments.length + 1));
    return;
  }
  unpack(tnef.files, into);
  const bodied = tnef.text !== '' || tnef.html !== '';
  if (bodied && into.segments.every(isEmpty)) into.segments.push({ plain: tnef.text || null, html: tnef.html || null });
}
