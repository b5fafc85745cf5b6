import { type Decision, fileAs } from '../../desk/decision.ts';
import { flatten } from '../../desk/records.ts';
import type { Command } from '../../mail/mail.ts';
import type { Staff } from '../../people/person.ts';
import { order } from '../../ticket/audience.ts';
import { languageName } from '../../ticket/canned/keeping.ts';
import { type Change, isRefusal, type Refusal } from '../../ticket/change.ts';
import { isGivenUp } from '../../ticket/commands/apply.ts';
import { answersIn, asWritten, type DeskAnswer, NO_ORDERS, type Step } from '../../ticket/commands/steps.ts';
import { transcriptOf } from '../../ticket/commands/transcript.ts';
import { type Asked, askedOf } from '../../ticket/incident/asked.ts';
import { type Incident, linkTo } from '../../ticket/incident/incident.ts';
import { type SaidToAll, saidToAll, shownToStaff } from '../../ticket/incident/to-all.ts';
import {
  gather,
  type IncidentChange,
  type IncidentStep,
  isOutward,
  onIncident,
  type Reach,
} from '../../ticket/incident/work.ts';
import type { LetterOrder, TranscriptLine } from '../../ticket/letters.ts';
import { because } from '../../ticket/mail-outcome.ts';
import { STATE_TABLE } from '../../ticket/states.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { transition } from '../../ticket/transition.ts';
import { commandRow, type DeskCommand } from '../../words/commands.ts';
import type { Arrival, MailContext } from '../context.ts';
import { answerByDesk } from '../desk-commands.ts';
import type { Needs } from '../needs.ts';
import { commandNames, deskCommandNeeds, eachOnce } from '../staff-work.ts';
import { heldFor } from '../waiting/held-staff-mail.ts';
import { incidentNeeds, incidentOpened } from './asked.ts';

/** Whether a mail of the staff is about an incident as a whole: it answers a letter of one, or opens one by itself. */
export const isIncidentMail = ({ incident, ticket, mail }: Arrival): boolean =>
  incident !== null || (ticket === null && mail.commands.some(({ name }) => name === 'incident'));

export const incidentMailNeeds = ({ incident, mail, config }: Arrival): Needs => ({
  ...incidentNeeds(mail, config.desk.numberPrefix),
  ...deskCommandNeeds(mail.commands),
  roster: true,
  ...(incident === null ? {} : { reach: incident.number }),
  ...(incident !== null && speaksToAll(mail)
    ? { customersNamed: { incident: incident.number, words: mail.reply } }
    : {}),
});

const NOBODY: Reach = { tickets: 0, customers: 0, staff: [] };

/** What a mail has done so far: the incident as it leaves it, and the tickets it links. */
type SoFar = {
  readonly incident: Incident | null;
  readonly did: readonly IncidentChange[];
  readonly changes: readonly Change[];
  readonly lines: readonly Step[];
};

/**
 * A mail about an incident: its commands are carried out, or none of them is. What reaches all customers waits until
 * its author has confirmed it, knowing how many they are.
 */
export function decideIncidentMail(context: MailContext, staff: Staff): Decision {
  const { mail, incident, redeemed } = context;
  const reach = context.reach ?? NOBODY;
  const about = incident === null ? {} : { about: incident };
  if (isGivenUp(mail))
    return { ...fileAs('refused', 'unknown_commands', null, [{ kind: 'help', to: [staff.email] }]), ...about };
  const opened = incident === null ? incidentOpened(context, staff) : null;
  const start: SoFar = {
    incident: incident ?? opened?.incident ?? null,
    did: opened === null ? [] : [opened],
    changes: [],
    lines: unknown(mail),
  };
  const written: readonly Command[] =
    mail.commands.length + mail.unknownCommands.length === 0 ? [wordsAlone(context)] : mail.commands;
  const said = saidToAll(written, context.insertable, staff);
  const done = said.reduce((so, each) => next(context, staff, so, each), start);
  const warnings = warningsOf(context, said, reach);
  const lines = [...transcriptOf(done.lines), ...warnings];
  if (done.lines.some(({ means }) => 'refused' in means)) return { ...notDone(staff, done.lines), ...about };
  const sent = sentWords(said);
  // They may be many, and get what the incident has told its customers.
  if (!redeemed && done.did.some(({ entries }) => entries.some(({ kind }) => kind === 'gather')))
    return { ...heldFor(context, staff, 'challenge'), ...about };
  if (!redeemed && reach.tickets > 1 && speaksToAll(mail)) {
    const confirm = order('incident_confirm', [staff.email], { words: sent || mail.reply, lines: warnings });
    return { ...fileAs('held', 'challenge', null, confirm), ...about };
  }
  return carriedOut(context, staff, done, { lines, sent });
}

