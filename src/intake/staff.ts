import { conversationOf } from '../desk/conversation.ts';
import { loadContext } from '../desk/roster.ts';
import type { Mail } from '../mail/mail.ts';
import { numbersIn } from '../mail/meaning/ticket-number.ts';
import { sameAddress } from '../people/address.ts';
import { authorise, type Permission, type StaffAction } from '../people/authority.ts';
import type { Staff } from '../people/person.ts';
import { standingOf } from '../people/standing.ts';
import { ticketByNumber } from '../store/ticket.ts';
import type { Change, LetterOrder, TranscriptLine } from '../ticket/change.ts';
import { isTicketCommand } from '../ticket/command-event.ts';
import { allOrNone, applyCommands, isGivenUp } from '../ticket/commands.ts';
import type { Received } from '../ticket/event.ts';
import { because, type Reason } from '../ticket/outcome.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { decideConfirmation, type Holding, heldFor } from './confirmation.ts';
import type { MailContext } from './context.ts';
import { nextNumber, openTicket, receivedFrom, saidBy } from './customer.ts';
import { type Decision, fileAs } from './decision.ts';
import { answerAsides } from './desk-commands.ts';
import { decideDraft } from './draft.ts';
import { type RecordedProblem, recordedProblem } from './on-behalf.ts';

/** A mail by the staff: commands and words on a ticket, a problem they record, or the answer to a challenge. */
export async function decideStaffMail(visit: MailContext, staff: Staff): Promise<Decision> {
  const vouching = await decideConfirmation(visit, staff);
  if (vouching !== null) return vouching;
  const aboutDraft = await decideDraft(visit, staff);
  if (aboutDraft !== null) return aboutDraft;
  const decisions = actionsOf(visit).map(({ action, command }) => ({ command, decision: permission(visit, action) }));
  const holding = decisions.map(({ decision }) => decision).find(isHolding);
  if (holding !== undefined) return heldFor(visit, staff, holding);
  if (visit.ticket !== null && comesTooLate(visit, decisions)) return onTicket(visit, staff, visit.ticket);
  const refusals = decisions.filter(({ decision }) => REFUSALS.has(decision));
  if (refusals.length > 0)
    return refused(visit, staff, refusals.length === decisions.length ? decisions : decisions.map(heldBack));
  const recorded = recordedProblem(visit.mail);
  const isProblem = recorded !== null || visit.mail.unknownCommands.length === 0;
  if (isProblem && decisions.some(({ decision }) => decision === 'new_internal_ticket'))
    return newTicket(visit, staff, recorded);
  if (visit.ticket === null) return answered(visit, staff);
  return isBulk(visit.mail) ? onTickets(visit, staff, visit.ticket) : onTicket(visit, staff, visit.ticket);
}

/** Work on a ticket that has gone to somebody else: it hears who has it now, and keeps the words as a note. */
function comesTooLate({ mail, evidence }: MailContext, decisions: readonly Decided[]): boolean {
  if (evidence.level === 'E1' || !mail.commands.every(isTicketCommand)) return false;
  const decided = new Set(decisions.map(({ decision }) => decision));
  return decided.delete('not_yours') && [...decided].every((decision) => decision === 'allow');
}

const HOLDS: ReadonlySet<Permission> = new Set<Holding>(['challenge', 'held', 'held_forged', 'quarantine']);
const isHolding = (permission: Permission): permission is Holding => HOLDS.has(permission);
const REFUSALS: ReadonlySet<Permission> = new Set(['not_yours', 'supervisors_only', 'frontline_only', 'needs_ticket']);

type Asked = { readonly action: StaffAction; readonly command: string };
type Decided = { readonly command: string; readonly decision: Permission };

/** What a mail asks for; commands on two tickets at once are a bulk action too. */
function actionsOf({ mail }: MailContext): Asked[] {
  if (mail.commands.length === 0) return [{ action: 'words', command: '' }];
  const each = mail.commands.map(
    ({ name, argument }): Asked => ({ action: name, command: `#${name} ${argument}`.trim() }),
  );
  return isBulk(mail) ? [{ action: 'bulk', command: '' }, ...each] : each;
}

const isBulk = ({ commands, ticketNumbers }: Mail): boolean => commands.length > 0 && ticketNumbers.subject.length > 1;

function permission({ person, ticket, verdict, evidence, redeemed }: MailContext, action: StaffAction): Permission {
  if (person === null) return 'quarantine';
  return authorise({ action, sender: standingOf(person, ticket), authentication: verdict, evidence, redeemed });
}

/** One refusal holds back the rest: all commands of a mail apply, or none do. */
const heldBack = (each: Decided): Decided => (REFUSALS.has(each.decision) ? each : { ...each, decision: 'allow' });

function refused({ ticket }: MailContext, staff: Staff, decided: readonly Decided[]): Decision {
  const lines = decided.map(
    ({ command, decision }): TranscriptLine => ({
      command,
      done: false,
      result: REFUSALS.has(decision) ? decision : 'held_back',
      detail: '',
    }),
  );
  return fileAs('refused', refusedFor(lines), ticket, [{ kind: 'transcript', to: [staff.email], lines }]);
}

