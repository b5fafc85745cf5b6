import { describe, expect, test } from 'vitest';
import { pastTime } from '../../src/ticket/text/past-time.ts';
import { casesOf } from '../mail/meaning/prose/cases.ts';

/** Thursday, half past two in the afternoon in Shanghai. */
const WRITTEN = new Date('2026-11-26T14:30+08:00');
const local = (at: Date | null, zone = 'Asia/Shanghai'): string =>
  at === null ? '' : at.toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16);

const timed = ['zh.txt', 'en.txt', 'fresh.txt'].flatMap(casesOf).filter(({ means, labels }) => means && labels.time);
test.each(timed.map(({ labels, means }) => [labels.time, means]))('%s is %s', (words = '', means = '') =>
  expect(local(pastTime(words, WRITTEN, 'Asia/Shanghai'))).toMatch(new RegExp(`^${means}`)),
);

describe('what would lie ahead is past', () => {
  test.each([
    ['18:00', '2026-11-25 18:00'],
    ['Friday', '2026-11-20 00:00'],
    ['周五', '2026-11-20 00:00'],
    ['Thursday', '2026-11-26 00:00'],
    ['last Thursday', '2026-11-19 00:00'],
    ['last Wednesday', '2026-11-18 00:00'],
    ['上上周三', '2026-11-11 00:00'],
    ['12月3日', '2025-12-03 00:00'],
    ['the 28th', '2026-10-28 00:00'],
    ['上个月3号', '2026-10-03 00:00'],
    ['昨天', '2026-11-25 00:00'],
    ['昨天下午', '2026-11-25 15:00'],
    ['昨晚11点', '2026-11-25 23:00'],
    ['凌晨12点', '2026-11-26 00:00'],
    ['今天十二点一刻', '2026-11-26 12:15'],
    ['12 am today', '2026-11-26 00:00'],
    ['12 pm today', '2026-11-26 12:00'],
    ['9.15 pm yesterday', '2026-11-25 21:15'],
    ['half an hour ago', '2026-11-26 14:00'],
    ['一个半小时前', '2026-11-26 13:00'],
    ['两周前', '2026-11-12 14:30'],
    ['a few days ago', '2026-11-23 14:30'],
    ['最近两天', '2026-11-24 14:30'],
    ['刚才', '2026-11-26 14:30'],
  ])('%s is %s', (words, means) => expect(local(pastTime(words, WRITTEN, 'Asia/Shanghai'))).toBe(means));
});

test.each([
  ['昨天9点', 'America/New_York', '2026-11-25 09:00'],
  ['yesterday 9:00', '+05:30', '2026-11-25 09:00'],
  ['since Monday', 'Pacific/Kiritimati', '2026-11-23 00:00'],
])('%s in %s is %s', (words, zone, means) => {
  const at = pastTime(words, WRITTEN, zone);
  const shown = zone.startsWith('+')
    ? new Date((at?.getTime() ?? 0) + 5.5 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
    : local(at, zone);
  expect(shown).toBe(means);
});

test.each(['', 'soon', '尽快', '升级后', '最近'])('%j names none', (words) =>
  expect(pastTime(words, WRITTEN, 'Asia/Shanghai')).toBeNull(),
);
