import type { Desk } from '../desk/desk.ts';
import { ALONE } from '../lib/in-order.ts';
import { CHARSET_GUESSED } from '../mail/mime/warning.ts';
import type { ParserPool, Turn } from '../mail/parser-pool.ts';
import { understandNow } from '../mail/understand.ts';
import { canonicalAddress } from '../people/address.ts';
import { findCustomer } from '../store/customer.ts';
import type { StoredMail } from '../store/mail.ts';
import { readOctets } from '../store/octets.ts';
import { because, type Reason } from '../ticket/mail-outcome.ts';
import type { UnderstoodMail } from './context.ts';

/** Of a mail that cannot be understood whole, only the header is read, and of that only so much, in octets. */
const HEAD_OCTETS = 64 * 1024;

const FIRST_TIME = { redeemed: false, released: false, kept: null, place: ALONE };

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
  const options = { numberPrefix: desk.config.desk.numberPrefix, products: desk.config.products };
  const headOnly = async (unparsed: Reason): Promise<UnderstoodMail> => {
    const head = await parser.understand(headOf(raw), options, turn);
    return 'failed' in head
      ? unreadMail(stored, unparsed)
      : { stored, raw, mail: { ...head, class: 'malformed' }, unparsed, ...FIRST_TIME };
  };
  if (stored.overLimit) return headOnly(because('over_limit', `${stored.size} octets`));
  const first = await parser.understand(raw, options, turn);
  const mail = await inUsualCharset(desk, first, (fallbackCharset) =>
    parser.understand(raw, { ...options, fallbackCharset }, turn),
  );
  if ('failed' in mail && mail.failed === 'time' && turn.lane === 'quick') throw new TakesLong('this mail takes long');
  return 'failed' in mail
    ? headOnly(because(`parser_${mail.failed}`, mail.detail))
    : { stored, raw, mail, unparsed: null, ...FIRST_TIME };
}

type Understood = Awaited<ReturnType<ParserPool['understand']>>;

/** A mail whose charset could only be guessed is read once more, in the one its sender used to name. */
async function inUsualCharset(
  desk: Desk,
  mail: Understood,
  again: (charset: string) => Promise<Understood>,
): Promise<Understood> {
  if ('failed' in mail || !mail.warnings.includes(CHARSET_GUESSED)) return mail;
  const known = await findCustomer(desk.db, canonicalAddress(mail.from[0]?.address ?? ''));
  return known?.charset ? again(known.charset) : mail;
}

function headOf(raw: Uint8Array): Uint8Array {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, HEAD_OCTETS));
  const ends = ['\n\n', '\n\r\n'].map((mark) => start.indexOf(mark)).filter((at) => at >= 0);
  return start.subarray(0, ends.length > 0 ? Math.min(...ends) + 1 : start.length);
}
