import type { Mail } from '../mail/mail.ts';
import { isForwardSubject, isReplySubject, withoutPrefixes } from '../mail/meaning/subject-prefix.ts';
import type { EvidenceLevel } from '../people/evidence.ts';
import type { Context } from './context.ts';
import { isPastReopening } from './events/ending/confirmation.ts';
import type { Ticket } from './ticket.ts';

/** What threading needs to know of a ticket; every `Ticket` is one. */
export type ThreadTicket = Pick<Ticket, 'number' | 'subject' | 'state' | 'closedAt' | 'mergedInto'>;

/**
 * The ticket the mail's evidence speaks for most (people/evidence). `target`: where a merged ticket leads, at its end.
 */
export type Found<T extends ThreadTicket> = {
  readonly ticket: T;
  readonly target: T | null;
  readonly level: EvidenceLevel;
  /** By the number of the customer's own help desk: that says that it is the same problem. */
  readonly byTheirNumber?: boolean | undefined;
};

type ThreadReason =
  | 'token' // E4
  | 'reference' // E3
  | 'number' // E2
  | 'number_alone' // E1 of staff: nothing is done without a challenge
  | 'claims' // E1 of anybody else, or a number that does not exist
  | 'nothing' // E0
  | 'new_problem' // an answer in form, another problem in content
  | 'reopen_window_over';

/** What a mail says, as far as threading looks at it. */
type Words = Pick<
  Mail,
  'subject' | 'reply' | 'intent' | 'asksForNews' | 'onlyThanks' | 'satisfaction' | 'ticketNumbers' | 'form'
>;

/** Where a mail belongs, and why. `claims`: a number somebody named who does not take part; only staff see it. */
export type Thread<T extends ThreadTicket> =
  | { readonly goesTo: 'ticket'; readonly ticket: T; readonly reason: ThreadReason }
  | {
      readonly goesTo: 'new';
      readonly linkedTo: string | null;
      readonly claims: string | null;
      readonly reason: ThreadReason;
    };

const REASONS = { E4: 'token', E3: 'reference', E2: 'number', E1: 'number_alone' } as const;

/**
 * The ticket a mail belongs to, or why it opens a new one. A number alone opens no ticket's door, and whether it is
 * wrong, merged or of somebody else makes no difference that could be seen from outside.
 */
export function matchThread<T extends ThreadTicket>(
  mail: Words,
  fromStaff: boolean,
  found: Found<T> | null,
  context: Omit<Context, 'roster'>,
): Thread<T> {
  const named = mail.ticketNumbers.subject[0] ?? mail.ticketNumbers.quoted[0] ?? null;
  const opensNew = (reason: ThreadReason, linkedTo: string | null, claims: string | null): Thread<T> => ({
    goesTo: 'new',
    linkedTo,
    claims,
    reason,
  });
  if (found === null || found.level === 'E0' || (found.level === 'E1' && !fromStaff))
    return named === null ? opensNew('nothing', null, null) : opensNew('claims', null, named);
  const ticket = found.target ?? found.ticket;
  if (!fromStaff && isPastReopening(ticket, context)) return opensNew('reopen_window_over', ticket.number, null);
  if (!fromStaff && !found.byTheirNumber && startsSomethingNew(mail, ticket))
    return opensNew('new_problem', ticket.number, null);
  return { goesTo: 'ticket', ticket, reason: REASONS[found.level] };
}

/** Words with which people announce that they write about something else. */
const ANOTHER_PROBLEM =
  /(?:另外?一个|另一|新的?|别的|其他的?)(?:问题|故障|需求|情况)|\b(?:another|new|different|separate|unrelated)\s+(?:problem|issue|question|topic|request|bug)\b/iu;

/** Fewer characters describe no problem. */
const DESCRIPTION_LENGTH = 15;

/** Words of somebody who adds to what was said before. */
const ADDITION =
  /补充|附件|日志|截图|如下所需|更多信息|\b(?:additional|addition|more (?:info|details)|logs?|screenshots?|attached|attachment|as requested|update)\b/iu;

/**
 * Both must be new: the subject, which names neither the ticket nor anything of its subject, and the content, which is
 * no answer and either says that it is another problem or, under a subject written afresh, describes one.
 */
function startsSomethingNew(mail: Words, { subject, number, state }: ThreadTicket): boolean {
  const theirs = bareSubject(mail.subject);
  const ours = bareSubject(subject);
  if (mail.ticketNumbers.subject.includes(number)) return false;
  if (theirs.includes(ours) || ours.includes(theirs) || isAnswer(mail)) return false;
  const text = `${mail.subject}\n${mail.reply}`;
  if (ANOTHER_PROBLEM.test(text)) return true;
  if (state === 'pending' || isMarked(mail.subject) || ADDITION.test(text)) return false;
  return mail.form.description !== undefined || mail.reply.trim().length >= DESCRIPTION_LENGTH;
}

const isAnswer = ({ intent, asksForNews, onlyThanks, satisfaction }: Words): boolean =>
  intent === 'solved' || intent === 'still_open' || asksForNews || onlyThanks || satisfaction !== null;

/** Whether a mail program or a gateway marked the subject: it was not written afresh. */
const isMarked = (subject: string): boolean =>
  isReplySubject(subject) || isForwardSubject(subject) || /^\s*(?:\[[^\]]{0,40}\]|【[^】]{0,40}】)/u.test(subject);

/** The subject without reply prefixes, tags and ticket numbers, folded for comparing. */
const bareSubject = (subject: string): string =>
  withoutPrefixes(subject.normalize('NFKC'))
    .replace(/\[?\b[A-Z]{1,8}\d{11,17}\b\]?/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
