import { type Decision, fileAs } from '../desk/decision.ts';
import type { Mail, MailClass } from '../mail/mail.ts';
import { isMarkedSpam } from '../people/acknowledgement.ts';
import { canonicalAddress, withoutTag } from '../people/address.ts';
import type { EvidenceLevel } from '../people/evidence.ts';
import { isTicketTrick } from '../people/ticket-trick.ts';
import { because, type ReasonCode, reasonText } from '../ticket/mail-outcome.ts';
import { bounceNeeds, decideBounce, isBounce } from './bounce.ts';
import { type Arrival, deskAddresses, type MailContext } from './context.ts';
import { customerNeeds, decideCustomerMail } from './customer.ts';
import type { Needs } from './needs.ts';
import { decideStaffMail, staffNeeds } from './staff.ts';

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

/** Evidence of a ticket that its sender takes part in. */
const BELONGS: ReadonlySet<EvidenceLevel> = new Set(['E4', 'E3', 'E2']);

/** Reasons that name what wrote a mail. */
const MACHINES: Readonly<Record<Exclude<MailClass, 'human'>, ReasonCode>> = {
  auto_reply: 'auto_reply',
  bounce: 'matches_no_letter',
  receipt: 'receipt',
  list: 'list',
  own: 'own_mail',
  malformed: 'malformed',
};

const RULES: readonly Rule[] = [
  {
    name: 'another copy of a mail we have?',
    when: (arrival) => copyOf(arrival) !== undefined,
    needs: (arrival) => ({ tickets: [copyOf(arrival)?.ticketId ?? []].flat() }),
    decide: duplicate,
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
  { name: 'written by a machine?', when: isAutomatic, decide: automatic },
  {
    name: 'from the staff?',
    when: ({ person }) => person?.kind === 'staff',
    needs: staffNeeds,
    decide: decideStaffMail,
  },
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
  const steps = [
    `class ${context.mail.class}`,
    `authentication ${context.verdict}: ${context.authentication.reason}`,
    `evidence ${context.evidence.level}${context.ticket ? ` for ${context.ticket.number}` : ''}`,
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

/**
 * From is an address of the desk, and no token says that the desk wrote it: an answer would go to the desk itself. A
 * website form that writes from there is a gateway, and known as one.
 */
function isInOwnName({ mail, person, config, released }: Arrival): boolean {
  const gateway = person?.kind === 'customer' && person.gateway !== null;
  const own: ReadonlySet<string> = new Set(config.mailboxes.flatMap(deskAddresses));
  return !released && !gateway && mail.from.some(({ address }) => own.has(withoutTag(address)));
}

/**
 * Only people change a ticket. A website form carries a person's words, even when it writes like a list, and so does
 * what comes through a list from somebody who takes part; what staff let go is read as a person's.
 */
function isAutomatic(arrival: Arrival): boolean {
  const { mail, person, evidence, released } = arrival;
  if (mail.class === 'human' || released) return false;
  const gateway = person?.kind === 'customer' && person.gateway !== null;
  if (mail.class === 'list' && (gateway || BELONGS.has(evidence.level))) return false;
  return answersUs(arrival) || isSubscribed(arrival) || !mayBePersons(mail);
}

/**
 * Marked by machines, and a person's all the same for what the marks tell: sent through a group, or by a program for
 * somebody. A ticket without acknowledgement.
 */
function mayBePersons(mail: Mail): boolean {
  const valuesOf = (field: RegExp) => mail.headers.filter(([name]) => field.test(name)).map(([, value]) => value);
  if (mail.class === 'list') return valuesOf(/^(?:list-.*|precedence)$/).length === 1;
  return mail.class === 'auto_reply' && valuesOf(/^auto-submitted$/).some((value) => /^\s*auto-generated/i.test(value));
}

/**
 * What says itself that it is an automatic answer, or answers a letter of ours, is kept with its ticket, and that is
 * all; so is what lists send that the desk is subscribed to. Of anything else the front line hears: it waits in
 * quarantine.
 */
function automatic(context: MailContext): Decision {
  const { mail, ticket, evidence } = context;
  if (mail.class === 'human') throw new Error('a person wrote this mail');
  const kept =
    mail.class === 'list' ? isSubscribed(context) : mail.class !== 'auto_reply' || answersUs(context) || saysSo(mail);
  return fileAs(kept ? 'ignored' : 'quarantined', MACHINES[mail.class], BELONGS.has(evidence.level) ? ticket : null);
}

/** RFC 3834 §5, and the fields that programs wrote before it. */
const saysSo = ({ headers }: Mail): boolean =>
  headers.some(
    ([name, value]) => /^(?:auto-submitted|x-(?:.*auto-?(?:reply|respon).*))$/.test(name) && !/^\s*no\b/i.test(value),
  );

/** An absence note of the staff, or a mail that names one of the desk's letters. Never announced: that could go on. */
const answersUs = ({ mail, person, tokens, evidence }: Arrival): boolean =>
  mail.class !== 'list' && (person?.kind === 'staff' || tokens.length > 0 || evidence.level !== 'E0');

/** A list that the configuration names, by its List-Id or by the address it writes from. */
function isSubscribed({ mail, config }: Arrival): boolean {
  const names = mail.headers.flatMap(([name, value]) => (name === 'list-id' || name === 'sender' ? [value] : []));
  const said = [...names, ...mail.from.map(({ address }) => address)].join('\n').toLowerCase();
  return config.trust.lists.some((list) => said.includes(list.toLowerCase()));
}
