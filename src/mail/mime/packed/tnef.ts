import { decodeText, latin1 } from '../charset/charset.ts';
import { rtfToText, unpackRtf } from './rtf.ts';

/** What a winmail.dat holds (MS-OXTNEF): its body, when the mail around it has none, and the files in it. */
type Tnef = {
  readonly text: string;
  readonly html: string;
  readonly files: readonly { readonly name: string; readonly content: Uint8Array }[];
  /** It ends in the middle of something, or holds a mail that is not unpacked. */
  readonly damaged: boolean;
};

const SIGNATURE = 0x223e9f78;
const ATTRIBUTE = {
  attachData: 0x800f,
  attachTitle: 0x8010,
  attachRendering: 0x9002,
  attachProperties: 0x9005,
  messageProperties: 0x9003,
  body: 0x800c,
  codepage: 0x9007,
} as const;
const PROPERTY = {
  attachData: 0x3701,
  attachFilename: 0x3704,
  attachLongFilename: 0x3707,
  body: 0x1000,
  bodyRtf: 0x1009,
  bodyHtml: 0x1013,
  displayName: 0x3001,
} as const;

type OpenFile = { title: string; longName: string; content: Uint8Array | null };

/**
 * Unpacks a TNEF stream (MS-OXTNEF §2.1.3). Stops at the first attribute that does not fit and returns what came
 * before; null when the octets are no TNEF. Embedded messages are left out, their names are not.
 */
export function unpackTnef(bytes: Uint8Array): Tnef | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 6 || data.readUInt32LE(0) !== SIGNATURE) return null;
  const files: OpenFile[] = [{ title: '', longName: '', content: null }];
  const message = new Map<number, Uint8Array[]>();
  let charset = 'windows-1252';
  let body = '';
  let damaged = false;
  for (let at = 6; at + 11 <= data.length; ) {
    const id = data.readUInt16LE(at + 1);
    const length = data.readUInt32LE(at + 5);
    const value = data.subarray(at + 9, at + 9 + length);
    if (value.length < length) {
      damaged = true;
      break;
    }
    at += 9 + length + 2;
    const file = files.at(-1);
    if (id === ATTRIBUTE.codepage && length >= 4) charset = `windows-${value.readUInt32LE(0)}`;
    else if (id === ATTRIBUTE.attachRendering) files.push({ title: '', longName: '', content: null });
    else if (id === ATTRIBUTE.attachTitle && file) file.title = terminated(value, charset);
    else if (id === ATTRIBUTE.attachData && file) file.content = value;
    else if (id === ATTRIBUTE.attachProperties && file) nameFile(file, readProperties(value), charset);
    else if (id === ATTRIBUTE.messageProperties)
      for (const [key, values] of readProperties(value)) message.set(key, values);
    else if (id === ATTRIBUTE.body) body = terminated(value, charset);
  }
  const rtf = message.get(PROPERTY.bodyRtf)?.[0];
  const html = message.get(PROPERTY.bodyHtml)?.[0];
  const plain = message.get(PROPERTY.body)?.[0];
  return {
    text: body || (plain ? propertyText(plain, charset) : '') || (rtf && !html ? rtfToText(unpackRtf(rtf)) : ''),
    html: html ? decodeText(html, charset).text : '',
    files: files.flatMap((file) =>
      file.content ? [{ name: file.longName || file.title, content: file.content }] : [],
    ),
    damaged: damaged || files.some((file) => file.content === null && file.title + file.longName !== ''),
  };
}

function nameFile(file: OpenFile, properties: Map<number, Uint8Array[]>, charset: string): void {
  const name =
    properties.get(PROPERTY.attachLongFilename)?.[0] ??
    properties.get(PROPERTY.displayName)?.[0] ??
    properties.get(PROPERTY.attachFilename)?.[0];
  if (name) file.longName = propertyText(name, charset);
  file.content ??= properties.get(PROPERTY.attachData)?.[0] ?? null;
}

function terminated(value: Uint8Array, charset: string): string {
  const end = value.indexOf(0);
  return decodeText(end < 0 ? value : value.subarray(0, end), charset).text;
}

/**
 * A string property: UTF-16 when every second octet of its start is zero or the type said so, else of the message's
 * code page.
 */
function propertyText(value: Uint8Array, charset: string): string {
  if (value.length % 2 === 0 && value[value.length - 1] === 0 && value[value.length - 2] === 0) {
    return decodeText(value, 'utf-16le').text.replace(/\0+$/, '');
  }
  return terminated(value, charset);
}

/** Octets of one value of each fixed-size MAPI type (MS-OXCDATA §2.11.1). */
const FIXED: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
const MULTIPLE = 0x1000;

/** The values of a MAPI property list by property id (MS-OXTNEF §2.1.3.4). Ends where the list stops making sense. */
function readProperties(data: Buffer): Map<number, Uint8Array[]> {
  const found = new Map<number, Uint8Array[]>();
  if (data.length < 4) return found;
  const count = data.readUInt32LE(0);
  let at = 4;
  for (let i = 0; i < count && at + 4 <= data.length; i++) {
    const type = data.readUInt16LE(at);
    const id = data.readUInt16LE(at + 2);
    at = id >= 0x8000 ? afterPropertyName(data, at + 4) : at + 4;
    const fixed = FIXED[type & ~MULTIPLE];
    if (at < 0) break;
    let values = 1;
    if (fixed === undefined || type & MULTIPLE) {
      if (at + 4 > data.length) break;
      values = data.readUInt32LE(at);
      at += 4;
    }
    const list: Uint8Array[] = [];
    for (let v = 0; v < values && at < data.length; v++) {
      const size = fixed ?? (at + 4 <= data.length ? data.readUInt32LE(at) : Number.POSITIVE_INFINITY);
      const start = fixed === undefined ? at + 4 : at;
      if (start + size > data.length) return found;
      list.push(data.subarray(start, start + size));
      at = start + Math.ceil(size / 4) * 4;
    }
    found.set(id, list);
  }
  return found;
}

/**
 * A named property carries a GUID and a number or a name before its value; the position after it, -1 when it does not
 * fit.
 */
function afterPropertyName(data: Buffer, at: number): number {
  if (at + 24 > data.length) return -1;
  if (data.readUInt32LE(at + 16) === 0) return at + 24;
  const length = data.readUInt32LE(at + 20);
  const end = at + 24 + Math.ceil(length / 4) * 4;
  return end > data.length ? -1 : end;
}

/** Whether a part is a TNEF container by type or by its usual name. */
export function isTnef(type: string, name: string): boolean {
  return /^application\/(?:vnd\.)?ms-tnef$/.test(type) || /^winmail\.dat$/i.test(name);
}

/** First octets of any TNEF stream, for parts that hide it. */
export function startsTnef(bytes: Uint8Array): boolean {
  return latin1(bytes.subarray(0, 4)) === '\x78\x9f\x3e\x22';
}
