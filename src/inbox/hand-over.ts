import type { FetchMessageObject, FetchQueryObject } from 'imapflow';
import { type Commands, serverRefused } from './commands.ts';
import { endsWhole, type HandedOver, isSizeRight, measure, measured } from './whole.ts';

/** Octets of a large mail that are asked for at once. */
const PART_OCTETS = 1024 * 1024;
/** Where the end of a mail is looked for behind what came of it. Octets. */
const BEYOND_OCTETS = 1024;

/** What the server says of a mail without handing it over. */
export type Described = {
  readonly uid: number;
  /** RFC822.SIZE; null when the server does not say. */
  readonly size: number | null;
  /** INTERNALDATE; null when there is none that can be read. */
  readonly receivedAt: Date | null;
};

/** The server did not hand a mail over whole. The message says how, for people, and quotes nothing of the mail. */
export class NotHandedOver extends Error {
  override name = 'NotHandedOver';
}

/** A mail that is no longer in the mailbox. */
export class Expunged extends Error {
  override name = 'Expunged';
}

const DESCRIPTION = { uid: true, size: true, internalDate: true } as const;

/**
 * What the server says of these mails; those it says nothing of are left out. A command that is refused is asked again
 * by halves, so that one mail the server cannot describe hides no others.
 */
export async function describe(commands: Commands, uids: readonly number[]): Promise<Map<number, Described>> {
  const rows = await rowsByHalves(commands, uids, DESCRIPTION, 0);
  return new Map(
    uids.flatMap((uid) => {
      const own = rows.filter((row) => row.uid === uid && (row.size !== undefined || row.internalDate !== undefined));
      return own.length === 0 ? [] : [[uid, descriptionOf(uid, own)]];
    }),
  );
}

function descriptionOf(uid: number, rows: readonly FetchMessageObject[]): Described {
  const size = rows.find((row) => row.size !== undefined)?.size ?? 0;
  const date = new Date(rows.find((row) => row.internalDate !== undefined)?.internalDate ?? '');
  return {
    uid,
    size: Number.isSafeInteger(size) && size > 0 ? size : null,
    receivedAt: Number.isNaN(date.getTime()) ? null : date,
  };
}

