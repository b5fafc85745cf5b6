import { batched } from '../../lib/batch.ts';
import { crashPoint } from '../../lib/crash-point.ts';
import { canonicalAddress } from '../../people/address.ts';
import type { Database } from '../connection/connection.ts';
import { databaseError, isTransient, retryOnConflict } from '../connection/error.ts';
import { sql } from '../drizzle.ts';
import { type GivenPart, partsGiven } from '../octets.ts';
import type { Commit } from './change.ts';
import { type Rows, rowsOf } from './rows.ts';

/** Why a commit was refused; the caller reads and decides again, or gives up its lease. */
export type CommitRefusal = 'stale' | 'lease_lost' | 'decided' | 'duplicate' | 'told' | 'full' | 'claim_lost';

const REFUSALS: Readonly<Record<string, CommitRefusal>> = {
  TD001: 'stale',
  TD002: 'lease_lost',
  TD003: 'decided',
  TD004: 'full',
  TD005: 'claim_lost',
  TD006: 'told',
};

/** Constraints by which the database refuses what another commit was faster with. */
const UNIQUE: readonly (readonly [constraint: string, refusal: CommitRefusal])[] = [
  ['mail_counts_once', 'duplicate'],
  ['notice_once', 'told'],
  ['incident_entry_ticket_once', 'told'],
  ['incident_', 'stale'],
  ['absence_question_once', 'told'],
  ['ticket_', 'stale'],
];
const UNIQUE_VIOLATION = '23505';

/**
 * Commits in one statement, whole or not at all. Those that come in one turn of the event loop, or while one is under
 * way, share the next, as far as they have nothing in common; one that is refused or fails costs the others nothing.
 * Returns null when it is done, else the refusal; throws the driver's error otherwise.
 */
export async function commit(db: Database, change: Commit): Promise<CommitRefusal | null> {
  const { rows, parts } = await rowsOf(db, change);
  const gathered = committers.get(db) ?? batched((waiting: readonly Waiting[]) => commitAll(db, waiting), PATIENCE);
  committers.set(db, gathered);
  const answer = await gathered({ change, rows, parts });
  if ('error' in answer) throw answer.error;
  return answer.refusal;
}

/** One statement that takes long keeps the others waiting for a moment, not for as long as it takes itself. */
const PATIENCE = { waitMs: 100, most: 4 };
/** A row that somebody else has locked is no reason for the rest of a group to wait: milliseconds. */
const GROUP_LOCK_WAIT_MS = 1_000;

type Waiting = { readonly change: Commit; readonly rows: Rows; readonly parts: readonly GivenPart[] };
type Answer = { readonly refusal: CommitRefusal | null } | { readonly error: unknown };

const committers = new WeakMap<Database, (waiting: Waiting) => Promise<Answer>>();

/** Resolves when every group was tried; what has to be written alone goes on beside later ones. */
async function commitAll(db: Database, waiting: readonly Waiting[]): Promise<Promise<Answer>[]> {
  const answers = new Map<Waiting, Promise<Answer>>();
  for (const group of groupsOf(waiting)) {
    const attempted = attempt(db, group);
    const answer = await attempted;
    // The database has undone all of it. Trouble of its own is everybody's; else one of them was the reason.
    const isForAll = 'error' in answer ? isTransient(answer.error) : answer.refusal === null;
    for (const each of group) answers.set(each, isForAll || group.length === 1 ? attempted : attempt(db, [each]));
  }
  return waiting.flatMap((each) => answers.get(each) ?? []);
}

async function attempt(db: Database, group: readonly Waiting[]): Promise<Answer> {
  try {
    const statement = statementOf(group);
    crashPoint('letters-written');
    await retryOnConflict(() => db.execute(statement));
    crashPoint('committed');
    return { refusal: null };
  } catch (error) {
    const known = databaseError(error);
    const unique = UNIQUE.find(([name]) => known?.code === UNIQUE_VIOLATION && known.message.includes(name));
    const refusal = REFUSALS[known?.code ?? ''] ?? unique?.[1];
    return refusal === undefined ? { error } : { refusal };
  }
}

/**
 * `octets_kept` is written although nothing reads it (PostgreSQL, chapter 7.8.4), after the function. A group waits for
 * no lock as long as one change does.
 */
