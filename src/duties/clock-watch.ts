import type { Troubles } from '../desk/health/trouble.ts';
import { databaseTime } from '../store/clock.ts';
import type { Database } from '../store/connection/connection.ts';

/** A clock further off than this is wrong: leases, deadlines and mails are told apart by less. Milliseconds. */
const WRONG_MS = 120_000;
/** Mails in a row that say the same: one alone may have been moved, or come late. */
const MAILS_THAT_AGREE = 3;
/** Mails that come within this time count as one, the newest of them: several may be moved at once. Milliseconds. */
const AT_ONCE_MS = 10_000;

/**
 * Whether the clock of this process may be trusted. It is compared with the database's in every round, and with the
 * time at which the mail server received mail that has just come, since one machine may be all there is. While it is
 * wrong no deadline strikes: a day too early, and every customer is told that the desk has failed them.
 */
export type ClockWatch = {
  /** Compares the clock with the database's; resolves with whether it is right. Rejects when the database is away. */
  readonly isRight: () => Promise<boolean>;
  /** A mail that has just come was received at this time (INTERNALDATE). */
  readonly received: (at: Date) => void;
  /** How far it is ahead of the database's, in seconds; null before the first comparison. */
  readonly aheadSeconds: () => number | null;
};

/** For a clock that whoever starts the desk has given, and may push: nothing else knows what time it is. */
export const GIVEN_CLOCK: ClockWatch = {
  isRight: async () => true,
  received: () => undefined,
  aheadSeconds: () => null,
};

/** The part of the desk that a wrong clock is reported for. */
const PART = 'clock';

export function createClockWatch({
  db,
  now,
  troubles,
}: {
  readonly db: Database;
  readonly now: () => Date;
  readonly troubles: Troubles;
}): ClockWatch {
  let ahead: number | null = null;
  let byMail: readonly { readonly cameAt: number; readonly aheadMs: number }[] = [];
  const judge = (against: string, aheadMs: number | null): boolean => {
    if (aheadMs === null || Math.abs(aheadMs) <= WRONG_MS) {
      troubles.settled(PART, against);
      return true;
    }
    const seconds = Math.round(Math.abs(aheadMs) / 1000);
    troubles.report(
      PART,
      against,
      `${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the ${against}: deadlines wait`,
    );
    return false;
  };
  return {
    async isRight() {
      const asked = now().getTime();
      const there = await databaseTime(db);
      // The answer was given somewhere between the two.
      ahead = (asked + now().getTime()) / 2 - there.getTime();
      const isDatabase = judge('database', ahead);
      return judge('mail server', agreed(byMail.map(({ aheadMs }) => aheadMs))) && isDatabase;
    },
    received(at) {
      const cameAt = now().getTime();
      const mail = { cameAt, aheadMs: cameAt - at.getTime() };
      const last = byMail.at(-1);
      const isAtOnce = last !== undefined && Math.abs(cameAt - last.cameAt) < AT_ONCE_MS;
      if (!isAtOnce) byMail = [...byMail, mail].slice(-MAILS_THAT_AGREE);
      else if (mail.aheadMs < last.aheadMs) byMail = [...byMail.slice(0, -1), { ...mail, cameAt: last.cameAt }];
    },
    aheadSeconds: () => (ahead === null ? null : ahead / 1000),
  };
}

/** What the last mails say alike; null when they do not agree, or when there were too few. */
function agreed(offsets: readonly number[]): number | null {
  if (offsets.length < MAILS_THAT_AGREE) return null;
  const [least, most] = [Math.min(...offsets), Math.max(...offsets)];
  if (most - least > WRONG_MS) return null;
  return Math.abs(least) < Math.abs(most) ? least : most;
}
