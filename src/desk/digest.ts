import { NOTHING_USED } from '../assist/attempt.ts';
import { groupsAlike } from '../knowledge/look-alike.ts';
import { type Risks, risksOf } from '../report/digest.ts';
import type { DayFigures, Figures, Report } from '../report/figures.ts';
import { daysBefore } from '../report/period.ts';
import { type UnlinkedTicket, unlinkedLately } from '../store/alike.ts';
import { assistUsageOn } from '../store/assist.ts';
import { openTickets, troubles, watchedTickets } from '../store/digest.ts';
import { type IncidentSummary, incidentSummaries } from '../store/incident.ts';
import type { Desk } from './desk.ts';
import { daysIn, figuresIn, ratingTrend } from './report.ts';

const TROUBLES_SHOWN = 2;
const DAYS_SHOWN = 14;
const INCIDENTS_READ = 100;

/** Everything a digest tells, loaded once for all its readers. */
export type DigestFindings = {
  readonly day: string;
  readonly risks: Risks;
  /** Open ones. */
  readonly incidents: readonly IncidentSummary[];
  /** Open tickets of several customers that may have one cause, group by group. */
  readonly lookAlike: readonly (readonly UnlinkedTicket[])[];
  readonly troubles: Awaited<ReturnType<typeof troubles>>;
  /** Of the day itself, as far as it has come; open are those of this moment. */
  readonly figures: Figures;
  /** Of the fourteen days before it. */
  readonly lately: Figures;
  readonly days: readonly DayFigures[];
  /** Of the same days, and of as many before. */
  readonly ratings: Report['ratings'];
  /** What was asked of the model on the day before; null without one. */
  readonly model: { readonly requests: number; readonly faults: number; readonly budgetShare: number } | null;
};

/** What the digest of a local day says; its risks are those of this moment, whatever the day. */
export async function findForDigest(desk: Desk, day: string): Promise<DigestFindings> {
  const now = desk.now();
  const before = daysBefore(day, DAYS_SHOWN);
  const [watched, found, open, figures, lately, days, incidents, unlinked, ratings, model] = await Promise.all([
    watchedTickets(desk.db, now, desk.scope),
    troubles(desk.db, now, TROUBLES_SHOWN, desk.scope),
    openTickets(desk.db, desk.scope),
    figuresIn(desk, { from: day, to: day }),
    figuresIn(desk, before),
    daysIn(desk, before),
    incidentSummaries(desk.db, { open: true }, INCIDENTS_READ, desk.scope),
    unlinkedLately(desk.db, now, desk.scope),
    ratingTrend(desk, before),
    modelOn(desk, before.to),
  ]);
  return {
    day,
    risks: risksOf(watched, now),
    incidents,
    lookAlike: groupsAlike(unlinked),
    troubles: found,
    figures: { ...figures, open },
    lately,
    days,
    ratings,
    model,
  };
}

async function modelOn({ config: { assist }, db }: Desk, day: string): Promise<DigestFindings['model']> {
  if (assist === null) return null;
  const { requests, tokens, faults } = (await assistUsageOn(db, day)) ?? NOTHING_USED;
  const { budget } = assist;
  return { requests, faults, budgetShare: Math.max(requests / budget.requests, tokens / budget.tokens) };
}
