import type { LetterKind, LetterOrder, ValueName, ValueOf } from '../ticket/letters.ts';
import { CALLS } from '../ticket/telephone.ts';
import type { ActionName, LetterMark } from '../words/language.ts';

/**
 * THE table of letters: one row says who reads a letter, how it leaves the desk, what it offers and what it shows. What
 * an order for it carries is its entry in ticket/letters.ts, and its words are one template a language. A sentence in
 * the template, a row here and that entry are all a new letter takes (docs/letters.md).
 */
export type LetterRow<Kind extends LetterKind = LetterKind> = LetterTraits & {
  /** Prepared answers, the one to be taken first first; a reminder's depend on what is due. */
  readonly actions: readonly ActionName[] | ((values: Readonly<Record<string, string>>) => readonly ActionName[]);
  /** What it shows beside the ticket. The desk loads that and nothing else. */
  readonly shows: readonly Section[];
  /** How each value of its order is shown. */
  readonly values: { readonly [Name in ValueName<Kind>]: ValueForm<ValueOf<Kind, Name>> };
  /** What an answer to it decides about the mail at hand: the letter carries a token for that. */
  readonly decides?: 'challenge' | 'release';
};

/**
 * What becomes of a letter whose reader on the staff is away, or has left (`readers.ts`). `passed_on`: it wants
 * something done, or tells what the next step depends on, so that whoever stands in gets it too · `passed_up`: the same
 * of a decision, which not everybody may take · `waits`: they read it when they are back; of who has left somebody else
 * gets it · `theirs`: an answer, a copy, what nobody else may act on: nobody gets it in their place.
 */
export type WhenAway = 'passed_on' | 'passed_up' | 'waits' | 'theirs';

/** `isTheirs`: the ticket or the incident it is about is its reader's. */
type WhenAwayFor = (values: Readonly<Record<string, string>>, isTheirs: boolean) => WhenAway;

/** Who reads it. Of a letter to the staff its row says what happens while that person is not there. */
type Readership =
  /**
   * `outside`: somebody who is asked for help and belongs to neither: nothing of the ticket is in reach of their
   * letters.
   */
  | { readonly audience: 'customer' | 'outside'; readonly whenAway?: undefined }
  | { readonly audience: 'staff'; readonly whenAway: WhenAway | WhenAwayFor };

type LetterTraits = Delivery & Readership;

/** How a letter leaves the desk: what its headers say about automation, and what a lost sender may repeat. */
type Delivery = {
  /** Value of Auto-Submitted (RFC 3834 §5); null for a person's words, which carry none. */
  readonly autoSubmitted: 'auto-replied' | 'auto-generated' | null;
  /**
   * Envelope sender: `<>`, so that nothing answers it, or an address that names the letter, so that its bounce is
   * found.
   */
  readonly envelope: 'null' | 'bounce';
  /**
   * `once`: at most once, a doubtful delivery is not repeated; `content`: at least once, repeated with the same bytes.
   */
  readonly delivery: 'once' | 'content';
  /** Order under a relay's daily quota: 1 before 2 before 3. */
  readonly priority: 1 | 2 | 3;
  /** What the stripe at its top says. */
  readonly mark?: LetterMark;
  /** Its subject is its own, not that of the ticket: what it says is no part of the reader's conversation about it. */
  readonly ownSubject?: true;
  /**
   * Nobody asked for it, so it waits where its reader has quiet hours. `courtesy`: it may be had no more, which a
   * header offers (RFC 2369 §3.2); `process`: the ticket needs it. A function where the values of the order tell.
   */
  readonly unasked?: Unasked | ((values: Readonly<Record<string, string>>) => Unasked | null);
  /** Shows no times, so names no zone. */
  readonly timeless?: true;
};

type Unasked = 'courtesy' | 'process';

/**
 * Words as they stand, a member of the staff, a moment in ISO 8601, what only the desk needs, or one of these codes.
 */
