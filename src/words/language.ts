import type { OutcomeCode } from '../ticket/command-outcome.ts';
import type { IncidentState } from '../ticket/incident/incident.ts';
import type { CopyKind } from '../ticket/letters.ts';
import type { ResolutionText } from '../ticket/text/resolution-text.ts';
import type { Analysis, Channel, Resolution, State, Urgency, ValueReason } from '../ticket/ticket.ts';
import type { DueName } from '../ticket/time/next-due.ts';
import type { ToldCommand } from './commands.ts';

/**
 * What the desk writes in a language beside its templates. Every language is one object of this type, so the compiler
 * asks for what a new one lacks (docs/languages.md). `{}` stands for a number, a name or a span, with the punctuation
 * before it.
 */
export type Words = {
  readonly punctuation: {
    /** Between a label and its value. */
    readonly colon: string;
    readonly separator: string;
    /** Between what belongs to one thing. */
    readonly comma: string;
    readonly parenthesised: (text: string) => string;
  };
  readonly times: {
    /** How a month is given to `moment`. */
    readonly month: 'numeric' | 'short';
    readonly moment: (parts: MomentParts) => string;
    /** Days beside today, before the time. */
    readonly day: Readonly<Record<'yesterday' | 'today' | 'tomorrow', string>>;
    /** China's zone as its people call it. */
    readonly beijing: string;
    /** Once at the end of a letter with times; `{}` is the name of the zone. */
    readonly zone: string;
    /** Two days, both included. */
    readonly period: (from: string, to: string) => string;
    readonly weekday: Readonly<Record<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun', string>>;
    /** How units of a span are written: `40 seconds`, `40秒`. */
    readonly units: 'long' | 'short';
    /** A span shorter than one; it stands where any other does. */
    readonly underMinute: string;
    /** Working time somebody put in; `{}` is a number of hours. */
    readonly effort: string;
    readonly weekdayJoint: string;
    /** Follows the working hours. */
    readonly closed: (days: string, holiday: string) => string;
  };
  readonly ticket: {
    /** Labels of the problem form, which the mail room reads back. */
    readonly form: Readonly<Record<FormField, string>>;
    readonly urgency: Readonly<Record<Urgency, string>>;
    /** Built-in categories; a configured one without a label is shown as it is. */
    readonly category: Readonly<Record<string, string>>;
    readonly state: Readonly<Record<State, string>>;
    readonly resolutionKind: Readonly<Record<NonNullable<Resolution['kind']>, string>>;
    /** Stands behind a value that no labelled line gave; the mail room takes it off again when it reads a copy. */
    readonly read: string;
    readonly reasonSource: Readonly<Record<ValueReason['source'], string>>;
    readonly summary: Readonly<Record<SummaryField, string>>;
    readonly channel: Readonly<Record<Channel, string>>;
    readonly recordedBy: string;
    readonly closing: Readonly<Record<ClosingField, string>>;
    /** How a closing was confirmed; what staff wrote of it is shown as it is. */
    readonly confirmedBy: Readonly<Record<string, string>>;
    /** Parts of an analysis. */
    readonly finding: Readonly<Record<'checked' | 'suspected', string>>;
  };
  /** What staff see of a ticket at a glance; `{}` is a span. */
  readonly glance: {
    readonly due: Readonly<Record<DueName, string>>;
    readonly left: string;
    readonly late: string;
    /** By less than a minute. */
    readonly justLate: string;
    /** Where a deadline comes from: a contract, one that is over, none. */
    readonly contract: Readonly<Record<'of' | 'expired' | 'none', string>>;
    /** The stripe at the top of a letter. */
    readonly mark: Readonly<Record<LetterMark, string>>;
  };
  /** Prepared answers: the words on the link, and those of the mail it opens, as the mail room reads them. */
  readonly actions: Readonly<Record<ActionName, { readonly label: string; readonly body: string }>>;
  /** Why an attachment is kept but not sent on. */
  readonly withheld: Readonly<Record<WithheldReason, string>>;
  /** Where the files are that the relay found too large, and whom to ask. */
  /** Asks the customer for a mail that the desk can read. */
  readonly sendUnencrypted: string;
  readonly filesKept: Readonly<Record<'customer' | 'staff', string>>;
  /** Who did something at the command line and not by mail. */
  readonly administrator: string;
  /** What became of a command, where its row does not say it; `{kinds}` are the kinds of a resolution. */
  readonly outcomes: Readonly<Record<Exclude<OutcomeCode, ToldCommand>, string>>;
  /** Parts of a solution and of a progress note, as their labels name them. */
  readonly parts: Readonly<Record<PartName, string>>;
  /**
   * The line that says why, `{}` for who is away; `stop`, `{}` for the command, goes behind it where copies can be
   * turned off.
   */
  readonly because: Readonly<Record<Because | 'stop', string>>;
  /** What others did on a ticket, in a letter that collects it. */
  readonly copies: Readonly<Record<CopyKind, string>>;
  /** Of who is away; `{}` is a moment, or who stands in. */
  readonly absence: Readonly<Record<'until' | 'standsIn', string>> & {
    /** When somebody is reminded again, as the command takes it. */
    readonly later: string;
    /** As the command takes it: `substitute` is empty where nobody was named; days are `YYYY-MM-DD`. */
    readonly asked: (from: string, last: string, substitute: string) => string;
  };
  readonly digest: {
    readonly heading: Readonly<Record<DigestSectionName, string>>;
    /** What a row says of its moment; `{}` is how long ago, or how soon. `promise`: a broken one of another kind. */
    readonly row: Readonly<Record<DigestSectionName | 'promise', string>>;
    readonly more: string;
    /** What was asked of the model the day before; `faults` is empty where there were none. */
    readonly model: (requests: string, budget: string, faults: string) => string;
    /** Who has what is assigned to nobody. */
    readonly nobody: string;
  };
  /** Lists of tickets. */
  readonly list: {
    readonly heading: Readonly<Record<ListSectionName, string>>;
    /** What a state is to the customer. */
    readonly customerState: Readonly<Record<State, string>>;
    /** `{}` is a moment. */
    readonly opened: string;
    /** Tickets that are made again; of a rule `{on}` is its day and `{at}` its hour, `next` the next time. */
    readonly noRecurring: string;
    readonly rule: Readonly<Record<'day' | 'week' | 'month' | 'quarter' | 'date' | 'last' | 'next', string>>;
    /** What the reader is to be reminded of, and what of theirs is sent later. */
    readonly plans: Readonly<Record<'reminder' | 'answer', string>>;
    /** Who is not there, `{}` for each with until when. */
    readonly away: string;
    /** How often was written meanwhile, `{}` for a number. */
    readonly wrote: Readonly<Record<'customer' | 'staff', string>>;
  };
  /** What a model suggests: its rows, and in what language a mail was written, `{}` for its name. */
  readonly suggested: Readonly<Record<'urgency' | 'category' | 'because' | 'translation', string>>;
  readonly incident: {
    readonly state: Readonly<Record<IncidentState, string>>;
    /** Lines that say how one stands. */
    readonly summary: Readonly<Record<IncidentField, string>>;
    /** Where nobody has written to its customers yet. */
    readonly untold: string;
  };
  readonly figures: Readonly<Record<FigureWord, string>>;
};

