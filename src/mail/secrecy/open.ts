import { fileOctets, textOctets } from '../mime/body-octets.ts';
import { decodeText, latin1 } from '../mime/charset/charset.ts';
import { headerValues } from '../mime/header.ts';
import { readCms } from '../mime/packed/cms.ts';
import { isCms } from '../mime/packed/encrypted.ts';
import { fileName } from '../mime/parameter.ts';
import { wrappedMail } from '../mime/signed.ts';
import { type Part, parseMime } from '../mime/structure.ts';
import { openEnvelope } from './envelope.ts';
import { clearSigned, detachedSignature, openMessage } from './pgp.ts';
import { covered, protectedFields, readInside } from './protected.ts';
import { rewrapped } from './rewrap.ts';
import { type Closed, NotOpened, type Ring, type Secrecy, type Signature, unchecked } from './secrecy.ts';
import { smimeSignature } from './smime.ts';

/** Signatures and encryptions round each other in one mail: three are usual (RFC 2634 §1.1). */
const LAYERS = 5;

/** A mail as it can be read, and what was found round its words. */
export type Opened = { readonly octets: Uint8Array; readonly secrecy: Secrecy };

type Layer = {
  readonly octets: Uint8Array;
  readonly secrecy: Secrecy;
  /** Keys that came with the mail, armoured. */
  readonly attached: readonly string[];
};

/**
 * Takes off what is round the whole of a mail, layer by layer, each read only when it is round everything: what stands
 * beside other words stays closed, since whoever added those could have the desk read out what is not theirs (EFAIL).
 * Resolves for any octets; the same octets, ring and moment give the same.
 */
export async function openMail(raw: Uint8Array, ring: Ring): Promise<Opened> {
  let layer: Layer = { octets: raw, secrecy: { encrypted: null, signature: null }, attached: keysIn(raw) };
  for (let depth = 0; depth < LAYERS; depth++) {
    const next = await without(layer, ring).catch((error: unknown) => {
      if (!(error instanceof NotOpened)) throw error;
      return { failed: error.why };
    });
    if (next === null) return { octets: layer.octets, secrecy: layer.secrecy };
    if ('failed' in next) return { octets: layer.octets, secrecy: stopped(layer.secrecy, next.failed) };
    layer = next;
  }
  const isDeeper = isClosed(parseMime(layer.octets).root);
  return { octets: layer.octets, secrecy: isDeeper ? stopped(layer.secrecy, 'unsupported') : layer.secrecy };
}

/** Once something was opened, the mail stays one that was, whatever is closed in it. */
const stopped = (secrecy: Secrecy, why: Closed): Secrecy =>
  secrecy.encrypted === 'opened' ? { ...secrecy, rest: why } : { ...secrecy, encrypted: why };

/** The mail without its outermost layer; null when there is none. */
async function without(layer: Layer, ring: Ring): Promise<Layer | null> {
  const { root } = parseMime(layer.octets);
  const [first, second, third] = root.children;
  if (root.type === 'multipart/encrypted' || isEnvelopeOfExchange(root)) {
    const message = third ?? second;
    if (message === undefined || root.children.length > 3) throw new NotOpened('damaged');
    const { octets, signature } = await openWithKeysInside(fileOctets(message).octets, ring, layer.attached);
    return inside(layer, octets, signature, true);
  }
  if (root.type === 'multipart/signed' && first?.whole && second) {
    const whole = canonical(first.whole);
    const signature = await besideOf(second, whole, ring, layer.attached);
    if (signature === null) return null;
    return inside(layer, first.whole, root.children.length > 2 ? notAll(signature) : signature, false);
  }
  if (root.children.length > 0) return partly(root, layer, ring);
  if (root.type === 'message/rfc822') return wrapped(layer, root);
  if (isCms(root.type, fileName(root.disposition, root.contentType))) return fromCms(layer, root, ring);
  return root.type === 'text/plain' ? inText(layer, root, ring) : null;
}

/** Exchange makes of an encrypted mail an empty text and two files. */
function isEnvelopeOfExchange({ type, children: [words, version, message, ...more] }: Part): boolean {
  return (
    type === 'multipart/mixed' &&
    words?.type === 'text/plain' &&
    latin1(textOctets(words).octets).trim() === '' &&
    version?.type === 'application/pgp-encrypted' &&
    message !== undefined &&
    more.length === 0
  );
}

