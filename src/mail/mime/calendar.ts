/**
 * The words of an iCalendar object (RFC 5545) as mail programs send them (RFC 6047): a meeting request often comes
 * without any other text, and is what its organiser has to say.
 */

/** One property: its parameters, and its value as written. */
type Property = { readonly parameters: ReadonlyMap<string, string>; readonly value: string };

/** The method, upper case; empty where none is named. */
export const calendarMethod = (calendar: string): string =>
  /^METHOD(?:;[^:\r\n]*)?:[ \t]*([A-Za-z-]+)/im.exec(calendar)?.[1]?.toUpperCase() ?? '';

/** What somebody who answers a request adds in their own words; empty for nothing. */
export function calendarComment(calendar: string): string {
  const event = eventOf(calendar);
  return wordsOf(event.get('COMMENT'));
}

/**
 * Title, time with zone, place and description, a line each; null for an answer, and for an object without an event.
 */
export function calendarWords(calendar: string): string | null {
  if (calendarMethod(calendar) === 'REPLY') return null;
  const event = eventOf(calendar);
  const start = event.get('DTSTART');
  const title = wordsOf(event.get('SUMMARY'));
  const about = [title, start ? timeOf(start, event) : '', wordsOf(event.get('LOCATION'))].filter(Boolean);
  const words = [about.join('\n'), wordsOf(event.get('DESCRIPTION')), wordsOf(event.get('COMMENT'))].filter(Boolean);
  return words.length === 0 ? null : words.join('\n\n');
}

/** The properties of the first event or task; what stands in its alarms is not its own. */
function eventOf(calendar: string): ReadonlyMap<string, Property> {
  const properties = new Map<string, Property>();
  const open: string[] = [];
  for (const line of calendar.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    const parts = /^([\w-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)/.exec(line);
    if (parts === null) continue;
    const [, name = '', parameters = '', value = ''] = parts;
    if (name.toUpperCase() === 'BEGIN') open.push(value.trim().toUpperCase());
    else if (name.toUpperCase() === 'END') {
      const closed = open.pop() ?? '';
      if (EVENTS.has(closed)) break;
    } else if (EVENTS.has(open.at(-1) ?? '') && !properties.has(name.toUpperCase()))
      properties.set(name.toUpperCase(), { parameters: parametersOf(parameters), value });
  }
  return properties;
}

const EVENTS: ReadonlySet<string> = new Set(['VEVENT', 'VTODO']);

const parametersOf = (written: string): ReadonlyMap<string, string> =>
  new Map(
    [...written.matchAll(/;([\w-]+)=("[^"]*"|[^;]*)/g)].map(([, name = '', value = '']) => [
      name.toUpperCase(),
      value.replace(/^"|"$/g, ''),
    ]),
  );

/** RFC 5545 §3.3.11. */
const wordsOf = (property: Property | undefined): string =>
  (property?.value ?? '')
    .replace(/\\([nN,;\\])/g, (_, escaped: string) => (escaped.toLowerCase() === 'n' ? '\n' : escaped))
    .trim();

const MOMENT = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(?:\d{2})?(Z?))?/;

/** A date, or a time on the clock of the zone that is named behind it; UTC where the value says so. */
function timeOf(start: Property, event: ReadonlyMap<string, Property>): string {
  const from = MOMENT.exec(start.value);
  if (from === null) return start.value;
  const to = MOMENT.exec(event.get('DTEND')?.value ?? event.get('DUE')?.value ?? '');
  const zone = from[6] === 'Z' ? 'UTC' : (start.parameters.get('TZID') ?? '');
  const rule = event.get('RRULE')?.value ?? '';
  return [spanOf(from, to), zone && `(${zone})`, rule && `[${rule}]`].filter(Boolean).join(' ');
}

const dateOf = ([, year, month, day]: RegExpExecArray): string => `${year}-${month}-${day}`;
const clockOf = ([, , , , hour, minute]: RegExpExecArray): string => (hour === undefined ? '' : `${hour}:${minute}`);

function spanOf(from: RegExpExecArray, to: RegExpExecArray | null): string {
  const starts = [dateOf(from), clockOf(from)].filter(Boolean).join(' ');
  if (to === null || (clockOf(from) === '' && isNextDay(from, to))) return starts;
  if (dateOf(from) === dateOf(to)) return clockOf(to) === '' ? starts : `${starts}–${clockOf(to)}`;
  return `${starts} – ${[dateOf(to), clockOf(to)].filter(Boolean).join(' ')}`;
}

/** The end of a whole day is the next day (RFC 5545 §3.6.1). */
const isNextDay = (from: RegExpExecArray, to: RegExpExecArray): boolean =>
  Date.parse(dateOf(to)) - Date.parse(dateOf(from)) === 86_400_000;