type IncidentField = 'title' | 'state' | 'owner' | 'tickets' | 'customers' | 'openedAt' | 'toldAt';

type PartName = keyof ResolutionText | Exclude<keyof Analysis, 'toCustomer'> | 'effort';

/** `clock` is `18:00`; `year` is empty in the present one. */
type MomentParts = Readonly<Record<'year' | 'month' | 'day' | 'weekday' | 'clock', string>>;

/** Fields of the problem form in the order it is shown. */
export const FORM_FIELDS = [
  'company',
  'contact',
  'contactDetails',
  'category',
  'urgency',
  'businessImpact',
  'description',
  'occurredAt',
  'environment',
  'errorCode',
  'tried',
  'wanted',
  'wantedBy',
] as const;
export type FormField = (typeof FORM_FIELDS)[number];

/** Lines of the ticket summary staff see, in the order they are shown. */
export const SUMMARY_FIELDS = [
  'requester',
  'company',
  'urgency',
  'category',
  'state',
  'assignee',
  'follower',
  'respondBy',
  'updateBy',
  'contract',
  'expectedBy',
  'openRequests',
  'openApprovals',
  'followUps',
  'laters',
  'channel',
  'createdAt',
  'unconfirmed',
  'linkedTo',
  'incident',
  'claims',
] as const;
export type SummaryField = (typeof SUMMARY_FIELDS)[number];

/** Lines of a closing record, in the order they are shown. */
export const CLOSING_FIELDS = [
  'solvedBy',
  'handling',
  'resources',
  'effort',
  'reopened',
  'confirmedBy',
  'satisfaction',
] as const;
export type ClosingField = (typeof CLOSING_FIELDS)[number];