const PGP_SIGNATURE = 'application/pgp-signature';
const SMIME_SIGNATURE = /^application\/(?:x-)?pkcs7-signature$/;

async function besideOf(
  part: Part,
  signed: Uint8Array,
  ring: Ring,
  attached: readonly string[],
): Promise<Signature | null> {
  const { octets } = fileOctets(part);
  if (part.type === PGP_SIGNATURE) return detachedSignature(signed, octets, ring, attached);
  return SMIME_SIGNATURE.test(part.type) ? smimeSignature(octets, signed, ring) : null;
}

/** Line ends are signed as CR LF, whatever a mail system made of them (RFC 8551 §3.1.1, RFC 3156 §5). */
const canonical = (octets: Uint8Array): Uint8Array => Buffer.from(latin1(octets).replace(/\r?\n/g, '\r\n'), 'latin1');

function fromCms(layer: Layer, root: Part, ring: Ring): Layer | null {
  const { octets } = fileOctets(root);
  const cms = readCms(octets);
  if (cms === null) throw new NotOpened('damaged');
  if (cms.kind === 'encrypted') return inside(layer, openEnvelope(octets, ring.keys), null, true);
  if (cms.kind === 'compressed') return inside(layer, cms.content, null, false);
  if (cms.content === null) return null;
  return inside(layer, cms.content, smimeSignature(octets, null, ring), false);
}

const MESSAGE = { begin: '-----BEGIN PGP MESSAGE-----', end: '-----END PGP MESSAGE-----' };
const SIGNED = { begin: '-----BEGIN PGP SIGNED MESSAGE-----', end: '-----END PGP SIGNATURE-----' };

/** The block a text is all of; null where there are two, or anything beside it: what stands there is not signed. */
function wholeBlock(text: string, { begin, end }: typeof MESSAGE): string | null {
  const block = text.trim();
  const within = block.slice(begin.length, -end.length);
  const isOne = block.startsWith(begin) && block.endsWith(end) && !within.includes(begin) && !within.includes(end);
  return isOne ? block : null;
}

/** Characters of a text whose signature is looked at: openpgp.js takes some 5 s for as many. */
const LONGEST_CLEAR = 200_000;

/** OpenPGP in the text itself, when it is all of the text. */
async function inText(layer: Layer, root: Part, ring: Ring): Promise<Layer | null> {
  const { octets } = textOctets(root);
  const armour = latin1(octets);
  if (!armour.includes(MESSAGE.begin) && !armour.includes(SIGNED.begin)) return null;
  if (layer.secrecy.signature?.verdict === 'partial') return null;
  const { text } = decodeText(octets, root.contentType.parameters.get('charset'));
  const message = wholeBlock(armour, MESSAGE);
  if (message !== null) {
    const read = await openMessage(Buffer.from(message, 'latin1'), ring, layer.attached);
    return inside(layer, asText(read.octets), read.signature, true);
  }
  const whole = wholeBlock(text, SIGNED);
  const clear = whole ?? text.slice(text.indexOf(SIGNED.begin));
  const isLong = clear.length > LONGEST_CLEAR;
  const signed = isLong ? null : await clearSigned(clear, ring, layer.attached);
  if (whole !== null && signed !== null)
    return inside(layer, asText(Buffer.from(signed.text)), signed.signature, false);
  if (isClosed(root)) throw new NotOpened('partly');
  if (isLong) return { ...layer, secrecy: merged(layer, unchecked('openpgp'), false) };
  if (signed === null) return null;
  return { ...layer, secrecy: merged(layer, notAll(signed.signature), false) };
}

/** A text of its own charset: OpenPGP says UTF-8 (RFC 9580 §5.9). */
const asText = (octets: Uint8Array): Uint8Array =>
  Buffer.concat([
    Buffer.from('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'),
    octets,
  ]);

/** Encrypted words beside others stay closed; of signed ones it is said that they are not all. */
async function partly(root: Part, layer: Layer, ring: Ring): Promise<Layer | null> {
  const parts = partsOf(root);
  if (parts.some(isClosed)) throw new NotOpened('partly');
  const signed = parts.find(({ type, children: [words] }) => type === 'multipart/signed' && words?.whole !== undefined);
  const [words, beside] = signed?.children ?? [];
  if (layer.secrecy.signature !== null || words?.whole === undefined || beside === undefined) return null;
  const signature = await besideOf(beside, canonical(words.whole), ring, layer.attached);
  return signature && { ...layer, secrecy: merged(layer, notAll(signature), false) };
}

