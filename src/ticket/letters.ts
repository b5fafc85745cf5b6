import type { OutcomeCode } from './command-outcome.ts';
import type { Analysis } from './ticket.ts';

/**
 * Every letter the desk writes: who gets it and when, and what an order for one carries beside the ticket's own
 * fields. `words` are a person's; `values` are named strings for its template: moments in ISO 8601, persons by name or
 * registered address. How a letter looks and leaves is a row of letter/kinds.ts; one more letter begins here. The table
 * of docs/letters.md is written from these comments (`To …: when it is written.`) and those rows.
 */
export type LetterContents = {
  // to the customer
  /** To the customer: a new ticket of an authenticated sender. */
  acknowledgement: Nothing;
  /**
   * To the customer: a new ticket of an unauthenticated sender: fixed text and the number; for an encrypted mail also
   * the request to send it without encryption.
   */
  short_acknowledgement: Nothing;
  /** To the customer: acknowledgements that a limit held back, once there is room again. */
  collected_acknowledgement: Nothing;
  /** To the customer: `#ask`. */
  question: Words & Values<By>;
  /** To the customer: `#reply`. */
  public_reply: Words & Values<By>;
  /** To the customer: a progress note, where the desk is set so or the customer has asked. */
  progress_to_customer: Values<Required<Pick<Analysis, 'toCustomer' | 'next'>> & By>;
  /** To the customer: the customer asks for news, at most once an hour; somebody is let in. */
  news: Nothing;
  /** To the customer: `#resolve`, or its release. */
  resolution: Words & Values<By>;
  /**
   * To the customer: no answer to a resolution within `confirm.remindAfter`. `added`: the solution has more in it since,
   * to which nobody has said yes.
   */
  confirm_reminder: Values<{ readonly closesAt: string; readonly added?: 'unapproved' }>;
  /** To the customer: the customer confirms, or `#close`. */
  closing: Values<ReopenUntil>;
  /** To the customer: no answer within `confirm.closeAfter` of the reminder. */
  closed_on_silence: Values<ReopenUntil>;
  /** To the customer: still open, or `#reopen`. */
  reopened: Values<{ readonly answerBy: string }>;
  /** To the customer: a confirmation that proves too little, once. */
  confirm_ask_back: Nothing;
  /** To the customer: a confirmation by an unauthenticated sender was applied. */
  undo_notice: Nothing;
  /** To the customer: they ask what is open for them, or for their company; to the proven address only. */
  customer_tickets: Values<{ readonly locale: string }>;
  /** To the customer: to the managers of the company, when a solution did not help one of its people. */
  company_escalation: Values<{ readonly answerBy: string }>;
  /** To the customer: to the managers of the company, what became of its tickets in a month. */
  service_report: Values<ReportPeriod & { readonly company: string; readonly locale: string }>;
  /** To the customer: they want none of what answers nothing, or again; also to staff, for their digests. */
  unsubscribed: Values<{ readonly wanted: 'none' | 'again'; readonly locale: string }>;

  /**
   * To the customer: in place of any letter about a confidential ticket, to who has no certificate that is confirmed.
   */
  withheld_from_customer: Nothing;

  // to staff
  /** To the assignee: a ticket is assigned. */
  dispatch: Nothing;
  /**
   * To the assignee, else the follower; a summary of what was escalated, or nobody takes, to the supervisors, too: what
   * a model suggests has come after the letter about the ticket.
   */
  suggested: Nothing;
  /** To the follower: a ticket is assigned. */
  follower_copy: Nothing;
  /**
   * To supervisors; with nobody left the follower too: an urgent ticket, nobody left to take one, a request to another
   * team, several customers with the same error.
   */
  supervisor_notice: Partial<Words> &
    Values<
      | { readonly reason: 'urgent' | 'nobody_left' }
      | ({ readonly reason: 'side_thread' } & SideThreadAsked)
      | ({ readonly reason: 'same_error' } & SameError)
    >;
  /** To assignee and follower: a customer writes again. */
  relay: Words & Values<From & RelayMarks & ToldBy>;
  /** To those who work on the ticket: an internal note; `#analysis`, `#decline`, `#reopen`, `#merge`, `#undo`. */
  note: Partial<Words> & Values<By & { readonly absorbed?: string; readonly is?: 'analysis' | 'taken_back' }>;
  /** To follower, for urgent tickets supervisors: `#progress`. */
  progress: Words & Values<Analysis & By>;
  /** To follower, for urgent tickets supervisors: what staff wrote to the customer, by `#ask` and `#reply`. */
  sent_copy: Words & Values<By & { readonly what: 'question' | 'reply' }>;
  /** To the follower: what would go to a customer who has no address; they call and tell them. */
  call_customer: Partial<Words> & Values<{ readonly about: CallAbout } & Partial<Called>>;
  /** To follower, for urgent tickets supervisors: a resolution has gone out. */
  resolution_copy: Words & Values<By>;
  /** To the follower: `#resolve` where the front line releases. */
  release_request: Words & Values<By>;
  /**
   * To assignee and follower, of an urgent or reopened ticket supervisors too: it is closed, with all that became of
   * it; when the customer closed it, in place of the copy of their mail.
   */
  closing_record: Partial<Words> & Values<{ readonly from?: string }>;
  /** To staff who want copies collected: what others did, once the oldest has waited `reports.copiesEvery`. */
  collected_copies: Nothing;
  /** To who let it lapse: not accepted within `acceptWithin`. */
  accept_lapsed: Nothing;
  /** To who wrote too late: a command about a ticket that somebody else has by now. */
  too_late: Values<{ readonly nowWith: string }> & Lines;
  /** To who had it: `#assign`, `#merge`, the customer says still open, or somebody else accepts it. */
  reassigned: Partial<Words> &
    Values<By & ({ readonly nowWith: string } | { readonly into: string } | { readonly why: 'escalated' })>;
  /**
   * To the assignee; for a solution that waits, the follower; in a side thread who is asked; else who is in charge: 75
   * % of a span has passed. `late`: all of it has; supervisors get the breach alone.
   */
  reminder: Values<
    | { readonly span: 'respond' | 'update' | 'release'; readonly dueAt: string; readonly late?: 'yes' }
    | { readonly span: 'side_thread' | 'approval'; readonly dueAt: string; readonly question: string }
  >;
  /** To who asked for it: the time of a `#remind` has come. */
  follow_up: Words & Values<{ readonly followUp: string }>;
  /** To those who wanted to be reminded: the ticket has ended before. */
  follow_ups_ended: Words;
  /** To the staff member who wrote: `#later`, an answer that waits for its time. */
  send_later: Words & Values<{ readonly sendAt: string; readonly otherLanguage: string }>;
  /**
   * To who wrote it: an answer that waited, and the ticket has ended before; to who has the ticket: its author has
   * left.
   */
  later_ended: Words & Partial<Values<{ readonly why: 'author_left' }>>;
  /** To supervisors: a span has passed. */
  breach: Values<{ readonly span: 'respond' | 'update'; readonly dueAt: string }>;
  /** To supervisors: a customer says still open. */
  escalation: Words & Values<From & ToldBy>;
  /** To supervisors: a customer rates the service with one or two of five, with their words. */
  low_rating: Words & Values<From & { readonly rating: string }>;
  /** To the follower: an answer that is neither solved nor still open. */
  unclear_reply: Words & Values<From & ToldBy>;
  /** To who is asked: `#involve`. */
  side_thread_question: Words & Values<SideThreadAsked>;
  /** To who asked: the answer. */
  side_thread_answer: Words & Values<By & { readonly sideThread: string }>;
  /** To both, and supervisors: no answer in time. */
  side_thread_overdue: Values<{ readonly sideThread: string; readonly responsible: string; readonly question: string }>;
  /**
   * To who is asked outside: `#involve` with their address; the question, and of the ticket only what its author lets
   * be seen.
   */
  outside_question: Words & Values<OutsideAsked>;
  /** To who is asked outside: no answer yet, and most of the time has passed. */
  outside_reminder: Words & Values<OutsideAsked>;
  /** To who asked, assignee and follower: the answer from outside; `asked` where another address was asked. */
  outside_answer: Words & Values<{ readonly from: string; readonly asked?: string }>;
  /** To who is asked: `#approval`; a solution that waits for them, and again when it or the ticket has changed. */
  approval_request: Words &
    Values<
      By & {
        readonly dueAt: string;
        readonly about: 'words' | 'solution';
        readonly anew?: 'customer_wrote' | 'completed' | 'moved_on';
      }
    >;
  /** To who asked and those who work on the ticket: `#agree`, `#refuse`; to who was asked: the ticket has moved on. */
  approval_answer: Partial<Words> &
    Values<
      By & {
        readonly answer: 'agreed' | 'refused' | 'withdrawn';
        readonly question: string;
        readonly solution?: 'returned' | 'goes_on';
      }
    >;
  /** To both, and supervisors: no answer in time. */
  approval_overdue: Values<{ readonly responsible: string; readonly question: string }>;
  /** To the staff member who wrote: more is to be told than that a command was done, or they want every answer. */
  transcript: Lines &
    Partial<Words> & { readonly values?: { readonly preview?: 'sent'; readonly offers?: AfterCommands } };
  /** To the staff member who wrote: `#help`, or five unknown commands in one mail. */
  help: Nothing;
  /** To the registered address: a staff mail that proves too little for what it asks. */
  challenge: Words;
  /**
   * To the staff member who wrote: an answer to the customer, held back because the customer or a colleague has spoken
   * since the letter that was answered.
   */
  overtaken: Words & Values<{ readonly after: string }>;
  /** To the registered address: an automatic reply says that they are away; once an absence. */
  absence_question: Values<{ readonly begins: string; readonly ends: string; readonly substitute: string }>;
  /** To who stands in; without anybody, supervisors: an absence begins, with what is open. */
  stand_in: Values<{ readonly absent: string; readonly until: string }>;
  /** To who was away: the absence is over, with what has happened. */
  welcome_back: Values<{ readonly since: string; readonly until: string }>;
  /** To the registered address: a staff mail whose sender could not be verified. */
  held_alert: Words;
  /** To the front line: mail was quarantined; collected. */
  quarantine_notice: Nothing;
  /** To those who work on the ticket; when it was one of them, supervisors: a letter came back for good. */
  undeliverable: Values<{ readonly recipient: string; readonly status: string; readonly why: UndeliveredReason }>;
  /** To follower: a stranger answers with a token of the ticket. */
  third_party_reply: Words & Values<From>;
  /** To the staff member who asked: `#kb`. */
  knowledge: Values<{ readonly question: string }>;
  /** To the staff member who asked: `#answers`, all of them or one, about a ticket as its customer would read it. */
  canned_answers: Words & Values<{ readonly shows: 'all' | 'one' | 'preview'; readonly asked: string }>;
  /** To the staff member who asked: `#mine`, `#team`, `#find`, `#recurring`. */
  ticket_list: Values<{ readonly list: StaffList; readonly asked: string }>;
  /** To engineers and the front line: every morning, where something is theirs to do. */
  own_digest: Nothing;
  /**
   * To the staff of an incident's tickets: an internal note about it, what goes to all its customers, its end; who owns
   * it from now on.
   */
  incident: Words & Values<By & { readonly is: IncidentNews }>;
  /**
   * To who opened an incident, or wrote to all its customers: it is there, all of them have it. To its owner and
   * supervisors: the customers have waited for the next word. To its owner: no ticket of it is open any more.
   */
  incident_notice: Partial<Words> &
    Values<
      | { readonly is: 'opened' | 'due' | 'idle' | 'taken_back' }
      | { readonly is: 'finished'; readonly done: string; readonly passed: string }
    >;
  /** To who writes to all customers of an incident: it waits until they confirm it, knowing how many they are. */
  incident_confirm: Words & Partial<Lines>;
  /** To supervisors: a resolution, as an article to be approved. */
  knowledge_draft: Nothing;
  /** To supervisors: a contract has used 80, or all, of the effort that its month has; once each. */
  contract_hours: Values<ContractHours>;
  /** To supervisors: every morning. */
  digest: Nothing;
  /** To the supervisor who asked: `#report`. */
  report: Values<ReportPeriod>;
  /** To supervisors: the desk itself needs help. */
  alarm: Values<AlarmRaised>;
  /** To who has no certificate that is confirmed: in place of any letter about a confidential ticket. */
  withheld: Nothing;
  /** To the desk: a round trip through the mail system. */
  canary: Nothing;
};

