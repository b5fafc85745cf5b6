import { CommandError, EXIT } from './exit.ts';

/** What `--limit` says. Throws CommandError for anything but a number from 1. */
export function limitNamed(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new CommandError(EXIT.usage, `--limit takes a number from 1, not ${text}.`);
  return Number(text);
}
