import { type Risks, risksOf } from '../report/digest.ts';
import type { DayFigures, Figures } from '../report/figures.ts';
import { daysBefore } from '../report/period.ts';
import { openTickets, troubles, watchedTickets } from '../store/digest.ts';
import type { Desk } from './desk.ts';
import { daysIn, figuresIn } from './report.ts';

const TROUBLES_SHOWN = 2;
const DAYS_SHOWN = 14;

/** Everything a digest tells, loaded once for all its readers. */
export type DigestFindings = {
  readonly day: string;
  readonly risks: Risks;
  readonly troubles: Awaited<ReturnType<typeof troubles>>;
  /** Of the day itself, as far as it has come; open are those of this moment. */
  readonly figures: Figures;
  /** Of the fourteen days before it. */
  readonly lately: Figures;
  readonly days: readonly DayFigures[];
};

/** What the digest of a local day says; its risks are those of this moment, whatever the day. */
export async function findForDigest(desk: Desk, day: string): Promise<DigestFindings> {
  const now = desk.now();
  const before = daysBefore(day, DAYS_SHOWN);
  const [watched, found, open, figures, lately, days] = await Promise.all([
    watchedTickets(desk.db, now),
    troubles(desk.db, now, TROUBLES_SHOWN),
    openTickets(desk.db),
    figuresIn(desk, { from: day, to: day }),
    figuresIn(desk, before),
    daysIn(desk, before),
  ]);
  return { day, risks: risksOf(watched, now), troubles: found, figures: { ...figures, open }, lately, days };
}
