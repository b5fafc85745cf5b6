import { type Decision, fileAs } from '../desk/decision.ts';
import { isMarkedSpam } from '../people/acknowledgement.ts';
import { canonicalAddress } from '../people/address.ts';
import { isTicketTrick } from '../people/ticket-trick.ts';
import { because, reasonText } from '../ticket/mail-outcome.ts';
import { decideHistory, historyNeeds } from './archive/history.ts';
import { leftOutStep } from './boilerplate.ts';
import type { Arrival, MailContext } from './context.ts';
import { customerNeeds, decideCustomerMail } from './customer.ts';
import { bounceNeeds, decideBounce, isBounce } from './machine/bounce.ts';
import { decideMachineMail, isMachineMail } from './machine/machine.ts';
import { isInOwnName } from './machine/own-name.ts';
import type { Needs } from './needs.ts';
import { decideOutside, isFromOutside, outsideNeeds } from './outside.ts';
import { decideUnsubscribing, isUnsubscribing, unsubscribingNeeds } from './request/unsubscribing.ts';
import { decideStaffMail, staffNeeds } from './staff.ts';
import { absenceNoteNeeds, decideAbsenceNote, isAbsenceNote } from './waiting/absence-note.ts';

/**
 * The story of a mail, a question a row: they are asked in order, and the first with an answer decides. A row either
 * tells from the mail alone whether it decides (`when`), or from what was looked up (`ask`, null: the next question).
 */
type Rule = { readonly name: string } & (
  | {
      readonly when: (arrival: Arrival) => boolean;
      readonly needs?: (arrival: Arrival) => Needs;
      readonly decide: (context: MailContext) => Decision;
    }
  | {
      readonly needs: (arrival: Arrival) => Needs;
      readonly ask: (context: MailContext) => Decision | null;
    }
);

const RULES: readonly Rule[] = [
  {
    name: 'another copy of a mail we have?',
    when: (arrival) => copyOf(arrival) !== undefined,
    needs: (arrival) => ({ tickets: [copyOf(arrival)?.ticketId ?? []].flat() }),
    decide: duplicate,
  },
  {
    name: 'from an archive?',
    when: ({ stored }) => stored.history !== null,
    needs: historyNeeds,
    decide: decideHistory,
  },
  {
    name: 'unreadable?',
    when: ({ mail, unparsed }) => unparsed !== null || mail.class === 'malformed',
    decide: ({ unparsed }) => fileAs('quarantined', unparsed ?? 'malformed'),
  },
  {
    // Seen again after the server renumbered its mailbox, or backfilled by a desk that was told to start now.
    name: 'older than the desk?',
    when: ({ stored, mailbox }) => stored.backfill && stored.uid !== null && mailbox.startFrom === 'now',
    decide: () => fileAs('ignored', 'older_than_the_desk'),
  },
  {
    name: 'a forged report?',
    when: (arrival) => isBounce(arrival) && arrival.verdict === 'F' && !arrival.released,
    decide: ({ authentication }) =>
      fileAs('quarantined', because('quarantine', `authentication F (${authentication.reason})`)),
  },
  { name: 'a letter of ours that came back?', when: isBounce, needs: bounceNeeds, decide: decideBounce },
  {
    name: 'written by the desk itself?',
    when: ({ mail }) => mail.class === 'own',
    decide: () => fileAs('ignored', 'own_mail'),
  },
  {
    name: 'in the desk’s own name?',
    when: isInOwnName,
    decide: () => fileAs('quarantined', 'own_address'),
  },
  {
    name: 'without a sender?',
    when: ({ person }) => person === null,
    decide: () => fileAs('quarantined', 'no_sender'),
  },
  {
    name: 'marked as spam?',
    when: ({ mail, released }) => !released && isMarkedSpam(mail),
    decide: () => fileAs('quarantined', 'marked_spam'),
  },
  {
    name: 'carries a virus?',
    needs: ({ mail }) => ({ scan: mail.attachments.length > 0 }),
    ask: infected,
  },
  {
    name: 'a trick to read our tickets?',
    needs: (arrival) =>
      maybeTicketTrick(arrival) ? { everWrittenTo: canonicalAddress(arrival.from?.address ?? '') } : {},
    ask: (context) =>
      maybeTicketTrick(context) && !context.everWrittenTo ? fileAs('quarantined', 'ticket_trick') : null,
  },
  {
    name: 'says that one of the staff is away?',
    when: isAbsenceNote,
    needs: absenceNoteNeeds,
    decide: decideAbsenceNote,
  },
  {
    name: 'wants no more than answers?',
    when: isUnsubscribing,
    needs: unsubscribingNeeds,
    decide: decideUnsubscribing,
  },
  { name: 'written by a machine?', when: isMachineMail, decide: decideMachineMail },
  {
    name: 'from the staff?',
    when: ({ person }) => person?.kind === 'staff',
    needs: staffNeeds,
    decide: decideStaffMail,
  },
  { name: 'an answer from outside?', when: isFromOutside, needs: outsideNeeds, decide: decideOutside },
  { name: 'from a customer?', when: () => true, needs: customerNeeds, decide: decideCustomerMail },
];

