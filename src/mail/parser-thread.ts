import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { Mail } from './mail.ts';
import { type UnderstandOptions, understandNow } from './understand.ts';

/** A mail on its way between threads: the octets of all attachments in one buffer that is handed over, not copied. */
export type PackedMail = {
  readonly mail: Mail;
  readonly contents: Uint8Array<ArrayBuffer>;
  /** Milliseconds that the thread worked on it. */
  readonly ms: number;
};

/** `begun` is shared: 1 from the moment a thread has begun the mail. */
export type ParserTask = {
  readonly raw: Uint8Array;
  readonly options: UnderstandOptions;
  readonly begun: Int32Array<SharedArrayBuffer>;
};

/** What a worker thread of the parser pool runs for each mail; the answer is a `PackedMail`. */
export default function parse({ raw, options, begun }: ParserTask): unknown {
  Atomics.store(begun, 0, 1);
  const started = performance.now();
  const understood = packMail(understandNow(raw, options));
  const packed = { ...understood, ms: performance.now() - started };
  if (packed.contents.length === 0) return packed;
  return move({ [transferableSymbol]: [packed.contents.buffer], [valueSymbol]: packed });
}

const NONE = new Uint8Array();

function packMail(mail: Mail): Omit<PackedMail, 'ms'> {
  const total = mail.attachments.reduce((sum, attachment) => sum + attachment.content.length, 0);
  const contents = new Uint8Array(total);
  let at = 0;
  const attachments = mail.attachments.map((attachment) => {
    contents.set(attachment.content, at);
    at += attachment.content.length;
    return { ...attachment, content: NONE };
  });
  return { mail: { ...mail, attachments }, contents };
}

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
