import type { CanonicalAddress } from '../people/address.ts';
import { isReached } from '../people/limits.ts';
import { hasProvenItself, unprovenOpenings } from '../store/newcomer.ts';
import type { Desk } from './desk.ts';

/**
 * Tickets that senders opened within the hour whom nothing proves. Forging a sender is free, and each ticket means
 * letters to several of the staff: beyond so many an hour (`limits.newcomersPerHour`) such mail waits in quarantine,
 * where the front line hears of all of it in one collected letter and releases what is genuine.
 */
type Opened = {
  /** When the ledger was last asked, in milliseconds. */
  asked: number;
  /** Tickets that other daemons have let in. */
  elsewhere: number;
  /** By those who never proved themselves, in milliseconds. */
  readonly strangers: number[];
  /** By those whose address has proved itself before, counted apart so that forgers cannot shut them out. */
  readonly known: { readonly at: number; readonly address: string }[];
};

/** What is asked of an unproven sender's new ticket. */
export type Newcomer = { readonly known: boolean; readonly tooMany: boolean };

const HOUR_MS = 60 * 60_000;
/** Between two looks at what other daemons have let in, in milliseconds. */
const LOOK_EVERY_MS = 10_000;
/** Tickets an hour that somebody may open in one known name, before they count like a stranger's. */
const TICKETS_IN_ONE_NAME = 3;

const opened = new WeakMap<Desk, Promise<Opened>>();

/**
 * Whether one more may open a ticket now; if so it counts. What this daemon lets in counts at once, what others let in
 * within ten seconds.
 */
export async function admitNewcomer(asking: Desk, from: CanonicalAddress): Promise<Newcomer> {
  const desk = asking.whole ?? asking;
  const counting = opened.get(desk) ?? startCounting(desk);
  opened.set(desk, counting);
  counting.catch(() => opened.delete(desk));
  const [counts, known] = await Promise.all([
    counting.then((each) => upToDate(each, desk)),
    hasProvenItself(desk.db, from),
  ]);
  return { known, tooMany: !admit(counts, desk, known ? from : null) };
}

/** Nothing is awaited in here: mails that are decided side by side are counted one after the other. */
function admit({ strangers, known, elsewhere }: Opened, desk: Desk, address: string | null): boolean {
  const now = desk.now().getTime();
  const most = desk.config.limits.newcomersPerHour;
  const since = now - HOUR_MS;
  while ((strangers[0] ?? now) <= since) strangers.shift();
  while ((known[0]?.at ?? now) <= since) known.shift();
  const inThisName = known.filter((each) => each.address === address).length;
  if (address !== null && inThisName < TICKETS_IN_ONE_NAME && !isReached(known.length, most)) {
    known.push({ at: now, address });
    return true;
  }
  if (isReached(strangers.length + elsewhere, most)) return false;
  strangers.push(now);
  return true;
}

async function startCounting(desk: Desk): Promise<Opened> {
  const times = await unprovenOpenings(desk.db, new Date(desk.now().getTime() - HOUR_MS));
  return { asked: desk.now().getTime(), elsewhere: 0, strangers: times.map((time) => time.getTime()), known: [] };
}

/**
 * What the ledger has beyond this daemon's own was let in by others. Its own that are not decided yet are not missed.
 */
async function upToDate(counts: Opened, desk: Desk): Promise<Opened> {
  const now = desk.now().getTime();
  if (Math.abs(now - counts.asked) < LOOK_EVERY_MS) return counts;
  counts.asked = now;
  const { length } = await unprovenOpenings(desk.db, new Date(now - HOUR_MS));
  counts.elsewhere = Math.max(0, length - counts.strangers.length - counts.known.length);
  return counts;
}
