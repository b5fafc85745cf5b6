import { type Decision, fileAs } from '../desk/decision.ts';
import type { Mail } from '../mail/mail.ts';
import { canonicalAddress, sameAddress } from '../people/address.ts';
import { isRefused, type Permission, type StaffAction } from '../people/authority.ts';
import type { Staff } from '../people/person.ts';
import { isSeenBy } from '../ticket/audience.ts';
import { isGivenUp } from '../ticket/commands/apply.ts';
import { answersIn, asWritten, type Step, stepsWithoutTicket } from '../ticket/commands/steps.ts';
import { transcriptOf } from '../ticket/commands/transcript.ts';
import type { LetterOrder, TranscriptLine } from '../ticket/letters.ts';
import { because, type Reason } from '../ticket/mail-outcome.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isDeskCommand } from '../words/commands.ts';
import type { Arrival, MailContext } from './context.ts';
import { answerByDesk } from './desk-commands.ts';
import { type DraftAnswer, decideDraft, draftAnswerOf, draftNeeds } from './draft.ts';
import { decideIncidentMail, incidentMailNeeds, isIncidentMail } from './incident/incident-mail.ts';
import { reachesDesk } from './machine/own-name.ts';
import { permissionFor } from './mail-permission.ts';
import type { Needs } from './needs.ts';
import { recordTicket } from './new-ticket.ts';
import { type RecordedProblem, recordedProblem } from './on-behalf.ts';
import { applyToTickets, commandNames, deskCommandNeeds, staffWorkNeeds } from './staff-work.ts';
import { decideVouching, type Vouching, vouchingNeeds, vouchingOf } from './waiting/confirmation.ts';
import { guarded, guardNeeds } from './waiting/guarded-answer.ts';
import { type Holding, heldFor, heldNeeds, isHolding } from './waiting/held-staff-mail.ts';
import { decideLater, isLater } from './waiting/later.ts';

/** What a mail by the staff is: the first that fits. */
type Course =
  | { readonly is: 'vouching'; readonly vouching: Vouching }
  | { readonly is: 'about a draft'; readonly answer: DraftAnswer }
  | { readonly is: 'held'; readonly holding: Holding }
  | { readonly is: 'about an incident' }
  | { readonly is: 'work'; readonly tickets: readonly [Ticket, ...Ticket[]] }
  | { readonly is: 'refused'; readonly decided: readonly Decided[] }
  | { readonly is: 'new ticket'; readonly problem: RecordedProblem | null }
  | { readonly is: 'about no ticket' };

function courseOf(arrival: Arrival, staff: Staff): Course {
  const { mail, ticket, addressed, config } = arrival;
  const vouching = vouchingOf(arrival, staff);
  if (vouching !== null) return { is: 'vouching', vouching };
  const answer = draftAnswerOf(arrival, staff);
  if (answer !== null) return { is: 'about a draft', answer };
  const decided = actionsOf(mail).map(({ action, command }) => ({
    command,
    permission: permissionFor(arrival, action),
  }));
  const holding = decided.map((each) => each.permission).find(isHolding);
  if (holding !== undefined) return { is: 'held', holding };
  if (ticket !== null && comesTooLate(arrival, decided)) return { is: 'work', tickets: [ticket] };
  if (decided.some((each) => isRefused(each.permission))) return { is: 'refused', decided };
  if (isIncidentMail(arrival)) return { is: 'about an incident' };
  const recorded = addressed ? recordedProblem(mail) : null;
  const isProblem = recorded !== null || mail.unknownCommands.length === 0;
  if (isProblem && decided.some((each) => each.permission === 'new_internal_ticket'))
    return { is: 'new ticket', problem: ofSomebodyElse(recorded, staff, config) };
  if (ticket === null) return { is: 'about no ticket' };
  return { is: 'work', tickets: [ticket, ...(isBulk(mail) ? othersNamed(arrival, ticket) : [])] };
}

/** A problem in their own name is a matter of their own; so is a letter of the desk that they forward to it. */
function ofSomebodyElse(
  recorded: RecordedProblem | null,
  { email }: Staff,
  config: Arrival['config'],
): RecordedProblem | null {
  const { address } = recorded?.requester ?? { address: email };
  return sameAddress(address, email) || reachesDesk(address, config) ? null : recorded;
}

export function staffNeeds(arrival: Arrival): Needs {
  const staff = senderOf(arrival);
  const course = courseOf(arrival, staff);
  switch (course.is) {
    case 'vouching':
      return vouchingNeeds(course.vouching);
    case 'about a draft':
      return draftNeeds(course.answer, staff);
    case 'held':
      return heldNeeds(course.holding, staff);
    case 'work':
      return { ...staffWorkNeeds(arrival, course.tickets), ...guardNeeds(arrival, staff, course.tickets[0]) };
    case 'about an incident':
      return incidentMailNeeds(arrival);
    case 'new ticket':
      return { customer: canonicalAddress(course.problem?.requester.address ?? staff.email) };
    case 'about no ticket':
      return deskCommandNeeds(arrival.mail.commands);
    default:
      return {};
  }
}

