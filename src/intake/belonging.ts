import type { MailboxConfig } from '../config/settings.ts';
import { addressedBrand } from '../desk/brand/addressed.ts';
import { deskOf, desksFor, isOfDesk, sees } from '../desk/brand/brand.ts';
import type { Desk } from '../desk/desk.ts';
import type { Mail } from '../mail/mail.ts';
import { type Evidence, evidenceFrom, strongestEvidence, type Verifier } from '../people/evidence.ts';
import type { Person } from '../people/person.ts';
import { type candidateTickets, ticketByNumber } from '../store/ticket.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type AboutIncident, speaksMore } from './incident/about.ts';
import { outsideAnswerIn } from './outside.ts';

export const NO_EVIDENCE: Evidence = { level: 'E0', token: null, borrowed: false, fields: [] };

export type Candidates = readonly (Awaited<ReturnType<typeof candidateTickets>>[number] & {
  readonly byTheirNumber?: boolean;
})[];

/** What a mail may belong to, and what is known of it by then. */
type Belonging = {
  readonly mail: Mail;
  readonly sender: Person | null;
  readonly all: Candidates;
  readonly about: AboutIncident | null;
  readonly verifier: Verifier;
};

/**
 * The ticket or incident a mail belongs to, with what proves it, and its brand: that of the ticket, whatever address an
 * answer was sent to; else the one the mail was written to. For the staff nothing exists that is of a brand they do not
 * work for. A number alone takes a customer's mail to no other brand than the one they wrote to.
 */
export async function belonging(desk: Desk, mailbox: MailboxConfig, given: Belonging) {
  const { mail, sender, all } = given;
  const staff = sender?.kind === 'staff' ? sender.staff.email : null;
  const written = addressedBrand(desk.config, mailbox, mail);
  const addressed = staff === null || sees(desk, staff, written) ? written : (desksFor(desk, staff)[0]?.brand ?? null);
  const isHere = (each: { readonly brand?: string | null }): boolean => isOfDesk(deskOf(desk, addressed), each);
  const visible = all
    .filter(({ ticket }) => staff === null || sees(desk, staff, ticket.brand))
    .toSorted((a, b) => Number(isHere(b.ticket)) - Number(isHere(a.ticket)));
  const about =
    given.about !== null && staff !== null && sees(desk, staff, given.about.incident.brand) ? given.about : null;
  const found = await strongest(desk, { ...given, about, all: visible });
  const isNamedOnly = staff === null && found.outside === null && found.evidence.level === 'E1';
  const { ticket, incident, candidates, ...others } =
    isNamedOnly && found.ticket !== null && !isHere(found.ticket)
      ? await strongest(desk, { ...given, about, all: visible.filter((each) => isHere(each.ticket)) })
      : found;
  const belongs = ticket ?? incident;
  const brand = desk.config.brands.length === 0 ? null : belongs === null ? addressed : (belongs.brand ?? null);
  const its = deskOf(desk, brand);
  return { ...others, ticket, incident, brand, candidates: candidates.filter((each) => isOfDesk(its, each.ticket)) };
}

/** Among these candidates. */
async function strongest(desk: Desk, { mail, sender: person, all: candidates, about, verifier }: Belonging) {
  const sender = person?.address.address ?? '';
  const found = strongestEvidence(mail, sender, candidates, verifier);
  const proven = found !== null && found.evidence.level !== 'E0' ? found : null;
  const outside = person?.kind === 'customer' ? outsideAnswerIn(mail, sender, candidates, verifier) : null;
  const candidate =
    outside?.ticket ??
    candidates.find(({ ticket }) => ticket.number === proven?.candidate.ticket.number)?.ticket ??
    null;
  const leadsTo = await whereItLeads(desk, candidate);
  const forTicket: Evidence =
    outside !== null
      ? { ...NO_EVIDENCE, level: outside.genuine ? 'E4' : 'E3' }
      : leadsTo && proven
        ? evidenceFrom(person, leadsTo, proven.evidence)
        : NO_EVIDENCE;
  const incident = about !== null && speaksMore(about, forTicket) ? about : null;
  return {
    candidates,
    candidate,
    outside,
    ticket: incident === null ? leadsTo : null,
    incident: incident?.incident ?? null,
    evidence: incident?.evidence ?? forTicket,
    byTheirNumber: found?.candidate.byTheirNumber,
  };
}

/** A merged ticket leads to its target, through any number of further merges; a ring of them ends where it closes. */
async function whereItLeads(desk: Desk, ticket: Ticket | null): Promise<Ticket | null> {
  const seen = new Set<string>();
  let at = ticket;
  while (at !== null && at.mergedInto !== null && !seen.has(at.number)) {
    seen.add(at.number);
    at = (await ticketByNumber(desk.db, at.mergedInto)) ?? at;
  }
  return at;
}
