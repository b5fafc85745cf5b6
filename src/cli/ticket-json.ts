import type { DeskStore } from '../desk/desk.ts';
import { sameAddress } from '../people/address.ts';
import { loadHistory } from '../store/history.ts';
import { loadMessages } from '../store/message.ts';
import { hasExpired } from '../ticket/contract/contract.ts';
import { termsFor } from '../ticket/contract/terms.ts';
import { shown, WITHHELD } from '../ticket/text/confidential.ts';
import type { Ticket } from '../ticket/ticket.ts';

export type NamedPerson = { readonly name: string; readonly address: string };

/** Staff by their registered address; the clock and the desk have only a name. */
function personOf(desk: DeskStore, { participants }: Ticket, by: string): NamedPerson {
  if (!by.includes('@')) return { name: by, address: '' };
  const staff = desk.directory.staff.find((each) => sameAddress(each.email, by));
  const known = participants.find((each) => sameAddress(each.address, by));
  return { name: staff?.name ?? known?.name ?? '', address: by };
}

/** The contract its deadlines come from, and that it is over; null for the terms of the desk. */
function contractText({ policy, now }: DeskStore, ticket: Ticket): string | null {
  const { contract } = termsFor(ticket, policy);
  return contract && (hasExpired(contract, now()) ? `${contract.name} (expired)` : contract.name);
}

/** A ticket as `ticket list --json` prints it; of a confidential one nothing that anybody wrote. */
export function summary(whole: Ticket, desk: DeskStore) {
  const ticket = shown(whole);
  const person = (email: string | null): NamedPerson | null => (email === null ? null : personOf(desk, ticket, email));
  return {
    number: ticket.number,
    state: ticket.state,
    urgency: ticket.urgency,
    urgencyReason: [ticket.urgencyReason.source, ticket.urgencyReason.detail].filter(Boolean).join(': '),
    category: ticket.category,
    channel: ticket.channel,
    requester: ticket.requester,
    company: ticket.company,
    ...(desk.config.brands.length > 0 && { brand: ticket.brand ?? null }),
    assignee: person(ticket.assignee),
    follower: person(ticket.follower),
    team: ticket.team,
    subject: ticket.subject,
    contract: contractText(desk, ticket),
    createdAt: ticket.createdAt,
    respondBy: ticket.respondBy,
    respondedAt: ticket.respondedAt,
    updateBy: ticket.updateBy,
    acceptBy: ticket.acceptBy,
    expectedBy: ticket.expectedBy,
    resolvedAt: ticket.resolvedAt,
    closedAt: ticket.closedAt,
    reopenCount: ticket.reopenCount,
    confidential: ticket.confidential === true,
    incidentNumber: ticket.incident?.number ?? null,
    linkedTo: ticket.linkedTo,
    mergedInto: ticket.mergedInto,
  };
}

/** A ticket as `ticket show --json` prints it; of a confidential one nothing that anybody wrote. */
export async function wholeTicket(desk: DeskStore, whole: Ticket) {
  const ticket = shown(whole);
  const [messages, history] = await Promise.all([loadMessages(desk.db, ticket.id), loadHistory(desk.db, ticket.id)]);
  const {
    number,
    state,
    urgency,
    urgencyReason,
    category,
    requester,
    company,
    assignee,
    follower,
    team,
    subject,
    channel,
    ...times
  } = summary(ticket, desk);
  return {
    number,
    state,
    urgency,
    urgencyReason,
    category,
    requester,
    company,
    assignee,
    follower,
    team,
    subject,
    channel,
    recordedBy: ticket.recordedBy === undefined ? null : personOf(desk, ticket, ticket.recordedBy),
    form: ticket.form,
    ...times,
    participants: ticket.participants,
    resolution: ticket.resolution && { ...ticket.resolution, by: personOf(desk, ticket, ticket.resolution.by) },
    findings: (ticket.findings ?? []).map((each) => ({ ...each, by: personOf(desk, ticket, each.by) })),
    sideThreads: ticket.sideThreads.map((each) => ({
      ...each,
      responsible: personOf(desk, ticket, each.responsible),
      askedBy: personOf(desk, ticket, each.askedBy),
    })),
    approvals: (ticket.approvals ?? []).map(({ approvers, askedBy, answer, ...each }) => ({
      ...each,
      approvers: approvers.map((by) => personOf(desk, ticket, by)),
      askedBy: personOf(desk, ticket, askedBy),
      answer: answer && { ...answer, by: personOf(desk, ticket, answer.by) },
    })),
    closing: ticket.closing,
    /** Milliseconds of the calendar in force in each state before the present one. */
    spent: ticket.spent,
    messages: messages.map(({ id, direction, visibility, fromName, fromAddress, at, text, attachments }) => ({
      id,
      direction,
      visibility,
      from: { name: fromName, address: fromAddress },
      at,
      text: ticket.confidential ? WITHHELD : text,
      attachments: (ticket.confidential ? [] : attachments).map(({ name, type, size, inline, sha256 }) => ({
        name,
        type,
        size,
        inline,
        sha256,
      })),
    })),
    history: history.map((entry) => ({
      ...entry,
      detail: ticket.confidential ? '' : entry.detail,
      by: personOf(desk, ticket, entry.by),
    })),
  };
}
