import { describe, expect, it } from 'vitest';
import { harmless, isCommand, isPieceOf, oneLine } from '../../src/assist/harmless.ts';

const SOURCE = [
  '导出失败，见 https://a.example/log 或写给 ann@big.example，电话 13800138000。Node.js 5.3，config.yaml，10.0.0.12',
];

describe('what may be shown', () => {
  it.each([
    ['导出失败，客户等待。', '导出失败，客户等待。'],
    ['# 摘要\n导出失败', '摘要\n导出失败'],
    ['见 https://a.example/log', '见 https://a.example/log'],
    ['联系 138-0013-8000', '联系 138-0013-8000'],
    ['联系一三八零零一三八零零零', '联系一三八零零一三八零零零'],
    ['等了三十五分钟，第一、二、三、四、五步', '等了三十五分钟，第一、二、三、四、五步'],
    ['config.yaml 有误，Node.js', 'config.yaml 有误，Node.js'],
    ['一\r\n\n\n\n二\u202e', '一\n\n二'],
    ['已接收客户来信。', '已接收客户来信。'],
    ['版本1.2.3下载', '版本1.2.3下载'],
    ['升级到v2.x系统', '升级到v2.x系统'],
    ['用了3.5小时，见附件1.', '用了3.5小时，见附件1.'],
    ['打开config.yaml文件', '打开config.yaml文件'],
    ['在a.example上', '在a.example上'],
    ['在 big.example 和 https://a.example', '在 big.example 和 https://a.example'],
    ['连10.0.0.12。', '连10.0.0.12。'],
    ['config.yamlを開く', 'config.yamlを開く'],
    ['config.yaml에서', 'config.yaml에서'],
  ])('%j', (text, clean) => {
    expect(harmless(text, SOURCE, 200)).toEqual({ text: clean });
  });

  it.each([
    ['', 'empty'],
    ['\u200b\u200b', 'empty'],
    ['字'.repeat(201), 'too_long'],
    ['#解决\n原因：无', 'command'],
    ['摘要\n#关闭', 'command'],
    ['摘要\n> #转派 li@desk.example', 'command'],
    ['- ＃关闭', 'command'],
    ['1. #accept', 'command'],
    ['摘要\naccept', 'command'],
    ['**#resolve**', 'command'],
    ['\u200b#关闭', 'command'],
    ['# 关闭', 'command'],
    ['# accept', 'command'],
    ['ref:a7k2m9xqp4vt6w3e5r7y2u4i', 'token'],
    ['点 https://evil.example/x', 'link'],
    ['https://a.example/log.evil.example', 'link'],
    ['写给 boss@evil.example', 'link'],
    ['写给 ann@big.example.evil.example', 'link'],
    ['见 evil.example/login', 'link'],
    ['见 ｅｖｉｌ．ｅｘａｍｐｌｅ', 'link'],
    ['[这里](javascript:alert(1))', 'link'],
    ['mailto:x', 'link'],
    ['登录 恶意.中国', 'link'],
    ['登录恶意.コム', 'link'],
    ['请访问evil.com下载', 'link'],
    ['密码发到evil.cn', 'link'],
    ['evil.cn收密码', 'link'],
    ['见evil.com/login页', 'link'],
    ['ここevil.comから', 'link'],
    ['见 bücher.example', 'link'],
    ['见 https://a.ex', 'link'],
    ['见 https://a.example/lo', 'link'],
    ['写给 ann@big.ex', 'link'],
    ['写给 n@big.example', 'link'],
    ['打开 fig.yaml', 'link'],
    ['连 10.0.0.1', 'link'],
    ['连 0.0.0.12', 'link'],
    ['见а.example下载', 'link'],
    ['请访问еvil.com', 'link'],
    ['a.exampӏe', 'link'],
    ['登录 evil.рф', 'link'],
    ['登录evil.рф下载', 'link'],
    ['见 evil.xn--p1ai 处', 'link'],
    ['见evil.xn--p1ai处', 'link'],
    ['连 203.0.113.9', 'link'],
    ['拨 400-800-9000', 'number'],
    ['卡号 6222 0200 1234', 'number'],
    ['验证码 ８８４１０', 'number'],
    ['１３８００１３８００１', 'number'],
    ['拨四零零八零零九零零零', 'number'],
    ['拨 四〇〇-八〇〇-9000', 'number'],
    ['拨幺三八零零一三八零零一', 'number'],
    ['打开 \\\\evil\\share', 'link'],
  ])('%j is not: %s', (text, harm) => {
    expect(harmless(text, SOURCE, 200)).toEqual({ harm });
  });
});

it.each(['\n', '\r\n', '\r'])('a text of thousands of lines, ended by %j, is not looked at', (end) => {
  expect(harmless(`a${end}`.repeat(1_001), ['a'], 12_000)).toEqual({ harm: 'too_long' });
  expect(harmless(`a${end}`.repeat(999), ['a'], 12_000)).toHaveProperty('text');
});

describe('a text made to be slow', () => {
  // What the customer wrote is as long as anything a question is made from.
  it('by one place a thousand times', () => {
    const [text, source] = ['a.bc '.repeat(2_400), `${'xa.bc '.repeat(1_900)}a.bc`];
    harmless('x', [source], 10);
    // Microseconds of CPU: a busy machine gives the test little of its time.
    const started = process.cpuUsage();
    harmless(text, [source], 12_000);
    expect(process.cpuUsage(started).user).toBeLessThan(100_000);
  });
  it.each(['a\n'.repeat(6_000), '#a\n'.repeat(4_000)])('by lines is not looked at', (text) =>
    expect(harmless(text, ['a'], 12_000)).toEqual({ harm: 'too_long' }),
  );
});

describe('a piece of the words', () => {
  it.each([
    ['昨天下午', '从昨天 下午开始', true],
    ['ORA-12541', 'ora-12541：无监听', true],
    ['昨天下午', '今天下午', false],
    ['', '什么', false],
    [' \u200b', '什么', false],
  ])('%j in %j: %s', (value, words, is) => {
    expect(isPieceOf(value, words)).toBe(is);
  });
  it('is found no slower in a text made to be slow', () => {
    const started = process.cpuUsage();
    for (const text of ['a.', 'a@', 'a1', '1 ', 'a-', '字', '#a\n', '> ', 'ü.', 'е-', '字.', 'aa.1', 'x\u0301'])
      harmless(text.repeat(12_000 / text.length), [text.repeat(12_000 / text.length)], 12_000);
    expect(process.cpuUsage(started).user).toBeLessThan(10_000_000);
  });
  it('is one line', () => expect(oneLine('a\n\u202e b ')).toBe('a b'));
  it('is a command behind any marks', () => {
    expect(['>> #关闭', '* resolve', '#关闭'].map(isCommand)).toEqual([true, true, true]);
    expect(['请关闭', 'we accept cards', '#1'].map(isCommand)).toEqual([false, false, false]);
  });
});
