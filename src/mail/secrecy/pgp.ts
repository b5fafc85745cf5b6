/** OpenPGP of a mail, by openpgp.js, which refuses what is encrypted without integrity and digests that are forged. */
import {
  type CleartextMessage,
  config,
  createMessage,
  decrypt,
  type Key,
  type Message,
  type PrivateKey as OpenPgpKey,
  readCleartextMessage,
  readKey,
  readKeys,
  readMessage,
  readPrivateKeys,
  readSignature,
  verify,
} from 'openpgp';
import { isPlainAddress, plainName } from './name.ts';
import {
  MOST_OCTETS,
  NotOpened,
  type PrivateKey,
  type Ring,
  type Signature,
  type SignatureVerdict,
  type Use,
  unchecked,
} from './secrecy.ts';

type VerificationResult = Awaited<ReturnType<typeof verify>>['signatures'][number];

/** What comes out of a message is counted while it is unpacked, compressed in compressed data too. */
config.maxDecompressedMessageSize = MOST_OCTETS;

type Read = { readonly octets: Uint8Array; readonly signature: Signature | null };

/** Opens an encrypted message, armoured or not; throws NotOpened. `attached`: keys that came with the mail. */
export async function openMessage(encrypted: Uint8Array, ring: Ring, attached: readonly string[] = []): Promise<Read> {
  const message = await messageOf(encrypted);
  const decryptionKeys = (await Promise.all(ring.keys.filter(isOpenPgp).map(({ key }) => privateKeysOf(key)))).flat();
  const own = decryptionKeys.flatMap((key) => key.getKeyIDs().map((id) => id.toHex()));
  // An id of zeros says nothing (RFC 9580 §5.1): every key is tried.
  const isOurs = message.getEncryptionKeyIDs().some((id) => /^0+$/.test(id.toHex()) || own.includes(id.toHex()));
  if (!isOurs) throw new NotOpened('no_key');
  const keys = await publicKeys(ring.known, attached, ring.at);
  try {
    const { data, signatures } = await decrypt({
      message,
      decryptionKeys,
      verificationKeys: keys,
      format: 'binary',
      date: ring.at,
    });
    return { octets: data as Uint8Array, signature: await signatureOf(signatures, keys, ring.at) };
  } catch (error) {
    throw new NotOpened(isTooLarge(error) ? 'too_large' : 'damaged', { cause: error });
  }
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && /maximum decompressed/i.test(`${error.message} ${String(error.cause)}`);

const isOpenPgp = ({ form }: PrivateKey): boolean => form === 'openpgp';

async function messageOf(octets: Uint8Array): Promise<Message<Uint8Array>> {
  try {
    const isArmour = Buffer.from(octets).subarray(0, 200).includes('-----BEGIN PGP MESSAGE');
    return isArmour
      ? ((await readMessage({ armoredMessage: Buffer.from(octets).toString('latin1') })) as Message<Uint8Array>)
      : await readMessage({ binaryMessage: octets });
  } catch (error) {
    throw new NotOpened('damaged', { cause: error });
  }
}

/** What a signature beside octets says of them (RFC 3156 §5). */
export async function detachedSignature(
  signed: Uint8Array,
  signature: Uint8Array,
  ring: Ring,
  attached: readonly string[],
): Promise<Signature> {
  const keys = await publicKeys(ring.known, attached, ring.at);
  try {
    const { signatures } = await verify({
      message: await createMessage({ binary: signed }),
      signature: await readSignature({ armoredSignature: Buffer.from(signature).toString('latin1') }),
      verificationKeys: keys,
      date: ring.at,
      format: 'binary',
    });
    return (await signatureOf(signatures, keys, ring.at)) ?? UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

/** A text that is signed in the clear (RFC 9580 §7): its words, without what makes it one. Null where it is none. */
export async function clearSigned(
  text: string,
  ring: Ring,
  attached: readonly string[],
): Promise<{ readonly text: string; readonly signature: Signature } | null> {
  const keys = await publicKeys(ring.known, attached, ring.at);
  let message: CleartextMessage;
  try {
    message = await readCleartextMessage({ cleartextMessage: text });
  } catch {
    return null;
  }
  try {
    const { data, signatures } = await verify({ message, verificationKeys: keys, date: ring.at });
    return { text: data, signature: (await signatureOf(signatures, keys, ring.at)) ?? UNKNOWN };
  } catch {
    return { text: message.getText(), signature: UNKNOWN };
  }
}

const UNKNOWN = unchecked('openpgp');

/** Of several signatures the first that holds, else the first. */
async function signatureOf(
  results: readonly VerificationResult[],
  keys: readonly Key[],
  at: Date,
): Promise<Signature | null> {
  const judged = await Promise.all(results.map((each) => judge(each, keys, at)));
  return judged.find(({ verdict }) => verdict === 'valid') ?? judged[0] ?? null;
}

async function judge(
  { keyID, verified, signature }: VerificationResult,
  keys: readonly Key[],
  at: Date,
): Promise<Signature> {
  const key = keys.find((each) => each.getKeys(keyID).length > 0);
  const failure = await verified.then(
    () => null,
    (error: unknown) => String(error instanceof Error ? error.message : error),
  );
  if (key === undefined) return { ...UNKNOWN, verdict: 'unknown_key', fingerprint: keyID.toHex() };
  const expiresAt = await key.getExpirationTime().catch(() => null);
  const [packet] = (await signature.catch(() => null))?.packets ?? [];
  return {
    ...(await describedKey(key, at)),
    verdict: failure === null ? (isOver(expiresAt, at) ? 'expired' : 'valid') : verdictOf(failure),
    trusted: null,
    expiresAt: expiresAt instanceof Date ? expiresAt : null,
    signedAt: packet?.created ?? null,
    covers: [],
  };
}

const isOver = (expires: Date | number | null, at: Date): boolean => expires instanceof Date && expires < at;

/** openpgp.js tells them apart by their words alone. */
const VERDICTS: readonly (readonly [RegExp, SignatureVerdict])[] = [
  [/expired|revoked|not yet valid|in the future/i, 'expired'],
  [/insecure|weak|not allowed|rejected/i, 'weak'],
  [/could not find/i, 'unknown_key'],
];
const verdictOf = (failure: string): SignatureVerdict =>
  VERDICTS.find(([words]) => words.test(failure))?.[1] ?? 'broken';

/** Of a key what is shown and kept of it: names that it has not signed itself anybody can add. */
export async function describedKey(
  key: Key,
  at: Date,
): Promise<Pick<Signature, 'form' | 'fingerprint' | 'addresses' | 'name' | 'issuer' | 'certificate'>> {
  const own = await Promise.all(
    key.users.map(async (user) => ((await user.verify(at).catch(() => false)) === true ? user.userID : null)),
  );
  const users = own.filter((each) => each !== null);
  return {
    form: 'openpgp',
    fingerprint: key.getFingerprint(),
    addresses: [...new Set(users.map(({ email }) => email.toLowerCase()).filter(isPlainAddress))],
    name: plainName(users[0]?.name ?? ''),
    issuer: '',
    certificate: key.toPublic().armor(),
  };
}

/** Keys of a mail that are looked at, and octets of one: forty signatures of others on it are more than anybody has. */
const MOST_KEYS = 5;
const KEY_OCTETS = 200_000;

/** A known key that a mail brings once more is what both say of it: it may have been renewed, or revoked. */
async function publicKeys(known: readonly string[], attached: readonly string[], at: Date): Promise<Key[]> {
  const usable = attached.slice(0, MOST_KEYS).filter(({ length }) => length <= KEY_OCTETS);
  const [own, brought] = await Promise.all([keysOf(known), keysOf(usable)]);
  const same = (one: Key, other: Key): boolean => one.getFingerprint() === other.getFingerprint();
  const renewed = own.map(async (key) => {
    const again = brought.find((each) => same(each, key));
    return again === undefined ? key : key.update(again, at).catch(() => key);
  });
  return [...(await Promise.all(renewed)), ...brought.filter((each) => !own.some((key) => same(key, each)))];
}

const keysOf = async (armoured: readonly string[]): Promise<Key[]> =>
  (await Promise.all(armoured.map((armoredKeys) => readKeys({ armoredKeys }).catch(() => [])))).flat();

/** What a key, armoured, can be used for at a moment; what cannot be read is not written to. */
export async function useOfKey(armoredKey: string, at: Date): Promise<Use> {
  const key = await readKey({ armoredKey }).catch(() => null);
  if (key === null) return 'signing';
  if (await key.isRevoked(undefined, undefined, at)) return 'revoked';
  if (isOver(await key.getExpirationTime().catch(() => null), at)) return 'expired';
  const isReady = await key.getEncryptionKey(undefined, at).then(
    () => true,
    () => false,
  );
  return isReady ? 'all' : 'signing';
}

async function privateKeysOf(armoredKeys: string): Promise<OpenPgpKey[]> {
  return readPrivateKeys({ armoredKeys });
}
