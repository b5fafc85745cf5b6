import { afterEach, expect, test, vi } from 'vitest';
import { parseTime } from '../../src/ticket/text/human-time.ts';

/** Monday, ten in the morning in Shanghai. */
const now = new Date('2026-11-23T10:00+08:00');

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each(['UTC', 'America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati'])(
  'a time is the same wherever the process runs: %s',
  (zone) => {
    vi.stubEnv('TZ', zone);
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    const texts = ['18:00', '明天上午10点', 'tomorrow 10am', '今天下班前', '周五18:00'];
    expect(texts.map((text) => parseTime(text, now, 'Asia/Shanghai')?.toISOString())).toEqual([
      '2026-11-23T10:00:00.000Z',
      '2026-11-24T02:00:00.000Z',
      '2026-11-24T02:00:00.000Z',
      '2026-11-23T10:00:00.000Z',
      '2026-11-27T10:00:00.000Z',
    ]);
  },
);
