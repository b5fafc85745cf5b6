import { isMarkedSpam } from '../people/acknowledgement.ts';
import { isTicketTrick } from '../people/ticket-trick.ts';
import { hasWrittenTo } from '../store/customer.ts';
import { decidedCopies } from '../store/ledger.ts';
import { loadTickets } from '../store/ticket.ts';
import { ruleBounce } from './bounce.ts';
import { ruleCustomer } from './customer.ts';
import { kept, type Ruling } from './ruling.ts';
import { ruleStaff } from './staff.ts';
import type { Visit } from './visit.ts';

/** One question about a mail: a ruling when it settles the matter, null when the next one is to be asked. */
type Question = { readonly name: string; readonly ask: (visit: Visit) => Ruling | null | Promise<Ruling | null> };

/** The story of a mail: these are asked in order, and the first that has an answer decides. */
const QUESTIONS: readonly Question[] = [
  { name: 'another copy of a mail we have?', ask: duplicate },
  { name: 'unreadable?', ask: unreadable },
  { name: 'older than the desk?', ask: olderThanDesk },
  {
    name: 'a letter of ours that came back?',
    ask: (visit) => (visit.mail.class === 'bounce' ? ruleBounce(visit) : null),
  },
  {
    name: 'written by the desk itself?',
    ask: ({ mail }) => (mail.class === 'own' ? kept('ignored', 'own_mail') : null),
  },
  {
    name: 'without a sender?',
    ask: ({ person }) => (person === null ? kept('quarantined', 'no_sender') : null),
  },
  {
    name: 'marked as spam?',
    ask: ({ mail, released }) => (!released && isMarkedSpam(mail) ? kept('quarantined', 'marked_spam') : null),
  },
  { name: 'carries a virus?', ask: infected },
  { name: 'a trick to read our tickets?', ask: ticketTrick },
  { name: 'written by a machine?', ask: automatic },
  {
    name: 'from the staff?',
    ask: (visit) => (visit.person?.kind === 'staff' ? ruleStaff(visit, visit.person.staff) : null),
  },
  { name: 'from a customer?', ask: ruleCustomer },
];

/** Decides about one mail. Reads the database, writes nothing; `steps` tells which question decided, for `mail explain`. */
export async function intake(visit: Visit): Promise<{ readonly ruling: Ruling; readonly steps: readonly string[] }> {
  const steps = [
    `class ${visit.mail.class}`,
    `authentication ${visit.verdict}: ${visit.authentication.reason}`,
    `evidence ${visit.evidence.level}${visit.ticket ? ` for ${visit.ticket.number}` : ''}`,
  ];
  for (const { name, ask } of QUESTIONS) {
    const ruling = await ask(visit);
    steps.push(`${name} ${ruling ? `${ruling.outcome}, ${ruling.reason}` : 'no'}`);
    if (ruling) return { ruling, steps };
  }
  throw new Error('no question had an answer');
}

/**
 * A copy in quarantine does not stand in the way of one that is better proven, which came by another route; nor does a
 * mail that is let go count beside a copy that has been heard.
 */
async function duplicate({ desk, stored, redeemed, released, verdict }: Visit): Promise<Ruling | null> {
  const copies = (await decidedCopies(desk.db, stored.fingerprint)).filter(({ id }) => id !== stored.id);
  const copy = copies.find(({ outcome, authentication }) => {
    const waits = outcome === 'held' || outcome === 'quarantined';
    return !waits || !(redeemed || released || isBetter(verdict, authentication));
  });
  if (copy === undefined) return null;
  const [ticket] = copy.ticketId === null ? [] : await loadTickets(desk.db, [copy.ticketId]);
  return kept('duplicate', `of mail ${copy.id}`, ticket ?? null);
}

const WORST_FIRST = 'FNP';
const isBetter = (verdict: string, than: string | null): boolean =>
  WORST_FIRST.indexOf(verdict) > WORST_FIRST.indexOf(than ?? 'F');

function unreadable({ mail, unparsed }: Visit): Ruling | null {
  return unparsed !== null || mail.class === 'malformed' ? kept('quarantined', unparsed ?? 'malformed') : null;
}

/** Seen again after the server renumbered its mailbox, or backfilled by a desk that was told to start now. */
function olderThanDesk({ stored, mailbox }: Visit): Ruling | null {
  return stored.backfill && stored.uid !== null && mailbox.startFrom === 'now'
    ? kept('ignored', 'older_than_the_desk')
    : null;
}

/** What cannot be looked at is not let in either; releasing it has it looked at again. */
async function infected({ desk, mail, raw, stored }: Visit): Promise<Ruling | null> {
  if (desk.scan === null || mail.attachments.length === 0) return null;
  try {
    const virus = await desk.scan(raw);
    return virus === null ? null : kept('quarantined', `virus: ${virus}`);
  } catch (error) {
    desk.log.error({ event: 'mail_not_scanned', mail: stored.id, err: error });
    return kept('quarantined', 'not_scanned');
  }
}

async function ticketTrick({ mail, from, desk, released }: Visit): Promise<Ruling | null> {
  if (released || from === null || !isTicketTrick(mail, false)) return null;
  return (await hasWrittenTo(desk.db, from.address)) ? null : kept('quarantined', 'ticket_trick');
}

/** Only people change a ticket; what machines write is kept with the ticket it belongs to. A website form carries a person's words. */
function automatic({ mail, ticket, evidence, person }: Visit): Ruling | null {
  const gateway = person?.kind === 'customer' && person.gateway !== null;
  if (mail.class === 'human' || (mail.class === 'list' && gateway)) return null;
  const belongs = evidence.level === 'E4' || evidence.level === 'E3' || evidence.level === 'E2';
  return kept('ignored', mail.class, belongs ? ticket : null);
}
