import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RecurringTicket, recurringAsked } from '../../../src/ticket/recurring/asked.ts';
import { nextTime, type RecurringRule, ruleNamed } from '../../../src/ticket/recurring/rule.ts';
import { at, li, wang } from '../sample.ts';

const ZONE = 'Asia/Shanghai';
/** Thursday, half past six in the evening in Shanghai. */
const NOW = new Date('2026-11-26T10:30:00Z');
const rule = (every: RecurringRule['every'], on = 0, time = '09:00'): RecurringRule => ({ every, on, at: time });

describe('a rule as people write it', () => {
  it.each<[string, RecurringRule, string]>([
    ['每月1日 巡检', rule('month', 1), '巡检'],
    ['每月1号9点 巡检', rule('month', 1), '巡检'],
    ['每个月15日 14:30 巡检', rule('month', 15, '14:30'), '巡检'],
    ['每月最后一天 下午5点 月结', rule('month', -1, '17:00'), '月结'],
    ['每月底 月结', rule('month', -1), '月结'],
    ['每天 8点 备份检查', rule('day', 0, '08:00'), '备份检查'],
    ['每日备份检查', rule('day'), '备份检查'],
    ['每周一10点 周报', rule('week', 1, '10:00'), '周报'],
    ['每星期日 周报', rule('week', 7), '周报'],
    ['每季度1日 季度巡检', rule('quarter', 1), '季度巡检'],
    ['每季度第15天 季度巡检', rule('quarter', 15), '季度巡检'],
    ['每季度最后一天 季度巡检', rule('quarter', -1), '季度巡检'],
    ['monthly on the 1st 9am Inspection', rule('month', 1), 'Inspection'],
    ['every month on the last day Inspection', rule('month', -1), 'Inspection'],
    ['every Monday 10:00 Report', rule('week', 1, '10:00'), 'Report'],
    ['weekly on Friday 5pm Report', rule('week', 5, '17:00'), 'Report'],
    ['daily at 8:15 Backup', rule('day', 0, '08:15'), 'Backup'],
    ['quarterly on the 1st Review', rule('quarter', 1), 'Review'],
    ['每月31日', rule('month', 31), ''],
    ['每天早上8点半 备份检查', rule('day', 0, '08:30'), '备份检查'],
    ['每周一十点一刻 周报', rule('week', 1, '10:15'), '周报'],
    ['every Monday at 10 a.m. weekly report', rule('week', 1, '10:00'), 'weekly report'],
    ['daily at 9 check', rule('day', 0, '09:00'), 'check'],
  ])('%s', (text, expected, rest) => expect(ruleNamed(text)).toEqual({ rule: expected, rest }));
  it.each([
    '每天25点 月检',
    'daily at 25:00 check',
    'daily at 3 check',
    '每天9点75分 检查',
    '',
    '巡检',
    '每月32日 巡检',
    '每月0日 巡检',
    '每周八 巡检',
    '每年1月1日',
    'on Monday',
  ])('%j is none', (text) => expect(ruleNamed(text)).toBeNull());
});

