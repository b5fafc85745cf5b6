import type { WebhookEventType } from '../../config/schema/webhooks.ts';
import type { WebhookConfig } from '../../config/settings.ts';
import { cut } from '../../lib/cut.ts';
import { sameAddress } from '../../people/address.ts';
import type { Directory } from '../../people/directory.ts';
import { withoutTokens } from '../../people/token.ts';
import type { NewMessage } from '../../store/commit/change.ts';
import type { LetterOrder } from '../../ticket/letters.ts';
import { shown } from '../../ticket/text/confidential.ts';
import type { HistoryEntry, Ticket } from '../../ticket/ticket.ts';

type Included = WebhookConfig['include'];

/**
 * An event that a body is made of: the ticket as its commit leaves it, the messages of that commit, and its letters.
 */
type Told = {
  readonly type: WebhookEventType;
  readonly entry: HistoryEntry;
  readonly ticket: Ticket;
  readonly said: readonly NewMessage[];
  readonly letters: readonly LetterOrder[];
};

/** Characters of one text: a body stays below 64 KiB. */
const LONGEST_WORDS = 4_000;
const MOST_MESSAGES = 3;

/**
 * The JSON text a receiver gets (docs/webhooks.md). Without `include` it has no name, no address and no words of
 * anybody, but the company's name; secrets and tokens it never has, nor what staff write for themselves.
 */
export function webhookBody(
  { type, entry, ticket: told, said, letters }: Told,
  include: Included,
  directory: Pick<Directory, 'staff'>,
): string {
  const ticket = shown(told);
  const people = include.includes('people') ? peopleOf(ticket, entry, directory) : {};
  const words = include.includes('words')
    ? wordsOf(ticket, ticket.confidential ? [] : [...heardIn(ticket, said), ...wordsIn(letters)])
    : {};
  const data = {
    by: kindOf(entry, directory),
    ...detailOf(type, entry),
    ticket: ticketOf(ticket),
    ...people,
    ...words,
  };
  return JSON.stringify({ type, timestamp: entry.at.toISOString(), data });
}

const ticketOf = (ticket: Ticket) => ({
  number: ticket.number,
  version: ticket.version,
  state: ticket.state,
  urgency: ticket.urgency,
  category: ticket.category,
  channel: ticket.channel,
  company: ticket.company,
  team: ticket.team,
  line: ticket.line,
  assigned: ticket.assignee !== null,
  createdAt: ticket.createdAt,
  respondBy: ticket.respondBy,
  respondedAt: ticket.respondedAt,
  updateBy: ticket.updateBy,
  acceptBy: ticket.acceptBy,
  acceptedAt: ticket.acceptedAt,
  expectedBy: ticket.expectedBy,
  resolvedAt: ticket.resolvedAt,
  resolutionKind: ticket.resolution?.kind ?? null,
  closedAt: ticket.closedAt,
  satisfaction: ticket.closing?.satisfaction ?? null,
  reopenCount: ticket.reopenCount,
  linkedTo: ticket.linkedTo,
  mergedInto: ticket.mergedInto,
});

/** What a type adds: values of the desk's own, never what somebody wrote. */
function detailOf(type: WebhookEventType, { event, detail }: HistoryEntry): object {
  if (type === 'ticket.breached') return { deadline: event === 'respond_breached' ? 'response' : 'update' };
  if (type === 'ticket.split') return { into: detail };
  if (type.startsWith('ticket.incident_')) return { incident: detail };
  return {};
}

const staffBy = (address: string | null, { staff }: Pick<Directory, 'staff'>) =>
  address === null ? undefined : staff.find(({ email }) => sameAddress(email, address));

/** The command line has no address, and is the staff's. Nobody who was asked outside is of the customer's side. */
function kindOf(
  { by, event }: HistoryEntry,
  directory: Pick<Directory, 'staff'>,
): 'staff' | 'customer' | 'outside' | 'desk' {
  if (by === 'command line' || staffBy(by, directory) !== undefined) return 'staff';
  if (event === 'outside_answered') return 'outside';
  return by.includes('@') ? 'customer' : 'desk';
}

function peopleOf(ticket: Ticket, { by }: HistoryEntry, directory: Pick<Directory, 'staff'>) {
  const named = (address: string | null) =>
    address === null || !address.includes('@')
      ? null
      : {
          name:
            staffBy(address, directory)?.name ??
            ticket.participants.find((each) => sameAddress(each.address, address))?.name ??
            '',
          address,
        };
  return {
    people: {
      by: named(by),
      requester: { name: ticket.requester.name, address: ticket.requester.address },
      assignee: named(ticket.assignee),
      follower: named(ticket.follower),
    },
  };
}

/** What the customer's side wrote, and what staff wrote to them in a mail of their own. */
const heardIn = ({ id }: Ticket, said: readonly NewMessage[]): readonly string[] =>
  said
    .filter(({ ticketId, visibility, direction }) => ticketId === id && visibility === 'public' && direction === 'in')
    .map(({ text }) => text);

/** What staff write to the customer through the desk; a solution has its own place. */
const wordsIn = (letters: readonly LetterOrder[]): readonly string[] =>
  letters.flatMap((letter) => {
    switch (letter.kind) {
      case 'question':
      case 'public_reply':
        return [letter.words];
      case 'progress_to_customer':
        return [letter.values.toCustomer];
      default:
        return [];
    }
  });

/**
 * What the customer wrote or may read, as it was written, and not the letters with their links. A solution that waits
 * to be released is not theirs yet.
 */
function wordsOf({ subject, resolution, closedAt }: Ticket, messages: readonly string[]) {
  // What staff add to the record of a closed ticket goes to nobody.
  const isTheirs = resolution?.released === true && (closedAt === null || resolution.at <= closedAt);
  const shown = (text: string): string => cut(withoutTokens(text), LONGEST_WORDS);
  return {
    words: {
      subject: cut(withoutTokens(subject), 500),
      messages: [...new Set(messages)].slice(0, MOST_MESSAGES).map(shown),
      solution: isTheirs ? { cause: shown(resolution.cause), steps: shown(resolution.steps) } : null,
    },
  };
}