type Nothing = Record<never, never>;
type Words = { readonly words: string };
type Values<V> = { readonly values: V };
type Lines = { readonly lines: readonly TranscriptLine[] };
/** Registered address: it alone tells two people of one name apart. */
type By = { readonly by: string };
type From = { readonly from: string };
/** Who passed on what the customer said, by telephone or in a chat; absent where the customer wrote. */
type ToldBy = { readonly toldBy?: string };
/** `customers`: how many; `alike`: their open tickets, a line each. */
type SameError = { readonly customers: string; readonly errorCode: string; readonly alike: string };
/** What the letter that a call stands for would say. */
type Called = By &
  Required<Pick<Analysis, 'toCustomer' | 'next'>> &
  ReopenUntil & { readonly closesAt: string; readonly answerBy: string };
export type CallAbout =
  | 'acknowledgement'
  | 'question'
  | 'public_reply'
  | 'progress_to_customer'
  | 'news'
  | 'resolution'
  | 'confirm_reminder'
  | 'closing'
  | 'closed_on_silence'
  | 'reopened';
type ReopenUntil = { readonly reopenUntil: string };
type SideThreadAsked = By & { readonly sideThread: string; readonly responsible: string; readonly dueAt: string };
/** `number` and `customer` are empty where they may not be seen. */
type OutsideAsked = By & {
  readonly sideThread: string;
  readonly subject: string;
  readonly dueAt: string;
  readonly locale: string;
  readonly number: string;
  readonly customer: string;
};
/** The first and the last local day, `YYYY-MM-DD`. */
type ReportPeriod = { readonly from: string; readonly to: string };
/** Which tickets a member of the staff asks for; `asked`: the team, or what is looked for. */
export type StaffList = 'mine' | 'team' | 'found' | 'recurring';
/** `detail`: the mailbox, or what is the matter. */
type AlarmRaised = { readonly reason: AlarmReason; readonly detail: string };
/**
 * What the customer's mail proves too little for, and what it has done to the ticket; `rating` from 1 to 5. `asked`:
 * the how manieth time they ask for news; `answerer`: who is to answer that, where the desk does not.
 */