const isClosed = ({ type, body, contentType: { parameters }, children }: Part): boolean =>
  type === 'multipart/encrypted' ||
  (isCms(type, '') && /enveloped/i.test(parameters.get('smime-type') ?? '')) ||
  (type === 'text/plain' && children.length === 0 && /^-----BEGIN PGP MESSAGE-----/m.test(latin1(body)));

/** A signature that does not stand round everything says nothing of the rest. */
const notAll = (signature: Signature): Signature =>
  signature.verdict === 'valid' ? { ...signature, verdict: 'partial' } : signature;

/** Many programs put the key of the signature inside of what is encrypted. */
async function openWithKeysInside(
  message: Uint8Array,
  ring: Ring,
  attached: readonly string[],
): ReturnType<typeof openMessage> {
  const read = await openMessage(message, ring, attached);
  const within = read.signature?.verdict === 'unknown_key' ? keysIn(read.octets) : [];
  return within.length === 0 ? read : openMessage(message, ring, [...attached, ...within]);
}

/** Parts of a mail that are looked at for layers beside words. */
const MOST_PARTS = 200;

function partsOf(root: Part): Part[] {
  const found: Part[] = [];
  for (const waiting = [root]; waiting.length > 0 && found.length < MOST_PARTS; ) {
    const part = waiting.shift();
    if (part === undefined) break;
    found.push(part);
    waiting.push(...part.children);
  }
  return found;
}

/** A mail put round the words so that its header is signed or encrypted too (RFC 8551 §3.1). */
function wrapped(layer: Layer, root: Part): Layer | null {
  const isInside = layer.secrecy.encrypted === 'opened' || layer.secrecy.signature !== null;
  const tree = isInside ? wrappedMail(root, root.header) : null;
  if (tree === null) return null;
  return fromInside(layer, fileOctets(root).octets, protectedFields(tree.root, true));
}

/** What a layer held, as the mail it is from now on; fields that it protects take the place of those outside. */
function inside(layer: Layer, entity: Uint8Array, signature: Signature | null, encrypted: boolean): Layer {
  const next = { ...layer, secrecy: merged(layer, signature, encrypted) };
  return fromInside(next, entity, protectedFields(parseMime(entity).root));
}

function fromInside(
  { octets, secrecy, attached }: Layer,
  entity: Uint8Array,
  fields: ReadonlyMap<string, string>,
): Layer {
  const outside = parseMime(octets).root.header;
  const { signature } = secrecy;
  return {
    octets: rewrapped(octets, entity, readInside(fields)),
    secrecy: {
      ...secrecy,
      signature: signature && {
        ...signature,
        covers: [...new Set([...signature.covers, ...covered(fields, outside)])],
      },
    },
    attached,
  };
}

/** The innermost signature is the author's; that one further out is broken is not forgotten. */
function merged({ secrecy }: Layer, signature: Signature | null, encrypted: boolean): Secrecy {
  const { signature: outer } = secrecy;
  const own = signature ?? outer;
  return {
    encrypted: encrypted ? 'opened' : secrecy.encrypted,
    signature: own && outer?.verdict === 'broken' ? { ...own, verdict: 'broken' } : own,
  };
}

/** OpenPGP keys that came with a mail: as files, and by Autocrypt. */
function keysIn(raw: Uint8Array): string[] {
  const { root } = parseMime(raw);
  const files = partsOf(root)
    .filter(({ type }) => type === 'application/pgp-keys')
    .map((part) => latin1(fileOctets(part).octets));
  const automatic = headerValues(root.header, 'autocrypt').flatMap((value) => {
    const data = /(?:^|;)\s*keydata\s*=\s*([A-Za-z0-9+/=\s]+)$/.exec(value)?.[1]?.replace(/\s+/g, '');
    return data
      ? [
          `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${data.replace(/.{64}/g, '$&\n')}\n-----END PGP PUBLIC KEY BLOCK-----\n`,
        ]
      : [];
  });
  return [...files, ...automatic];
}
