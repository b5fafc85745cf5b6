import { type Decision, fileAs } from '../desk/decision.ts';
import { outsideReference } from '../desk/letters/tokens.ts';
import type { Mail } from '../mail/mail.ts';
import { withoutPrefixes } from '../mail/meaning/subject-prefix.ts';
import { aligned, domainOf, isPublicProvider, sameAddress } from '../people/address.ts';
import { isReached, OUTSIDE_ANSWERS_PER_HOUR } from '../people/limits.ts';
import { isColleague, isOnCustomersSide } from '../people/participant.ts';
import { aboutOutside, type FoundToken, type TokenKey, verifyToken } from '../people/token.ts';
import { isRefusal } from '../ticket/change.ts';
import { because } from '../ticket/mail-outcome.ts';
import type { OutsideThread, Ticket } from '../ticket/ticket.ts';
import { transition } from '../ticket/transition.ts';
import type { Arrival, MailContext, OutsideAnswer } from './context.ts';
import { thirdParty, thirdPartyNeeds } from './customer.ts';
import type { Needs } from './needs.ts';
import { saidBy } from './new-ticket.ts';

type Candidate = { readonly ticket: Ticket; readonly messageIds: ReadonlySet<string> };

const isOfQuestion = ({ token, place }: FoundToken): boolean => token.purpose === 'outside' && place !== 'message_id';

/** By what the tickets are found whose questions a mail may answer. */
export const outsideReferences = (tokens: readonly FoundToken[]): readonly string[] =>
  tokens.filter(isOfQuestion).map(({ token }) => outsideReference(token.about));

/**
 * Null for a mail that answers no such question, and for one by the customer's side, however they came by it. Where the
 * token is lost, whoever was asked is known by a reference to the ticket, else by the subject of the question, asked by
 * the brand of the first candidate that has it.
 */
export function outsideAnswerIn(
  mail: Mail,
  sender: string,
  candidates: readonly Candidate[],
  {
    tokens,
    keys,
    now,
  }: { readonly tokens: readonly FoundToken[]; readonly keys: readonly TokenKey[]; readonly now: Date },
): OutsideAnswer | null {
  const asked = candidates
    .filter(({ ticket }) => !isOnCustomersSide(ticket, sender) && !isColleague(ticket, sender))
    .flatMap(({ ticket, messageIds }) =>
      ticket.sideThreads.flatMap(({ outside, ...thread }) =>
        outside === undefined ? [] : [{ ticket, messageIds, thread: { ...thread, outside } }],
      ),
    );
  const proven = asked.find(({ ticket, thread }) => {
    const expected = { address: thread.responsible, epoch: 0, keys, now };
    const about = aboutOutside(ticket.id, thread.id);
    return tokens.some(
      (each) => isOfQuestion(each) && each.token.about === about && !verifyToken(each.token, expected),
    );
  });
  if (proven !== undefined) return { ticket: proven.ticket, thread: proven.thread, genuine: true };
  const theirs = asked.filter(({ thread }) => sameAddress(thread.responsible, sender));
  const referred = theirs.filter(({ messageIds }) => refersTo(mail, messageIds));
  const subjects = theirs.filter(({ thread }) => hasSubject(mail, thread.outside));
  // Two brands may ask under one subject: of those the one that the mail was written to stands first.
  const named = referred.length > 0 ? referred : subjects.filter(({ ticket }) => isOfBrandOf(ticket, subjects[0]));
  const found = named.findLast(({ thread }) => thread.answeredAt === null) ?? named.at(-1);
  return found === undefined ? null : { ticket: found.ticket, thread: found.thread, genuine: false };
}

const isOfBrandOf = ({ brand = null }: Ticket, other: Pick<Candidate, 'ticket'> | undefined): boolean =>
  brand === (other?.ticket.brand ?? null);

const refersTo = ({ inReplyTo, references }: Mail, stored: ReadonlySet<string>): boolean =>
  [...inReplyTo, ...references].some((id) => stored.has(id));

const folded = (subject: string): string => withoutPrefixes(subject).normalize('NFKC').replace(/\s+/g, ' ').trim();

const hasSubject = ({ subject }: Mail, outside: OutsideThread): boolean =>
  outside.subject !== '' && folded(subject) === folded(outside.subject);

/** Who was asked, or somebody of their organisation; anybody else holds a letter that was passed on. */
const isTheirs = ({ from, released, outside, verdict }: Arrival): boolean => {
  if (from === null || outside === null) return false;
  if (released) return true;
  const { responsible } = outside.thread;
  const [domain, known] = [domainOf(from.address), domainOf(responsible)];
  const colleague = aligned(domain, known) && !isPublicProvider(known);
  return (sameAddress(from.address, responsible) || colleague) && (outside.genuine || verdict === 'P');
};

export const isFromOutside = ({ outside, person }: Arrival): boolean => outside !== null && person?.kind === 'customer';

export const outsideNeeds = (arrival: Arrival): Needs =>
  isTheirs(arrival)
    ? { roster: true, alerts: { kind: 'outside_answer', address: arrival.outside?.thread.askedBy ?? '' } }
    : thirdPartyNeeds(arrival.ticket);

/** An internal note: whoever answers from outside commands nothing, and becomes no customer by it. */
export function decideOutside(context: MailContext): Decision {
  const { outside, ticket, from, mail, verdict, authentication, now, policy, roster } = context;
  if (outside === null || ticket === null || from === null) throw new Error('this mail answers no question outside');
  if (verdict === 'F')
    return fileAs('quarantined', because('quarantine', `authentication F (${authentication.reason})`), ticket);
  if (!isTheirs(context)) return thirdParty(context, ticket);
  const { id, responsible, askedBy } = outside.thread;
  const change = transition(
    ticket,
    {
      name: 'outside_answer',
      from,
      words: mail.reply,
      hasAttachments: mail.attachments.length > 0,
      // Those of a ticket that was merged into this one have numbers of their own.
      sideThread: outside.ticket.id === ticket.id ? id : '',
      asked: sameAddress(from.address, responsible) ? from.address : responsible,
      askedBy,
      quiet: isReached(context.alerts, OUTSIDE_ANSWERS_PER_HOUR),
    },
    { now, policy, roster },
  );
  const filed = fileAs('appended', because('outside_answer', responsible), ticket);
  if (isRefusal(change)) return { ...filed, said: [saidBy(context, ticket, 'internal')] };
  return { ...filed, ticket: change.ticket, changes: [change], said: [saidBy(context, ticket, 'internal')] };
}
