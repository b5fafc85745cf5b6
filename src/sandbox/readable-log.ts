import { createLogger, type Logger } from '../lib/log.ts';

/** Who tries the desk out reads what it does, a line an event. `heard` is told of every event, shown or not. */
export function readableLog(shown: string, write: (line: string) => void, heard: () => void = () => undefined): Logger {
  const least = LEVELS.indexOf(shown);
  const level = least > LEVELS.indexOf('info') ? 'info' : shown;
  return createLogger(level, (line) => {
    const record: Record<string, unknown> = JSON.parse(line);
    if (LEVELS.indexOf(String(record.level)) >= least) write(`${readable(record)}\n`);
    heard();
  });
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/**
 * `09:30:12  mail decided: outcome ticketed, ticket TS20261122001, 35 ms`
 * @internal tests look at it
 */
export function readable({ time, level, event, ms, ...fields }: Record<string, unknown>): string {
  const clock = new Date(String(time)).toLocaleTimeString('en-GB');
  const loud = LEVELS.indexOf(String(level)) > LEVELS.indexOf('info') ? `${String(level).toUpperCase()} ` : '';
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    isEmpty(value) ? [] : [`${words(name)} ${text(value)}`],
  );
  if (typeof ms === 'number') parts.push(`${Math.round(ms)} ms`);
  const said = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return `${clock}  ${loud}${words(String(event))}${said}`;
}

const words = (name: string): string => name.replaceAll('_', ' ');
const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';

/** On one line, whatever it is; of an error its message, else its kind. */
function text(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value).replace(/\s+/g, ' ');
  if ('type' in value && 'stack' in value) return text('message' in value ? value.message : value.type);
  return JSON.stringify(value);
}
