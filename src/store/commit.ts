import { sql } from 'drizzle-orm';
import { type Database, databaseError } from './connection.ts';

/** Rows in the shape of their tables (snake_case columns), as `commit_change` takes them. */
export type Row = Readonly<Record<string, unknown>>;

/** Everything one state change writes; it is written whole or not at all. */
export type Commit = {
  readonly fence?: Fence;
  readonly mail?: Row;
  readonly tickets: readonly Row[];
  readonly participants: readonly Row[];
  readonly clocks: readonly Row[];
  readonly history: readonly Row[];
  readonly messages: readonly Row[];
  readonly attachments: readonly Row[];
  readonly blobs: readonly Row[];
  readonly references: readonly Row[];
  readonly customers: readonly Row[];
  readonly letters: readonly Row[];
  readonly octets: readonly { readonly id: string; readonly base64: string }[];
};

/** The lease under which a change was decided; the commit fails once somebody else holds it. */
export type Fence = { readonly mailbox: string; readonly fence: number };

/** Why a commit was refused; the caller reads again and decides anew, or gives up its lease. */
export type CommitRefusal = 'stale' | 'lease_lost' | 'decided' | 'duplicate';

const REFUSALS: Readonly<Record<string, CommitRefusal>> = { TD001: 'stale', TD002: 'lease_lost', TD003: 'decided' };
const UNIQUE_VIOLATION = '23505';

/** Commits in one statement. Returns null when it is done, else the refusal; throws the driver's error otherwise. */
export async function commit(db: Database, change: Commit): Promise<CommitRefusal | null> {
  try {
    await db.execute(sql`select commit_change(${JSON.stringify(change)}::jsonb)`);
    return null;
  } catch (error) {
    const known = databaseError(error);
    const refusal = REFUSALS[known?.code ?? ''];
    if (refusal) return refusal;
    if (known?.code === UNIQUE_VIOLATION && known.message.includes('mail_counts_once')) return 'duplicate';
    if (known?.code === UNIQUE_VIOLATION && known.message.includes('ticket_')) return 'stale';
    throw error;
  }
}
