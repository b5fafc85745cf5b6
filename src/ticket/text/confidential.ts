import type { Mail } from '../../mail/mail.ts';
import type { Verdict } from '../../people/authentication/authentication.ts';
import type { Person } from '../../people/person.ts';
import type { Change } from '../change.ts';
import type { Resolution, Ticket } from '../ticket.ts';

/**
 * THE rule of confidential tickets: what somebody wrote encrypted is read by people with a key, and by nobody else. A
 * ticket that an encrypted mail has touched stays so. What is stored for lists has no words from then on
 * (`confidential`, here), letters about it go out encrypted or say no more than its number (desk/letters/withheld.ts),
 * every other way out shows the ticket by `shown`, and statements that look into words leave it out (the column
 * `confidential`).
 */

/** Stands for what is withheld, in every language (RFC 9788 §3.2.1 has it for subjects). */
export const WITHHELD = '[...]';

/** A mail, as far as it tells who may read its words. */
export type Sealed = {
  readonly mail: Pick<Mail, 'secrecy'>;
  readonly person: Person | null;
  readonly verdict: Verdict;
  readonly redeemed: boolean;
};

export const cameEncrypted = ({ mail }: Pick<Sealed, 'mail'>): boolean => mail.secrecy?.encrypted === 'opened';

/**
 * Whether the words of a mail may be shown to people with a key alone, where they stand on this ticket; null: on one
 * that the mail opens, or on none. Staff whose mail program encrypts to the desk protect the way there, and say by
 * their commands who reads what they write on a ticket that is not confidential: an answer of theirs is for the
 * customer.
 */
export const isSecret = (incoming: Sealed, ticket: Pick<Ticket, 'confidential'> | null): boolean =>
  cameEncrypted(incoming) && (ticket === null || ticket.confidential === true || !isOfStaff(incoming));

const isOfStaff = ({ person, verdict, redeemed }: Sealed): boolean =>
  person?.kind === 'staff' && (verdict === 'P' || redeemed);

/**
 * The changes of a mail as those of confidential tickets: of those that its words make so, of a ticket that it makes of
 * a confidential one, and of one that takes a confidential one in.
 */
export function confidentially(
  changes: readonly Change[],
  becomesSo: (ticket: Ticket) => boolean = () => false,
): readonly Change[] {
  const before = changes.filter(({ ticket }) => ticket.confidential).map(({ ticket }) => ticket);
  const takesIn = ({ number }: Ticket): boolean => before.some(({ mergedInto }) => mergedInto === number);
  const isNew = ({ version, linkedTo }: Ticket): boolean =>
    version === 0 && before.some(({ number }) => linkedTo.includes(number));
  return changes.map((change) => {
    const { ticket } = change;
    const becomes = ticket.confidential || becomesSo(ticket) || takesIn(ticket) || isNew(ticket);
    return becomes ? withheldChange(change) : change;
  });
}

const withheldChange = (change: Change): Change => ({
  ...change,
  ticket: { ...change.ticket, confidential: true, subject: WITHHELD },
  // Copies that wait are collected with those of other tickets, in one letter.
  copies: change.copies.map((each) => ({ ...each, content: { ...each.content, words: '' } })),
});

/** A ticket for a way out that is not encrypted: numbers, people, states and times, and no words of anybody. */
export function shown(ticket: Ticket): Ticket {
  if (!ticket.confidential) return ticket;
  const { undoable: _, ...others } = ticket;
  return { ...others, ...withoutWords(ticket), subject: WITHHELD };
}

/** Every field of a ticket that has words of somebody. */
const WORDY = [
  'urgencyReason',
  'categoryReason',
  'form',
  'analysis',
  'findings',
  'handOver',
  'work',
  'incident',
  'sideThreads',
  'approvals',
  'resolution',
  'closing',
  'followUps',
  'laters',
] as const satisfies readonly (keyof Ticket)[];

/** The same fields without the words; what counts and when it happened stays. */
function withoutWords(ticket: Pick<Ticket, (typeof WORDY)[number]>): Partial<Ticket> {
  const { urgencyReason, categoryReason, resolution, closing, findings, handOver, work, incident } = ticket;
  const { sideThreads, approvals, followUps, laters } = ticket;
  const wordless = <T extends { readonly words: string }>(each: T): T => ({ ...each, words: '' });
  return {
    urgencyReason: { ...urgencyReason, detail: '' },
    categoryReason: { ...categoryReason, detail: '' },
    form: {},
    analysis: null,
    ...(findings && { findings: [] }),
    ...(handOver && { handOver: wordless(handOver) }),
    ...(work && { work: work.map((each) => ({ ...each, resources: null })) }),
    ...(incident && { incident: { ...incident, title: WITHHELD } }),
    sideThreads: sideThreads.map(({ outside, ...each }) => ({
      ...each,
      question: WITHHELD,
      ...(outside && { outside: { ...outside, subject: WITHHELD } }),
    })),
    ...(approvals && {
      approvals: approvals.map((each) => ({ ...each, what: WITHHELD, answer: each.answer && wordless(each.answer) })),
    }),
    resolution: resolution && resolutionWithoutWords(resolution),
    closing: closing && { ...closing, solution: '', resources: null },
    ...(followUps && { followUps: followUps.map(wordless) }),
    ...(laters && { laters: laters.map(wordless) }),
  };
}

/** A solution without what it says. */
export const resolutionWithoutWords = ({ kind, by, at, released }: Resolution): Resolution => ({
  cause: '',
  steps: '',
  kind,
  workaround: null,
  verified: null,
  resources: null,
  by,
  at,
  released,
});