export type ValueForm<Value> = string extends Value
  ? 'words' | 'person' | 'moment' | 'unseen'
  : readonly Value[] | 'unseen';

export type Section =
  | 'words' // a person's, carried by the order
  | 'reply' // the new words of the mail at hand, where the order has none
  | 'original' // the mail at hand, whole
  | 'problem' // the mail that opened the ticket: its words, and the whole of it
  | 'attachments' // of the mail at hand, or of the problem
  | 'all_files' // everything attached on the ticket
  | 'solution_files' // attachments of the mail that proposed the resolution
  | 'form' // the problem form
  | 'summary' // the ticket at a glance
  | 'hours' // when people are there
  | 'received' // names of the attachments of the mail at hand
  | 'background' // the customer, and what was written since
  | 'since' // what was written from a moment on
  | 'suggested' // by a model
  | 'similar' // articles and past tickets like this one
  | 'article' // the one that surely fits
  | 'said_already' // the one that says what a closed ticket would have given
  | 'answer' // what is known about a question
  | 'transcript'
  | 'collected' // tickets acknowledged together
  | 'copies' // what others did on several tickets
  | 'held' // quarantined or held mails
  | 'draft' // of a knowledge article
  | 'digest'
  | 'list' // of tickets
  | 'service' // what became of a company's tickets, in figures
  | 'incident' // how it stands
  | 'away' // when somebody is, and who stands in
  | 'figures'
  | 'period' // what a report is about
  | 'commands'; // those the reader may use

type Audience = Readership['audience'];
type Delivered<A extends Audience> = Delivery & { readonly audience: A };

const priorityOf = (audience: Audience): 1 | 2 => (audience === 'customer' ? 1 : 2);

/** The desk answers a mail by itself. */
const replied = <A extends Audience>(audience: A): Delivered<A> => ({
  audience,
  autoSubmitted: 'auto-replied',
  envelope: 'null',
  delivery: 'once',
  priority: priorityOf(audience),
});

/** The clock or an event made the desk write. */
const generated = <A extends Audience>(audience: A): Delivered<A> => ({
  ...replied(audience),
  autoSubmitted: 'auto-generated',
});

/** What nobody waits for. */
const figures = { ...generated('staff'), priority: 3, whenAway: 'theirs' } as const;
/** The same, and its reader may do without. */
const courtesy = { ...figures, unasked: 'courtesy' } as const;

/** A person's words, carried by the desk. */
const words = <A extends Audience>(audience: A): Delivered<A> => ({
  audience,
  autoSubmitted: null,
  envelope: 'bounce',
  delivery: 'content',
  priority: priorityOf(audience),
});

/** To whoever stands in as well. */
const PASSED_ON = { whenAway: 'passed_on' } as const;
const PASSED_UP = { whenAway: 'passed_up' } as const;
const THEIRS = { whenAway: 'theirs' } as const;

const NONE = { actions: [], shows: [], values: {} } as const;
const BY = { by: 'person' } as const;
const PROGRESS = { checked: 'words', current: 'words', next: 'words', toCustomer: 'words', ...BY } as const;
const ASKED = { sideThread: 'unseen', ...BY, responsible: 'unseen', dueAt: 'moment' } as const;

/** For all customers of an incident. */
const SPEAKING: readonly ActionName[] = ['announce', 'resolve', 'note'];
const OUTSIDE = {
  actions: [],
  shows: ['words', 'attachments', 'all_files'],
  values: {
    ...BY,
    sideThread: 'unseen',
    subject: 'words',
    dueAt: 'moment',
    locale: 'unseen',
    number: 'words',
    customer: 'words',
  },
} as const;

