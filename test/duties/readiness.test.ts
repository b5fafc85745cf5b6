import { expect, it } from 'vitest';
import type { Desk } from '../../src/desk/desk.ts';
import { watchReadiness } from '../../src/duties/readiness.ts';
import type { Alarm } from '../../src/letter/alarm.ts';
import type { LogRecord } from '../../src/lib/log.ts';
import { until } from '../support/until.ts';

const TIMES = { everyMs: 5, afterMs: 60, repeatMs: 200 };

it('what stays amiss raises an alarm, once in a while; what is back soon raises none', async () => {
  const alarms: Alarm[] = [];
  const events: string[] = [];
  let amiss = ['mailbox support'];
  const log = ({ event }: LogRecord): void => {
    // The mailbox is back with the next look, before an alarm is due.
    if (event === 'not_ready' && events.length === 0) amiss = ['database'];
    events.push(event);
  };
  const desk = {
    config: { mailboxes: [] },
    directory: { staff: [] },
    notify: (each: readonly Alarm[]) => void alarms.push(...each),
    log: { info: log, warn: log, error: log },
  } as unknown as Desk;
  const ended = new AbortController();
  const look = async () =>
    ['database', 'mailbox support'].map((name) => ({ name, ok: !amiss.includes(name), detail: 'the cause' }));

  watchReadiness(desk, look, ended.signal, TIMES);
  await until('two alarms', () => alarms.length === 2);
  expect(alarms).toEqual(Array(2).fill({ reason: 'desk_in_trouble', mailbox: '', detail: 'database: the cause' }));
  amiss = [];
  await until('the end of it', () => events.filter((event) => event === 'ready_again').length === 2);
  ended.abort();
});

it('what merely starts is not said to be amiss', async () => {
  const events: string[] = [];
  const log = (record: LogRecord) => void events.push(record.event);
  const desk = { log: { info: log, warn: log, error: log } } as unknown as Desk;
  const ended = new AbortController();
  let isStarting = true;
  let looks = 0;
  const look = async () => [{ name: 'mailbox support', ok: ++looks > 0 && !isStarting, detail: 'connecting' }];
  watchReadiness(desk, look, ended.signal, TIMES);
  await Promise.resolve();
  isStarting = false;
  await until('a look', () => looks > 1);
  ended.abort();
  expect(events).toEqual([]);
});