function notDone({ email }: Staff, steps: readonly Step[]): Decision {
  const lines = transcriptOf(steps);
  const reason = because('commands_refused', lines.map(({ result }) => result).join(', '));
  return fileAs('refused', reason, null, [{ kind: 'transcript', to: [email], lines }]);
}

/** The words to all customers that have become others than were written; empty where none have. */
const sentWords = (said: readonly SaidToAll[]): string =>
  said.flatMap(({ inserted, content }) => (inserted ? shownToStaff(content) : [])).join('\n\n');

/** Answers that some customers get in another language than theirs. */
const otherLanguages = (said: readonly SaidToAll[]): readonly TranscriptLine[] =>
  [...new Set(said.flatMap((each) => each.otherLanguages))].map((locale) =>
    warning('answer_language', languageName(locale)),
  );

function carriedOut(
  context: MailContext,
  staff: Staff,
  done: SoFar,
  { lines, sent }: { readonly lines: readonly TranscriptLine[]; readonly sent: string },
): Decision {
  const { mail } = context;
  const { incident, did, changes } = done;
  const { letters, ...orders } = answersIn(done.lines);
  const transcript: readonly LetterOrder[] = lines.every(isQuiet)
    ? []
    : order('transcript', [staff.email], sent === '' ? { lines } : { lines, words: sent, values: { preview: 'sent' } });
  const isNote = mail.commands.length === 0;
  const reason = isNote ? because('note') : because('commands', commandNames(mail));
  return {
    ...fileAs(isNote ? 'appended' : 'command', reason, null, [...letters, ...transcript]),
    ...orders,
    changes: eachOnce(changes),
    ...(incident && {
      about: incident,
      incidents: did.length === 0 ? [] : [allOf(incident, did)],
    }),
  };
}

/** What several commands made of it, as the last of them left it. */
const allOf = (incident: Incident, did: readonly IncidentChange[]): IncidentChange => ({
  incident,
  entries: did.flatMap(({ entries }) => entries),
  letters: did.flatMap(({ letters }) => letters),
});

/** A note that has reached colleagues needs no answer. */
const isQuiet = ({ done, result, detail }: TranscriptLine): boolean =>
  done && result === 'incident_note' && detail !== '0';

const unknown = ({ unknownCommands }: MailContext['mail']): readonly Step[] =>
  unknownCommands.map((command): Step => ({ command, means: { refused: 'unknown_command' } }));

/** Words without a command are a note. */
const wordsAlone = ({ mail }: MailContext): Command => ({ name: 'note', argument: '', text: mail.reply });

const speaksToAll = ({ commands }: MailContext['mail']): boolean => commands.some(({ name }) => isOutward(name));

/** What is to be known before it goes to all customers, who cannot be asked to forget it. */
const warningsOf = (context: MailContext, said: readonly SaidToAll[], { customers }: Reach) => [
  ...(customers > 1 && context.customersNamed.length > 0
    ? [warning('names_a_customer', context.customersNamed.join(', '))]
    : []),
  ...oneLanguage(said),
  ...otherLanguages(said),
  ...filesStay(context),
];

const warning = (result: TranscriptLine['result'], detail: string): TranscriptLine => ({
  command: '',
  done: false,
  result,
  detail,
});

/** Words below `English:` alone, say, are those of all customers. */
const oneLanguage = (said: readonly SaidToAll[]): readonly TranscriptLine[] =>
  said.flatMap(({ content }) => {
    const [only, ...others] = content;
    return only?.locale && others.length === 0 ? [warning('one_language', languageName(only.locale))] : [];
  });

/** Files that would reach every customer do not: nobody has looked at what ten thousand people get. */
const filesStay = ({ mail }: MailContext): readonly TranscriptLine[] =>
  speaksToAll(mail) && mail.attachments.some(({ inline }) => !inline) ? [warning('files_stay', '')] : [];

/** One more command of the mail. */
function next(context: MailContext, staff: Staff, so: SoFar, said: SaidToAll): SoFar {
  const { command } = said;
  const written = context.mail.commands.length === 0 ? '' : asWritten(command);
  const refused = (refusal: Refusal): SoFar => ({
    ...so,
    lines: [...so.lines, { command: written, means: refusal }],
  });
  const answered = (line: DeskAnswer['line'], more: Partial<SoFar>): SoFar => ({
    ...so,
    ...more,
    lines: [...so.lines, { command: written, means: { line, letters: [], ...NO_ORDERS } }],
  });
  if (command.name === 'incident') return asked(context, staff, so, { command, refused, answered });
  if (command.name === 'status' && so.incident !== null)
    return answered({ result: 'status', detail: statusOf(so.incident, context.reach ?? NOBODY) }, {});
  if (isReading(command.name)) {
    const means = answerByDesk(context, staff, null)(command, command.name);
    return { ...so, lines: [...so.lines, { command: written, means }] };
  }
  if (so.incident === null) return refused({ refused: 'not_about_an_incident' });
  const at = { now: context.now, policy: context.policy, roster: context.roster };
  const step = onIncident({ incident: so.incident, reach: context.reach ?? NOBODY, by: staff, context: at }, said);
  if (isStepRefusal(step)) return refused(step);
  return answered(step.line, { incident: step.incident, did: [...so.did, step] });
}