const ANSWERS: readonly ActionName[] = ['solved', 'still_open'];
const RATINGS: readonly ActionName[] = ['rate5', 'rate4', 'rate3', 'rate2', 'rate1'];
const WORKING: readonly ActionName[] = ['progress', 'resolve', 'ask', 'note'];
/** One tap yes, one tap no. */
const DECIDING: readonly ActionName[] = ['agree', 'refuse', 'note'];
/** What helps the author of commands: not what an earlier mail did, which they have not asked about. */
const AFTER_COMMANDS: Readonly<Record<string, readonly ActionName[]>> = { undo: ['take_back'], resolve: ['resolve'] };
/** What ends the span that a reminder is about; only words to the customer are a first response. */
const OWED: Readonly<Record<string, readonly ActionName[]>> = {
  respond: ['reply', 'ask', 'resolve', 'note'],
  update: WORKING,
  release: ['release', 'note'],
  // The answer to another team needs no command.
  side_thread: [],
  approval: DECIDING,
};

/** What is owed is a yes, and not everybody may give it. */
const DECISIONS: ReadonlySet<string> = new Set(['release', 'approval']);

/** What a customer is asked on the telephone, and what they may answer. */
const CONFIRMED_BY_CALL: ReadonlySet<string> = new Set(['resolution', 'confirm_reminder', 'closed_on_silence']);
const CALL_CONFIRMS: readonly ActionName[] = ['told', 'customer_solved', 'customer_still_open'];

type Letters = { readonly [Kind in LetterKind]: LetterRow<Kind> };