/** A mail by the staff: commands and words on a ticket, a problem they record, or the answer to a challenge. */
export function decideStaffMail(context: MailContext): Decision {
  const staff = senderOf(context);
  const course = courseOf(context, staff);
  switch (course.is) {
    case 'vouching':
      return decideVouching(context, staff, course.vouching);
    case 'about a draft':
      return decideDraft(context, staff, course.answer);
    case 'held':
      return heldFor(context, staff, course.holding);
    case 'work':
      return isLater(context) && course.tickets.length === 1
        ? decideLater(context, staff, course.tickets[0], (of, ticket) =>
            guarded(of, staff, applyToTickets(of, staff, [ticket])),
          )
        : guarded(context, staff, applyToTickets(context, staff, course.tickets));
    case 'about an incident':
      return decideIncidentMail(context, staff);
    case 'refused':
      return refused(context, staff, course.decided);
    case 'new ticket':
      return recordTicket(context, staff, course.problem);
    case 'about no ticket':
      return answered(context, staff);
  }
}

function senderOf({ person }: Arrival): Staff {
  if (person?.kind !== 'staff') throw new Error('this mail is not from the staff');
  return person.staff;
}

type Asked = { readonly action: StaffAction; readonly command: string };
type Decided = { readonly command: string; readonly permission: Permission };

/** What a mail asks for; commands on two tickets at once are a bulk action too. */
function actionsOf(mail: Mail): Asked[] {
  if (mail.commands.length === 0) return [{ action: 'words', command: '' }];
  const each = mail.commands.map((command): Asked => ({ action: command.name, command: asWritten(command) }));
  return isBulk(mail) ? [{ action: 'bulk', command: '' }, ...each] : each;
}

const isBulk = ({ commands, ticketNumbers }: Mail): boolean => commands.length > 0 && ticketNumbers.subject.length > 1;

const othersNamed = ({ candidates, mail }: Arrival, first: Ticket): readonly Ticket[] =>
  candidates
    .map(({ ticket }) => ticket)
    .filter(({ number }) => number !== first.number && mail.ticketNumbers.subject.includes(number));

/** Work on a ticket that has gone to somebody else: they hear who has it now, and their words are kept as a note. */
function comesTooLate({ mail, evidence }: Arrival, decided: readonly Decided[]): boolean {
  if (evidence.level === 'E1' || mail.commands.some(({ name }) => isDeskCommand(name))) return false;
  const permissions = new Set(decided.map((each) => each.permission));
  return permissions.delete('not_yours') && [...permissions].every((each) => each === 'allow');
}

/**
 * One refusal holds back the rest: all commands of a mail apply, or none do. By a number that anybody can guess nobody
 * learns whose ticket it is.
 */
function refused({ ticket, evidence }: MailContext, staff: Staff, decided: readonly Decided[]): Decision {
  const isGuessed = ticket !== null && evidence.level === 'E1' && !isSeenBy(ticket, staff);
  const steps = decided.map(
    ({ command, permission: each }): Step => ({
      command,
      means: { refused: isRefused(each) ? each : 'held_back' },
    }),
  );
  const lines = transcriptOf(steps);
  const letters = [{ kind: 'transcript', to: [staff.email], lines }] as const;
  return fileAs('refused', refusedFor(lines), isGuessed ? null : ticket, letters);
}

/** Commands about no ticket; all of a mail are carried out or none. */
function answered(context: MailContext, staff: Staff): Decision {
  const { mail } = context;
  if (isGivenUp(mail)) return fileAs('refused', 'unknown_commands', null, [{ kind: 'help', to: [staff.email] }]);
  const steps = stepsWithoutTicket(mail, answerByDesk(context, staff, null));
  const lines = transcriptOf(steps);
  const transcript: LetterOrder[] = lines.length > 0 ? [{ kind: 'transcript', to: [staff.email], lines }] : [];
  if (lines.some(({ done }) => !done)) return fileAs('refused', refusedFor(lines), null, transcript);
  const { letters, ...orders } = answersIn(steps);
  return {
    ...fileAs('command', because('commands', commandNames(mail)), null, [...letters, ...transcript]),
    ...orders,
  };
}

const refusedFor = (lines: readonly TranscriptLine[]): Reason =>
  because('commands_refused', lines.map(({ result }) => result).join(', '));
