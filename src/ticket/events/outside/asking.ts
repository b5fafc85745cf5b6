import type { Address } from '../../../mail/mail.ts';
import { domainOf, isPublicProvider, isRoutable, limitKey } from '../../../people/address.ts';
import { customerOf } from '../../../people/identify.ts';
import { isColleague } from '../../../people/participant.ts';
import { isSame, order, supervisors } from '../../audience.ts';
import { type Change, changed, type Refusal } from '../../change.ts';
import type { Context } from '../../context.ts';
import type { LetterOrder } from '../../letters.ts';
import type { EventOf } from '../../states.ts';
import { whichNamed } from '../../text/naming.ts';
import { questionWithTime, timePassed } from '../../text/question.ts';
import type { OutsideThread, SideThread, Ticket } from '../../ticket.ts';
import { arm, nextUpdateBy, WARNING_SHARE } from '../../time/clocks.ts';
import { withMailWork } from '../../work.ts';
import type { Author, Loaded } from '../handling.ts';

/** Questions to outsiders that may be open on one ticket. */
const MOST_OPEN = 10;
/** Characters of the question that its subject shows. */
const SUBJECT_MAX = 60;

/** Who outside is asked, and what beside the question they may see. */
export type Outsider = { readonly address: Address; readonly shows: readonly Shown[] };
type Shown = OutsideThread['shows'][number];

/**
 * Help from somebody who belongs neither to the staff nor to the customer: a vendor. They get the words of the question
 * and nothing else; what would tell them whose problem it is is refused unless its author says so (`+客户`, `+编号`,
 * `+附件`). Their answer comes back as an internal note.
 */
export function involveOutsider(ticket: Ticket, event: EventOf<'involve_outside'>, context: Context): Change | Refusal {
  const { by, outsider, question } = event;
  const { address, shows } = outsider;
  const { now } = context;
  if (isOfCustomer(ticket, address.address, context)) return { refused: 'is_a_customer', detail: address.address };
  if (openOutside(ticket).length >= MOST_OPEN) return { refused: 'too_many_outside', detail: String(MOST_OPEN) };
  const told = toldOf(ticket, question, shows);
  if (told.length > 0) return { refused: 'names_the_customer', detail: told.join(', ') };
  const dueAt = event.dueAt ?? nextUpdateBy(ticket, context);
  const warnAt = new Date(now.getTime() + (dueAt.getTime() - now.getTime()) * WARNING_SHARE);
  const id = String(ticket.sideThreads.length + 1);
  const thread: SideThread & { readonly outside: OutsideThread } = {
    id,
    team: '',
    question,
    responsible: address.address,
    askedBy: by.email,
    dueAt,
    answeredAt: null,
    outside: { name: address.name, subject: subjectFor(ticket, address.address, question), shows },
  };
  const asked = { ...withMailWork(ticket, event, now), sideThreads: [...ticket.sideThreads, thread] };
  const above = supervisors(context).filter((email) => !isSame(email, by.email));
  const values = { sideThread: id, by: by.email, responsible: address.address, dueAt: dueAt.toISOString() };
  return changed(
    arm(arm(asked, 'side_thread', dueAt, id), 'side_thread_warning', warnAt, id),
    { at: now, event: 'involved_outside', by: by.email, detail: address.address },
    [
      outsideLetter('outside_question', ticket, thread, by.email),
      ...order('supervisor_notice', above, { words: question, values: { ...values, reason: 'side_thread' } }),
    ],
  );
}

/** Questions to outsiders that nobody has answered. */
const openOutside = ({ sideThreads }: Ticket): readonly SideThread[] =>
  sideThreads.filter(({ outside, answeredAt }) => outside !== undefined && answeredAt === null);

/** What goes outside: the question, when an answer is due, and no more of the ticket than its author lets be seen. */
export function outsideLetter(
  kind: 'outside_question' | 'outside_reminder',
  { number, company, requester }: Pick<Ticket, 'number' | 'company' | 'requester'>,
  { id, question, responsible, dueAt, outside }: SideThread & { readonly outside: OutsideThread },
  by: string,
): LetterOrder {
  const { subject, shows } = outside;
  return {
    kind,
    to: [responsible],
    words: question,
    values: {
      sideThread: id,
      by,
      subject,
      dueAt: dueAt?.toISOString() ?? '',
      locale: /\p{Script=Han}/u.test(question) ? 'zh-CN' : 'en',
      number: shows.includes('number') ? number : '',
      customer: shows.includes('customer') ? (company ?? requester.name) : '',
    },
    withAttachments: kind === 'outside_question' && shows.includes('files'),
  };
}

