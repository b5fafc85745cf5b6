import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedaction } from '../../src/assist/redaction.ts';

describe('what is hidden', () => {
  it.each([
    ['电话 13800138000 联系', '电话 [PHONE-1] 联系', '13800138000'],
    ['010-5550 0100', '[PHONE-1]', '010-5550 0100'],
    ['call +44 20 7946 0958 please', 'call [PHONE-1] please', '+44 20 7946 0958'],
    ['(555) 123-4567', '[PHONE-1]', '(555) 123-4567'],
    ['ann@big.example 的账号', '[ADDRESS-1] 的账号', 'ann@big.example'],
    ['张敏＠big.example', '[ADDRESS-1]', '张敏＠big.example'],
    ['服务器 10.20.30.40:5432 不通', '服务器 [ADDRESS-1] 不通', '10.20.30.40:5432'],
    ['fe80:0:0:0:1:2:3:4', '[ADDRESS-1]', 'fe80:0:0:0:1:2:3:4'],
    ['见 https://a.example/reset?token=abc', '见 [LINK-1]', 'https://a.example/reset?token=abc'],
    ['www.big.example/x，谢谢', '[LINK-1]，谢谢', 'www.big.example/x'],
    ['密码：Hunter2!', '密码：[SECRET-1]', 'Hunter2!'],
    ['the password is Hunter2!', 'the password is [SECRET-1]', 'Hunter2!'],
    ['api key = k3y', 'api key = [SECRET-1]', 'k3y'],
    ['验证码 是 8841', '验证码 是 [SECRET-1]', '8841'],
    ['ref:a7k2m9xqp4vt6w3e5r7y2u4i', 'ref:[TOKEN-1]', 'a7k2m9xqp4vt6w3e5r7y2u4i'],
    ['订单 20261123007 丢失', '订单 [NUMBER-1] 丢失', '20261123007'],
    ['身份证 11010119900307123X', '身份证 [NUMBER-1]X', '110101199003071'],
    ['ORA-12541', 'ORA-[NUMBER-1]', '12541'],
    ['１３８００１３８０００', '[PHONE-1]', '１３８００１３８０００'],
    ['138\u200b0013\u200b8000', '[PHONE-1]', '13800138000'],
    ['卡 6222 0200 1234 5678', '卡 [PHONE-1]', '6222 0200 1234 5678'],
    ['[NUMBER-7] 是我写的', '[MARK-1] 是我写的', '[NUMBER-7]'],
  ])('%s', (text, hidden, value) => {
    const redaction = createRedaction();
    expect(redaction.hide(text)).toBe(hidden);
    expect(hidden).not.toContain(value);
    expect(redaction.putBack(hidden)).toBe(text.replace(/\u200b/g, ''));
  });

  it.each([
    '2026-11-26 14:30 开始',
    '11月26日下午3点',
    '版本 5.3.2，Windows 11',
    '第 12 条，共 300 条',
    'EXP-5003',
    '2026年11月26日',
  ])('%s stays as it is', (text) => {
    expect(createRedaction().hide(text)).toBe(text);
  });

  it('gives the same value the same mark in all texts of a request, and another in the next', () => {
    const redaction = createRedaction();
    expect([redaction.hide('ann@big.example, li@x.example'), redaction.hide('li@x.example')]).toEqual([
      '[ADDRESS-1], [ADDRESS-2]',
      '[ADDRESS-2]',
    ]);
    expect(createRedaction().putBack('[ADDRESS-1]')).toBeNull();
  });

  it('hides nothing where that is switched off', () => {
    const redaction = createRedaction(false);
    expect(redaction.hide('13800138000')).toBe('13800138000');
    expect(redaction.putBack('[NUMBER-1]')).toBe('[NUMBER-1]');
  });

  it('puts back what it hid, whatever the text', () => {
    const parts = fc.constantFrom(
      '13800138000',
      'a@b.example',
      'https://x.example/1',
      '[PHONE-1]',
      '密码：abc123',
      ' ',
      '导出',
      '1.2.3.4',
      '\n',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 6 })), { maxLength: 12 }), (words) => {
        const text = words.join('').toWellFormed();
        const redaction = createRedaction();
        expect(redaction.putBack(redaction.hide(text))).toBe(text.replace(/\p{Cf}/gu, ''));
      }),
    );
  });

  it('takes no longer over a long text than over many short ones', () => {
    // Microseconds of CPU: a busy machine gives the test little of its time.
    const started = process.cpuUsage();
    for (const text of [
      '1 '.repeat(50_000),
      'a.'.repeat(50_000),
      'a1'.repeat(50_000),
      '::1'.repeat(30_000),
      '密码'.repeat(50_000),
    ])
      createRedaction().hide(text.slice(0, 12_000));
    expect(process.cpuUsage(started).user).toBeLessThan(10_000_000);
  });
});