export type RelayMarks = {
  readonly mark?: RelayMark;
  readonly rating?: string;
  readonly asked?: string;
  readonly answerer?: string;
};

/**
 * Why a customer's words are kept and change nothing. `not_addressed`: a verified sender wrote them to somebody else.
 */
export type RelayMark = 'unverified' | 'unconfirmed' | 'not_addressed';

/** Why a letter has not reached its recipient. */
export type UndeliveredReason =
  | 'returned' // it came back
  | 'recipient' // no server takes mail for the address
  | 'content' // the content was refused
  | 'held_back' // letters to the address have come back too often
  | 'no_address' // no mail can be sent to what stands for an address
  | 'given_up'; // nobody took it in time

/** `most` is 80 per cent; `used` and `most` are hours, `month` is `YYYY-MM`. */
type ContractHours = {
  readonly contract: string;
  readonly share: 'most' | 'all';
  readonly used: string;
  readonly most: string;
  readonly month: string;
};

/** What there is to tell about an incident. */
export type IncidentNews = 'note' | 'owner' | 'news' | 'resolved' | 'dropped';

/** What makes the desk call for help although it concerns no ticket. */
export type AlarmReason =
  | 'acknowledgements_exhausted' // a flood: nothing more is acknowledged this hour
  | 'canary_lost' // the desk's mail to itself has not come back
  | 'login_expires' // the access token of a mailbox cannot be renewed
  | 'mail_withheld' // the server does not hand a mail over
  | 'desk_in_trouble' // `/readyz` has said no for a while
  | 'relay_refuses' // the relay of a mailbox takes no letters
  | 'certificate_expires' // of somebody, or of the desk itself, within 30 or 7 days
  | 'letter_damaged' // the octets of a letter are not those that were written
  | 'recurring_stopped' // no ticket can be made of it any more
  | 'service_report_failed'; // that of one company could not be written

