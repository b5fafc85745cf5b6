import { sameAddress } from '../../people/address.ts';
import type { State, Ticket } from '../../ticket/ticket.ts';
import type { ActionName } from '../../words/language.ts';
import type { Locale } from '../../words/locale.ts';
import { wordsOf } from '../../words/words.ts';
import { type DemoPerson, demoCustomer, demoTeam } from '../demo-team.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { newestMails } from './mailboxes.ts';
import { numberIn } from './ticket-sight.ts';
import { mailPath } from './views/context.ts';
import type { PageWords } from './words/vocabulary.ts';

/** What takes a ticket one step further. */
export interface Guide {
  step: keyof PageWords['guide'];
  who: string;
  /** The name of the button to press in it, as it stands there, and in the reader's language; empty for none. */
  button: string;
  /** The letter to open; empty where there is none. */
  href: string;
}

const SECOND_MS = 1000;

type Turn = { step: Guide['step']; whose: 'assignee' | 'requester'; press?: ActionName };
const TURNS: Partial<Record<State, Turn>> = {
  assigned: { step: 'assigned', whose: 'assignee', press: 'accept' },
  in_progress: { step: 'working', whose: 'assignee', press: 'resolve' },
  pending: { step: 'pending', whose: 'requester' },
  resolved: { step: 'resolved', whose: 'requester', press: 'solved' },
};

/** Whose turn it is, and the newest letter about the ticket that they have. */
export async function guideFor(
  mail: MailServer,
  ticket: Ticket | null,
  { world, reader }: { world: Locale; reader: Locale },
): Promise<Guide> {
  const only = (step: Guide['step'], who = ''): Guide => ({ step, who, button: '', href: '' });
  if (ticket === null) return only('start', demoCustomer(world, 'same').name);
  const turn = TURNS[ticket.state];
  const isOver = ticket.state === 'closed' || ticket.state === 'merged';
  if (turn === undefined) return only(isOver ? 'closed' : 'waiting');
  const address = turn.whose === 'assignee' ? ticket.assignee : ticket.requester.address;
  const person = demoTeam(world).find((each) => address !== null && sameAddress(each.address, address));
  if (person === undefined) return only('waiting');
  // Until the letter that brought the ticket here has arrived, an older one would lead astray.
  const since = ticket.state === 'in_progress' ? ticket.createdAt : ticket.stateSince;
  const button = turn.press === undefined ? '' : buttonName(turn.press, person.locale, reader);
  return { step: turn.step, who: person.name, button, href: await letterFor(mail, person, ticket.number, since) };
}

/** As the letter has it, with a translation for a reader of another language. */
function buttonName(name: ActionName, letter: Locale, reader: Locale): string {
  const { label } = wordsOf(letter).actions[name];
  const { actions, punctuation } = wordsOf(reader);
  return letter === reader ? label : label + punctuation.parenthesised(actions[name].label.toLowerCase());
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