/** One conversation in their mail program: what follows has the subject of the first question. */
function subjectFor({ sideThreads }: Ticket, address: string, question: string): string {
  const earlier = sideThreads.find(({ responsible, outside }) => outside && isSame(responsible, address))?.outside;
  if (earlier) return earlier.subject;
  const first = (question.split('\n').find((line) => line.trim() !== '') ?? '').trim();
  return first.length > SUBJECT_MAX ? `${first.slice(0, SUBJECT_MAX).toWellFormed()}…` : first;
}

/** Of the requester's side, or of a customer that the configuration names: nobody asks them as an outsider. */
function isOfCustomer(ticket: Ticket, address: string, { policy }: Context): boolean {
  const known = ticket.participants.filter(({ role }) => role !== 'staff').map((each) => each.address);
  return (
    [ticket.requester.address, ...known].some((each) => isSame(each, address)) ||
    isColleague(ticket, address) ||
    customerOf(address, policy.customers) !== null
  );
}

/** What in the question tells whose problem it is, as far as that may not be seen. */
function toldOf(ticket: Ticket, question: string, shows: readonly Shown[]): readonly string[] {
  const { number, requester, company, form, participants } = ticket;
  const people = [requester, ...participants.filter(({ role }) => role !== 'staff')];
  const names = [
    ...people.flatMap(({ address, name }) => [address, name]),
    ...[company, form.company, form.contact, form.contactDetails],
  ];
  const numbers = shows.includes('number') ? [] : whichNamed(question, [number, number.replace(/^\D+/, '')]);
  const customer = shows.includes('customer') ? [] : whichNamed(question, names);
  // Their machines and mailboxes tell whose they are.
  const domains = people.map(({ address }) => domainOf(address)).filter((domain) => !isPublicProvider(domain));
  const hosts = shows.includes('customer') || customer.length > 0 ? [] : whichNamed(question, domains);
  return [...numbers, ...customer, ...hosts].slice(0, 3);
}

const NAMED = /^(?:(?<name>[^<>@\n]{1,60}?)\s*)?<(?<in>[^<>\s@]+@[^<>\s@]+)>/u;
const BARE = /^(?<in>[^\s<>(),;:，；：、。（）]+@[\p{L}\p{N}.-]+\.[\p{L}\p{N}-]+)/u;

const SHOWN_WORDS: Readonly<Record<string, Shown>> = {
  附件: 'files',
  files: 'files',
  编号: 'number',
  number: 'number',
  客户: 'customer',
  customer: 'customer',
};
const OPTION = /^[\s,，、;；:：]*[+＋]\s?([\p{L}]+)/u;

/** Null where the argument begins with no address; refused where nobody can be written to there. */
export function readOutside(
  argument: string,
  text: string,
  { by }: Author,
  { deskAddresses }: Loaded,
  context: Context,
): EventOf<'involve_outside'> | Refusal | null {
  const found = NAMED.exec(argument) ?? BARE.exec(argument);
  const address = found?.groups?.in;
  if (found === null || address === undefined) return null;
  const own = deskAddresses.some((each) => limitKey(each) === limitKey(address));
  if (own || !isRoutable(address)) return { refused: 'no_such_address', detail: address };
  const { shows, rest, unknown } = readOptions(argument.slice(found[0].length));
  const another = BARE.exec(rest.replace(/^[\s,，、;；和]+/u, ''))?.groups?.in;
  if (another !== undefined) return { refused: 'one_outsider', detail: another };
  if (unknown !== null) return { refused: 'no_such_option', detail: `+${unknown}` };
  const line = rest.replace(/^[\s:：,，.。;；]+/u, '');
  const asked = questionWithTime(line, text, context);
  const passed = asked.dueAt === null ? timePassed(line, context) : null;
  if (passed !== null) return passed;
  if (asked.question === '') return { refused: 'no_text' };
  const name = found.groups?.name?.trim() ?? '';
  return { name: 'involve_outside', by, outsider: { address: { name, address }, shows }, ...asked };
}

function readOptions(argument: string) {
  const shows = new Set<Shown>();
  let rest = argument;
  for (;;) {
    const found = OPTION.exec(rest);
    if (found === null) return { shows: [...shows], rest, unknown: null };
    const [written, word = ''] = found;
    const shown = SHOWN_WORDS[word.toLowerCase()];
    if (shown === undefined) return { shows: [...shows], rest, unknown: word };
    shows.add(shown);
    rest = rest.slice(written.length);
  }
}
