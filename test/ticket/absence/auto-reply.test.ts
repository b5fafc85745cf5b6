import { describe, expect, it } from 'vitest';
import { absenceTold } from '../../../src/ticket/absence/auto-reply.ts';
import { at, chen, entry, li, sun, wang } from '../sample.ts';

/** Thursday noon in Shanghai. */
const NOW = new Date('2026-11-26T04:00:00Z');
const day = (text: string): Date => new Date(`${text}T00:00:00+08:00`);
const context = (now = NOW) =>
  at(now, {}, [
    entry({ ...li, name: '李工' }),
    entry(
      { ...chen, name: '陈工' },
      { absences: [{ id: 1, from: day('2026-11-28'), to: day('2026-11-29'), substitute: null }] },
    ),
    entry({ ...sun, name: '孙工' }),
    entry({ ...wang, name: 'Wang' }),
  ]);
const local = (date: Date): string =>
  new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T00:00', '');
const told = (text: string, now = NOW): string => {
  const { period, substitute } = absenceTold(text, li.email, NOW, context(now));
  return [period ? `${local(period.from)}/${local(period.to)}` : '-', substitute?.split('@')[0]]
    .filter(Boolean)
    .join(' ');
};

describe('what an automatic reply tells', () => {
  it.each([
    ['您好，我于11月28日至11月30日休假，期间无法及时回复邮件。如有急事请联系孙工。', '2026-11-28/2026-12-01 sun'],
    ['本人 2026-11-28 至 2026-11-30 出差，急事请找 sun@desk.example', '2026-11-28/2026-12-01 sun'],
    ['我在休假，11月30日返岗。', '2026-11-26T12:00/2026-11-30'],
    ['休假至11月30日，谢谢。', '2026-11-26T12:00/2026-12-01'],
    ['下周一到周三休年假，紧急请联系 Wang', '2026-11-30/2026-12-03 wang'],
    [
      'I am out of the office from 28 November until 30 November. Please contact Sun <sun@desk.example>.',
      '2026-11-28/2026-12-01 sun',
    ],
    ['I am away until November 30, 2026 with no access to mail.', '2026-11-26T12:00/2026-12-01'],
    ['On leave until Friday. In urgent cases: Wang', '2026-11-26T12:00/2026-11-28 wang'],
    ['Thank you. I will be back on 1 December.', '2026-11-26T12:00/2026-12-01'],
    ['I return to the office on Monday', '2026-11-26T12:00/2026-11-30'],
    ['Out 2026-11-28 - 2026-11-30', '2026-11-28/2026-12-01'],
    ['11月28日至11月30日休假，请联系陈工', '2026-11-28/2026-12-01'],
    ['11月28日至11月30日休假。——李工', '2026-11-28/2026-12-01'],
    ['我在休假，稍后回复。急事请联系孙工', '-'],
    ['I am out of the office with limited access to e-mail.', '-'],
    ['11月20日至11月22日休假', '-'],
    ['', '-'],
    [`${'长'.repeat(5000)} 11月28日至11月30日休假`, '-'],
  ])('%s', (text, expected) => expect(told(text)).toBe(expected));

  it('what has begun by the time it is confirmed begins then', () =>
    expect(told('11月28日至11月30日休假', day('2026-11-29'))).toBe('2026-11-29/2026-12-01'));
  it('what is over by then is nothing', () => expect(told('11月28日至11月30日休假', day('2026-12-01'))).toBe('-'));
  it('answers at once, whatever it is given', () => {
    // Microseconds of CPU: a busy machine gives the test little of its time.
    const started = process.cpuUsage();
    for (const text of ['至 '.repeat(2000), '1-1 '.repeat(1000), '11月'.repeat(1300), 'until the '.repeat(400)])
      told(text);
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  });
});