/** In the order of docs/letters.md, which has the occasion of each. */
export const LETTERS: Letters = {
  acknowledgement: {
    ...replied('customer'),
    actions: ['add', 'admit'],
    shows: ['form', 'hours', 'received', 'article'],
    values: {},
  },
  // A forged sender may have written it: nothing of the mail is repeated.
  short_acknowledgement: { ...replied('customer'), ...NONE, ownSubject: true, timeless: true },
  collected_acknowledgement: { ...replied('customer'), ...NONE, shows: ['collected'] },
  question: { ...words('customer'), actions: [], shows: ['words', 'attachments'], values: BY },
  public_reply: { ...words('customer'), actions: [], shows: ['words', 'attachments'], values: BY },
  progress_to_customer: {
    ...words('customer'),
    // What somebody has written for them is an answer; the state of things is not.
    unasked: ({ toCustomer = '' }) => (toCustomer === '' ? 'courtesy' : null),
    actions: ['no_progress'],
    shows: ['attachments'],
    values: { toCustomer: 'words', next: 'words', ...BY },
  },
  news: { ...replied('customer'), ...NONE },
  resolution: { ...words('customer'), actions: ANSWERS, shows: ['attachments', 'solution_files'], values: BY },
  confirm_reminder: {
    ...generated('customer'),
    unasked: 'process',
    actions: ANSWERS,
    shows: [],
    values: { closesAt: 'moment', added: ['unapproved'] },
  },
  closing: { ...replied('customer'), actions: RATINGS, shows: [], values: { reopenUntil: 'moment' } },
  closed_on_silence: {
    ...generated('customer'),
    unasked: 'process',
    actions: ['still_open', ...RATINGS],
    shows: [],
    values: { reopenUntil: 'moment' },
  },
  reopened: { ...replied('customer'), actions: [], shows: ['reply'], values: { answerBy: 'moment' } },
  confirm_ask_back: { ...replied('customer'), actions: ANSWERS, shows: ['reply'], values: {} },
  undo_notice: { ...replied('customer'), actions: ['undo'], shows: ['reply'], values: {} },
  customer_tickets: { ...replied('customer'), actions: [], shows: ['list'], values: { locale: 'unseen' } },
  company_escalation: { ...generated('customer'), unasked: 'courtesy', ...NONE, values: { answerBy: 'moment' } },
  service_report: {
    ...generated('customer'),
    unasked: 'courtesy',
    ownSubject: true,
    actions: [],
    shows: ['period', 'service', 'list'],
    values: { from: 'unseen', to: 'unseen', company: 'words', locale: 'unseen' },
  },
  unsubscribed: {
    ...replied('customer'),
    ...NONE,
    ownSubject: true,
    timeless: true,
    values: { wanted: ['none', 'again'], locale: 'unseen' },
  },
  withheld_from_customer: { ...words('customer'), ...NONE, ownSubject: true, timeless: true },
  dispatch: {
    ...words('staff'),
    ...PASSED_ON,
    actions: ['accept', 'decline', 'progress', 'resolve', 'link_incident', 'open_incident'],
    shows: ['problem', 'attachments', 'all_files', 'summary', 'background', 'similar', 'suggested'],
    values: {},
  },
  suggested: {
    ...generated('staff'),
    ...PASSED_ON,
    actions: ['reply', 'note'],
    shows: ['summary', 'suggested'],
    values: {},
  },
  follower_copy: {
    ...words('staff'),
    ...THEIRS,
    actions: ['reply', 'analysis', 'note', 'assign', 'link_incident', 'open_incident'],
    shows: ['problem', 'attachments', 'all_files', 'summary', 'background', 'similar', 'suggested'],
    values: {},
  },
  supervisor_notice: {
    ...generated('staff'),
    ...PASSED_ON,
    actions: ['open_incident', 'assign', 'note'],
    shows: ['words', 'problem', 'attachments', 'all_files', 'form', 'summary', 'suggested'],
    values: {
      ...ASKED,
      reason: ['urgent', 'nobody_left', 'side_thread', 'same_error'],
      dueAt: 'unseen',
      customers: 'words',
      errorCode: 'words',
      alike: 'words',
    },
  },
  relay: {
    ...words('staff'),
    ...PASSED_ON,
    actions: ['reply', ...WORKING],
    shows: ['words', 'original', 'attachments', 'summary'],
    values: {
      from: 'person',
      mark: ['unverified', 'unconfirmed', 'not_addressed'],
      rating: 'words',
      asked: 'words',
      answerer: 'person',
      toldBy: 'words',
    },
  },
  note: {
    ...words('staff'),
    // Of who does the work; to all others it is a copy. What is taken back they may have been told in another's place.
    whenAway: ({ is }, isTheirs) => (isTheirs || is === 'taken_back' ? 'passed_on' : 'theirs'),
    actions: ['note', 'reply'],
    shows: ['words', 'attachments', 'summary'],
    values: { ...BY, absorbed: 'words', is: ['analysis', 'taken_back'] },
  },
  progress: {
    ...words('staff'),
    ...THEIRS,
    actions: ['reply', 'note'],
    shows: ['attachments', 'summary'],
    values: PROGRESS,
  },
  sent_copy: {
    ...words('staff'),
    ...THEIRS,
    actions: ['note', 'reply'],
    shows: ['words', 'attachments', 'summary'],
    values: { ...BY, what: ['question', 'reply'] },
  },
  call_customer: {
    ...words('staff'),
    ...PASSED_ON,
    actions: ({ about = '' }) => (CONFIRMED_BY_CALL.has(about) ? CALL_CONFIRMS : ['told', 'customer_says']),
    shows: ['words', 'attachments', 'solution_files', 'summary'],
    values: {
      ...BY,
      toCustomer: 'words',
      next: 'words',
      about: CALLS,
      closesAt: 'moment',
      reopenUntil: 'moment',
      answerBy: 'moment',
    },
  },
  resolution_copy: {
    ...words('staff'),
    ...THEIRS,
    actions: ['note', 'close'],
    shows: ['attachments', 'solution_files', 'summary'],
    values: BY,
  },
  release_request: {
    ...words('staff'),
    ...PASSED_UP,
    actions: ['release', 'note'],
    shows: ['attachments', 'summary'],
    values: BY,
  },
  closing_record: {
    ...generated('staff'),
    ...THEIRS,
    actions: ['reopen', 'note'],
    shows: ['words', 'attachments', 'said_already', 'summary'],
    values: { from: 'unseen' },
  },
  collected_copies: { ...figures, ...NONE, actions: ['as_it_happens'], shows: ['copies'], ownSubject: true },
  accept_lapsed: { ...generated('staff'), ...THEIRS, ...NONE, actions: ['assign', 'note'] },
  too_late: { ...replied('staff'), ...THEIRS, actions: ['note'], shows: ['transcript'], values: { nowWith: 'person' } },
  reassigned: {
    ...generated('staff'),
    ...THEIRS,
    actions: ['note'],
    shows: ['words'],
    values: { ...BY, nowWith: 'person', into: 'words', why: ['escalated'] },
  },
  reminder: {
    ...generated('staff'),
    whenAway: ({ span = '' }) => (DECISIONS.has(span) ? 'passed_up' : 'passed_on'),
    mark: 'reminder',
    actions: ({ span = '' }) => OWED[span] ?? WORKING,
    shows: ['summary'],
    values: {
      span: ['respond', 'update', 'release', 'side_thread', 'approval'],
      dueAt: 'moment',
      question: 'words',
      late: ['yes'],
    },
  },
  follow_up: {
    ...generated('staff'),
    ...PASSED_ON,
    mark: 'reminder',
    actions: ['follow_up_done', 'follow_up_later', 'progress', 'reply'],
    shows: ['words', 'summary'],
    values: { followUp: 'unseen' },
  },
  follow_ups_ended: {
    ...generated('staff'),
    whenAway: 'waits',
    actions: ['reopen', 'note'],
    shows: ['words', 'summary'],
    values: {},
  },
  send_later: {
    ...replied('staff'),
    ...THEIRS,
    actions: ['send_now', 'call_off'],
    shows: ['words', 'summary'],
    values: { sendAt: 'moment', otherLanguage: 'words' },
    decides: 'challenge',
  },
  later_ended: {
    ...generated('staff'),
    ...PASSED_ON,
    actions: ['reply', 'reopen'],
    shows: ['words', 'summary'],
    values: { why: ['author_left'] },
  },
  breach: {
    ...generated('staff'),
    ...PASSED_ON,
    mark: 'breach',
    actions: ['assign', 'note', 'reply'],
    shows: ['summary'],
    values: { span: ['respond', 'update'], dueAt: 'moment' },
  },
  escalation: {
    ...words('staff'),
    ...PASSED_ON,
    mark: 'escalation',
    actions: ['assign', 'reply', 'note'],
    shows: ['words', 'original', 'attachments', 'summary', 'suggested'],
    values: { from: 'unseen', toldBy: 'words' },
  },
  low_rating: {
    ...words('staff'),
    ...PASSED_ON,
    actions: ['reply', 'assign', 'note'],
    shows: ['words', 'attachments', 'summary'],
    values: { from: 'person', rating: 'words' },
  },
  unclear_reply: {
    ...words('staff'),
    ...PASSED_ON,
    actions: ['reply', 'close', 'reopen', 'note'],
    shows: ['words', 'original', 'attachments', 'summary'],
    values: { from: 'unseen', toldBy: 'words' },
  },
  side_thread_question: {
    ...words('staff'),
    ...PASSED_ON,
    actions: [],
    shows: ['words', 'attachments', 'all_files', 'form', 'summary'],
    values: ASKED,
  },
  side_thread_answer: {
    ...words('staff'),
    ...PASSED_ON,
    actions: WORKING,
    shows: ['words', 'attachments', 'summary'],
    values: { ...BY, sideThread: 'unseen' },
  },
  side_thread_overdue: {
    ...generated('staff'),
    ...PASSED_ON,
    mark: 'breach',
    actions: ['note'],
    shows: ['summary'],
    values: { sideThread: 'unseen', responsible: 'person', question: 'words' },
  },
  outside_question: { ...words('outside'), ownSubject: true, ...OUTSIDE },
  outside_reminder: {
    ...generated('outside'),
    ownSubject: true,
    ...OUTSIDE,
    shows: ['words'],
    values: { ...OUTSIDE.values, by: 'unseen' },
  },
  outside_answer: {
    ...words('staff'),
    ...PASSED_ON,
    actions: WORKING,
    shows: ['words', 'attachments', 'summary'],
    values: { from: 'person', asked: 'words' },
  },
  approval_request: {
    ...words('staff'),
    ...PASSED_UP,
    actions: DECIDING,
    shows: ['words', 'attachments', 'solution_files', 'summary'],
    values: {
      ...BY,
      dueAt: 'moment',
      about: ['words', 'solution'],
      anew: ['customer_wrote', 'completed', 'moved_on'],
    },
  },
  approval_answer: {
    ...words('staff'),
    ...PASSED_ON,
    actions: WORKING,
    shows: ['words', 'summary'],
    values: {
      ...BY,
      answer: ['agreed', 'refused', 'withdrawn'],
      question: 'words',
      solution: ['returned', 'goes_on'],
    },
  },
  approval_overdue: {
    ...generated('staff'),
    ...PASSED_UP,
    mark: 'breach',
    actions: DECIDING,
    shows: ['summary'],
    values: { responsible: 'person', question: 'words' },
  },
  transcript: {
    ...replied('staff'),
    ...THEIRS,
    actions: ({ offers = '' }) => ['send', ...(AFTER_COMMANDS[offers] ?? [])],
    shows: ['reply', 'transcript', 'summary'],
    values: { preview: ['sent'], offers: 'unseen' },
  },
  help: { ...replied('staff'), ...THEIRS, ...NONE, shows: ['commands'] },
  challenge: {
    ...replied('staff'),
    ...THEIRS,
    ownSubject: true,
    actions: ['confirm'],
    shows: ['words', 'reply', 'transcript'],
    values: {},
    decides: 'challenge',
  },
  overtaken: {
    ...replied('staff'),
    ...THEIRS,
    actions: ['send_anyway'],
    shows: ['words', 'since', 'summary'],
    values: { after: 'unseen' },
    decides: 'challenge',
  },
  absence_question: {
    ...replied('staff'),
    ...THEIRS,
    ownSubject: true,
    actions: ['note_away', 'away'],
    shows: ['away'],
    values: { begins: 'unseen', ends: 'unseen', substitute: 'unseen' },
    decides: 'challenge',
  },
  stand_in: {
    ...generated('staff'),
    ...THEIRS,
    actions: [],
    shows: ['list'],
    values: { absent: 'person', until: 'moment' },
  },
  welcome_back: {
    ...generated('staff'),
    ...THEIRS,
    actions: [],
    shows: ['list'],
    values: { since: 'moment', until: 'moment' },
  },
  held_alert: {
    ...generated('staff'),
    ...THEIRS,
    ownSubject: true,
    actions: ['confirm'],
    shows: ['words', 'reply', 'held'],
    values: {},
    decides: 'challenge',
  },
  quarantine_notice: { ...generated('staff'), ...THEIRS, ...NONE, shows: ['held'] },
  undeliverable: {
    ...generated('staff'),
    ...PASSED_ON,
    actions: ['note'],
    shows: ['summary'],
    values: {
      recipient: 'words',
      status: 'words',
      why: ['returned', 'recipient', 'content', 'held_back', 'no_address', 'given_up'],
    },
  },
  third_party_reply: {
    ...generated('staff'),
    ...PASSED_UP,
    actions: ['release', 'note'],
    shows: ['words', 'reply', 'summary'],
    values: { from: 'person' },
    decides: 'release',
  },
  knowledge: { ...replied('staff'), ...THEIRS, actions: [], shows: ['answer'], values: { question: 'words' } },
  canned_answers: {
    ...replied('staff'),
    ...THEIRS,
    ownSubject: true,
    timeless: true,
    actions: ({ shows: what = '' }) => (what === 'preview' ? ['send_kept'] : []),
    shows: ['words'],
    values: { shows: ['all', 'one', 'preview'], asked: 'words' },
  },
  ticket_list: {
    ...replied('staff'),
    ...THEIRS,
    actions: [],
    shows: ['list'],
    values: { list: ['mine', 'team', 'found', 'recurring'], asked: 'words' },
  },
  incident: {
    ...words('staff'),
    whenAway: ({ is }, isTheirs) => (isTheirs || is === 'owner' ? 'passed_on' : 'theirs'),
    actions: SPEAKING,
    shows: ['words', 'incident'],
    values: { ...BY, is: ['note', 'owner', 'news', 'resolved', 'dropped'] },
  },
  incident_notice: {
    ...generated('staff'),
    whenAway: ({ is }) => (is === 'due' ? 'passed_on' : 'waits'),
    actions: SPEAKING,
    shows: ['words', 'incident'],
    values: { is: ['opened', 'due', 'idle', 'taken_back', 'finished'], done: 'words', passed: 'words' },
  },
  incident_confirm: {
    ...replied('staff'),
    ...THEIRS,
    ownSubject: true,
    actions: ['send_to_all'],
    shows: ['words', 'transcript', 'incident'],
    values: {},
    decides: 'challenge',
  },
  own_digest: { ...courtesy, ...NONE, shows: ['list'] },
  knowledge_draft: { ...figures, ...NONE, actions: ['approve', 'drop'], shows: ['draft'] },
  contract_hours: {
    ...generated('staff'),
    ...THEIRS,
    actions: [],
    shows: [],
    values: { contract: 'words', share: ['most', 'all'], used: 'words', most: 'words', month: 'words' },
  },
  digest: { ...courtesy, ...NONE, shows: ['digest', 'figures'] },
  report: { ...figures, actions: [], shows: ['period', 'figures'], values: { from: 'unseen', to: 'unseen' } },
  alarm: {
    ...generated('staff'),
    ...PASSED_ON,
    ownSubject: true,
    actions: [],
    shows: [],
    values: {
      reason: [
        'acknowledgements_exhausted',
        'canary_lost',
        'login_expires',
        'mail_withheld',
        'desk_in_trouble',
        'relay_refuses',
        'letter_damaged',
        'recurring_stopped',
        'service_report_failed',
        'certificate_expires',
      ],
      detail: 'words',
    },
  },
  withheld: { ...words('staff'), ...THEIRS, ...NONE, ownSubject: true, timeless: true },
  canary: { ...figures, ...NONE },
};

