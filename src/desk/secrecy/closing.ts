import type { Letter } from '../../letter/compose.ts';
import type { DkimKey } from '../../letter/secrecy/dkim.ts';
import type { Seal } from '../../letter/secrecy/seal.ts';
import type { Attachment } from '../../mail/mail.ts';
import { useOf } from '../../mail/secrecy/use.ts';
import type { Certificate } from '../../store/certificate.ts';
import { WITHHELD } from '../../ticket/text/confidential.ts';
import type { Desk } from '../desk.ts';
import { type DeskSecrecy, ownKeyFor } from './secrecy.ts';

/**
 * Those of somebody's certificates that a letter can be encrypted to: one that only signs is no reason to withhold it.
 */
export async function writableTo(certificates: readonly Certificate[], now: Date): Promise<readonly Certificate[]> {
  const uses = await Promise.all(certificates.map((each) => useOf(each, now)));
  return certificates.filter((_, at) => uses[at] === 'all');
}

/** How a letter leaves: `withheld`: without its words, since its reader has no key for them. */
export type Way = { readonly withheld: boolean; readonly seal: Seal | null };

/**
 * How a letter leaves the desk. Whoever has a confirmed certificate gets it encrypted and signed; who has none gets the
 * words of a confidential ticket never, and everything else signed where the desk is set so.
 */
export function wayOf(
  secrecy: DeskSecrecy | null,
  {
    confidential,
    from,
    certificates,
    now,
  }: {
    readonly confidential: boolean;
    /** The address of the mailbox it is sent from. */
    readonly from: string;
    /** Confirmed ones of its reader. */
    readonly certificates: readonly Certificate[];
    readonly now: Date;
  },
): Way {
  const current = certificates
    .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    .toSorted((a, b) => (b.confirmedAt?.getTime() ?? 0) - (a.confirmedAt?.getTime() ?? 0));
  const [newest] = current;
  // Without the configuration the desk closes nothing; what it once withheld it still does.
  if (secrecy === null || newest === undefined) {
    const signer = secrecy?.signsAll ? ownKeyFor(secrecy, from, null, now) : null;
    return { withheld: confidential, seal: signer && { form: signer.form, certificates: [], signer } };
  }
  const { form } = newest;
  const readable = current.filter((each) => each.form === form).map(({ content }) => content);
  return { withheld: false, seal: { form, certificates: readable, signer: ownKeyFor(secrecy, from, form, now) } };
}

/**
 * What stands outside of an encrypted letter: the number, which its reader's mail program goes by.
 * @internal tests look at it
 */
export const outsideSubject = (subject: string): string =>
  `${/^\[[\w-]{1,40}\]/.exec(subject)?.[0] ?? ''} ${WITHHELD}`.trim();

/** The letter as it leaves; the certificate of its reader may turn out to be one that cannot be written to. */
export async function closedLetter(
  desk: Pick<Desk, 'now'>,
  letter: Letter,
  seal: Seal | null,
  dkim: DkimKey | null,
): Promise<Uint8Array> {
  const now = desk.now();
  const sealed =
    seal === null
      ? letter.bytes
      : await (await import('../../letter/secrecy/seal.ts')).sealed(
          letter.bytes,
          seal,
          outsideSubject(letter.subject),
          now,
        );
  return dkim === null ? sealed : (await import('../../letter/secrecy/dkim.ts')).signedForDomain(sealed, dkim);
}

/** The desk's own certificates, as files that go along with a letter. */
export const ownKeysFor = (
  secrecy: DeskSecrecy | null,
  from: string,
  now: Date,
): readonly (Attachment & { readonly fingerprint: string })[] =>
  (['smime', 'openpgp'] as const).flatMap((form) => {
    const key = secrecy === null ? null : ownKeyFor(secrecy, from, form, now, 'encrypts');
    if (key === null) return [];
    const content = Buffer.from(key.certificate);
    const [name, type] =
      form === 'smime' ? ['desk.crt', 'application/pkix-cert'] : ['desk.asc', 'application/pgp-keys'];
    return [
      { name, type, size: content.length, inline: false, cid: null, sha256: '', content, fingerprint: key.fingerprint },
    ];
  });