/** These header fields of the mails; of those that the server does not hand over, nothing. */
export async function headsOf(
  commands: Commands,
  uids: readonly number[],
  fields: readonly string[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const rows = await rowsByHalves(commands, uids, { uid: true, headers: [...fields] }, 0);
  return new Map(rows.flatMap(({ uid, headers }) => (headers instanceof Uint8Array ? [[uid, headers]] : [])));
}

/** The contents of small mails that came whole at the first time of asking; what is left out is asked for alone. */
export async function wholeContents(
  commands: Commands,
  mails: readonly Described[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const octets = mails.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const uids = mails.map(({ uid }) => uid);
  const rows = await rowsByHalves(commands, uids, { uid: true, source: true }, octets);
  const whole = new Map<number, Uint8Array>();
  for (const { uid, size } of mails) {
    const source = sourceOf(rows, uid);
    if (source?.length === size || (source && isSizeRight(measured(source), size))) whole.set(uid, source);
  }
  return whole;
}

async function rowsByHalves(
  commands: Commands,
  uids: readonly number[],
  query: FetchQueryObject,
  octets: number,
): Promise<readonly FetchMessageObject[]> {
  if (uids.length === 0) return [];
  try {
    return await commands.fetch(uids, query, octets);
  } catch (error) {
    if (!serverRefused(error) || commands.isGone()) throw error;
    if (uids.length === 1) return [];
    const half = Math.ceil(uids.length / 2);
    return [
      ...(await rowsByHalves(commands, uids.slice(0, half), query, octets)),
      ...(await rowsByHalves(commands, uids.slice(half), query, octets)),
    ];
  }
}

/** NIL is no content (RFC 3501 §9, nstring): imapflow leaves `source` out, or makes it `false`. */
const sourceOf = (rows: readonly FetchMessageObject[], uid: number): Uint8Array | undefined =>
  rows.find((row) => row.uid === uid && row.source instanceof Uint8Array)?.source;

/** Asks for one mail alone. Rejects with NotHandedOver, Expunged, or because the connection is gone. */
export async function describeAlone(commands: Commands, uid: number): Promise<Described> {
  const found = await alone(commands, uid, DESCRIPTION, 0);
  const own = found.filter((row) => row.uid === uid && (row.size !== undefined || row.internalDate !== undefined));
  if (own.length > 0) return descriptionOf(uid, own);
  if ((await commands.search(String(uid))).includes(uid)) throw new NotHandedOver('the server says nothing of it');
  throw new Expunged(`UID ${uid} was deleted`);
}

async function alone(
  commands: Commands,
  uid: number,
  query: FetchQueryObject,
  octets: number,
): Promise<readonly FetchMessageObject[]> {
  try {
    return await commands.fetch([uid], query, octets);
  } catch (error) {
    if (!serverRefused(error) || commands.isGone()) throw error;
    throw new NotHandedOver(`the server refused: ${answerOf(error)}`);
  }
}

/** The server's own words, shortened. */
function answerOf(error: unknown): string {
  const said = error instanceof Error && 'responseText' in error ? String(error.responseText ?? '') : '';
  return said.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 200) || 'without a word';
}

/**
 * The parts of one mail, each asked for once the one before it is taken; with `headOnly` only the first. Ends when the
 * mail is whole, and rejects with NotHandedOver when the server does not hand all of it over. Servers whose RFC822.SIZE
 * is an estimate exist: a mail of another size is asked for once more, and taken when it comes the same, the server has
 * nothing beyond it, and nothing shows that its end is missing. `told` hears of such a mail.
 */
export async function* partsOf(
  commands: Commands,
  { uid, size }: Described,
  { headOnly, told }: { readonly headOnly: boolean; readonly told: (octets: number) => void },
): AsyncGenerator<Uint8Array> {
  const first = measure();
  for await (const part of asked(commands, uid, size)) {
    first.update(part);
    yield part;
    if (headOnly) return;
  }
  const received = first.finish();
  if (isSizeRight(received, size)) return;
  await requireTheSame(commands, uid, size, received);
  told(received.octets);
}

/** A mail whose size the server does not say has no end when more than this comes. Octets. */
const ENDLESS_OCTETS = 256 * 1024 * 1024;
/** Above the size that the server says, estimates included. */
const ABOVE_SIZE = 1.25;

async function* asked(commands: Commands, uid: number, size: number | null): AsyncGenerator<Uint8Array> {
  const most = size === null ? ENDLESS_OCTETS : size * ABOVE_SIZE + PART_OCTETS;
  for (let start = 0; ; ) {
    const octets = await partAt(commands, uid, start, PART_OCTETS);
    // Some servers know no parts and send the whole mail every time.
    const isAll = octets.length > PART_OCTETS;
    if (isAll && start > 0) throw new NotHandedOver('the server sends more than the part it was asked for');
    if (octets.length === 0) return;
    yield octets;
    start += octets.length;
    const isEnd = octets.length < PART_OCTETS && (size === null || start >= size);
    if (isEnd || isAll) return;
    if (start > most) throw new NotHandedOver('the server sends more and more');
  }
}

/** Empty at the end of the mail. */
async function partAt(commands: Commands, uid: number, start: number, maxLength: number): Promise<Uint8Array> {
  const rows = await alone(commands, uid, { uid: true, source: { start, maxLength } }, maxLength);
  const octets = sourceOf(rows, uid);
  if (octets !== undefined) {
    requireOrigin(rows, uid, start);
    return octets;
  }
  if (!(await commands.search(String(uid))).includes(uid)) throw new Expunged(`UID ${uid} was deleted`);
  if (start > 0 && rows.some((row) => row.uid === uid && 'source' in row)) return NOTHING;
  throw new NotHandedOver('the server sent no content');
}
const NOTHING = new Uint8Array();

/** imapflow notes where a part begins (RFC 3501 §7.4.2) beside what its types say. */
function requireOrigin(rows: readonly FetchMessageObject[], uid: number, start: number): void {
  const row: unknown = rows.find((each) => each.uid === uid && each.source instanceof Uint8Array);
  const origins = (row as { readonly partialOrigins?: ReadonlyMap<string, number> }).partialOrigins;
  const origin = origins?.get('') ?? start;
  if (origin !== start) throw new NotHandedOver(`the server sent the part at ${origin} for the one at ${start}`);
}

async function requireTheSame(
  commands: Commands,
  uid: number,
  size: number | null,
  received: HandedOver,
): Promise<void> {
  if (received.octets === 0) throw new NotHandedOver('the server sent no content');
  const said = size === null ? 'a size it does not say' : `${size} octets`;
  const incomplete = new NotHandedOver(`${received.octets} octets came of ${said}`);
  const beyond = await partAt(commands, uid, received.octets, BEYOND_OCTETS).catch((error: unknown) => {
    // A server may refuse a part behind the end.
    if (error instanceof NotHandedOver) return NOTHING;
    throw error;
  });
  if (beyond.length > 0) throw incomplete;
  const isShort = size !== null && received.octets < size;
  if (isShort && !(endsWhole(received) ?? (await isStructureWhole(commands, uid, received)))) throw incomplete;
  const again = measure();
  for await (const part of asked(commands, uid, size)) again.update(part);
  if (again.finish().sha256 !== received.sha256) throw new NotHandedOver('the server sends other octets every time');
}

/** Whether the body has as many octets as BODYSTRUCTURE says, for a mail of one part. */
async function isStructureWhole(commands: Commands, uid: number, { octets, head }: HandedOver): Promise<boolean> {
  const rows = await alone(commands, uid, { uid: true, bodyStructure: true }, 0).catch((error: unknown) => {
    if (error instanceof NotHandedOver) return [];
    throw error;
  });
  const size = rows.find((row) => row.uid === uid)?.bodyStructure?.size;
  const separator = /\r?\n\r?\n/.exec(head.toString('latin1'));
  return size !== undefined && separator !== null && octets - (separator.index + separator[0].length) === size;
}

/** Whether the server hands over any of these mails: their first octets are asked for. */
export async function handsOverAny(commands: Commands, uids: readonly number[]): Promise<boolean> {
  for (const uid of uids)
    try {
      if ((await partAt(commands, uid, 0, 1)).length > 0) return true;
    } catch (error) {
      if (!(error instanceof NotHandedOver || error instanceof Expunged)) throw error;
    }
  return false;
}
