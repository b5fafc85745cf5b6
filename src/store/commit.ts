import { v7 as uuid } from 'uuid';
import type { Article } from '../knowledge/article.ts';
import type { SearchDocument } from '../knowledge/document.ts';
import { crashPoint } from '../lib/crash-point.ts';
import type { Address } from '../mail/mail.ts';
import { type CanonicalAddress, canonicalAddress, limitKey } from '../people/address.ts';
import type { AuthenticationReason } from '../people/authentication/authentication.ts';
import type { Outcome, Reason } from '../ticket/mail-outcome.ts';
import type { HistoryEntry, Ticket } from '../ticket/ticket.ts';
import { articleRow } from './article.ts';
import type { DECIDED_COLUMNS } from './commit-function.ts';
import type { Database } from './connection/connection.ts';
import { databaseError, retryOnConflict } from './connection/error.ts';
import { sql } from './drizzle.ts';
import type { Fence } from './lease.ts';
import type { Notice } from './notice.ts';
import { PART_OCTETS, sha256Of, storePart } from './octets.ts';
import { type Row, rowOf } from './row.ts';
import {
  attachment,
  blob,
  customer,
  deferredAcknowledgement,
  dutyOverride,
  history,
  type LetterResult,
  letter,
  mail,
  message,
  notice,
  reference,
} from './schema.ts';
import { documentRow } from './search.ts';
import { ticketRows } from './ticket.ts';

/** Everything one state change writes; it is written whole or not at all. */
export type Commit = {
  readonly fence: Fence | null;
  readonly decision: LedgerEntry | null;
  readonly tickets: readonly { readonly ticket: Ticket; readonly history: readonly HistoryEntry[] }[];
  readonly messages: readonly NewMessage[];
  readonly blobs: readonly { readonly sha256: string; readonly path: string; readonly size: number }[];
  /** Message-IDs by which later mail finds a ticket. */
  readonly references: readonly { readonly messageId: string; readonly ticketId: string }[];
  readonly customers: readonly NewCustomer[];
  readonly letters: readonly NewLetter[];
  /**
   * Letters that came back; a permanent failure ends them. `proven`: by the token of the letter's envelope sender, and
   * only then it counts when the next letter to the address is written.
   */
  readonly bounced: readonly {
    readonly letterId: string;
    readonly permanent: boolean;
    readonly proven: boolean;
    readonly reply: string;
  }[];
  /** Letters that the relay refuses for good, as their sender claimed them. */
  readonly failed: readonly {
    readonly letterId: string;
    readonly fence: number;
    readonly result: LetterResult;
    readonly reply: string;
  }[];
  /** Tickets whose acknowledgement a limit holds back. */
  readonly deferred: readonly {
    readonly ticketId: string;
    readonly address: CanonicalAddress;
    readonly mailbox: string;
    readonly since: Date;
  }[];
  /** Tickets whose held-back acknowledgement is made up for. */
  readonly collected: readonly string[];
  /** Held and quarantined mails that staff are told of. */
  readonly announced: readonly number[];
  /** The commit is refused when it makes more automatic letters of this kind than may be written since then. */
  readonly within: { readonly kind: string; readonly since: Date; readonly most: number } | null;
  /** Staff put on or off duty. */
  readonly duties: readonly { readonly email: string; readonly duty: 'on' | 'off'; readonly since: Date }[];
  /** Articles with the version they have from now on. */
  readonly articles: readonly Article[];
  /** What the search finds articles and resolved tickets by. */
  readonly documents: readonly SearchDocument[];
  /** Letters of a period, written once: `told` when the row is there already. */
  readonly notices: readonly Notice[];
};

/** A commit that writes nothing; what there is to write is put over it. */
export const NOTHING: Commit = {
  fence: null,
  decision: null,
  tickets: [],
  messages: [],
  blobs: [],
  references: [],
  customers: [],
  letters: [],
  bounced: [],
  failed: [],
  deferred: [],
  collected: [],
  announced: [],
  within: null,
  duties: [],
  articles: [],
  documents: [],
  notices: [],
};

