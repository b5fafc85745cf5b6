import type { Desk } from '../../desk/desk.ts';
import type { Mail } from '../../mail/mail.ts';
import { numbersIn } from '../../mail/meaning/ticket-number.ts';
import { EVIDENCE_LEVELS, type Evidence, strongestEvidence } from '../../people/evidence.ts';
import type { Person } from '../../people/person.ts';
import type { FoundToken } from '../../people/token.ts';
import { incidentsByNumber } from '../../store/incident.ts';
import { type Incident, incidentPrefix, partiesOf } from '../../ticket/incident/incident.ts';

/** An incident that a mail of the staff is about, and what shows it. */
export type AboutIncident = { readonly incident: Incident; readonly evidence: Evidence };

/**
 * The incident a mail of the staff answers a letter of, or names in its subject: by the same evidence as a ticket. Null
 * for the mails of all others, who never hear of one.
 */
export async function aboutIncident(
  desk: Desk,
  mail: Mail,
  person: Person | null,
  tokens: readonly FoundToken[],
): Promise<AboutIncident | null> {
  if (person?.kind !== 'staff') return null;
  const prefix = incidentPrefix(desk.config.desk.numberPrefix);
  const inSubject = numbersIn(mail.subject, prefix);
  const incidents = await incidentsByNumber(desk.db, [
    ...inSubject,
    ...tokens.map(({ token }) => `${prefix}${token.about}`),
  ]);
  const candidates = incidents.map((incident) => ({
    incident,
    ticket: partiesOf(incident),
    messageIds: new Set<string>(),
  }));
  const named = { ...mail, ticketNumbers: { subject: inSubject, quoted: [] } };
  const verifier = { tokens, keys: desk.keys, now: desk.now() };
  const found = strongestEvidence(named, person.address.address, candidates, verifier);
  const incident = candidates.find(({ ticket }) => ticket.number === found?.candidate.ticket.number)?.incident;
  return found === null || incident === undefined || found.evidence.level === 'E0'
    ? null
    : { incident, evidence: found.evidence };
}

/**
 * Whether a mail is rather about the incident than about the ticket for which it has that evidence. The first letter of
 * an incident may answer a mail about a ticket, which References name then: of equals, the one whose address it was
 * written to.
 */
export const speaksMore = (about: Pick<AboutIncident, 'evidence'>, forTicket: Evidence): boolean =>
  strength(about.evidence) > strength(forTicket);

const strength = ({ level, fields }: Evidence): number =>
  (fields.some((field) => field === 'to' || field === 'cc') ? 0.5 : 0) - EVIDENCE_LEVELS.indexOf(level);
