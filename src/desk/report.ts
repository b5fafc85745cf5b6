import { companyDomains } from '../people/identify.ts';
import type { Customer } from '../people/person.ts';
import type { ContractFigures } from '../report/contract.ts';
import type { CompanyFigures, DayFigures, Figures, Report, ServiceReport } from '../report/figures.ts';
import { frequentProblems } from '../report/frequent.ts';
import { type Lessons, lessonsOf } from '../report/lessons.ts';
import { boundsOf, dayOf, daysOf, type Period, periodBefore } from '../report/period.ts';
import { countsByContract, effortByContract } from '../store/contract.ts';
import { closedTickets, lowRatingsIn, reopeningsIn } from '../store/lessons.ts';
import { ratingsIn } from '../store/rating.ts';
import {
  type CountedTime,
  companyFiguresOf,
  dailyFigures,
  figuresOf,
  oldestArrival,
  type Range,
  toldIn,
} from '../store/report.ts';
import { hasExpired } from '../ticket/contract/contract.ts';
import { workingSpans } from '../ticket/time/calendar.ts';
import type { Desk } from './desk.ts';

/** The figures of a period of local days, compared with the one before. */
export async function reportOn(desk: Desk, period: Period): Promise<Report> {
  const before = periodBefore(period);
  const [figures, previous, lessons, { kinds, effort }, days, told, contracts, ratings] = await Promise.all([
    figuresIn(desk, period),
    figuresIn(desk, before),
    lessonsIn(desk, period),
    lessonsIn(desk, before),
    daysIn(desk, period),
    toldIn(desk.db, rangeOf(desk, period)),
    contractsIn(desk, rangeOf(desk, period)),
    ratingTrend(desk, period),
  ]);
  return {
    ...period,
    ...figures,
    ...lessons,
    days,
    frequent: frequentProblems(told),
    ...(contracts.length > 0 && { contracts }),
    ...(ratings && { ratings }),
    previous: { ...before, ...previous, kinds, effort },
  };
}

/** Ratings of a period and of the one before; undefined where there are none in it. */
export async function ratingTrend(desk: Desk, period: Period): Promise<Report['ratings']> {
  const [now, before] = await Promise.all([
    ratingsIn(desk.db, rangeOf(desk, period)),
    ratingsIn(desk.db, rangeOf(desk, periodBefore(period))),
  ]);
  return now.byCompany.length === 0 ? undefined : { now, before };
}

const rangeOf = (desk: Desk, period: Period, company?: Customer): Range => ({
  ...boundsOf(period, desk.config.desk.timezone),
  now: desk.now(),
  ...(desk.scope && { brand: desk.scope }),
  ...(company && { company: companyDomains([company], desk.directory.customers) }),
});

/** The same for the tickets of a company's people, as its managers read it. */
export async function serviceReportOn(desk: Desk, company: Customer, period: Period): Promise<ServiceReport> {
  const range = rangeOf(desk, period, company);
  const before = periodBefore(period);
  const [figures, previous, told, contracts] = await Promise.all([
    countedOf(desk, range),
    countedOf(desk, rangeOf(desk, before, company)),
    toldIn(desk.db, range),
    contractsIn(desk, range),
  ]);
  return {
    ...period,
    ...figures,
    frequent: frequentProblems(told),
    ...(contracts.length > 0 && { contracts }),
    previous: { ...before, ...previous },
  };
}

/**
 * Contracts under which something happened in the range, in the order of the configuration; of one company, its own.
 */
async function contractsIn(desk: Desk, range: Range): Promise<readonly ContractFigures[]> {
  const { contracts = [], timezone } = desk.policy;
  if (contracts.length === 0) return [];
  const [counts, effort] = await Promise.all([countsByContract(desk.db, range), effortByContract(desk.db, range)]);
  return contracts.flatMap((contract) => {
    const { name, validUntil, minutesPerMonth } = contract;
    const found = counts.get(name);
    const minutes = effort.get(name) ?? 0;
    if (found === undefined || found.opened + found.due + found.lateUpdates + minutes === 0) return [];
    const until = validUntil === null ? null : dayOf(new Date(validUntil.getTime() - 1), timezone);
    return [{ name, ...found, minutes, minutesPerMonth, until, expired: hasExpired(contract, desk.now()) }];
  });
}

async function lessonsIn(desk: Desk, period: Period): Promise<Lessons> {
  const range = rangeOf(desk, period);
  const [closed, reopenings, lowRatings] = await Promise.all([
    closedTickets(desk.db, range),
    reopeningsIn(desk.db, range),
    lowRatingsIn(desk.db, range),
  ]);
  return { ...lessonsOf(closed), reopenings, lowRatings };
}

/** The figures of a period; engineers who had nothing to do are there too. */
export async function figuresIn(desk: Desk, period: Period): Promise<Figures> {
  const figures = await countedIn(desk, rangeOf(desk, period));
  const known = new Map(figures.perEngineer.map((each) => [each.address, each]));
  const idle = desk.directory.staff
    .filter(({ roles, email }) => roles.includes('engineer') && !known.has(email))
    .map(({ email }) => ({ address: email, closed: 0, open: 0, medianResolutionMinutes: null }));
  return { ...figures, perEngineer: [...figures.perEngineer, ...idle] };
}

const countedIn = async (desk: Desk, range: Range): Promise<Figures> =>
  figuresOf(desk.db, range, await countedTime(desk, range));

const countedOf = async (desk: Desk, range: Range): Promise<CompanyFigures> =>
  companyFiguresOf(desk.db, range, await countedTime(desk, range));

/** The working hours since the oldest ticket that was worked on in the range. */
async function countedTime(desk: Desk, range: Range): Promise<CountedTime> {
  const { calendar } = desk.policy;
  if (calendar.kind === 'always') return null;
  const oldest = await oldestArrival(desk.db, range);
  const spans: { start: number; end: number }[] = [];
  for (const span of oldest === null ? [] : workingSpans(oldest, calendar)) {
    if (span.start >= range.end.getTime()) break;
    spans.push(span);
  }
  return { spans };
}

/** Arrivals and closings of every day of a period, up to today. */
export async function daysIn(desk: Desk, period: Period): Promise<DayFigures[]> {
  const { timezone } = desk.config.desk;
  const today = dayOf(desk.now(), timezone);
  const counted = new Map(
    (await dailyFigures(desk.db, rangeOf(desk, period), timezone)).map((each) => [each.day, each]),
  );
  return daysOf(period)
    .filter((day) => day <= today)
    .map((day) => counted.get(day) ?? { day, opened: 0, closed: 0 });
}