const isStepRefusal = (step: IncidentStep | Refusal): step is Refusal => 'refused' in step;

/** What the desk answers to anybody of the staff, wherever it is asked. */
const isReading = (name: Command['name']): name is DeskCommand =>
  commandRow(name).answeredBy === 'desk' && name !== 'announce';

/** Its fields as the transcript shows them, by the names of its summary. */
const statusOf = ({ state, owner, toldAt }: Incident, { tickets, customers }: Reach): string =>
  Object.entries({ state, owner, tickets, customers, toldAt: toldAt?.toISOString() ?? '' })
    .map(([field, value]) => `${field}=${value}`)
    .join(' · ');

type Answering = {
  readonly command: Command;
  readonly refused: (refusal: Refusal) => SoFar;
  readonly answered: (line: DeskAnswer['line'], more: Partial<SoFar>) => SoFar;
};

/** `#incident` about the incident of the mail, or about the one it opens: tickets join it or leave it. */
function asked(context: MailContext, staff: Staff, so: SoFar, { command, refused, answered }: Answering): SoFar {
  const what = askedOf(command, context.config.desk.numberPrefix);
  if (what === null) return refused({ refused: 'incident_unclear', detail: command.argument });
  const incident = incidentMeant(context, so, what);
  if (what.does === 'open' && context.incident !== null) return refused({ refused: 'not_for_an_incident' });
  if (incident === null)
    return refused({
      refused: what.does === 'open' ? 'incident_unclear' : 'no_such_incident',
      detail: command.argument,
    });
  const open = incident.state === 'open';
  if (!open && what.does !== 'unlink') return refused({ refused: 'incident_ended', detail: incident.number });
  if (what.does === 'gather') {
    if (!staff.roles.includes('supervisor')) return refused({ refused: 'supervisors_only' });
    const step = gather(incident, staff, { now: context.now, policy: context.policy, roster: context.roster });
    return answered(step.line, { did: [...so.did, step] });
  }
  const change = relinked(asLeftBy(so, context), staff, what, incident);
  if (change !== null && isRefusal(change)) return refused(change);
  if (change === null && what.does !== 'open') return refused({ refused: 'needs_ticket' });
  const result = what.does === 'open' ? 'incident_open' : what.does === 'unlink' ? 'incident_left' : 'incident';
  const detail = [what.does === 'unlink' ? '' : incident.number, ...numbersOf(what)].filter(Boolean).join(' ');
  return answered({ result, detail }, { changes: [...so.changes, ...(change === null ? [] : [change])] });
}

/** With the tickets as earlier commands of the mail leave them. */
function asLeftBy({ changes }: SoFar, context: MailContext): MailContext {
  const done = flatten(changes).map(({ ticket }) => ticket);
  return { ...context, tickets: context.tickets.map((each) => done.findLast(({ id }) => id === each.id) ?? each) };
}

const numbersOf = (what: Asked): readonly string[] => (what.does === 'gather' ? [] : what.tickets);

/** The incident named, else that of the mail, else the one it opens. */
function incidentMeant({ incidents }: MailContext, { incident }: SoFar, what: Asked): Incident | null {
  const named = what.does === 'link' ? what.incident : null;
  return named === null ? incident : (incidents.find(({ number }) => number === named) ?? null);
}

/** The tickets that join or leave; null where none is named. */
function relinked(
  { tickets, now, policy, roster }: MailContext,
  by: Staff,
  what: Exclude<Asked, { readonly does: 'gather' }>,
  incident: Incident,
): Change | Refusal | null {
  const found = what.tickets.map((number) => tickets.find((ticket) => ticket.number === number) ?? number);
  const missing = found.find((each) => typeof each === 'string');
  if (typeof missing === 'string') return { refused: 'no_such_ticket', detail: missing };
  const [first, ...others] = found.filter((each): each is Ticket => typeof each !== 'string');
  if (first === undefined) return null;
  const to = what.does === 'unlink' ? null : linkTo(incident, now);
  const elsewhere = [first, ...others].find((ticket) => to === null && ticket.incident?.number !== incident.number);
  if (elsewhere !== undefined) return { refused: 'not_linked', detail: elsewhere.number };
  if ('refused' in STATE_TABLE.incident[first.state]) return { refused: 'target_ended', detail: first.number };
  const change = transition(first, { name: 'incident', by, to, others }, { now, policy, roster });
  const isForeign = isRefusal(change) && (change.refused === 'now_with' || change.refused === 'not_yours');
  return isForeign ? { refused: 'target_not_yours', detail: first.number } : change;
}