/** What was decided about one mail of the ledger. */
export type LedgerEntry = {
  readonly mailId: number;
  /** The outcome it had; null for a mail that is decided for the first time. */
  readonly was: 'held' | 'quarantined' | null;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly ticketId: string | null;
  readonly class: string | null;
  readonly authentication: string | null;
  readonly authenticationReason: AuthenticationReason | null;
  readonly evidence: string | null;
  readonly messageId: string | null;
  readonly from: Address | null;
  readonly subject: string | null;
  /** Every step in order, for `mail explain`. */
  readonly steps: readonly string[];
  readonly decidedAt: Date;
};

export type NewMessage = {
  readonly id: string;
  readonly ticketId: string;
  readonly direction: 'in' | 'out';
  readonly visibility: 'public' | 'internal';
  readonly from: Address;
  readonly at: Date;
  readonly text: string;
  readonly fullText: string | null;
  readonly mailId: number | null;
  readonly letterId: string | null;
  readonly attachments: readonly {
    readonly name: string;
    readonly type: string;
    readonly size: number;
    readonly inline: boolean;
    readonly sha256: string;
  }[];
};

export type NewCustomer = {
  readonly address: Address;
  readonly company: string | null;
  /** Language of the mail; null when it is not certain. */
  readonly locale: string | null;
  readonly charset: string | null;
  readonly seenAt: Date;
};

/** A letter for the outbox; its octets never change again. */
export type NewLetter = {
  readonly id: string;
  readonly kind: string;
  readonly mailbox: string;
  readonly ticketId: string | null;
  readonly mailId: number | null;
  readonly to: Address;
  readonly subject: string;
  readonly messageId: string;
  readonly envelopeFrom: string;
  readonly octets: Uint8Array;
  /** The same letter without attachments, for a relay that finds it too large; null for one that has none. */
  readonly reduced: Uint8Array | null;
  readonly automatic: boolean;
  readonly priority: number;
  readonly createdAt: Date;
  /** Why it is not sent at all: the address has failed too often; null for all others. */
  readonly heldBack: string | null;
};

/** Why a commit was refused; the caller reads and decides again, or gives up its lease. */
export type CommitRefusal = 'stale' | 'lease_lost' | 'decided' | 'duplicate' | 'told' | 'full' | 'claim_lost';

const REFUSALS: Readonly<Record<string, CommitRefusal>> = {
  TD001: 'stale',
  TD002: 'lease_lost',
  TD003: 'decided',
  TD004: 'full',
  TD005: 'claim_lost',
};

const UNIQUE_VIOLATION = '23505';

/** Commits in one statement. Returns null when it is done, else the refusal; throws the driver's error otherwise. */
export async function commit(db: Database, change: Commit): Promise<CommitRefusal | null> {
  const letters = await Promise.all(change.letters.map((each) => letterRows(db, each)));
  const rows = {
    ...rowsOf(change),
    letters: letters.map((each) => each.letter),
    octets: letters.flatMap((each) => each.octets),
  };
  try {
    const written = JSON.stringify(rows);
    crashPoint('letters-written');
    await retryOnConflict(() => db.execute(sql`select commit_change(${written}::jsonb)`));
    crashPoint('committed');
    return null;
  } catch (error) {
    const known = databaseError(error);
    const refusal = REFUSALS[known?.code ?? ''];
    if (refusal) return refusal;
    if (known?.code === UNIQUE_VIOLATION && known.message.includes('mail_counts_once')) return 'duplicate';
    if (known?.code === UNIQUE_VIOLATION && known.message.includes('notice_once')) return 'told';
    if (known?.code === UNIQUE_VIOLATION && known.message.includes('ticket_')) return 'stale';
    throw error;
  }
}

