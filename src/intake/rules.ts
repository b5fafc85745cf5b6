import type { MailClass } from '../mail/mail.ts';
import { isMarkedSpam } from '../people/acknowledgement.ts';
import { isTicketTrick } from '../people/ticket-trick.ts';
import { hasWrittenTo } from '../store/customer.ts';
import { decidedCopies } from '../store/ledger.ts';
import { loadTickets } from '../store/ticket.ts';
import { because, type ReasonCode, reasonText } from '../ticket/outcome.ts';
import { decideBounce } from './bounce.ts';
import type { MailContext } from './context.ts';
import { decideCustomerMail } from './customer.ts';
import { type Decision, fileAs } from './decision.ts';
import { decideStaffMail } from './staff.ts';

/** One question about a mail: a ruling when it settles the matter, null when the next one is to be asked. */
type Rule = { readonly name: string; readonly ask: (visit: MailContext) => Decision | null | Promise<Decision | null> };

/** The story of a mail: these are asked in order, and the first that has an answer decides. */
const RULES: readonly Rule[] = [
  { name: 'another copy of a mail we have?', ask: duplicate },
  { name: 'unreadable?', ask: unreadable },
  { name: 'older than the desk?', ask: olderThanDesk },
  {
    name: 'a letter of ours that came back?',
    ask: (visit) => (visit.mail.class === 'bounce' ? decideBounce(visit) : null),
  },
  {
    name: 'written by the desk itself?',
    ask: ({ mail }) => (mail.class === 'own' ? fileAs('ignored', 'own_mail') : null),
  },
  {
    name: 'without a sender?',
    ask: ({ person }) => (person === null ? fileAs('quarantined', 'no_sender') : null),
  },
  {
    name: 'marked as spam?',
    ask: ({ mail, released }) => (!released && isMarkedSpam(mail) ? fileAs('quarantined', 'marked_spam') : null),
  },
  { name: 'carries a virus?', ask: infected },
  { name: 'a trick to read our tickets?', ask: ticketTrick },
  { name: 'written by a machine?', ask: automatic },
  {
    name: 'from the staff?',
    ask: (visit) => (visit.person?.kind === 'staff' ? decideStaffMail(visit, visit.person.staff) : null),
  },
  { name: 'from a customer?', ask: decideCustomerMail },
];

/** Decides about one mail. Reads the database, writes nothing; `steps` tells which question decided, for `mail explain`. */
export async function decide(
  visit: MailContext,
): Promise<{ readonly ruling: Decision; readonly steps: readonly string[] }> {
  const steps = [
    `class ${visit.mail.class}`,
    `authentication ${visit.verdict}: ${visit.authentication.reason}`,
    `evidence ${visit.evidence.level}${visit.ticket ? ` for ${visit.ticket.number}` : ''}`,
  ];
  for (const { name, ask } of RULES) {
    const ruling = await ask(visit);
    steps.push(`${name} ${ruling ? `${ruling.outcome}, ${reasonText(ruling.reason)}` : 'no'}`);
    if (ruling) return { ruling, steps };
  }
  throw new Error('no question had an answer');
}

/**
 * A copy in quarantine does not stand in the way of one that is better proven, which came by another route; nor does a
 * mail that is let go count beside a copy that has been heard.
 */
async function duplicate({ desk, stored, redeemed, released, verdict }: MailContext): Promise<Decision | null> {
  const copies = (await decidedCopies(desk.db, stored.fingerprint)).filter(({ id }) => id !== stored.id);
  const copy = copies.find(({ outcome, authentication }) => {
    const waits = outcome === 'held' || outcome === 'quarantined';
    return !waits || !(redeemed || released || isBetter(verdict, authentication));
  });
  if (copy === undefined) return null;
  const [ticket] = copy.ticketId === null ? [] : await loadTickets(desk.db, [copy.ticketId]);
  return fileAs('duplicate', because('copy_of', String(copy.id)), ticket ?? null);
}

const WORST_FIRST = 'FNP';
const isBetter = (verdict: string, than: string | null): boolean =>
  WORST_FIRST.indexOf(verdict) > WORST_FIRST.indexOf(than ?? 'F');

function unreadable({ mail, unparsed }: MailContext): Decision | null {
  return unparsed !== null || mail.class === 'malformed' ? fileAs('quarantined', unparsed ?? 'malformed') : null;
}

/** Seen again after the server renumbered its mailbox, or backfilled by a desk that was told to start now. */
function olderThanDesk({ stored, mailbox }: MailContext): Decision | null {
  return stored.backfill && stored.uid !== null && mailbox.startFrom === 'now'
    ? fileAs('ignored', 'older_than_the_desk')
    : null;
}

/** What cannot be looked at is not let in either; releasing it has it looked at again. */
async function infected({ desk, mail, raw, stored }: MailContext): Promise<Decision | null> {
  if (desk.scan === null || mail.attachments.length === 0) return null;
  try {
    const virus = await desk.scan(raw);
    return virus === null ? null : fileAs('quarantined', because('virus', virus));
  } catch (error) {
    desk.log.error({ event: 'mail_not_scanned', mail: stored.id, err: error });
    return fileAs('quarantined', 'not_scanned');
  }
}

async function ticketTrick({ mail, from, desk, released }: MailContext): Promise<Decision | null> {
  if (released || from === null || !isTicketTrick(mail, false)) return null;
  return (await hasWrittenTo(desk.db, from.address)) ? null : fileAs('quarantined', 'ticket_trick');
}

const MACHINES: Readonly<Record<Exclude<MailClass, 'human'>, ReasonCode>> = {
  auto_reply: 'auto_reply',
  bounce: 'matches_no_letter',
  receipt: 'receipt',
  list: 'list',
  own: 'own_mail',
  malformed: 'malformed',
};

/** Only people change a ticket; what machines write is kept with the ticket it belongs to. A website form carries a person's words. */
function automatic({ mail, ticket, evidence, person }: MailContext): Decision | null {
  const gateway = person?.kind === 'customer' && person.gateway !== null;
  if (mail.class === 'human' || (mail.class === 'list' && gateway)) return null;
  const belongs = evidence.level === 'E4' || evidence.level === 'E3' || evidence.level === 'E2';
  return fileAs('ignored', MACHINES[mail.class], belongs ? ticket : null);
}
