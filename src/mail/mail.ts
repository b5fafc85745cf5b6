import type { CommandName } from '../words/commands.ts';
import type { Secrecy } from './secrecy/secrecy.ts';

/**
 * A mail as it was understood: the value every later room works with. Plain data, so that a worker thread can hand it
 * over.
 */
export type Mail = {
  readonly class: MailClass;
  /**
   * Every header field in the order received: lower-cased name, unfolded undecoded value (RFC 5322 §2.2). `irregular`:
   * read although it is not written like a field, with blanks before the colon or lines in it that are no continuation.
   */
  readonly headers: readonly (readonly [name: string, value: string, irregular?: 'irregular'])[];
  /** All addresses of all From fields; none when missing, several is suspicious (trust: F). */
  readonly from: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** The envelope sender recorded at delivery: `''` for `<>`, `null` when no Return-Path (or several) is there. */
  readonly returnPath: string | null;
  readonly subject: string;
  /** With angle brackets; null when missing. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly date: Date | null;
  /** BCP 47, `und` when the text does not tell. */
  readonly language: string;
  /** False where the language is a guess from little or from a mixture: what is known of the sender counts more. */
  readonly languageCertain: boolean;
  /** The whole readable text. */
  readonly text: string;
  /** The new words the person wrote; the whole text when nothing else is left. */
  readonly reply: string;
  /** What was quoted below or between the reply, for the ticket number and `ref:` line in it. */
  readonly quoted: string;
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
  /** Canonical numbers (`TS20261122001`), those of the subject before those of the quoted part. */
  readonly ticketNumbers: { readonly subject: readonly string[]; readonly quoted: readonly string[] };
  readonly form: Form;
  readonly intent: Intent;
  readonly asksForNews: boolean;
  readonly onlyThanks: boolean;
  /** 1–5 when the customer rated the service. */
  readonly satisfaction: number | null;
  readonly commands: readonly Command[];
  /** Lines that look like commands but name none. */
  readonly unknownCommands: readonly string[];
  readonly bounce: Bounce | null;
  /** Of class `receipt`: what the mail program tells; null for any other class. */
  readonly notice: NoticeKind | null;
  /** For a forward, in the text or as a file: who wrote the forwarded mail, and what. */
  readonly forwarded: { readonly from: Address; readonly subject: string; readonly text: string } | null;
  /** The charset that its parts name, other than UTF-8; null when none does. */
  readonly charset: string | null;
  /** Fingerprints of known boilerplate that is left out of `reply` and of what is read from it; `text` has it. */
  readonly leftOut?: readonly string[];
  readonly warnings: readonly string[];
  /** It is signed or encrypted as a whole, or seems to be: what a desk with keys opens before it reads it. */
  readonly sealed?: true;
  /** What was found round the words; absent where the mail was not opened. */
  readonly secrecy?: Secrecy;
};

/** What a mail program writes in its owner's name, at the press of a button: no person's words. */
export type NoticeKind = 'read' | 'recall' | 'meeting' | 'reaction';

/** `receipt`: a notice of a mail program, of whichever kind. */
export type MailClass = 'human' | 'auto_reply' | 'bounce' | 'receipt' | 'list' | 'own' | 'malformed';

/** `address` is as the sender wrote it. The people room compares addresses, in their canonical form. */
export type Address = { readonly name: string; readonly address: string };

export type Attachment = {
  readonly name: string;
  /** Media type, lower case. */
  readonly type: string;
  /** Octets after decoding. */
  readonly size: number;
  readonly inline: boolean;
  readonly cid: string | null;
  /** Hex. */
  readonly sha256: string;
  readonly content: Uint8Array;
};

/** The problem form (process §1): only the fields that were found. */
export type Form = {
  readonly number?: string;
  readonly company?: string;
  readonly contact?: string;
  readonly contactDetails?: string;
  readonly category?: string;
  /** Canonical when recognised (`urgent`, `high`, `medium`, `low`), else absent. */
  readonly urgency?: string;
  readonly businessImpact?: string;
  readonly description?: string;
  readonly occurredAt?: string;
  /** The moment that `occurredAt` means, ISO 8601 in UTC; the first of the day where only a day was named. */
  readonly occurredInstant?: string;
  readonly environment?: string;
  readonly errorCode?: string;
  /** How it came, in a form that staff fill in. */
  readonly channel?: string;
  /** What they have tried or checked themselves. */
  readonly tried?: string;
  /** The result they want, and by when. */
  readonly wanted?: string;
  readonly wantedBy?: string;
  /** The moment that `wantedBy`, else a time in `wanted`, means; ISO 8601 in UTC. */
  readonly wantedInstant?: string;
  /** Fields whose value was read from prose, not from a labelled line: shown as such, to be corrected. */
  readonly read?: readonly string[];
  /** Cloud-drive links for oversized attachments, with their expiry as written. */
  readonly links?: readonly { readonly url: string; readonly name?: string; readonly expires?: string }[];
};

/** What a customer's answer to a resolution says, from the reply text only. */
export type Intent = 'solved' | 'still_open' | 'unclear' | 'none';

/** `argument` is the rest of the command's line, `text` what follows it when it is the last that takes text. */
export type Command = { readonly name: CommandName; readonly argument: string; readonly text: string };

/** One failed recipient (the first) of a delivery status notification, RFC 3464. */
export type Bounce = {
  readonly recipient: string | null;
  /** Enhanced status code, RFC 3463. */
  readonly status: string | null;
  readonly permanent: boolean;
  readonly originalMessageId: string | null;
  readonly diagnostic: string | null;
  /** Final-Recipient of the delivery status; null for a report that names its recipient in words only. */
  readonly finalRecipient: string | null;
  /** Return-Path of the copy that came back with it. */
  readonly returnPath: string | null;
};
