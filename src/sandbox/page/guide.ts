import { sameAddress } from '../../people/address.ts';
import type { State, Ticket } from '../../ticket/ticket.ts';
import type { ActionName } from '../../words/language.ts';
import { LOCALES, type Locale } from '../../words/locale.ts';
import { wordsOf } from '../../words/words.ts';
import type { ReadMail } from '../correspondence.ts';
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
  /** Names of the buttons to press in it, as they stand there, and in the reader's language. */
  buttons: readonly string[];
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

/**
 * Whose turn it is, and the newest letter about the ticket that they can press the button in; where none has it, the
 * newest that offers something.
 */
export async function guideFor(
  mail: Pick<MailServer, 'inbox'>,
  ticket: Ticket | null,
  { world, reader }: { world: Locale; reader: Locale },
): Promise<Guide> {
  const only = (step: Guide['step'], who = ''): Guide => ({ step, who, buttons: [], href: '' });
  if (ticket === null) return only('start', demoCustomer(world, 'same').name);
  const turn = TURNS[ticket.state];
  const isOver = ticket.state === 'closed' || ticket.state === 'merged';
  if (turn === undefined) return only(isOver ? 'closed' : 'waiting');
  const address = turn.whose === 'assignee' ? ticket.assignee : ticket.requester.address;
  const person = demoTeam(world).find((each) => address !== null && sameAddress(each.address, address));
  if (person === undefined) return only('waiting');
  // Until the letter that brought the ticket here has arrived, an older one would lead astray.
  const since = ticket.state === 'in_progress' ? ticket.createdAt : ticket.stateSince;
  const letters = await lettersOf(mail, person, ticket.number, since);
  const guide = (step: Guide['step'], letter: ReadMail | undefined, labels: readonly string[]): Guide => ({
    ...{ step, who: person.name, buttons: labels.map((label) => inWordsFor(reader, label)) },
    href: letter === undefined ? '' : mailPath(person.user, 'INBOX', letter.uid),
  });
  const { press } = turn;
  if (press === undefined) return guide(turn.step, letters[0], []);
  for (const letter of letters) {
    const label = letter.buttons.find((each) => actionsCalled(each).includes(press));
    if (label !== undefined) return guide(turn.step, letter, [label]);
  }
  const offers = ({ buttons }: ReadMail) => buttons.filter((each) => actionsCalled(each).length > 0);
  const other = letters.find((letter) => offers(letter).length > 0);
  return other === undefined
    ? guide(turn.step, undefined, [wordsOf(person.locale).actions[press].label])
    : guide('offers', other, offers(other));
}

/** What a button does that has this label in any language: letters stay in the one they were written in. */
const actionsCalled = (label: string): ActionName[] =>
  LOCALES.flatMap((locale) => {
    const { actions } = wordsOf(locale);
    return (Object.keys(actions) as ActionName[]).filter((name) => actions[name].label === label);
  });

/** As the letter has it, with a translation for a reader of another language. */
function inWordsFor(reader: Locale, label: string): string {
  const { actions, punctuation } = wordsOf(reader);
  const called = actionsCalled(label).map((name) => actions[name].label);
  const [first = label] = called;
  return called.includes(label) ? label : label + punctuation.parenthesised(first.toLowerCase());
}

/** The newest first. */
async function lettersOf(
  mail: Pick<MailServer, 'inbox'>,
  { user }: DemoPerson,
  number: string,
  since: Date,
): Promise<ReadMail[]> {
  // A Date field has whole seconds.
  const earliest = since.getTime() - SECOND_MS;
  return (await newestMails(mail, user)).filter(
    ({ subject, date }) => numberIn(subject ?? '') === number && (date?.getTime() ?? 0) > earliest,
  );
}