/** What must be looked up so that the mail can be decided; nothing beyond the rule that decides it. */
export function needsOf(arrival: Arrival): Needs {
  let needs: Needs = {};
  for (const rule of RULES) {
    const decides = 'when' in rule;
    if (decides && !rule.when(arrival)) continue;
    needs = { ...needs, ...rule.needs?.(arrival) };
    if (decides) break;
  }
  return needs;
}

/** Decides about one mail, from values alone; `steps` tells which question decided, for `mail explain`. */
export function decide(context: MailContext): { readonly decision: Decision; readonly steps: readonly string[] } {
  const about = context.ticket ?? context.incident;
  const steps = [
    `class ${context.mail.class}`,
    ...context.leftOut.map(leftOutStep),
    `authentication ${context.verdict}: ${context.authentication.reason}`,
    `evidence ${context.evidence.level}${about ? ` for ${about.number}` : ''}`,
  ];
  for (const rule of RULES) {
    const decision = answerOf(rule, context);
    steps.push(`${rule.name} ${decision ? `${decision.outcome}, ${reasonText(decision.reason)}` : 'no'}`);
    if (decision) return { decision, steps };
  }
  throw new Error('no question had an answer');
}

function answerOf(rule: Rule, context: MailContext): Decision | null {
  if ('ask' in rule) return rule.ask(context);
  return rule.when(context) ? rule.decide(context) : null;
}

/**
 * A copy in quarantine does not stand in the way of one that is better proven and came by another route. Nor does a
 * mail that is let go count beside a copy that has been heard.
 */
function copyOf({ copies, stored, redeemed, released, verdict }: Arrival): Arrival['copies'][number] | undefined {
  return copies.find(({ id, outcome, authentication }) => {
    if (id === stored.id) return false;
    const waits = outcome === 'held' || outcome === 'quarantined';
    return !waits || !(redeemed || released || isBetter(verdict, authentication));
  });
}

const WORST_FIRST = 'FNP';
const isBetter = (verdict: string, than: string | null): boolean =>
  WORST_FIRST.indexOf(verdict) > WORST_FIRST.indexOf(than ?? 'F');

function duplicate(context: MailContext): Decision {
  const copy = copyOf(context);
  const ticket = context.tickets.find(({ id }) => id === copy?.ticketId) ?? null;
  return fileAs('duplicate', because('copy_of', String(copy?.id)), ticket);
}

/** What cannot be scanned is not let in either; releasing it has it scanned again. */
function infected({ scan }: MailContext): Decision | null {
  if (scan === 'failed') return fileAs('quarantined', 'not_scanned');
  return scan === null || scan.virus === null ? null : fileAs('quarantined', because('virus', scan.virus));
}

const maybeTicketTrick = ({ mail, from, released }: Arrival): boolean =>
  !released && from !== null && isTicketTrick(mail, false);