/** In the shape of the tables, as `commit_change` takes them. */
function rowsOf(change: Commit): Row {
  const tickets = change.tickets.map((each) => ticketRows(each.ticket));
  return {
    ...(change.fence ? { fence: change.fence } : {}),
    ...(change.within ? { within: change.within } : {}),
    ...(change.decision ? { mail: decisionRow(change.decision) } : {}),
    ...(tickets.length > 0 ? { tickets: tickets.map((rows) => rows.ticket) } : {}),
    participants: tickets.flatMap((rows) => rows.participants),
    clocks: tickets.flatMap((rows) => rows.clocks),
    history: change.tickets.flatMap((each) =>
      each.history.map((entry) => rowOf(history, { ticketId: each.ticket.id, ...entry })),
    ),
    messages: change.messages.map(messageRow),
    attachments: change.messages.flatMap(({ id, attachments }) =>
      attachments.map((each, position) => rowOf(attachment, { messageId: id, position, ...each })),
    ),
    blobs: change.blobs.map((each) => rowOf(blob, each)),
    articles: change.articles.map(articleRow),
    documents: change.documents.map(documentRow),
    notices: change.notices.map((each) => rowOf(notice, each)),
    deferred: change.deferred.map((each) => rowOf(deferredAcknowledgement, each)),
    collected: change.collected,
    announced: change.announced,
    duties: change.duties.map((each) => rowOf(dutyOverride, each)),
    bounced: change.bounced.map(({ letterId: id, ...each }) => ({ id, ...each })),
    failed: change.failed.map(({ letterId: id, ...each }) => ({ id, ...each })),
    references: change.references.map((each) => rowOf(reference, each)),
    customers: change.customers.map(({ address, seenAt, ...known }) =>
      rowOf(customer, {
        ...known,
        heardLocale: known.locale,
        address: canonicalAddress(address.address),
        name: address.name,
        firstSeenAt: seenAt,
      } satisfies typeof customer.$inferSelect),
    ),
  };
}

type DecidedColumn = (typeof DECIDED_COLUMNS)[number];

function decisionRow(entry: LedgerEntry): Row {
  const decided: Pick<typeof mail.$inferSelect, DecidedColumn> = {
    class: entry.class,
    authentication: entry.authentication,
    authenticationReason: entry.authenticationReason,
    evidence: entry.evidence,
    outcome: entry.outcome,
    reasonCode: entry.reason.code,
    reasonDetail: entry.reason.detail,
    messageId: entry.messageId,
    fromName: entry.from?.name ?? null,
    fromAddress: entry.from?.address ?? null,
    fromCanonical: entry.from && canonicalAddress(entry.from.address),
    fromLimitKey: entry.from && limitKey(entry.from.address),
    subject: entry.subject,
    decidedAt: entry.decidedAt,
  };
  const { mailId: id, ticketId, steps } = entry;
  return { was: entry.was, ...rowOf(mail, { ...decided, id, ticketId, decisions: steps }) };
}

const messageRow = ({ from, attachments: _, ...same }: NewMessage): Row =>
  rowOf(message, {
    ...same,
    fromName: from.name,
    fromAddress: from.address,
    fromCanonical: canonicalAddress(from.address),
  } satisfies typeof message.$inferSelect);

async function letterRows(db: Database, written: NewLetter): Promise<{ letter: Row; octets: Row[] }> {
  const { octets, reduced, to, heldBack, ...same } = written;
  const whole = await octetsRows(db, octets);
  const small = reduced === null ? null : await octetsRows(db, reduced);
  const row: Omit<typeof letter.$inferSelect, 'dueAt'> = {
    ...same,
    toName: to.name,
    toAddress: to.address,
    toCanonical: canonicalAddress(to.address),
    toLimitKey: limitKey(to.address),
    octetsId: whole.id,
    reducedId: small?.id ?? null,
    size: octets.length,
    sha256: sha256Of(octets),
    state: heldBack === null ? 'pending' : 'failed',
    lastResult: heldBack === null ? null : 'held_back',
    lastReply: heldBack,
    doubtful: false,
    attempts: 0,
    fence: 0,
    leaseUntil: null,
    sentAt: null,
  };
  return {
    // Due by the database's clock, like everything letters wait for.
    letter: { ...rowOf(letter, row), due_at: heldBack === null ? 'now' : null },
    octets: [...whole.rows, ...(small?.rows ?? [])],
  };
}

/** Large octets go ahead in parts; a commit that fails leaves them behind for the nightly clean-up. */
async function octetsRows(db: Database, octets: Uint8Array): Promise<{ id: string; rows: Row[] }> {
  const id = uuid();
  if (octets.length <= PART_OCTETS) return { id, rows: [{ id, base64: Buffer.from(octets).toString('base64') }] };
  for (let at = 0, part = 0; at < octets.length; at += PART_OCTETS, part++)
    await storePart(db, id, part, octets.subarray(at, at + PART_OCTETS));
  return { id, rows: [] };
}