export const LETTER_KINDS = Object.keys(LETTERS) as readonly LetterKind[];

/** The row of a letter whose kind is only known when the desk runs. */
export const letterRow = (kind: LetterKind): LetterRow => LETTERS[kind];

/** What becomes of a letter whose reader is away or has left; null for a letter that is not for the staff. */
export function whenAway(
  { kind, values = {} }: Pick<LetterOrder, 'kind' | 'values'>,
  isTheirs: boolean,
): WhenAway | null {
  const { audience, whenAway: said } = letterRow(kind);
  if (audience !== 'staff') return null;
  return typeof said === 'function' ? said(values, isTheirs) : said;
}

/** What a letter offers its reader to do, the first first. */
export function offeredBy({ kind, values = {} }: Pick<LetterOrder, 'kind' | 'values'>): readonly ActionName[] {
  const { actions } = letterRow(kind);
  return typeof actions === 'function' ? actions(values) : actions;
}
/** Whether it answers nothing, and then whether its reader may do without it. */
export function unaskedIn({ kind, values = {} }: Pick<LetterOrder, 'kind' | 'values'>): Unasked | null {
  const { unasked = null } = letterRow(kind);
  return typeof unasked === 'function' ? unasked(values) : unasked;
}

/** Letters that may ask for a rating. */
export const RATED: ReadonlySet<LetterKind> = new Set(['closing', 'closed_on_silence']);

/** Whether letters of that kind show the section. */
export const shows = (kind: LetterKind, section: Section): boolean => LETTERS[kind].shows.includes(section);