/** What a reader can be offered to do by a prepared answer. */
/** Why a member of the staff gets a letter. */
export type Because =
  | 'incident'
  | 'answer'
  | 'standingIn'
  | 'hasLeft'
  | 'assignee'
  | 'follower'
  | 'following'
  | 'asked'
  | 'approver'
  | 'worked'
  | 'supervisor'
  | 'staff';

export type ActionName =
  | 'accept'
  | 'decline'
  | 'analysis'
  | 'told'
  | 'customer_solved'
  | 'customer_still_open'
  | 'customer_says'
  | 'progress'
  | 'resolve'
  | 'ask'
  | 'reply'
  | 'send'
  | 'note'
  | 'assign'
  | 'close'
  | 'reopen'
  | 'release'
  | 'approve'
  | 'drop'
  | 'confirm'
  | 'send_anyway'
  | 'agree'
  | 'refuse'
  | 'send_kept'
  | 'send_article'
  | 'take_urgency'
  | 'take_category'
  | 'take_fields'
  | 'note_away'
  | 'send_now'
  | 'call_off'
  | 'follow_up_done'
  | 'follow_up_later'
  | 'away'
  | 'undo'
  | 'take_back'
  | 'solved'
  | 'still_open'
  | 'add'
  | 'no_progress'
  | 'as_it_happens'
  | 'announce'
  | 'send_to_all'
  | 'open_incident'
  | 'link_incident'
  | 'admit'
  | 'certificate'
  | 'rate5'
  | 'rate4'
  | 'rate3'
  | 'rate2'
  | 'rate1';

/**
 * The first six lie in an attachment itself. `unreadable`: the store does not give it out at present; `relay_limit`:
 * the relay refused the letter with it.
 */
export type WithheldReason =
  | 'executable'
  | 'script'
  | 'html'
  | 'svg'
  | 'macro_document'
  | 'encrypted_archive'
  | 'too_many'
  | 'too_large'
  | 'total_too_large'
  | 'unreadable'
  | 'relay_limit';

/** What tells a letter from the others before a word is read. */
export type LetterMark = 'urgent' | 'reminder' | 'breach' | 'escalation';

/** Groups of the digest. */
export type DigestSectionName =
  | 'breached'
  | 'atRisk'
  | 'unaccepted'
  | 'overdueProgress'
  | 'waitingForCustomer'
  | 'unclear'
  | 'quarantined'
  | 'undeliverable'
  | 'incidents'
  | 'lookAlike';

/** Groups of a list of tickets. The last four are a customer's. */
export type ListSectionName =
  | 'todo'
  | 'help'
  | 'waiting'
  | 'followed'
  | 'standingIn'
  | 'passedOn'
  | 'ended'
  | 'team'
  | 'found'
  | 'answer'
  | 'working'
  | 'company'
  | 'open_there';

/** Headings and labels of figures. */
type FigureWord =
  | 'opened'
  | 'closed'
  | 'reopened'
  | 'reopenRate'
  | 'open'
  | 'before'
  | 'satisfaction'
  | 'days'
  | 'period'
  | 'byCategory'
  | 'byUrgency'
  | 'byChannel'
  | 'compliance'
  | 'responses'
  | 'resolutions'
  | 'urgency'
  | 'count'
  | 'median'
  | 'p90'
  | 'p90Note'
  | 'partialNote'
  | 'stepsNote'
  | 'medianBefore'
  | 'steps'
  | 'perEngineer'
  | 'engineer'
  | 'medianResolution'
  | 'load'
  | 'frequent'
  | 'incidents'
  | 'incidentsOpened'
  | 'incidentsResolved'
  | 'incidentTickets'
  | 'incidentCustomers'
  | 'kinds'
  | 'causes'
  | 'suggestions'
  | 'reopenings'
  | 'lowRatings'
  | 'effort'
  | 'effortByPerson'
  | 'effortByCompany'
  | 'ratingsByCompany'
  | 'ratingsByTeam'
  | 'ratingBefore'
  | 'company'
  | 'team'
  | 'contracts'
  | 'contract'
  | 'contractEffort'
  | 'ofEffort'
  | 'kept'
  | 'lateUpdates'
  | 'until'
  | 'ticket'
  | 'said'
  | 'rating'
  | 'yesterdayOpened'
  | 'yesterdayClosed'
  | 'dayBefore'
  | 'none'
  | 'minutes'
  | 'hours'
  | 'dayUnit';
