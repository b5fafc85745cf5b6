import type { MailboxConfig } from '../../config/settings.ts';
import type { DigestRow, DigestSection, LetterFacts } from '../../letter/facts.ts';
import { sameAddress } from '../../people/address.ts';
import { DIGEST_SECTIONS, RISKS, type RiskyTicket, underWorst } from '../../report/digest.ts';
import { digestPlots } from '../../report/plots/plots.ts';
import type { UnlinkedTicket } from '../../store/alike.ts';
import type { DigestEntry } from '../../store/digest.ts';
import type { IncidentSummary } from '../../store/incident.ts';
import { partiesOf } from '../../ticket/incident/incident.ts';
import type { Desk } from '../desk.ts';
import type { DigestFindings } from '../digest.ts';
import { contractFacts } from './contract-facts.ts';
import { readerOf } from './reader.ts';
import { linkFor } from './ticket-link.ts';

type Showing = Pick<Desk, 'config' | 'directory' | 'keys' | 'now' | 'policy'>;

/** Tickets the digest names; of all others it counts who has them. */
const FIRST_SHOWN = 5;

/** What the digest shows its reader; each ticket once, under its worst risk. */
export function digestData(
  desk: Showing,
  mailbox: MailboxConfig,
  { day, risks, incidents, lookAlike, troubles, figures, lately, days, ratings, model }: DigestFindings,
  address: string,
): Required<Pick<LetterFacts, 'digest' | 'figures'>> {
  const yesterday = days.at(-1);
  const shown = underWorst(risks);
  const link = linkFor(desk, mailbox, { address, audience: 'staff' });
  const nameOf = (email: string | null): string =>
    desk.directory.staff.find((each) => email !== null && sameAddress(each.email, email))?.name ?? email ?? '';
  const sectionOf = (name: (typeof DIGEST_SECTIONS)[number]): DigestSection => {
    if (name === 'quarantined' || name === 'undeliverable')
      return { name, total: troubles[name].total, people: [], rows: troubles[name].newest.map(troubleRow) };
    if (name === 'incidents') {
      const rows = incidents
        .slice(0, INCIDENTS_SHOWN)
        .map((each) => incidentRow(each, nameOf(each.incident.owner), link));
      return { name, total: incidents.length, people: [], rows };
    }
    if (name === 'lookAlike') {
      const rows = lookAlike.slice(0, INCIDENTS_SHOWN).flatMap((group) => groupRow(group, link));
      return { name, total: lookAlike.length, people: [], rows };
    }
    const people = byPerson(shown[name].map(({ ticket }) => nameOf(ticket.assignee)));
    return { name, total: shown[name].length, people, rows: [] };
  };
  const first = RISKS.flatMap((section) => shown[section].map((risky) => ({ section, risky }))).slice(0, FIRST_SHOWN);
  return {
    digest: {
      day,
      openedYesterday: yesterday?.opened ?? 0,
      closedYesterday: yesterday?.closed ?? 0,
      open: figures.open,
      ...(model === null ? {} : { model }),
      first: first.map(({ section, risky }) => ({
        section,
        ...ticketRow(risky, nameOf(risky.ticket.assignee), link),
        ...contractFacts(desk, risky.ticket),
      })),
      sections: DIGEST_SECTIONS.map(sectionOf).filter(({ total }) => total > 0),
    },
    figures: digestPlots(
      { ...lately, open: figures.open, perEngineer: figures.perEngineer },
      days,
      readerOf(desk, address),
      ratings,
    ),
  };
}

const INCIDENTS_SHOWN = 5;

/** How often each name stands there, most first. */
function byPerson(names: readonly string[]): DigestSection['people'] {
  const counts = new Map<string, number>();
  for (const who of names) counts.set(who, (counts.get(who) ?? 0) + 1);
  return [...counts].map(([who, count]) => ({ who, count })).toSorted((a, b) => b.count - a.count);
}

const ticketRow = ({ ticket, why, since }: RiskyTicket, who: string, link: ReturnType<typeof linkFor>): DigestRow => ({
  number: ticket.number,
  title: ticket.subject,
  urgency: ticket.urgency,
  who,
  why,
  since,
  ...link(ticket),
});

const incidentRow = (
  { incident, open }: IncidentSummary,
  who: string,
  link: ReturnType<typeof linkFor>,
): DigestRow => ({
  number: incident.number,
  title: `${incident.title} (${open})`,
  urgency: null,
  who,
  why: null,
  since: incident.openedAt,
  ...link(partiesOf(incident)),
});

/**
 * A group by the words of its oldest ticket, whose number is not that of the row: the link in it opens an incident for
 * all of them.
 */
function groupRow([first, ...others]: readonly UnlinkedTicket[], link: ReturnType<typeof linkFor>): DigestRow[] {
  if (first === undefined) return [];
  const { number, subject, codes, createdAt } = first;
  return [
    {
      number: '',
      title: subject,
      urgency: null,
      who: [...codes.slice(0, 1), `${number} +${others.length}`].join(' · '),
      why: null,
      since: createdAt,
      alike: others.map((other) => ({ ...other, company: null, requester: { name: '', address: '' } })),
      ...link(first),
    },
  ];
}

const troubleRow = ({ title, who, at }: DigestEntry): DigestRow => ({
  number: '',
  title,
  urgency: null,
  who,
  why: null,
  since: at,
  reply: '',
  ref: '',
});
