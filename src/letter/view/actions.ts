import { mayUse } from '../../people/authority.ts';
import { approvalsOf, openApprovals } from '../../ticket/events/approval/asking.ts';
import type { LetterKind } from '../../ticket/letters.ts';
import type { EventName } from '../../ticket/states.ts';
import { isPossible } from '../../ticket/transition.ts';
import { canUndo } from '../../ticket/undoable.ts';
import type { ActionName } from '../../words/language.ts';
import { localeFor } from '../../words/locale.ts';
import { wordsOf } from '../../words/words.ts';
import type { LetterFacts } from '../facts.ts';
import { offeredBy } from '../kinds.ts';
import { copied } from './copied.ts';
import { formRows } from './ticket-view.ts';
import { preparedAbsence } from './time/absence-text.ts';

/** A link that opens a prepared answer; `command` is the same in words, for readers of the plain text. */
export type ActionLink = {
  readonly name: ActionName;
  readonly label: string;
  readonly address: string;
  readonly href: string;
  readonly command: string;
};

/**
 * A `mailto:` URI (RFC 6068). The address stays readable (`+` is literal there, §2); line ends become CRLF (§5).
 * @internal tests look at it
 */
export function mailto(address: string, subject: string, body: string): string {
  const to = encodeURIComponent(address).replaceAll('%40', '@').replaceAll('%2B', '+');
  const field = (text: string): string => encodeURIComponent(text.toWellFormed().replace(/\r\n|\r|\n/g, '\r\n'));
  return `mailto:${to}?subject=${field(subject)}&body=${field(body)}`;
}

/** The links of a letter, the one to be taken first first. */
export function actionsOf(facts: LetterFacts): readonly ActionLink[] {
  const { reply, solved = reply, stillOpen = reply, confirm = null, undo = null } = facts.addresses;
  const own: Partial<Record<ActionName, string | null>> = {
    solved,
    still_open: stillOpen,
    confirm,
    undo,
    send_anyway: confirm,
    send_to_all: confirm,
    note_away: confirm,
    send_now: confirm,
  };
  const number = facts.ticket?.number ?? facts.incident?.number ?? '';
  return namesFor(facts).flatMap((name) => {
    const { [name]: address = reply } = own;
    const idle =
      address === null ||
      (name === 'admit' && copied(facts).length === 0) ||
      (name === 'take_back' && !takesBack(facts)) ||
      ((name === 'open_incident' || name === 'link_incident') && name !== incidentAction(facts)) ||
      (SPEAKING.has(name) && hasEnded(facts)) ||
      (name === 'note_away' && preparedAbsence(facts) === '');
    return idle ? [] : [actionLink(name, facts, { number, address })];
  });
}

/** Confirms the certificate that the customer's mail offers, for a reader who may; null for none. */
export function certificateLink(facts: LetterFacts): ActionLink | null {
  const { ticket, addresses, readerRoles = [] } = facts;
  if (ticket?.signed?.is !== 'offered' || ticket.signed.unproven || !mayUse('certificate', readerRoles)) return null;
  return actionLink('certificate', facts, { number: ticket.number, address: addresses.reply });
}

/** What makes tickets that look alike one matter: an incident they belong to already, else one for all of them. */
export function incidentAction(facts: LetterFacts): 'open_incident' | 'link_incident' | null {
  const { ticket, alike = [] } = facts;
  if (ticket === null || ticket.incident !== undefined || numbersAlike(facts).length === 0) return null;
  return alike.some(({ incident }) => incident) ? 'link_incident' : 'open_incident';
}

/** Tickets that look alike: those the letter shows, or whose list is one of its values, a line each. */
const numbersAlike = ({ alike, values = {} }: LetterFacts): readonly string[] =>
  alike?.map(({ number }) => number) ??
  (values.alike ?? '').split('\n').flatMap((line) => line.split(' ', 1).filter(Boolean));

/** Nothing more goes to the customers of an incident that has ended. */
const SPEAKING: ReadonlySet<ActionName> = new Set(['announce', 'resolve']);
const hasEnded = ({ incident }: LetterFacts): boolean => (incident?.state?.state ?? 'open') !== 'open';

/** Whether what the reader has just done can be taken back; the letter is written before the change is stored. */
const takesBack = ({ ticket, recipient, now }: LetterFacts): boolean =>
  ticket !== null && canUndo({ ...ticket, version: ticket.version + 1 }, recipient.address, now);

/** One action as a link to an address about a ticket; `number` is empty when there is none. */
export function actionLink(
  name: ActionName,
  facts: LetterFacts,
  { number, address }: { readonly number: string; readonly address: string },
): ActionLink {
  const { label, body } = wordsOf(facts.locale).actions[name];
  const filled = body + prefill(name, facts);
  const subject = number === '' ? label : `[${number}] ${label}`;
  // Without plus-addressing nothing but this line proves where a newly written mail belongs.
  const proof = address === facts.desk.address ? `\n\nref:${facts.ref}` : '';
  return {
    name,
    label,
    address,
    href: mailto(address, subject, filled + proof),
    command: ((body === '' ? body : filled).split('\n')[0] ?? '').trimEnd(),
  };
}

