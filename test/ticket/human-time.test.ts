import { expect, test } from 'vitest';
import { futureTime, parseTime } from '../../src/ticket/text/human-time.ts';
import { at } from './sample.ts';

/** Monday, ten in the morning in Shanghai. */
const now = new Date('2026-11-23T10:00+08:00');

test.each([
  ['今天18:00', '2026-11-23T18:00+08:00'],
  ['今天 18：00', '2026-11-23T18:00+08:00'],
  ['今晚8点', '2026-11-23T20:00+08:00'],
  ['今天下班前', '2026-11-23T18:00+08:00'],
  ['明天上午10点', '2026-11-24T10:00+08:00'],
  ['明天', '2026-11-24T18:00+08:00'],
  ['后天下午3点半', '2026-11-25T15:30+08:00'],
  ['周五18:00', '2026-11-27T18:00+08:00'],
  ['下周一上午9点', '2026-11-30T09:00+08:00'],
  ['11月25日 14:00', '2026-11-25T14:00+08:00'],
  ['2026-11-25 14:00', '2026-11-25T14:00+08:00'],
  ['18:00', '2026-11-23T18:00+08:00'],
  ['9:00', '2026-11-24T09:00+08:00'],
  ['tomorrow 10am', '2026-11-24T10:00+08:00'],
  ['friday 5pm', '2026-11-27T17:00+08:00'],
  ['25 Nov 14:00', '2026-11-25T14:00+08:00'],
  ['2h', '2026-11-23T12:00+08:00'],
  ['1.5h', '2026-11-23T11:30+08:00'],
  ['90m', '2026-11-23T11:30+08:00'],
  ['in 2 hours', '2026-11-23T12:00+08:00'],
  ['in 30 minutes', '2026-11-23T10:30+08:00'],
  ['两小时后', '2026-11-23T12:00+08:00'],
  ['半小时后', '2026-11-23T10:30+08:00'],
  ['七小时后', '2026-11-23T17:00+08:00'],
  ['十分钟后', '2026-11-23T10:10+08:00'],
  ['二十四小时后', '2026-11-24T10:00+08:00'],
  ['30分钟内', '2026-11-23T10:30+08:00'],
  ['2天', '2026-11-25T10:00+08:00'],
  ['2 days ago', '2026-11-21T18:00+08:00'],
  ['evening', '2026-11-23T18:00+08:00'],
  ['明天10点 或 后天下午3点30分', '2026-11-24T10:00+08:00'],
])('%s is %s', (text, expected) =>
  expect(parseTime(text, now, 'Asia/Shanghai')?.toISOString()).toBe(new Date(expected).toISOString()),
);

test.each(['2026-11-23T18:00+08:00', '2026-11-23T20:00+08:00'])('evening at %s is that of the next day', (from) =>
  expect(parseTime('evening', new Date(from), 'Asia/Shanghai')?.toISOString()).toBe('2026-11-24T10:00:00.000Z'),
);

test.each([
  ['今天10:01', { time: new Date('2026-11-23T10:01+08:00') }],
  ['今天10:00', { refused: 'time_passed', detail: '2026-11-23T02:00:00.000Z' }],
  ['soon', { refused: 'no_time', detail: 'soon' }],
])('%s has yet to come: %j', (text, expected) => expect(futureTime(text, at(now))).toEqual(expected));

test.each([
  ['18:00', 'America/New_York', '2026-11-23T18:00-05:00'],
  ['明天上午10点', 'America/New_York', '2026-11-23T10:00-05:00'],
  ['tomorrow 10am', 'America/New_York', '2026-11-23T10:00-05:00'],
  ['tomorrow 10am', 'Pacific/Kiritimati', '2026-11-24T10:00+14:00'],
])('%s in %s, where the date is another, is %s', (text, zone, expected) =>
  expect(parseTime(text, new Date('2026-11-23T03:00Z'), zone)?.toISOString()).toBe(new Date(expected).toISOString()),
);

test.each([
  ['2:30', '2026-03-28T20:00-04:00', '2026-03-29T02:30-04:00'],
  ['tomorrow 2:30', '2026-03-07T20:00-05:00', '2026-03-08T03:30-04:00'],
  ['2h', '2026-03-08T01:30-05:00', '2026-03-08T04:30-04:00'],
  ['in 2 hours', '2026-03-08T01:30-05:00', '2026-03-08T04:30-04:00'],
  [' 2h ', '2026-03-08T01:30-05:00', '2026-03-08T04:30-04:00'],
  ['in  2 hours', '2026-03-08T01:30-05:00', '2026-03-08T04:30-04:00'],
  ['within 2 hours', '2026-03-08T01:30-05:00', '2026-03-08T04:30-04:00'],
  ['within  2 hours', '2026-03-08T01:30-05:00', '2026-03-08T04:30-04:00'],
  ['两小时后', '2026-03-08T01:30-05:00', '2026-03-08T04:30-04:00'],
  ['2小时之后', '2026-03-08T01:30-05:00', '2026-03-08T04:30-04:00'],
  ['2小时以后', '2026-03-08T01:30-05:00', '2026-03-08T04:30-04:00'],
  ['1.25h', '2026-03-08T01:30-05:00', '2026-03-08T03:45-04:00'],
  ['12h', '2026-03-08T01:30-05:00', '2026-03-08T14:30-04:00'],
  ['1 day', '2026-03-07T20:00-05:00', '2026-03-08T21:00-04:00'],
])('%s across a change of daylight saving at %s is %s', (text, from, expected) =>
  expect(parseTime(text, new Date(from), 'America/New_York')?.toISOString()).toBe(new Date(expected).toISOString()),
);

test.each(['', 'soon', '尽快', 'when it works'])('%s names no time', (text) =>
  expect(parseTime(text, now, 'Asia/Shanghai')).toBeNull(),
);
