import type { Outcome } from '../../../ticket/mail-outcome.ts';
import type { ClockKind } from '../../../ticket/ticket.ts';
import type { Locale } from '../../../words/locale.ts';
import type { DemoPerson } from '../../demo-team.ts';
import type { Example } from '../../examples/examples.ts';
import type { Jump } from '../../time/jumps.ts';

/** The people side by side; the front line stands among the engineers. */
export const COLUMNS = ['customer', 'engineer', 'supervisor'] as const;
export type ColumnName = (typeof COLUMNS)[number];

interface ExampleWords {
  label: string;
  /** What becomes of it. */
  expect: string;
}

/** What the page says in a language. `{}` is where a name or a number stands, `{button}` the buttons to press. */
export interface PageWords {
  title: string;
  lead: string;
  skip: string;
  otherLanguage: string;
  columns: Record<ColumnName, string>;
  /** What to do with an inbox that is empty. */
  empty: Record<DemoPerson['role'], string>;
  unread: string;
  arrived: string;
  sent: string;
  nothingSent: string;
  deskInbox: string;
  write: string;
  back: string;
  people: string;
  /** The way of a ticket: what comes next. */
  next: string;
  guide: Record<'start' | 'assigned' | 'working' | 'pending' | 'resolved' | 'offers' | 'closed' | 'waiting', string>;
  /** The name of a button in a sentence. */
  button: string;
  open: string;
  examples: string;
  examplesLead: string;
  example: Record<Exclude<Example, 'foreign'>, ExampleWords> & {
    /** By the language of the desk, which the mail is not in. */
    foreign: Record<Locale, ExampleWords>;
  };
  clock: string;
  clockLead: string;
  jump: Record<Jump, string>;
  loadMonth: string;
  monthLoaded: string;
  busy: string;
  ticket: string;
  noTicket: string;
  recent: string;
  persons: Record<'requester' | 'assignee' | 'follower', string>;
  nobody: string;
  deadlines: string;
  noDeadline: string;
  timeline: string;
  clocks: Record<ClockKind, string>;
  history: Record<string, string>;
  by: Record<'desk' | 'clock', string>;
  why: string;
  notRead: string;
  outcome: Record<Outcome, string>;
  questions: string;
  notDesk: string;
  becauseMail: string;
  becauseClock: string;
  letterWhy: Record<string, string>;
  from: string;
  to: string;
  cc: string;
  date: string;
  subject: string;
  text: string;
  send: string;
  /** Instead of sending a mail without a word. */
  nothingToSend: string;
  cancel: string;
  sentTo: string;
  reply: string;
  replyAll: string;
  view: string;
  views: Record<'light' | 'dark' | 'wide' | 'phone' | 'html' | 'text' | 'source', string>;
  attachments: string;
  letterOf: string;
  onlyHere: string;
  noLetter: string;
}