describe('the next time', () => {
  it.each<[string, RecurringRule, string, string]>([
    ['later today', rule('day', 0, '20:00'), '2026-11-26T10:30:00Z', '2026-11-26T12:00:00Z'],
    ['tomorrow', rule('day', 0, '09:00'), '2026-11-26T10:30:00Z', '2026-11-27T01:00:00Z'],
    ['never the moment itself', rule('day', 0, '09:00'), '2026-11-27T01:00:00Z', '2026-11-28T01:00:00Z'],
    ['this week', rule('week', 5), '2026-11-26T10:30:00Z', '2026-11-27T01:00:00Z'],
    ['next week', rule('week', 1), '2026-11-26T10:30:00Z', '2026-11-30T01:00:00Z'],
    ['next month', rule('month', 1), '2026-11-26T10:30:00Z', '2026-12-01T01:00:00Z'],
    ['a month without a 31st', rule('month', 31), '2026-11-26T10:30:00Z', '2026-11-30T01:00:00Z'],
    ['February', rule('month', 30), '2027-02-01T00:00:00Z', '2027-02-28T01:00:00Z'],
    ['a leap year', rule('month', -1), '2028-02-01T00:00:00Z', '2028-02-29T01:00:00Z'],
    ['the end of the year', rule('month', -1), '2026-12-31T01:00:00Z', '2027-01-31T01:00:00Z'],
    ['the next quarter', rule('quarter', 1), '2026-11-26T10:30:00Z', '2027-01-01T01:00:00Z'],
    ['the end of this quarter', rule('quarter', -1), '2026-11-26T10:30:00Z', '2026-12-31T01:00:00Z'],
    ['years behind: once, from now', rule('day'), '2030-05-05T00:00:00Z', '2030-05-05T01:00:00Z'],
  ])('%s', (_, given, after, expected) =>
    expect(nextTime(given, new Date(after), ZONE).toISOString().replace('.000', '')).toBe(expected),
  );

  it('goes by the clock on the wall', () => {
    const berlin = (after: string) => nextTime(rule('day', 0, '09:00'), new Date(after), 'Europe/Berlin').toISOString();
    expect(berlin('2026-10-24T08:00:00Z')).toBe('2026-10-25T08:00:00.000Z');
    expect(berlin('2026-03-28T09:00:00Z')).toBe('2026-03-29T07:00:00.000Z');
    const skipped = nextTime(rule('day', 0, '02:30'), new Date('2026-03-28T12:00:00Z'), 'Europe/Berlin');
    expect(skipped.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it('is always ahead, and each follows the one before within its span', () =>
    fc.assert(
      fc.property(
        fc.constantFrom<RecurringRule>(
          rule('day'),
          rule('week', 3),
          rule('month', 31),
          rule('month', -1),
          rule('quarter', 29),
        ),
        fc.integer({ min: 0, max: 10_000_000 }),
        (given, minutes) => {
          const after = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);
          const next = nextTime(given, after, ZONE);
          const days = (next.getTime() - after.getTime()) / 86_400_000;
          expect(days).toBeGreaterThan(0);
          expect(days).toBeLessThanOrEqual({ day: 1, week: 7, month: 31, quarter: 94 }[given.every]);
        },
      ),
    ));
});

describe('a recurring ticket is asked for', () => {
  const customers = [
    { company: '大客户有限公司', domains: ['big.example'], locale: null, managers: ['it@big.example'] },
  ];
  const context = at(NOW, { customers });
  const known: RecurringTicket = {
    id: 3,
    rule: rule('month', 1),
    title: '巡检',
    text: '检查磁盘',
    form: {},
    customer: { name: '', address: 'ann@big.example' },
    setBy: wang.email,
    nextAt: NOW,
  };
  const asked = (argument: string, text = '', all = [known]) =>
    recurringAsked({ argument, text }, wang, all, context, ['support@desk.example']);

  it('for an address', () =>
    expect(asked('每月1日 9点 巡检', '联系方式：ann@big.example\n问题分类：操作指导\n检查磁盘和证书。')).toMatchObject({
      set: {
        id: null,
        rule: rule('month', 1),
        title: '巡检',
        text: '检查磁盘和证书。',
        customer: { address: 'ann@big.example' },
        setBy: wang.email,
        nextAt: new Date('2026-12-01T01:00:00Z'),
      },
    }));
  it('for the contact of a company', () =>
    expect(asked('每天 备份', '客户公司：大客户有限公司\n检查备份')).toMatchObject({
      set: { customer: { address: 'it@big.example' } },
    }));
  it('is changed by its number, what is not written stays', () =>
    expect(asked('3 每周一')).toMatchObject({
      set: { ...known, rule: rule('week', 1), nextAt: new Date('2026-11-30T01:00:00Z') },
    }));
  it.each(['', '列表', 'list'])('%j lists them', (text) => expect(asked(text)).toEqual({ list: true }));
  it.each([
    '停止 3',
    '3 停止',
    'stop 3',
    '取消3',
    '停止',
    '取消。',
    '停止 3，谢谢',
    '停止第3个，谢谢！',
    'stop 3, thanks',
    'stop 3 please',
    'cancel',
  ])('%s stops it', (text) => expect(asked(text)).toEqual({ stop: 3 }));
  it('of several the number is asked for, with what they are', () => {
    const all = [known, { ...known, id: 4, title: '周报' }];
    for (const text of ['停止', '停止，谢谢', 'stop'])
      expect(asked(text, '', all)).toEqual({ refused: 'which_recurring', detail: '3 巡检 · 4 周报' });
    expect(asked('停止 4', '', all)).toEqual({ stop: 4 });
    expect(asked('停止', '', [])).toEqual({ refused: 'no_such_recurring', detail: '' });
  });
  it.each([
    ['停止 4', '', 'no_such_recurring'],
    ['每月1日 巡检', '联系方式：support@desk.example', 'no_such_customer'],
    ['每月1日 巡检', '联系方式：Support+ts1@desk.example', 'no_such_customer'],
    ['每天 停止检查', '', 'no_such_customer'],
    ['4 每周一', '', 'no_such_recurring'],
    ['巡检', '联系方式：ann@big.example', 'no_rule'],
    ['每月1日', '联系方式：ann@big.example', 'no_title'],
    ['每月1日 巡检', '', 'no_such_customer'],
    ['每月1日 巡检', '客户公司：没有这家', 'no_such_customer'],
    ['每月1日 巡检', `联系方式：${li.email}`, 'no_such_customer'],
  ])('%s is refused', (argument, text, refused) => expect(asked(argument, text)).toMatchObject({ refused }));
});
