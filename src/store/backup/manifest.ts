/**
 * Backups: the database as of one moment and the attachments it names, as files of a folder. This file says what such a
 * folder holds; `take.ts` writes one, `check.ts` verifies one without a database, `restore.ts` fills an empty database
 * from one, after the check and never before. The tables are PostgreSQL's binary COPY format (`copy-format.ts`),
 * gzipped.
 */
import { createHash } from 'node:crypto';
import { isOwnPath } from '../attachments/path.ts';
import { currentSchema } from '../schema-version.ts';

/**
 * What is backed up, each table after those it refers to. The queue's tables are not: jobs only wake senders. The
 * counts of the search, and of what the staff have, are made again by the triggers that keep them, vectors
 * (`vector-table.ts`) by a model.
 */
export const TABLES: readonly string[] = [
  'octets',
  'blob',
  'mailbox',
  'mail',
  'ticket',
  'participant',
  'clock',
  'history',
  'message',
  'attachment',
  'reference',
  'letter',
  'ticket_counter',
  'customer',
  'certificate',
  'signing_key',
  'duty_override',
  'staff_wish',
  'letter_wish',
  'absence',
  'absence_question',
  'recurring',
  'waiting_copy',
  'incident',
  'incident_entry',
  'incident_entry_ticket',
  'webhook_event',
  'assist_task',
  'assist_usage',
  'waiting_letter',
  'deferred_acknowledgement',
  'article',
  'canned_answer',
  'search_document',
  'notice',
  'octets_archive',
];
/**
 * Those that every backup of format 1 has. No version writes that format any more, so a new table is not added here: a
 * backup without it is whole, and only the version that wrote it can restore it.
 */
const FORMAT_1_TABLES: ReadonlySet<string> = new Set([
  'octets',
  'blob',
  'mailbox',
  'mail',
  'ticket',
  'participant',
  'clock',
  'history',
  'message',
  'attachment',
  'reference',
  'letter',
  'ticket_counter',
  'customer',
  'signing_key',
  'duty_override',
  'deferred_acknowledgement',
  'article',
  'search_document',
  'notice',
]);

/** @internal tests look at it */
export const DERIVED_TABLES: readonly string[] = ['search_term', 'search_corpus', 'staff_load', 'desk_process'];
/**
 * Tells this database from a copy of it.
 * @internal tests look at it
 */
export const OWN_TABLES: readonly string[] = ['attachment_folder'];

export type BackedUpTable = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Hex SHA-256 of the file; unknown in format 1, whose files have gzip's own checksum only. */
  readonly sha256: string | null;
};

/** A content of an attachment, as the table `blob` has it. */
export type BackupContent = { readonly sha256: string; readonly path: string; readonly size: number };

/** As faults and losses name a content: where it lies in the backup, else what it is. */
export const nameOf = ({ path, sha256 }: BackupContent): string =>
  isOwnPath(path) ? `${ATTACHMENTS}/${path}` : `the attachment with the SHA-256 ${sha256}`;

/** Something that was not well when the backup was taken, and that it therefore lacks. */
export type Loss = { readonly what: string; readonly why: string };

/** `manifest.json`, written last: a folder without it is no backup. */
export type Manifest = {
  /** 1: without checksums. */
  readonly format: 1 | 2;
  /** ISO 8601. */
  readonly takenAt: string;
  /** The last migration of the database; unknown in format 1. */
  readonly schema: string | null;
  readonly tables: readonly BackedUpTable[];
  /** Contents that the table `blob` names, the lost ones included. */
  readonly attachments: number;
  readonly lost: readonly Loss[];
};

export const MANIFEST = 'manifest.json';
/** The folder of the contents, below which a path is as in the table `blob`. */
export const ATTACHMENTS = 'attachments';
export const fileOfTable = (name: string): string => `${name}.copy.gz`;

/** What keeps a backup from being taken or restored, in words for the administrator. */
export class BackupRefused extends Error {
  override name = 'BackupRefused';
  /** What is wrong, one a line. */
  readonly faults: readonly string[];
  constructor(message: string, faults: readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
    this.faults = faults;
  }
}

/** The text of `manifest.json`, with a checksum of everything else in it. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, checksum: checksumOf(manifest) }, null, 2)}\n`;
}

const checksumOf = (value: object): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Reads `manifest.json`; throws BackupRefused for what is none of this or an earlier version. */
export function parseManifest(text: string, folder: string): Manifest {
  const damaged = (why: string): BackupRefused => new BackupRefused(`${MANIFEST} in ${folder} is damaged: ${why}`);
  const value = parsed(text);
  if (value === null) throw damaged('it is not JSON');
  if (value.format !== 1 && value.format !== 2)
    throw typeof value.format === 'number' && value.format > 2
      ? new BackupRefused(`${folder} was written by a newer version of tsdesk`)
      : damaged('it has no format');
  const { checksum, ...rest } = value;
  if (value.format === 2 && checksum !== checksumOf(rest)) throw damaged('its checksum is another one');
  const manifest =
    value.format === 2 ? rest : { ...rest, schema: null, lost: [], tables: withoutChecksums(value.tables) };
  if (!isManifest(manifest)) throw damaged('something is missing in it');
  // The tables of another version may be others; restoring it is refused.
  if (manifest.format === 2 && manifest.schema !== currentSchema()) return manifest;
  const required = TABLES.filter((name) => manifest.format === 2 || FORMAT_1_TABLES.has(name));
  return requireTables(manifest, required, damaged);
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isText = (value: unknown): value is string => typeof value === 'string';

const withoutChecksums = (tables: unknown): unknown =>
  Array.isArray(tables) ? tables.map((each: unknown) => (isRecord(each) ? { ...each, sha256: null } : each)) : tables;

function isManifest(value: Record<string, unknown>): value is Record<string, unknown> & Manifest {
  const { takenAt, schema, tables, attachments, lost } = value;
  return (
    isText(takenAt) &&
    !Number.isNaN(Date.parse(takenAt)) &&
    (schema === null || isText(schema)) &&
    isCount(attachments) &&
    Array.isArray(tables) &&
    tables.every(isTable) &&
    Array.isArray(lost) &&
    lost.every((each: unknown) => isRecord(each) && isText(each.what) && isText(each.why))
  );
}

function isTable(value: unknown): value is BackedUpTable {
  if (!isRecord(value)) return false;
  const { name, columns, rows, sha256 } = value;
  const isColumns = Array.isArray(columns) && columns.length > 0 && columns.every(isText);
  return isText(name) && isColumns && isCount(rows) && (sha256 === null || isText(sha256));
}

/** Each table once and no other; those that are not required may be absent. */
function requireTables(manifest: Manifest, required: readonly string[], damaged: (why: string) => Error): Manifest {
  const names = manifest.tables.map(({ name }) => name);
  const missing = required.filter((name) => !names.includes(name));
  const extra = names.filter((name, at) => !TABLES.includes(name) || names.indexOf(name) !== at);
  const [which] = [
    ...missing.map((name) => `the table ${name} is missing`),
    ...extra.map((name) => `there is a table ${JSON.stringify(name)} too much`),
  ];
  if (which !== undefined) throw damaged(which);
  return manifest;
}
