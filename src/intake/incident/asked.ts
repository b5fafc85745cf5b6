import type { Mail } from '../../mail/mail.ts';
import type { Staff } from '../../people/person.ts';
import { type Asked, askedOf } from '../../ticket/incident/asked.ts';
import { type IncidentChange, openIncident, openingTakenBack, wasOnlyOpened } from '../../ticket/incident/work.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { MailContext } from '../context.ts';
import type { Needs } from '../needs.ts';

/** What the mail asks of incidents, in the order in which it does. */
const askedIn = ({ commands }: Mail, prefix: string): readonly Asked[] =>
  commands.filter(({ name }) => name === 'incident').flatMap((command) => askedOf(command, prefix) ?? []);

/** The incidents and tickets that a mail's `#incident` names, and the number of one it opens. */
export function incidentNeeds(mail: Mail, prefix: string): Needs {
  const asked = askedIn(mail, prefix);
  if (asked.length === 0) return {};
  return {
    incidents: asked.flatMap((each) => (each.does === 'link' ? (each.incident ?? []) : [])),
    ticketNumbers: asked.flatMap((each) => (each.does === 'gather' ? [] : each.tickets)),
    drawsIncident: asked.some(({ does }) => does === 'open'),
  };
}

/** What a mail that takes back the last step on a ticket has to know of the incident which that step opened. */
export const undoNeeds = ({ incident, undoable }: Ticket): Needs =>
  incident !== undefined && undoable !== undefined ? { incidents: [incident.number], reach: incident.number } : {};

/** The incident that goes with the last step on a ticket: that step opened it, and no other ticket belongs to it. */
export function incidentTakenBack(
  { incidents, reach, now, policy, roster }: MailContext,
  by: Staff,
  before: Ticket,
  after: Ticket,
): IncidentChange | null {
  const left = before.incident?.number;
  if (left === undefined || after.incident?.number === left || (reach?.tickets ?? 0) > 1) return null;
  const incident = incidents.find(({ number }) => number === left);
  const isOfThatStep = incident?.openedAt.getTime() === before.undoable?.at.getTime();
  return incident !== undefined && isOfThatStep && wasOnlyOpened(incident, by)
    ? openingTakenBack(incident, by, { now, policy, roster })
    : null;
}

/** The incident that a mail opens; null where it opens none, or several at once. */
export function incidentOpened(context: MailContext, by: Staff): IncidentChange | null {
  const { mail, mailbox, brand = null, config, incidentDrawn, now, policy, roster } = context;
  const [asked, ...more] = askedIn(mail, config.desk.numberPrefix).filter((each) => each.does === 'open');
  if (asked === undefined || more.length > 0 || incidentDrawn === null) return null;
  const drawn = { ...incidentDrawn, mailbox: mailbox.name, ...(brand !== null && { brand }) };
  return openIncident(drawn, { title: asked.title, words: asked.words, by }, { now, policy, roster });
}
