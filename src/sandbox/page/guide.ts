import { sameAddress } from '../../people/address.ts';
import type { State, Ticket } from '../../ticket/ticket.ts';
import { type DemoPerson, demoPeople } from '../demo-team.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { newestMails } from './mailboxes.ts';
import { numberIn } from './ticket-sight.ts';
import { mailPath } from './views/context.ts';
import type { PageWords } from './words/vocabulary.ts';

/** What takes a ticket one step further. */
export interface Guide {
  step: keyof PageWords['guide'];
  who: string;
  /** The letter to open; empty where there is none. */
  href: string;
}

const SECOND_MS = 1000;

type Turn = { step: Guide['step']; whose: 'assignee' | 'requester' };
const TURNS: Partial<Record<State, Turn>> = {
  assigned: { step: 'assigned', whose: 'assignee' },
  in_progress: { step: 'working', whose: 'assignee' },
  pending: { step: 'pending', whose: 'requester' },
  resolved: { step: 'resolved', whose: 'requester' },
};

/** Whose turn it is, and the newest letter about the ticket that they have. */
export async function guideFor(mail: MailServer, ticket: Ticket | null): Promise<Guide> {
  if (ticket === null) return { step: 'start', who: '', href: '' };
  const turn = TURNS[ticket.state];
  const isOver = ticket.state === 'closed' || ticket.state === 'merged';
  if (turn === undefined) return { step: isOver ? 'closed' : 'waiting', who: '', href: '' };
  const address = turn.whose === 'assignee' ? ticket.assignee : ticket.requester.address;
  const person = demoPeople.find((each) => address !== null && sameAddress(each.address, address));
  if (person === undefined) return { step: 'waiting', who: '', href: '' };
  // Until the letter that brought the ticket here has arrived, an older one would lead astray.
  const since = ticket.state === 'in_progress' ? ticket.createdAt : ticket.stateSince;
  return { step: turn.step, who: person.name, href: await letterFor(mail, person, ticket.number, since) };
}

async function letterFor(mail: MailServer, { user }: DemoPerson, number: string, since: Date): Promise<string> {
  const letters = await newestMails(mail, user);
  // A Date field has whole seconds.
  const earliest = since.getTime() - SECOND_MS;
  const found = letters.find(
    ({ subject, date }) => numberIn(subject ?? '') === number && (date?.getTime() ?? 0) > earliest,
  );
  return found === undefined ? '' : mailPath(user, 'INBOX', found.uid);
}
