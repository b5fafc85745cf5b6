/**
 * Signatures and encryption of a mail (S/MIME, RFC 8551; OpenPGP, RFC 9580 and RFC 3156): octets and keys in, octets
 * that can be read and facts out. Nothing here decides what a fact is worth: whether a certificate is known, and what
 * its signature proves, is the people room's. Loaded only for mails that are signed or encrypted, on a desk that has
 * secrecy configured.
 */

/** The two ways of mail encryption, which share nothing but their purpose. */
export type Scheme = 'smime' | 'openpgp';

/**
 * What became of a signature. `valid`: these octets were signed by the key of this certificate, in its time. `weak`:
 * with a digest that can be forged. `unknown_key`: the key is neither in the mail nor among those of the desk.
 * `partial`: words stand beside what was signed. `unchecked`: in a way that cannot be checked here.
 */
export type SignatureVerdict = 'valid' | 'broken' | 'expired' | 'weak' | 'unknown_key' | 'partial' | 'unchecked';

/** The signature of a whole mail. */
export type Signature = {
  readonly form: Scheme;
  readonly verdict: SignatureVerdict;
  /** Of the certificate, hex: SHA-256 for S/MIME, RFC 9580 §5.5.4 for OpenPGP; the key id of an unknown one. */
  readonly fingerprint: string;
  /** Those that the certificate names, lower case. */
  readonly addresses: readonly string[];
  readonly name: string;
  /** Who vouches for it: the subject of its issuer, empty for OpenPGP. */
  readonly issuer: string;
  /** Whether one of the configured authorities stands at the end of its chain; null where none are, and for OpenPGP. */
  readonly trusted: boolean | null;
  readonly expiresAt: Date | null;
  readonly signedAt: Date | null;
  /** Header fields that are signed too, because the signed part repeats them as they are (RFC 9788), lower case. */
  readonly covers: readonly string[];
  /** To be kept: PEM or armour; empty for an unknown key. */
  readonly certificate: string;
};

/** One of which nothing is known. */
export const unchecked = (form: Scheme): Signature => ({
  form,
  verdict: 'unchecked',
  fingerprint: '',
  addresses: [],
  name: '',
  issuer: '',
  trusted: null,
  expiresAt: null,
  signedAt: null,
  covers: [],
  certificate: '',
});

/**
 * What a certificate can be used for. `signing`: what it signs is proven, and nothing can be encrypted to it.
 * `expired`: its time is over, or has not come.
 */
export type Use = 'all' | 'signing' | 'expired' | 'revoked';

/** Why an encrypted mail is not readable here. `partly`: words that are not encrypted stand beside those that are. */
export type Closed = 'no_key' | 'damaged' | 'unsupported' | 'partly' | 'too_large';

export type Secrecy = {
  /** Null: it was not encrypted. */
  readonly encrypted: 'opened' | Closed | null;
  /** Why something in a mail that was opened stayed closed; absent where nothing did. */
  readonly rest?: Closed;
  /** Of the whole mail; null where there is none. */
  readonly signature: Signature | null;
};

/** A private key of the desk, unlocked: PKCS #8 in PEM with its certificates behind it, or armour. */
export type PrivateKey = { readonly form: Scheme; readonly key: string; readonly certificates: readonly string[] };

/** What a mail is opened with. `at` is when it came: certificates are judged by that, whenever it is read again. */
export type Ring = {
  readonly keys: readonly PrivateKey[];
  /** Public OpenPGP keys that may have signed it, armoured. */
  readonly known: readonly string[];
  /** Authorities, PEM. */
  readonly authorities: readonly string[];
  readonly at: Date;
};

/** Octets that come out of an encrypted or compressed mail; what says it has more is not read. */
export const MOST_OCTETS = 64 * 1024 * 1024;

/** A mail that cannot be opened, and why. */
export class NotOpened extends Error {
  override name = 'NotOpened';
  readonly why: Closed;
  constructor(why: Closed, options?: ErrorOptions) {
    super(`the mail cannot be opened: ${why}`, options);
    this.why = why;
  }
}
