import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readTime } from '../../../src/adopt/export/time-told.ts';

afterEach(() => vi.unstubAllEnvs());

/** A moment in each form that is accepted, by its numbers; all are of 2024-03-04 10:05 in UTC. */
const SAME: readonly string[] = [
  ...[
    '2024-03-04',
    '2024-3-4',
    '2024/03/04',
    '2024/3/4',
    '2024年3月4日',
    '2024年03月04日',
    '4.3.2024',
    '04.03.2024',
  ].flatMap((day) => [
    ...['', ':00', ':00.000', ':00,0'].map((seconds) => `${day} 10:05${seconds}`),
    ...['Z', ' UTC', ' GMT', '+00', '+0000', '+00:00', ' -00:00'].map((zone) => `${day} 10:05:00${zone}`),
    `${day}T10:05`,
    `${day}T10:05:00Z`,
    `${day} 18:05+08:00`,
    `${day} 18:05:00 +0800`,
    `${day} 6:35 -0330`,
    `  ${day}  10:05 `,
  ]),
  '2024年3月4日10:05',
  'Mon, 4 Mar 2024 10:05:00 +0000',
  'Mon, 04 Mar 2024 18:05:00 +0800',
  '4 Mar 2024 10:05 GMT',
  'mon,4 mar 2024 10:05:00 UT',
  'Mon, 4 Mar 2024 05:05:00 -0500 (EST)',
];

/** No time of an export is read by the clock of the machine. */
const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Apia'];

describe.each(ZONES)('in %s', (zone) => {
  it.each(SAME)('%s', (written) => {
    vi.stubEnv('TZ', zone);
    expect(readTime(written)).toEqual(new Date('2024-03-04T10:05:00Z'));
  });

  it('a day alone is its beginning', () => {
    vi.stubEnv('TZ', zone);
    for (const day of ['2024-03-04', '2024/3/4', '2024年3月4日', '4.3.2024'])
      expect(readTime(day)).toEqual(new Date('2024-03-04T00:00:00Z'));
  });
});

it('reads what it writes, to the millisecond', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('9998-12-31T23:59:59Z'), noInvalidDate: true }), (at) => {
      expect(readTime(at.toISOString())).toEqual(at);
      expect(readTime(at.toISOString().replace('T', ' ').replace('Z', ''))).toEqual(at);
      expect(readTime(at.toUTCString())).toEqual(new Date(Math.floor(at.getTime() / 1000) * 1000));
    }),
  );
});

it.each([
  ['', /^has no date$/],
  ['  ', /^has no date$/],
  ...['03/04/2024', '3/4/24 10:00', '31/12/2024', '03-04-2024 10:00', '3/4/2024 10:00 AM'].map(
    (text) => [text, /^does not tell the day from the month: ".*"; write 2024-12-31 10:00, /] as const,
  ),
  ...[
    '5',
    '45000.5',
    '1709258400',
    'yesterday',
    '4 Mar 2024',
    '4 Mar 2024 10:00',
    'Mon, 4 Mar 2024 10:00 CST',
    '20240304',
  ].map((text) => [text, /^has no date that can be read: ".*"; write 2024-12-31 10:00, /] as const),
  ...[
    '2024-03-04 25:00',
    '2024-03-04 10:60',
    '2024-03-04T10:00+99:00',
    '2024-03-04 10',
    '-271821-04-20T00:00:00Z',
    '+275760-09-13T00:00:00Z',
    '12024-01-01',
    '2024-3-410:05',
  ].map((text) => [text, /^has no date that can be read/] as const),
  ...[
    '0000-01-01',
    '0099-05-05',
    '1900-01-00',
    '1969-12-31',
    '1970-01-01 00:00 +01:00',
    '9999-12-31',
    '2023-02-29',
    '2024-00-10',
    '2024-13-01',
    '31.4.2024',
    '2024年2月30日',
  ].map((text) => [text, /^has a date that cannot be: "/] as const),
] as const)('refuses "%s"', (written, why) => {
  expect(readTime(written)).toMatch(why);
});

it('shows of a long text its beginning', () => {
  expect(readTime('x'.repeat(10_000))).toMatch(/^has no date that can be read: "x{40}…"; /);
});

it('reads any text in no time, and never as another moment elsewhere', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789-/.:TZ+ 年月日,Mar') }), (text) => {
      const read = ZONES.map((zone) => {
        vi.stubEnv('TZ', zone);
        return readTime(text);
      });
      expect(new Set(read.map(String)).size).toBe(1);
    }),
  );
});
