import type { MailboxConfig } from '../../config/settings.ts';
import type { DigestRow, DigestSection, LetterFacts } from '../../letter/facts.ts';
import { sameAddress } from '../../people/address.ts';
import { DIGEST_SECTIONS, type Risk, type RiskyTicket, underWorst, type WatchedTicket } from '../../report/digest.ts';
import { digestPlots } from '../../report/plots.ts';
import type { DigestEntry } from '../../store/digest.ts';
import type { Desk } from '../desk.ts';
import type { DigestFindings } from '../digest.ts';
import { readerOf } from './reader.ts';
import { replyTo, ticketTokens } from './tokens.ts';

type Showing = Pick<Desk, 'config' | 'directory' | 'keys' | 'now'>;

/** Rows a section shows, more of what is worst; of the rest only the number. */
const ROWS_SHOWN: Readonly<Record<Risk, number>> = {
  breached: 10,
  atRisk: 10,
  unaccepted: 5,
  overdueProgress: 5,
  waitingForCustomer: 3,
  unclear: 3,
};
/** What the digest shows its reader; each ticket once, under its worst risk. */
export function digestData(
  desk: Showing,
  mailbox: MailboxConfig,
  { day, risks, troubles, figures, lately, days }: DigestFindings,
  address: string,
): Required<Pick<LetterFacts, 'digest' | 'figures'>> {
  const yesterday = days.at(-1);
  const shown = underWorst(risks);
  const link = linkFor(desk, mailbox, address);
  const nameOf = (email: string | null): string =>
    desk.directory.staff.find((each) => email !== null && sameAddress(each.email, email))?.name ?? email ?? '';
  const sectionOf = (name: (typeof DIGEST_SECTIONS)[number]): DigestSection => {
    if (name === 'quarantined' || name === 'undeliverable')
      return { name, total: troubles[name].total, rows: troubles[name].newest.map(troubleRow) };
    const rows = shown[name].slice(0, ROWS_SHOWN[name]);
    return {
      name,
      total: shown[name].length,
      rows: rows.map((risky) => ticketRow(risky, nameOf(risky.ticket.assignee), link)),
    };
  };
  return {
    digest: {
      day,
      openedYesterday: yesterday?.opened ?? 0,
      closedYesterday: yesterday?.closed ?? 0,
      open: figures.open,
      sections: DIGEST_SECTIONS.map(sectionOf).filter(({ total }) => total > 0),
    },
    figures: digestPlots({ ...lately, perEngineer: figures.perEngineer }, days, readerOf(desk, address)),
  };
}

type Link = (ticket: WatchedTicket) => Pick<DigestRow, 'reply' | 'ref'>;

/** An address of the reader's own for each ticket; without plus-addressing the token goes into the prepared answer. */
const linkFor =
  (desk: Showing, mailbox: MailboxConfig, address: string): Link =>
  (ticket) => {
    const token = ticketTokens(desk, ticket, { address, audience: 'staff' });
    return { reply: replyTo(mailbox, token('reply')), ref: mailbox.plusAddressing ? '' : token('ref') };
  };

const ticketRow = ({ ticket, why, since }: RiskyTicket, who: string, link: Link): DigestRow => ({
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