/** What its author can do about it: take back what the mail did, or write again what it lacked. */
export type AfterCommands = 'undo' | 'resolve';

/** One command of a staff mail and what became of it; the letter room puts that into words. */
export type TranscriptLine = {
  readonly command: string;
  readonly done: boolean;
  readonly result: OutcomeCode;
  readonly detail: string;
};

export type LetterKind = keyof LetterContents;

/** What an order carries beside kind and recipients. `withAttachments`: those of the mail that caused it go along. */
export type LetterContent<Kind extends LetterKind> = LetterContents[Kind] & {
  readonly withAttachments?: boolean;
  /** Who is away: their letter goes to who stands in for them. With `hasLeft` who is of the staff no more. */
  readonly standingInFor?: string;
  readonly hasLeft?: boolean;
};

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
export type ValueName<Kind extends LetterKind> =
  LetterContents[Kind] extends Partial<Values<infer V>> ? KeysOf<V> : never;
/** The values themselves, by name. */
export type ValueOf<Kind extends LetterKind, Name extends string> =
  LetterContents[Kind] extends Partial<Values<infer V>> ? PropertyOf<V, Name> : never;

type KeysOf<V> = V extends unknown ? keyof V & string : never;
type PropertyOf<V, Name extends string> = V extends unknown
  ? Name extends keyof V
    ? NonNullable<V[Name]>
    : never
  : never;

/** Letters that tell what others have done on a ticket, and ask for nothing. */
export const COPY_KINDS = [
  'follower_copy',
  'note',
  'progress',
  'sent_copy',
  'resolution_copy',
  'closing_record',
] as const satisfies readonly LetterKind[];
export type CopyKind = (typeof COPY_KINDS)[number];

/** What remains of such a letter: whose act it was, by name, and their words; empty where it has none. */
export type CopyContent = { readonly by: string; readonly words: string };

/** A letter that its reader wants together with others. */
export type Copy = { readonly kind: CopyKind; readonly reader: string; readonly content: CopyContent };
