/**
 * Signed and enveloped data of CMS (RFC 5652) as S/MIME letters carry it: the other half of mail/secrecy/envelope.ts.
 */
import {
  constants,
  createCipheriv,
  createHash,
  createPrivateKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { der, derived, sharedInfo, WRAP_IV } from '../../mail/secrecy/agreement.ts';
import { cmsName } from '../../mail/secrecy/certificate.ts';
import type { PrivateKey } from '../../mail/secrecy/secrecy.ts';

const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');
const oid = (digits: string): Buffer => der(0x06, hex(digits));
const NULL = hex('0500');
const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);
const octets = (content: Uint8Array): Buffer => der(0x04, content);
const integer = (value: number): Buffer => der(0x02, Uint8Array.of(value));
/** DER puts what is in a SET in order (X.690 §11.6). */
const set = (...contents: readonly Buffer[]): Buffer => der(0x31, ...contents.toSorted(Buffer.compare));

const DATA = oid('2a864886f70d010701');
const SHA256 = sequence(oid('608648016503040201'), NULL);
const RSA = sequence(oid('2a864886f70d010101'), NULL);
const SIGNED_BY_RSA = sequence(oid('2a864886f70d01010b'), NULL);
const SIGNED_ON_CURVE = sequence(oid('2a8648ce3d040302'));
/** dhSinglePass-stdDH-sha256kdf with AES-256 key wrap (RFC 5753 §7.1.4). */
const WRAP = sequence(oid('60864801650304012d'));
const AGREEMENT = sequence(oid('2b8104010b01'), WRAP);

const contentInfo = (type: string, content: Buffer): Buffer => sequence(oid(type), der(0xa0, content));

const issuerAndSerial = (certificate: X509Certificate): Buffer => {
  const { issuer, serial } = cmsName(certificate.raw);
  return sequence(issuer, der(0x02, serial));
};

/** The signature that stands beside a content (RFC 8551 §3.5.3), with the certificates of the signer. */
export function signatureOf(content: Uint8Array, { key, certificates }: PrivateKey, at: Date): Buffer {
  const privateKey = createPrivateKey(key);
  const chain = certificates.map((each) => new X509Certificate(each));
  const [own] = chain;
  if (own === undefined) throw new Error('a key without a certificate signs nothing');
  const attributes = [
    sequence(oid('2a864886f70d010903'), set(DATA)),
    sequence(oid('2a864886f70d010905'), set(timeOf(at))),
    sequence(oid('2a864886f70d010904'), set(octets(createHash('sha256').update(content).digest()))),
  ];
  const toSign = set(...attributes);
  const implicit = Buffer.from(toSign);
  implicit[0] = 0xa0;
  const signer = sequence(
    integer(1),
    issuerAndSerial(own),
    SHA256,
    implicit,
    privateKey.asymmetricKeyType === 'ec' ? SIGNED_ON_CURVE : SIGNED_BY_RSA,
    octets(sign('sha256', toSign, privateKey)),
  );
  const signed = sequence(
    integer(1),
    set(SHA256),
    sequence(DATA),
    der(0xa0, ...chain.map(({ raw }) => raw)),
    set(signer),
  );
  return contentInfo('2a864886f70d010702', signed);
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5652 §11.3). */
function timeOf(at: Date): Buffer {
  const digits = at.toISOString().replace(/\.\d+Z$|[-:T]/g, '');
  return at.getUTCFullYear() < 2050
    ? der(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : der(0x18, Buffer.from(`${digits}Z`));
}

/**
 * A content that the holders of these certificates can read, PEM each. AES-256-CBC, since Outlook and Apple Mail read
 * no authenticated content; what is inside is signed.
 */
export function envelopeFor(content: Uint8Array, certificates: readonly string[]): Buffer {
  const [key, iv] = [randomBytes(32), randomBytes(16)];
  const recipients = certificates.map((each) => recipientOf(new X509Certificate(each), key));
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const words = Buffer.concat([cipher.update(content), cipher.final()]);
  const isAgreed = recipients.some((each) => each[0] === 0xa1);
  const enveloped = sequence(
    integer(isAgreed ? 2 : 0),
    set(...recipients),
    sequence(DATA, sequence(oid('60864801650304012a'), octets(iv)), der(0x80, words)),
  );
  return contentInfo('2a864886f70d010703', enveloped);
}

function recipientOf(certificate: X509Certificate, key: Buffer): Buffer {
  const { publicKey } = certificate;
  if (publicKey.asymmetricKeyType === 'ec') return agreedRecipient(certificate, publicKey, key);
  if (publicKey.asymmetricKeyType !== 'rsa') throw new Error('this kind of key cannot be written to');
  const encrypted = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, key);
  return sequence(integer(0), issuerAndSerial(certificate), RSA, octets(encrypted));
}

/** RFC 5753 §3.1.1: an ephemeral key on the curve of the recipient's. */
function agreedRecipient(certificate: X509Certificate, publicKey: KeyObject, key: Buffer): Buffer {
  const namedCurve = publicKey.asymmetricKeyDetails?.namedCurve ?? '';
  const ephemeral = generateKeyPairSync('ec', { namedCurve });
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey });
  const wrapping = createCipheriv('id-aes256-wrap', derived(secret, sharedInfo(WRAP, null, 32), 32, 'sha256'), WRAP_IV);
  const wrapped = Buffer.concat([wrapping.update(key), wrapping.final()]);
  const originator = ephemeral.publicKey.export({ format: 'der', type: 'spki' });
  // SubjectPublicKeyInfo and OriginatorPublicKey are the same but for their tag
  originator[0] = 0xa1;
  return der(
    0xa1,
    integer(3),
    der(0xa0, originator),
    AGREEMENT,
    sequence(sequence(issuerAndSerial(certificate), octets(wrapped))),
  );
}
