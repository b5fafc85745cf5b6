/** OpenPGP of a letter, by openpgp.js. Loaded for the first letter that needs it. */
import { createMessage, encrypt, readKey, readPrivateKey, sign } from 'openpgp';
import type { PrivateKey } from '../../mail/secrecy/secrecy.ts';

/** Octets that the holders of these keys can read, signed by the desk where it has a key; armoured. */
export async function messageFor(
  content: Uint8Array,
  keys: readonly string[],
  signer: PrivateKey | null,
  at: Date,
): Promise<string> {
  return encrypt({
    message: await createMessage({ binary: content }),
    encryptionKeys: await Promise.all(keys.map((armoredKey) => readKey({ armoredKey }))),
    ...(signer && { signingKeys: await readPrivateKey({ armoredKey: signer.key }) }),
    date: at,
  });
}

/** The signature that stands beside a content (RFC 3156 §5); armoured. */
export async function detachedBy(content: Uint8Array, signer: PrivateKey, at: Date): Promise<string> {
  const signingKeys = await readPrivateKey({ armoredKey: signer.key });
  return sign({ message: await createMessage({ binary: content }), signingKeys, detached: true, date: at });
}
