import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { berOf, childrenOf, elementAt, wholeOf } from '../../../../src/mail/mime/packed/ber.ts';
import { isSignatureOf, readCms, startsCms } from '../../../../src/mail/mime/packed/cms.ts';
import { parseMime } from '../../../../src/mail/mime/structure.ts';
import { decodeTransfer } from '../../../../src/mail/mime/transfer.ts';
import { fixture } from '../../fixture.ts';
import { cms, DATA, der, NO_SIGNERS, SIGNED, words } from './der.ts';

const CONTENT = Buffer.from('hi');
const RSA = '2a864886f70d010101';
const SHA_256 = '608648016503040201';
const algorithm = (oid: string): Buffer => der(0x30, der(0x06, oid));
const digestOf = (hash: string, content = CONTENT): Buffer => createHash(hash).update(content).digest();
const attributes = (digest: Uint8Array): Buffer =>
  der(0xa0, der(0x30, der(0x06, '2a864886f70d010904'), der(0x31, der(0x04, digest))));
/** Who signed (RFC 5652 §5.3): with signed attributes, where there are any, and a signature that is none. */
const signer = (hash: string, signed: Buffer | null, by = RSA): Buffer =>
  der(0x30, der(0x02, '01'), der(0x30), algorithm(hash), ...(signed ? [signed] : []), algorithm(by), der(0x04, '0102'));
const signature = (...signers: Buffer[]): Buffer => cms(SIGNED, NO_SIGNERS, words(), der(0x31, ...signers));
const WRONG = signer(SHA_256, attributes(Buffer.from('x')));

/** The certificates of a signed mail. */
function certificates(): Buffer {
  const octets = Buffer.from(decodeTransfer(parseMime(fixture('smime-signed')).root.body, 'base64'));
  const ber = berOf(octets);
  const top = elementAt(ber, 0, octets.length);
  const [, explicit] = top ? childrenOf(ber, top, 9) : [];
  const [data] = explicit ? childrenOf(ber, explicit, 9) : [];
  const field = data && childrenOf(ber, data, 9).find(({ tag }) => tag === 0xa0);
  if (!field) throw new Error('the fixture has no certificates');
  return Buffer.from(wholeOf(ber, field));
}
const signedBy = (...signers: Buffer[]): Buffer =>
  cms(SIGNED, NO_SIGNERS, words(), certificates(), der(0x31, ...signers));

describe('a signature beside its words', () => {
  test.each([
    ['SHA-1', '2b0e03021a', 'sha1'],
    ['SHA-256', SHA_256, 'sha256'],
    ['SHA-384', '608648016503040202', 'sha384'],
    ['SHA-512', '608648016503040203', 'sha512'],
  ])('%s: the digest of other words is wrong; that of these proves nothing without a key', (_, oid, hash) => {
    const other = signer(oid, attributes(digestOf(hash, Buffer.from('other'))));
    expect(isSignatureOf(signature(other), CONTENT)).toBe(false);
    expect(isSignatureOf(signature(signer(oid, attributes(digestOf(hash)))), CONTENT)).toBeNull();
  });

  test.each<[what: string, octets: Buffer, intact: boolean | null]>([
    ['without a digest among the attributes', signature(signer(SHA_256, der(0xa0))), false],
    ['of an unknown digest', signature(signer('2a864886f70d0205', attributes(Buffer.from('x')))), null],
    ['of an unknown kind', signature(signer(SHA_256, attributes(Buffer.from('x')), `${RSA.slice(0, -2)}63`)), null],
    ['of RSASSA-PSS', signature(signer(SHA_256, attributes(Buffer.from('x')), `${RSA.slice(0, -2)}0a`)), false],
    ['of a kind that begins alike', signature(signer(SHA_256, attributes(Buffer.from('x')), `${RSA}01`)), null],
    ['of a kind that ends alike', signature(signer(SHA_256, attributes(Buffer.from('x')), `01${RSA}`)), null],
    ['of nobody', signature(), null],
    ['with the key of another', signedBy(signer(SHA_256, attributes(digestOf('sha256')))), false],
    ['of the words themselves', signedBy(signer(SHA_256, null)), false],
    ['of the words themselves, without a key', signature(signer(SHA_256, null)), null],
    ['of nine before a wrong one', signature(...Array<Buffer>(9).fill(signer('00', null)), WRONG), false],
    ['of ten before a wrong one', signature(...Array<Buffer>(10).fill(signer('00', null)), WRONG), null],
    ['of one that is wrong, and of one that cannot be checked', signature(WRONG, signer('00', null)), false],
    ['in plain data', cms(DATA, NO_SIGNERS, words(), der(0x31, WRONG)), null],
    ['under another tag than that of a type', retagged(signature(WRONG), 0x06, 0x04), null],
    ['under another tag than that of content', retagged(signature(WRONG), 0xa0, 0xa1), null],
    ['without content', der(0x30, SIGNED), null],
    ['of no type', der(0x30), null],
    ['in a list of another tag', cms(SIGNED, NO_SIGNERS, words(), der(0x30, WRONG)), null],
    [
      'among certificates that are none',
      cms(SIGNED, NO_SIGNERS, words(), der(0xa0, der(0x30)), der(0x31, WRONG)),
      false,
    ],
    [
      'with no certificate that is one',
      cms(SIGNED, NO_SIGNERS, words(), der(0xa0, der(0x30)), der(0x31, signer(SHA_256, null))),
      null,
    ],
  ])('%s', (_, octets, intact) => {
    expect(isSignatureOf(octets, CONTENT)).toBe(intact);
  });

  /** The same with another tag, of the first that there is. */
  function retagged(octets: Buffer, tag: number, other: number): Buffer {
    const changed = Buffer.from(octets);
    changed[changed.indexOf(tag)] = other;
    return changed;
  }
});

describe('words', () => {
  test.each([
    ['of another tag', der(0x0c, CONTENT)],
    ['of a tag that is no octets in pieces', der(0x2c, der(0x04, CONTENT))],
  ])('%s are none', (_, octets) => {
    expect(readCms(cms(SIGNED, NO_SIGNERS, words(octets), NO_SIGNERS))).toMatchObject({ content: null });
  });

  test('are not looked for in the version, nor in a set', () => {
    const content = words(der(0x04, CONTENT));
    const set = der(0x31, ...[DATA, der(0xa0, der(0x04, Buffer.from('set')))]);
    expect(readCms(cms(SIGNED, set, content, NO_SIGNERS))).toMatchObject({ content: CONTENT });
    const other = der(0x30, DATA, der(0x04, CONTENT));
    expect(readCms(cms(SIGNED, other, content, NO_SIGNERS))).toMatchObject({ content: CONTENT });
  });

  test('are of no other type', () => {
    const octets = cms(SIGNED, NO_SIGNERS, words(der(0x04, CONTENT)), NO_SIGNERS);
    octets[octets.indexOf(0x06)] = 0x04;
    expect(readCms(octets)).toBeNull();
  });
});

test.each([
  ['3080 0609 2a864886f70d0107', true],
  ['3080 060b 2a864886f70d010910', true],
  ['3180 0609 2a864886f70d0107', false],
  ['3030 8006 092a864886f70d0107', true],
  ['0030 8006 092a864886f70d0107', false],
])('octets %s begin like it: %s', (octets, starts) => {
  expect(startsCms(Buffer.from(octets.replaceAll(' ', ''), 'hex'))).toBe(starts);
});
