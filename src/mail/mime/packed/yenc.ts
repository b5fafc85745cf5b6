import { crc32 } from 'node:zlib';
import { latin1 } from '../charset/charset.ts';

type FileInText = { readonly name: string; readonly content: Buffer };

const BEGIN = /^=ybegin [^\r\n]{0,200}?\bsize=(\d{1,12})[^\r\n]{0,100}? name=([^\r\n]{1,200})\r?\n/gm;
const PART = /=ypart begin=(\d{1,12}) end=(\d{1,12})[^\r\n]{0,100}\r?\n/y;
const END = /^=yend\b([^\r\n]{0,300})(?:\r?\n|$)/gm;

/**
 * Takes files out of the octets of a text that stand in it in yEnc (yEnc draft 1.3, 2002): the octets without them,
 * and the files. `damaged`: the size or the check sum of a file is another than it says, or its end is missing.
 */
export function takeYenc(octets: Uint8Array): { octets: Uint8Array; files: FileInText[]; damaged: boolean } {
  const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  const files: FileInText[] = [];
  if (!bytes.includes('=ybegin ')) return { octets, files, damaged: false };
  const text = latin1(bytes);
  let damaged = false;
  let from = 0;
  const rest: Buffer[] = [];
  for (const begin of text.matchAll(BEGIN)) {
    if (begin.index < from) continue;
    PART.lastIndex = begin.index + begin[0].length;
    const part = PART.exec(text);
    const start = begin.index + begin[0].length + (part?.[0].length ?? 0);
    END.lastIndex = start;
    const end = END.exec(text);
    const content = decodeYenc(bytes.subarray(start, end?.index ?? text.length));
    const size = part ? Number(part[2]) - Number(part[1]) + 1 : Number(begin[1]);
    damaged ||= end === null || content.length !== size || !isSum(content, end[1] ?? '', part !== null);
    files.push({ name: (begin[2] ?? '').trim(), content });
    rest.push(bytes.subarray(from, begin.index));
    from = end === null ? text.length : end.index + end[0].length;
  }
  return { octets: Buffer.concat([...rest, bytes.subarray(from)]), files, damaged };
}

/** A part has a sum of its own beside that of the whole file. */
function isSum(content: Buffer, trailer: string, isPart: boolean): boolean {
  const sum = (isPart ? / pcrc32=([0-9a-f]{8})/i : / crc32=([0-9a-f]{8})/i).exec(trailer)?.[1];
  return sum === undefined || Number.parseInt(sum, 16) === crc32(content);
}

function decodeYenc(rows: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(rows.length);
  let length = 0;
  for (let i = 0; i < rows.length; i++) {
    const octet = rows[i] ?? 0;
    if (octet === 0x0a || octet === 0x0d) continue;
    if (octet === 0x3d) out[length++] = ((rows[++i] ?? 0) - 64 - 42) & 255;
    else out[length++] = (octet - 42) & 255;
  }
  return out.subarray(0, length);
}
