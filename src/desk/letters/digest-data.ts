import type { MailboxConfig } from '../../config/settings.ts';
import type { DigestRow, DigestSection, LetterFacts } from '../../letter/facts.ts';
import { sameAddress } from '../../people/address.ts';
import { DIGEST_SECTIONS, RISKS, type RiskyTicket, underWorst } from '../../report/digest.ts';
import { digestPlots } from '../../report/plots.ts';
import type { DigestEntry } from '../../store/digest.ts';
import type { Desk } from '../desk.ts';
import type { DigestFindings } from '../digest.ts';
import { readerOf } from './reader.ts';
import { linkFor } from './ticket-link.ts';

type Showing = Pick<Desk, 'config' | 'directory' | 'keys' | 'now'>;

/** Tickets the digest names; of all others it counts who has them. */
const FIRST_SHOWN = 5;

/** What the digest shows its reader; each ticket once, under its worst risk. */
export function digestData(
  desk: Showing,
  mailbox: MailboxConfig,
  { day, risks, troubles, figures, lately, days }: DigestFindings,
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
      first: first.map(({ section, risky }) => ({
        section,
        ...ticketRow(risky, nameOf(risky.ticket.assignee), link),
      })),
      sections: DIGEST_SECTIONS.map(sectionOf).filter(({ total }) => total > 0),
    },
    figures: digestPlots(
      { ...lately, open: figures.open, perEngineer: figures.perEngineer },
      days,
      readerOf(desk, address),
    ),
  };
}

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
