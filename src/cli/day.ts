import { periodNamed } from '../report/period.ts';
import { CommandError, EXIT } from './exit.ts';

/** A day as `YYYY-MM-DD`; ends the command with what is wrong with it. */
export function dayNamed(text: string): string {
  const period = /^\d{4}-\d{2}-\d{2}$/.test(text) ? periodNamed(text, text) : null;
  if (period === null) throw new CommandError(EXIT.usage, `${text} is no day; days are written like 2026-11-23.`);
  return period.from;
}