/** Their body ends with what the letter names. */
const PUTS_ASKED: ReadonlySet<ActionName> = new Set([
  'send_kept',
  'send_article',
  'take_urgency',
  'take_category',
  'take_fields',
]);

/** Mail programs cut longer links. */
const PREFILL_MAX = 1000;

/**
 * What a prepared answer says beyond its fixed words: blank lines of the form, the request for an unencrypted mail, who
 * is let in, or the note that is to be sent after all.
 */
function prefill(name: ActionName, facts: LetterFacts): string {
  if (name === 'add') return blankForm(facts);
  if (name === 'ask' && facts.ticket?.encrypted)
    return wordsOf(localeFor(facts.ticket.locale) ?? facts.locale).sendUnencrypted;
  if (PUTS_ASKED.has(name)) return facts.values?.asked ?? '';
  if (name === 'agree' || name === 'refuse') return whichApproval(name, facts);
  if (name === 'certificate') return [facts.ticket?.signed?.address, facts.ticket?.signed?.fingerprint].join(' ');
  if (name === 'admit') return copied(facts).join(`\n${wordsOf(facts.locale).actions.admit.body}`);
  if (name === 'link_incident') return facts.alike?.find(({ incident }) => incident)?.incident ?? '';
  if (name === 'open_incident') return incidentFor(facts);
  if (name === 'follow_up_done') return facts.values?.followUp ?? '';
  if (name === 'follow_up_later') return `${facts.values?.followUp ?? ''} ${wordsOf(facts.locale).absence.later}`;
  if (name === 'away') return preparedAbsence(facts);
  const note = name === 'send' ? (facts.words ?? '') : '';
  return note.length <= PREFILL_MAX ? note : '';
}

/** A title to be changed, and the tickets that look alike, each on a line of its own. */
const incidentFor = (facts: LetterFacts): string =>
  [facts.ticket?.subject ?? facts.incident?.title ?? '', ...numbersAlike(facts).slice(0, MOST_LINKED)].join('\n');
const MOST_LINKED = 15;

/** Its number, so that no other is answered by it; of those the reader was asked, a letter is about the newest. */
function whichApproval(name: 'agree' | 'refuse', { ticket, recipient, inPlaceOf, values }: LetterFacts): string {
  const { address } = inPlaceOf ?? recipient;
  const asked = ticket === null ? [] : [...openApprovals(ticket), ...approvalsOf(ticket, address)];
  const one = asked.findLast(({ what }) => what === (values?.question ?? what));
  return one === undefined ? '' : `${name === 'agree' ? ' ' : ''}${one.id} `;
}

/** The fields that are asked for, as lines to be completed. */
function blankForm({ ticket, ...reader }: LetterFacts): string {
  if (ticket === null) return '';
  const colon = wordsOf(reader.locale).punctuation.colon.trimEnd();
  return formRows(ticket, reader)
    .filter((row) => row.missing)
    .map((row) => row.label + colon)
    .join('\n');
}

/**
 * Letters that bring a customer's mail to the staff; where nobody can read it, they offer to ask for it in the clear.
 */
const TELLS: ReadonlySet<LetterKind> = new Set(['dispatch', 'follower_copy', 'supervisor_notice', 'relay']);

/** Asking comes second: a ticket is accepted first. */
const withAsking = (names: readonly ActionName[]): readonly ActionName[] => [
  ...names.slice(0, 1),
  'ask',
  ...names.slice(1).filter((name) => name !== 'ask'),
];

/** What the reader of a letter can do next, as far as the state of the ticket allows it. */
const namesFor = ({ kind, values = {}, ticket }: LetterFacts): readonly ActionName[] => {
  const offered = offeredBy({ kind, values });
  return (ticket?.encrypted && TELLS.has(kind) ? withAsking(offered) : offered).filter((name) => {
    const { [name]: event } = EVENTS;
    // Mail about a merged ticket leads to the other one.
    return ticket === null || ticket.state === 'merged' || event === undefined || isPossible(ticket, event);
  });
};

/** What actions do to the ticket; the others are about something else, or offered where the answer is awaited. */
const EVENTS: Readonly<Partial<Record<ActionName, EventName>>> = {
  accept: 'accept',
  decline: 'decline',
  analysis: 'analysis',
  told: 'told',
  customer_solved: 'customer',
  customer_still_open: 'customer',
  customer_says: 'customer',
  progress: 'progress',
  resolve: 'resolve',
  ask: 'ask',
  reply: 'reply',
  send: 'reply',
  send_kept: 'reply',
  agree: 'agree',
  refuse: 'refuse',
  note: 'note',
  assign: 'assign',
  take_back: 'undo',
  close: 'close',
  reopen: 'reopen',
};
