import { createHash } from 'node:crypto';
import type { PrivateKey, Scheme } from '../../mail/secrecy/secrecy.ts';
import { envelopeFor, signatureOf } from './cms.ts';

/**
 * How a letter is closed: for the holders of these certificates of one form, PEM or armour, none for everybody; and
 * signed with a key of the desk of that form, if there is one.
 */
export type Seal = {
  readonly form: Scheme;
  readonly certificates: readonly string[];
  readonly signer: PrivateKey | null;
};

/** Fields that are repeated inside, where the signature covers them and nobody on the way reads them (RFC 9788). */
const PROTECTED = /^(?:from|to|reply-to|subject|date|message-id|in-reply-to|references|auto-submitted)$/;

/**
 * A finished letter signed, or signed and encrypted. `subject` is what stands outside of an encrypted one. The fields
 * of its header stay as they are, but for those that describe the content.
 */
export async function sealed(
  letter: Uint8Array,
  { form, certificates, signer }: Seal,
  subject: string,
  at: Date,
): Promise<Uint8Array> {
  const { outside, entity } = taken(letter, certificates.length > 0, subject);
  const boundary = `=_${createHash('sha256').update(letter).digest('hex').slice(0, 30)}`;
  const content =
    form === 'smime'
      ? smime(entity, certificates, signer, boundary, at)
      : await openPgp(entity, certificates, signer, boundary, at);
  return Buffer.concat([Buffer.from(`${outside}\r\nMIME-Version: 1.0\r\n`, 'latin1'), Buffer.from(content, 'latin1')]);
}

function taken(letter: Uint8Array, isEncrypted: boolean, subject: string): { outside: string; entity: Buffer } {
  const text = Buffer.from(letter).toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const fields = text.slice(0, end).split(/\r\n(?![ \t])/);
  const named = (pattern: RegExp) => fields.filter((field) => pattern.test(nameOf(field)));
  const content = named(/^content-(?!language$)/).map((field) =>
    nameOf(field) === 'content-type' ? `${field}; hp="${isEncrypted ? 'cipher' : 'clear'}"` : field,
  );
  const inside = named(PROTECTED);
  const outer = fields
    .filter((field) => !/^(?:content-(?!language$).*|mime-version)$/.test(nameOf(field)))
    .map((field) => (isEncrypted && nameOf(field) === 'subject' ? `Subject: ${subject}` : field));
  // What stood outside is told inside too, so that an answer gives nothing away (RFC 9788 §2.2).
  const told = isEncrypted
    ? outer.filter((field) => PROTECTED.test(nameOf(field))).map((field) => `HP-Outer: ${field}`)
    : [];
  const entity = `${[...content, ...inside, ...told].join('\r\n')}\r\n\r\n${text.slice(end + 4)}`;
  return { outside: outer.join('\r\n'), entity: Buffer.from(entity, 'latin1') };
}

const nameOf = (field: string): string => field.slice(0, field.indexOf(':')).toLowerCase();

/** Of 76 characters a line (RFC 2045 §6.8). */
const base64 = (octets: Uint8Array): string =>
  Buffer.from(octets)
    .toString('base64')
    .replace(/.{76}(?=.)/g, '$&\r\n');

function smime(
  entity: Buffer,
  certificates: readonly string[],
  signer: PrivateKey | null,
  boundary: string,
  at: Date,
): string {
  const signed =
    signer === null
      ? entity
      : Buffer.from(
          multipartSigned(
            entity,
            boundary,
            'protocol="application/pkcs7-signature"; micalg=sha-256',
            `Content-Type: application/pkcs7-signature; name="smime.p7s"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="smime.p7s"\r\n\r\n${base64(signatureOf(entity, signer, at))}`,
          ),
          'latin1',
        );
  if (certificates.length === 0) return signed.toString('latin1');
  return `Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="smime.p7m"\r\n\r\n${base64(envelopeFor(signed, certificates))}\r\n`;
}

async function openPgp(
  entity: Buffer,
  certificates: readonly string[],
  signer: PrivateKey | null,
  boundary: string,
  at: Date,
): Promise<string> {
  const pgp = await import('./pgp.ts');
  if (certificates.length > 0) {
    const armour = await pgp.messageFor(entity, certificates, signer, at);
    return `Content-Type: multipart/encrypted; protocol="application/pgp-encrypted";\r\n boundary="${boundary}"\r\n\r\n--${boundary}\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--${boundary}\r\nContent-Type: application/octet-stream; name="encrypted.asc"\r\nContent-Disposition: inline; filename="encrypted.asc"\r\n\r\n${crlf(armour)}\r\n--${boundary}--\r\n`;
  }
  if (signer === null) return entity.toString('latin1');
  const armour = await pgp.detachedBy(entity, signer, at);
  return multipartSigned(
    entity,
    boundary,
    'protocol="application/pgp-signature"; micalg=pgp-sha512',
    `Content-Type: application/pgp-signature; name="signature.asc"\r\nContent-Disposition: attachment; filename="signature.asc"\r\n\r\n${crlf(armour)}`,
  );
}

const crlf = (text: string): string => text.replace(/\r?\n/g, '\r\n');

/** RFC 1847 §2.1: the entity stands in it as it was signed. */
const multipartSigned = (entity: Buffer, boundary: string, parameters: string, signature: string): string =>
  `Content-Type: multipart/signed; ${parameters};\r\n boundary="${boundary}"\r\n\r\n--${boundary}\r\n${entity.toString('latin1')}\r\n--${boundary}\r\n${signature}\r\n--${boundary}--\r\n`;
