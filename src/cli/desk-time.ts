/** A moment as commands write it for people: to the minute, in the desk's time zone. `--json` keeps UTC (ISO 8601). */
export type DeskClock = (moment: Date | null) => string;

export function deskClock(timezone: string): DeskClock {
  // Made for the first moment, which is none for `--json`: it takes 15 ms.
  let format: Intl.DateTimeFormat | undefined;
  return (moment) => {
    if (moment === null) return '';
    format ??= new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
    return format.format(moment);
  };
}

/** The day alone. */
export const dayBy = (at: DeskClock, moment: Date | null): string => at(moment).slice(0, '2026-11-23'.length);

/** A text in which moments of the core stand, with them in the desk's time. */
export const momentsBy = (at: DeskClock, text: string): string =>
  text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (moment) => at(new Date(moment)));
