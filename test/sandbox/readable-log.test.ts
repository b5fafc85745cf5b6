import { expect, it } from 'vitest';
import { readable, readableLog } from '../../src/sandbox/readable-log.ts';

const time = new Date(2026, 10, 26, 9, 30, 12).toISOString();

it.each([
  [{ event: 'daemon_stopped', ms: 12.4 }, '09:30:12  daemon stopped: 12 ms'],
  [
    { event: 'mail_decided', result: 'ticketed', ticket: 'TS1', note: null, ms: 35 },
    '09:30:12  mail decided: result ticketed, ticket TS1, 35 ms',
  ],
  [{ level: 'warn', event: 'not_ready', detail: 'a\n b' }, '09:30:12  WARN not ready: detail a b'],
  [
    { level: 'error', event: 'x', err: { type: 'TypeError', message: 'no', stack: ['a'] } },
    '09:30:12  ERROR x: err no',
  ],
  [{ level: 'error', event: 'x', err: { type: 'TypeError', stack: ['a'] } }, '09:30:12  ERROR x: err TypeError'],
  [{ event: 'x', of: { a: 1 }, list: [1, 2] }, '09:30:12  x: of {"a":1}, list [1,2]'],
  [{ event: 'quiet' }, '09:30:12  quiet'],
])('%o', (record, line) => {
  expect(readable({ time, level: 'info', ...record })).toBe(line);
});

it('shows what is asked for, a line each, and hears everything from info on', () => {
  const lines: string[] = [];
  let heard = 0;
  const log = readableLog(
    'warn',
    (line) => lines.push(line),
    () => heard++,
  );
  log.debug({ event: 'nothing' });
  log.info({ event: 'mail_decided' });
  log.warn({ event: 'not_ready', detail: 'li@desk.example' });
  expect(heard).toBe(2);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/WARN not ready: detail \[[\w-]{12}\]\n$/);
});