function statementOf(group: readonly Waiting[]) {
  const change = JSON.stringify(argumentOf(group));
  const isGroup = group.length > 1;
  const brief = sql`, brief as materialized (select set_config('lock_timeout', ${String(GROUP_LOCK_WAIT_MS)}, true))`;
  return sql`with ${partsGiven(group.flatMap(({ parts }) => parts))}, octets_kept as (
      insert into octets (id, part, bytes, size) select id, 0, bytes, size from parts_given
    )${isGroup ? brief : sql``}
    select commit_change(${change}::jsonb)${isGroup ? sql` from brief` : sql``}`;
}

/** The argument of `commit_change`. */
function argumentOf(group: readonly Waiting[]): Readonly<Record<string, unknown>> {
  const rows: Record<string, unknown[]> = {};
  for (const each of group)
    for (const [table, more] of Object.entries(each.rows)) {
      rows[table] ??= [];
      rows[table].push(...more);
    }
  const [first] = group;
  const fence = group.find(({ change }) => change.fence !== null)?.change.fence;
  return { ...rows, ...(fence ? { fence } : {}), ...(first?.change.within ? { within: first.change.within } : {}) };
}

/** Changes of one statement, and octets of their letters. */
const MOST_CHANGES = 50;
const MOST_OCTETS = 1024 * 1024;

/**
 * What one statement can write: changes under one lease, without a row that two of them want to change, and without a
 * count of what others write. Those that want the same row stay in their order.
 * @internal tests look at it
 */
export function groupsOf<T extends { readonly change: Commit }>(waiting: readonly T[]): T[][] {
  const groups: { readonly each: T[]; readonly keys: Set<string>; octets: number }[] = [];
  for (const each of waiting) {
    const { change } = each;
    const keys = keysOf(change);
    const size = octetsOf(change);
    const behind = groups.findLastIndex((group) => keys.some((key) => group.keys.has(key)));
    const fitting = groups
      .slice(behind + 1)
      .find(
        (group) =>
          group.each.length < MOST_CHANGES &&
          group.octets + size <= MOST_OCTETS &&
          [...group.each, each].every(({ change: { within } }) => within === null) &&
          group.each.every((other) => isSameLease(other.change, change)),
      );
    const group = fitting ?? { each: [], keys: new Set<string>(), octets: 0 };
    if (fitting === undefined) groups.push(group);
    group.each.push(each);
    for (const key of keys) group.keys.add(key);
    group.octets += size;
  }
  return groups.map((group) => group.each);
}

const isSameLease = (a: Commit, b: Commit): boolean =>
  a.fence === null || b.fence === null || (a.fence.mailbox === b.fence.mailbox && a.fence.fence === b.fence.fence);

const octetsOf = (change: Commit): number =>
  change.letters.reduce((sum, { octets, reduced }) => sum + octets.length + (reduced?.length ?? 0), 0);

/** The rows that a change updates. */
const keysOf = (change: Commit): string[] => [
  ...(change.decision ? [`mail ${change.decision.mailId}`] : []),
  ...change.tickets.map(({ ticket }) => `ticket ${ticket.id}`),
  ...change.customers.map(({ address }) => `customer ${canonicalAddress(address.address)}`),
  ...[...change.bounced, ...change.failed].map(({ letterId }) => `letter ${letterId}`),
  ...change.articles.map(({ id }) => `article ${id}`),
  ...change.certificates.map(({ address, fingerprint }) => `certificate ${address} ${fingerprint}`),
  ...change.documents.map(({ kind, id }) => `document ${kind} ${id}`),
  ...change.duties.map(({ email }) => `duty ${email}`),
  ...change.letterWishes.map(({ address }) => `letter wish ${canonicalAddress(address)}`),
  ...change.wishes.map(({ email }) => `wish ${canonicalAddress(email)}`),
  ...change.answers.map((each) => `answer ${'kept' in each ? each.kept.answer : each.dropped.answer}`),
  ...change.absences.map(({ email }) => `absence of ${canonicalAddress(email)}`),
  ...[...change.returns.map(({ id }) => id), ...change.absencesBegun, ...change.absencesOver].map(
    (id) => `absence ${id}`,
  ),
  ...[
    ...change.recurring.map(({ id }) => id),
    ...change.recurringStopped,
    ...change.recurringMade.map(({ id }) => id),
  ].map((id) => `recurring ${id}`),
  ...change.copiesTold.map((id) => `copy ${id}`),
  ...change.waitingLettersTold.map((id) => `waiting letter ${id}`),
  ...change.suggestionsTold.map((id) => `suggestion ${id}`),
  ...change.incidents.map(({ id }) => `incident ${id}`),
  ...change.entriesDone.map(({ id }) => `entry ${id}`),
  ...change.entryTickets.map(({ entryId, ticketId }) => `entry ${entryId} ${ticketId}`),
];
