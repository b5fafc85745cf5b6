import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { Mail } from './mail.ts';
import { ENCRYPTED } from './mime/warning.ts';
import type { Ring } from './secrecy/secrecy.ts';
import { type Begun, markBegun } from './time-limit.ts';
import { type UnderstandOptions, understandNow } from './understand.ts';

/** A mail on its way between threads: the octets of all attachments in one buffer that is handed over, not copied. */
export type PackedMail = {
  readonly mail: Mail;
  readonly contents: Uint8Array<ArrayBuffer>;
  /** Milliseconds that the thread worked on it. */
  readonly ms: number;
};

/** `begun` is shared with the thread that waits. `ring`: what a secret mail is opened with. */
export type ParserTask = {
  readonly raw: Uint8Array;
  readonly options: UnderstandOptions;
  readonly ring?: Ring;
  readonly begun: Begun;
};

/** What a worker thread of the parser pool runs for each mail; the answer is a `PackedMail`. */
export default function parse({ raw, options, begun, ring }: ParserTask): unknown {
  markBegun(begun);
  const started = performance.now();
  return ring === undefined
    ? handedOver(understandNow(raw, options), started)
    : readSecret(raw, ring, options).then((mail) => handedOver(mail, started));
}

/** The libraries of secrecy take their time to load: only a mail that needs them waits for it. */
async function readSecret(raw: Uint8Array, ring: Ring, options: UnderstandOptions): Promise<Mail> {
  const { openMail } = await import('./secrecy/open.ts');
  const { octets, secrecy } = await openMail(raw, ring);
  const mail = understandNow(octets, options);
  // What could not be opened is told to its sender, also where its own layer hides that it is closed.
  const isClosed = secrecy.rest !== undefined || (secrecy.encrypted !== null && secrecy.encrypted !== 'opened');
  const warnings = isClosed && !mail.warnings.includes(ENCRYPTED) ? [...mail.warnings, ENCRYPTED] : mail.warnings;
  return { ...mail, warnings, secrecy };
}

function handedOver(mail: Mail, started: number): unknown {
  const packed = { ...packMail(mail), ms: performance.now() - started };
  if (packed.contents.length === 0) return packed;
  return move({ [transferableSymbol]: [packed.contents.buffer], [valueSymbol]: packed });
}

const NONE = new Uint8Array();

function packMail(mail: Mail): Omit<PackedMail, 'ms'> {
  const contents = joined(mail.attachments.map(({ content }) => content));
  return { mail: { ...mail, attachments: mail.attachments.map((each) => ({ ...each, content: NONE })) }, contents };
}

/** In a buffer that nothing else uses. A large one that is alone is not copied: that would be as much memory again. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const [first = NONE, ...more] = parts.filter(({ length }) => length > 0);
  if (more.length === 0 && isMostOf(first)) return first;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether octets are most of the buffer that they are in; what is in Node's pool is half of it at most. */
const isMostOf = (octets: Uint8Array): octets is Uint8Array<ArrayBuffer> =>
  octets.buffer instanceof ArrayBuffer && octets.length * 4 > octets.buffer.byteLength * 3;

/** The mail with its attachments' octets, as views of the one buffer. */
export function unpackMail({ mail, contents }: Omit<PackedMail, 'ms'>): Mail {
  let at = 0;
  const attachments = mail.attachments.map((attachment) => {
    const content = contents.subarray(at, at + attachment.size);
    at += attachment.size;
    return { ...attachment, content };
  });
  return { ...mail, attachments };
}
