import type { Analysis } from './ticket.ts';

/**
 * Every letter the desk writes, and what an order for one carries beside the ticket's own fields. `words` are a
 * person's; `values` are named strings for its template: moments in ISO 8601, persons by name or registered address.
 * How a letter looks and leaves is a row of letter/kinds.ts; one more letter begins here (docs/letters.md).
 */
export type LetterContents = {
  // to the customer
  acknowledgement: Nothing;
  short_acknowledgement: Nothing;
  collected_acknowledgement: Nothing;
  question: Words & Values<By>;
  public_reply: Words & Values<By>;
  progress_to_customer: Words & Values<Analysis & By>;
  news: Nothing;
  resolution: Words & Values<By>;
  confirm_reminder: Values<{ readonly closesAt: string }>;
  closing: Values<ReopenUntil>;
  closed_on_silence: Values<ReopenUntil>;
  reopened: Nothing;
  confirm_ask_back: Nothing;
  undo_notice: Nothing;

  // to staff
  dispatch: Nothing;
  follower_copy: Nothing;
  supervisor_notice: Partial<Words> &
    Values<{ readonly reason: 'urgent' | 'nobody_left' } | ({ readonly reason: 'side_thread' } & SideThreadAsked)>;
  relay: Words & Values<From & RelayMarks>;
  note: Partial<Words> & Values<By & { readonly absorbed?: string }>;
  progress: Words & Values<Analysis & By>;
  resolution_copy: Words & Values<By>;
  release_request: Words & Values<By>;
  accept_lapsed: Nothing;
  too_late: Values<{ readonly nowWith: string }> & Lines;
  reassigned: Values<By & ({ readonly nowWith: string } | { readonly into: string })>;
  reminder: Values<
    | { readonly span: 'respond' | 'update' | 'release'; readonly dueAt: string }
    | { readonly span: 'side_thread'; readonly dueAt: string; readonly question: string }
  >;
  breach: Values<{ readonly span: 'respond' | 'update'; readonly dueAt: string }>;
  escalation: Words & Values<From>;
  unclear_reply: Words & Values<From>;
  side_thread_question: Words & Values<SideThreadAsked>;
  side_thread_answer: Words & Values<By & { readonly sideThread: string }>;
  side_thread_overdue: Values<{ readonly sideThread: string; readonly responsible: string; readonly question: string }>;
  transcript: Lines;
  help: Nothing;
  challenge: Words;
  held_alert: Words;
  quarantine_notice: Nothing;
  undeliverable: Values<{ readonly recipient: string; readonly status: string }>;
  third_party_reply: Words & Values<From>;
  knowledge: Values<{ readonly question: string }>;
  knowledge_draft: Nothing;
  digest: Nothing;
  /** The first and the last local day, `YYYY-MM-DD`. */
  report: Values<{ readonly from: string; readonly to: string }>;
  /** `detail`: the mailbox, or what is the matter. */
  alarm: Values<{ readonly reason: AlarmReason; readonly detail: string }>;
  canary: Nothing;
};

type Nothing = Record<never, never>;
type Words = { readonly words: string };
type Values<V> = { readonly values: V };
type Lines = { readonly lines: readonly TranscriptLine[] };
type By = { readonly by: string };
type From = { readonly from: string };
type ReopenUntil = { readonly reopenUntil: string };
type SideThreadAsked = By & { readonly sideThread: string; readonly responsible: string; readonly dueAt: string };
/** What the customer's mail proves too little for, and what it has done to the ticket; `rating` from 1 to 5. */
export type RelayMarks = {
  readonly mark?: 'unverified' | 'unconfirmed';
  readonly outcome?: 'closed' | 'reopened';
  readonly rating?: string;
};

/** What makes the desk call for help although it concerns no ticket. */
export type AlarmReason =
  | 'acknowledgements_exhausted' // a flood: nothing more is acknowledged this hour
  | 'canary_lost' // the desk's mail to itself has not come back
  | 'login_expires' // the access token of a mailbox cannot be renewed
  | 'desk_in_trouble'; // `/readyz` has said no for a while

/** One command of a staff mail and what became of it. `result` is a code the letter room puts into words. */
export type TranscriptLine = {
  readonly command: string;
  readonly done: boolean;
  readonly result: string;
  readonly detail: string;
};

export type LetterKind = keyof LetterContents;

/** What an order carries beside kind and recipients. `withAttachments`: those of the mail that caused it go along. */
export type LetterContent<Kind extends LetterKind> = LetterContents[Kind] & { readonly withAttachments?: boolean };

/** An order for a letter of one of these kinds: the content of its own kind, and no other. */
export type LetterOf<Kind extends LetterKind> = {
  [Each in Kind]: { readonly kind: Each; readonly to: readonly string[] } & LetterContent<Each> & {
      readonly [Other in Exclude<'words' | 'values' | 'lines', keyof LetterContents[Each]>]?: never;
    };
}[Kind];

/**
 * A letter a change calls for; the letter room turns it into bytes. `to` are addresses; one letter is made for each.
 */
export type LetterOrder = LetterOf<LetterKind>;

/** Names of the values an order of that kind may carry. */
export type ValueName<Kind extends LetterKind> = LetterContents[Kind] extends Values<infer V> ? KeysOf<V> : never;
/** The values themselves, by name. */
export type ValueOf<Kind extends LetterKind, Name extends string> =
  LetterContents[Kind] extends Values<infer V> ? PropertyOf<V, Name> : never;

type KeysOf<V> = V extends unknown ? keyof V & string : never;
type PropertyOf<V, Name extends string> = V extends unknown
  ? Name extends keyof V
    ? NonNullable<V[Name]>
    : never
  : never;