async function onTicket(visit: MailContext, staff: Staff, ticket: Ticket): Promise<Decision> {
  const { mail, desk } = visit;
  const context = await loadContext(desk);
  const others = mail.commands.filter((command) => !isTicketCommand(command));
  const answers = answerAsides(visit, staff, others, ticket);
  const words = {
    commands: mail.commands,
    unknownCommands: mail.unknownCommands,
    reply: mail.reply,
    hasAttachments: mail.attachments.length > 0,
    asides: answers.lines,
  };
  const loaded = {
    prefix: desk.config.desk.numberPrefix,
    tickets: await namedTickets(visit),
    split: mail.commands.some(({ name }) => name === 'split') ? await partOf(visit, ticket) : null,
  };
  const { applied, change } = applyCommands(ticket, words, staff, loaded, context);
  return {
    outcome: applied ? (mail.commands.length > 0 ? 'command' : 'appended') : 'refused',
    reason: mail.commands.length > 0 ? because('commands', commandNames(mail)) : because('note'),
    ticket: change.ticket,
    changes: [change],
    letters: applied ? answers.letters : [],
    duties: applied ? answers.duties : [],
    said: [
      ...(applied || change.history.length > 0 ? [saidBy(visit, ticket, 'internal')] : []),
      ...openedBy(change).map((opened) => ({ ...saidBy(visit, opened, 'internal'), text: splitText(mail, loaded) })),
    ],
  };
}

/** The same commands on every ticket the subject names: all of them apply, or none does on any. */
async function onTickets(visit: MailContext, staff: Staff, first: Ticket): Promise<Decision> {
  const others = visit.candidates
    .map(({ ticket }) => ticket)
    .filter(({ number }) => number !== first.number && visit.mail.ticketNumbers.subject.includes(number));
  const rulings = await Promise.all([first, ...others].map((ticket) => onTicket({ ...visit, ticket }, staff, ticket)));
  const refused = rulings.find(({ outcome }) => outcome === 'refused');
  if (refused !== undefined) return refused;
  const [ruling, ...more] = rulings as [Decision, ...Decision[]];
  return {
    ...ruling,
    changes: rulings.flatMap(({ changes }) => changes),
    said: rulings.flatMap(({ said }) => said),
    letters: [...ruling.letters, ...more.flatMap(({ letters }) => letters)],
  };
}

/** A split-off problem is the same customer's; it is told in the words below the command, else in those of the first mail. */
async function partOf(visit: MailContext, ticket: Ticket): Promise<Received> {
  const { requester, company, locale, timezone, subject } = ticket;
  const { description: _, ...form } = ticket.form;
  const [first] = await conversationOf(visit.desk, ticket, { visit: null, said: [] });
  const words = first?.words ?? '';
  return {
    ...(await receivedFrom(visit, (await nextNumber(visit)).number, {
      requester,
      company,
      locale,
      timezone,
      subject,
      words,
      form,
    })),
    copies: [],
  };
}

const openedBy = ({ also }: Change): readonly Ticket[] =>
  also.flatMap(({ ticket }) => (ticket.version === 0 ? [ticket] : []));

const splitText = ({ commands }: Mail, { split }: { readonly split: Received | null }): string =>
  commands.find(({ name }) => name === 'split')?.text || (split?.words ?? '');

/** The tickets that `#merge` names. */
async function namedTickets({ mail, desk }: MailContext): Promise<Map<string, Ticket>> {
  const numbers = mail.commands
    .filter(({ name }) => name === 'merge')
    .flatMap(({ argument }) => numbersIn(argument, desk.config.desk.numberPrefix));
  const found = await Promise.all(numbers.map((number) => ticketByNumber(desk.db, number)));
  return new Map(found.flatMap((ticket) => (ticket === null ? [] : [[ticket.number, ticket] as const])));
}

/** Commands about no ticket; all of a mail are carried out or none. */
async function answered(visit: MailContext, staff: Staff): Promise<Decision> {
  const { mail } = visit;
  if (isGivenUp(mail)) return fileAs('refused', 'unknown_commands', null, [{ kind: 'help', to: [staff.email] }]);
  const answers = answerAsides(visit, staff, mail.commands, null);
  const unknown = mail.unknownCommands.map(
    (command): TranscriptLine => ({ command, done: false, result: 'unknown_command', detail: '' }),
  );
  const lines = allOrNone([...unknown, ...answers.lines]);
  const transcript: LetterOrder[] = lines.length > 0 ? [{ kind: 'transcript', to: [staff.email], lines }] : [];
  if (lines.some(({ done }) => !done)) return fileAs('refused', refusedFor(lines), null, transcript);
  return {
    ...fileAs('command', because('commands', commandNames(mail)), null, [...answers.letters, ...transcript]),
    duties: answers.duties,
  };
}

const commandNames = ({ commands }: Mail): string => commands.map(({ name }) => name).join(', ');
const refusedFor = (lines: readonly TranscriptLine[]): Reason =>
  because('commands_refused', lines.map(({ result }) => result).join(', '));

/** What staff write anew: a problem that came by phone, chat or forwarded mail, else a matter of their own. */
async function newTicket(visit: MailContext, staff: Staff, recorded: RecordedProblem | null): Promise<Decision> {
  const forOther = recorded !== null && !sameAddress(recorded.requester.address, staff.email) ? recorded : null;
  const ruling = await openTicket(visit, { linkedTo: null, claims: null }, { by: staff, problem: forOther });
  const lines = [
    { command: '', done: true, result: forOther ? 'recorded' : 'internal_ticket', detail: ruling.ticket?.number ?? '' },
  ];
  return { ...ruling, letters: [{ kind: 'transcript', to: [staff.email], lines }] };
}
