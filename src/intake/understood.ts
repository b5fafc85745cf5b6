import { prefixesOf } from '../desk/brand/brand.ts';
import type { Desk } from '../desk/desk.ts';
import { type DeskSecrecy, ringOf } from '../desk/secrecy/secrecy.ts';
import { ALONE } from '../lib/in-order.ts';
import type { Mail } from '../mail/mail.ts';
import { type Edges, edgesOf } from '../mail/meaning/boilerplate.ts';
import { CHARSET_GUESSED } from '../mail/mime/warning.ts';
import type { ParseFailure, ParserPool, Turn } from '../mail/parser-pool.ts';
import type { Ring } from '../mail/secrecy/secrecy.ts';
import { type UnderstandOptions, understandNow } from '../mail/understand.ts';
import { canonicalAddress } from '../people/address.ts';
import { confirmedCertificates } from '../store/certificate.ts';
import { findCustomer, witnesses } from '../store/customer.ts';
import type { StoredMail } from '../store/mail.ts';
import { readOctets } from '../store/octets.ts';
import { because, type Reason } from '../ticket/mail-outcome.ts';
import { type Recurring, recurring, whoseMails } from './boilerplate.ts';
import type { UnderstoodMail } from './context.ts';

/** Of a mail that cannot be understood whole, only the header is read, and of that only so much, in octets. */
const HEAD_OCTETS = 64 * 1024;

const NO_EDGES: Edges = { blocks: [], counted: null };

const FIRST_TIME = { redeemed: false, released: false, kept: null, place: ALONE, edges: NO_EDGES, leftOut: [] };

/** A mail of which nothing is read at all. */
export const unreadMail = (stored: StoredMail, unparsed: Reason): UnderstoodMail => ({
  stored,
  raw: NOTHING_READ,
  mail: { ...understandNow(NOTHING_READ), class: 'malformed' },
  unparsed,
  ...FIRST_TIME,
});
const NOTHING_READ = new Uint8Array();

/** A mail that is not understood in the time of the quick lane. */
export class TakesLong extends Error {
  override name = 'TakesLong';
}

/**
 * A stored mail, understood; of one that is too large or that the parser gives up, the header alone. In the quick lane
 * rejects with TakesLong when it takes long.
 */
export async function understood(
  desk: Desk,
  parser: ParserPool,
  stored: StoredMail,
  turn: Turn = {},
): Promise<UnderstoodMail> {
  if (stored.withheld) return unreadMail(stored, because('not_handed_over', stored.withheld));
  const raw = stored.raw ?? (await readOctets(desk.db, stored.octetsId));
  const options = { numberPrefix: prefixesOf(desk.config), products: desk.config.products };
  const headOnly = async (unparsed: Reason): Promise<UnderstoodMail> => {
    // Nobody's header takes long.
    const head = await parser.understand(headOf(raw), options, { ...turn, isQuick: () => true });
    return 'failed' in head
      ? unreadMail(stored, unparsed)
      : { stored, raw, mail: { ...head, class: 'malformed' }, unparsed, ...FIRST_TIME };
  };
  if (stored.overLimit) return headOnly(because('over_limit', `${stored.size} octets`));
  const read = await withWhatIsKnown(
    desk,
    (known, ring) => parser.understand(raw, { ...options, ...known }, { ...turn, ...(ring && { ring }) }),
    stored.receivedAt,
  );
  if (!('failed' in read)) return { stored, raw, unparsed: null, ...FIRST_TIME, ...read };
  if (read.failed === 'time' && turn.lane === 'quick') throw new TakesLong('this mail takes long');
  return headOnly(because(`parser_${read.failed}`, read.detail));
}

/**
 * A mail, read once more where something is known that changes it: the charset its sender used to name, when it could
 * only be guessed, and boilerplate in it, which is the step before everything that reads words.
 */
async function withWhatIsKnown(
  desk: Desk,
  understand: (
    known: Pick<UnderstandOptions, 'fallbackCharset' | 'boilerplate'>,
    ring: Ring | null,
  ) => ReturnType<ParserPool['understand']>,
  receivedAt: Date,
): Promise<Pick<UnderstoodMail, 'mail' | 'edges' | 'leftOut'> | ParseFailure> {
  const closed = await understand({}, null);
  if ('failed' in closed) return closed;
  const ring = desk.secrecy !== null && closed.sealed ? await ringFor(desk, desk.secrecy, closed, receivedAt) : null;
  const first = ring === null ? closed : await understand({}, ring);
  if ('failed' in first) return first;
  const known = first.warnings.includes(CHARSET_GUESSED)
    ? await findCustomer(desk.db, canonicalAddress(first.from[0]?.address ?? ''))
    : null;
  const inCharset = known?.charset ? { fallbackCharset: known.charset } : {};
  const mail = known?.charset ? await understand(inCharset, ring) : first;
  if ('failed' in mail || mail.class !== 'human') return 'failed' in mail ? mail : { ...FIRST_TIME, mail };
  const edges = edgesOf(mail);
  const found = await boilerplateIn(desk, mail, edges.blocks);
  if (found.length === 0) return { mail, edges, leftOut: [] };
  const again = await understand({ ...inCharset, boilerplate: found.map(({ fingerprint }) => fingerprint) }, ring);
  if ('failed' in again) return again;
  const leftOut = found.filter(({ fingerprint }) => again.leftOut?.includes(fingerprint));
  return { mail: again, edges, leftOut };
}

/** The desk's keys, and those that are confirmed for the sender. */
async function ringFor(desk: Desk, secrecy: DeskSecrecy, { from }: Mail, receivedAt: Date): Promise<Ring> {
  const known = await confirmedCertificates(desk.db, canonicalAddress(from[0]?.address ?? ''));
  const keys = known.filter(({ form }) => form === 'openpgp').map(({ content }) => content);
  return ringOf(secrecy, keys, receivedAt);
}

/** Loads what other people's mails have of the blocks of a mail, and decides which are boilerplate. */
async function boilerplateIn(desk: Desk, mail: Mail, blocks: readonly string[]): Promise<Recurring[]> {
  const asking = whoseMails(mail, blocks);
  if (asking === null) return [];
  const [colleagues, everybody] = await Promise.all([
    asking.colleagues === null ? [] : witnesses(desk.db, asking.colleagues),
    witnesses(desk.db, asking.everybody),
  ]);
  return recurring(blocks, { colleagues, everybody }, { ...asking, now: desk.now() });
}

function headOf(raw: Uint8Array): Uint8Array {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, HEAD_OCTETS));
  const ends = ['\n\n', '\n\r\n'].map((mark) => start.indexOf(mark)).filter((at) => at >= 0);
  return start.subarray(0, ends.length > 0 ? Math.min(...ends) + 1 : start.length);
}
