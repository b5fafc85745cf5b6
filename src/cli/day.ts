import { type Period, periodNamed, YEARS } from '../report/period.ts';
import { CommandError, EXIT } from './exit.ts';

/** A day as `YYYY-MM-DD`; ends the command with what is wrong with it. */
export function dayNamed(text: string): string {
  const period = /^\d{4}-\d{2}-\d{2}$/.test(text) ? periodNamed(text, text) : null;
  if (period === null)
    throw new CommandError(
      EXIT.usage,
      `${text} is no day of the years ${YEARS.first} to ${YEARS.last}; days are written like 2026-11-23.`,
    );
  return period.from;
}

/** The days from one to another, both included; the same. */
export function daysNamed(from: string, to: string): Period {
  const period = { from: dayNamed(from), to: dayNamed(to) };
  if (period.from > period.to) throw new CommandError(EXIT.usage, `The period ends on ${to}, before it begins.`);
  return period;
}
