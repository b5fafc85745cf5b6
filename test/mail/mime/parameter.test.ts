import { describe, expect, test } from 'vitest';
import { fileName, readableName, readParameters } from '../../../src/mail/mime/parameter.ts';

const read = (raw: string) => {
  const { value, parameters, extended } = readParameters(raw);
  return {
    value,
    ...Object.fromEntries(parameters),
    ...Object.fromEntries([...extended].map(([k, v]) => [`*${k}`, v])),
  };
};

describe('parameters', () => {
  test.each<[raw: string, found: object]>([
    ['', { value: '' }],
    ['Text/Plain', { value: 'text/plain' }],
    ['"text/plain"', { value: 'text/plain' }],
    ["'text/plain'; a=b", { value: 'text/plain', a: 'b' }],
    ['te"x"t/plain', { value: 'te"x"t/plain' }],
    ['text/plain; Charset=UTF-8', { value: 'text/plain', charset: 'UTF-8' }],
    ['text/plain charset=utf-8', { value: 'text/plain', charset: 'utf-8' }],
    ['text/plain;charset = "utf-8" ; format=flowed', { value: 'text/plain', charset: 'utf-8', format: 'flowed' }],
    ['text/plain; a="b;c"; d=e', { value: 'text/plain', a: 'b;c', d: 'e' }],
    ['text/plain; a="b\\"c\\\\d\\e"', { value: 'text/plain', a: 'b"c\\d\\e' }],
    ['text/plain; a="b" c=d', { value: 'text/plain', a: 'b', c: 'd' }],
    ['text/plain; a="b" c-d*%0=e', { value: 'text/plain', a: 'b', 'c-d*%0': 'e' }],
    ['text/plain; a="b"  ', { value: 'text/plain', a: 'b' }],
    ['text/plain; a="b"c"; d=e', { value: 'text/plain', a: 'b"c', d: 'e' }],
    ['text/plain; a="b', { value: 'text/plain', a: 'b' }],
    ['text/plain; a="b; c=d', { value: 'text/plain', a: 'b; c=d' }],
    ['text/plain; a=b c; d=e', { value: 'text/plain', a: 'b c', d: 'e' }],
    ['text/plain; a=b"c"', { value: 'text/plain', a: 'b"c"' }],
    ['text/plain; a=', { value: 'text/plain', a: '' }],
    ['text/plain; a=; b=c', { value: 'text/plain', a: '', b: 'c' }],
    ['text/plain; a=1; a=2', { value: 'text/plain', a: '1' }],
    ['text/plain; A=1; a=2', { value: 'text/plain', a: '1' }],
    ['text/plain;;, a=1', { value: 'text/plain', a: '1' }],
    ['text/plain; nothing', { value: 'text/plain' }],
    ['text/plain; nothing; a=1', { value: 'text/plain' }],
    ['a; n*0=x; n*1=y', { value: 'a', n: 'xy' }],
    ['a; n*1=y; n*0=x', { value: 'a', n: 'xy' }],
    ['a; n*10=c; n*2=b; n*1=a', { value: 'a', n: 'abc' }],
    ["a; n*=utf-8''%E4%B8%AD", { value: 'a', '*n': '中' }],
    ["a; n*=UTF-8'zh-cn'%e4%b8%ad", { value: 'a', '*n': '中' }],
    ["a; n*0*=utf-8''%E4%B8; n*1*=%AD", { value: 'a', '*n': '中' }],
    ["a; n*0*=utf-8''%E4%B8%AD; n*1=%AD", { value: 'a', '*n': '中%AD' }],
    ["a; n*0=utf-8''x; n*1*=%41", { value: 'a', '*n': "utf-8''xA" }],
    ["a; n*0*=x; n*1*=utf-8''y", { value: 'a', '*n': "xutf-8''y" }],
    ["a; n*=gb2312''%D6%D0", { value: 'a', '*n': '中' }],
    ["a; n*=''%E4%B8%AD", { value: 'a', '*n': '中' }],
    ["a; n*=x y''%41", { value: 'a', '*n': "x y''A" }],
    ['a; n*=%4', { value: 'a', '*n': '%4' }],
    ['a; n*=%zz%41', { value: 'a', '*n': '%zzA' }],
    ['a; n*12345=x', { value: 'a', 'n*12345': 'x' }],
    ['a; n*x=y', { value: 'a', 'n*x': 'y' }],
    ['a; n**=y', { value: 'a', 'n**': 'y' }],
    ['a; *0=y', { value: 'a', '*0': 'y' }],
    ['a; *n*0=x', { value: 'a', '*n*0': 'x' }],
    ['a; b="c;d"', { value: 'a', b: 'c;d' }],
    ['a; b="c;d" ef=g', { value: 'a', b: 'c;d', ef: 'g' }],
    ['a; b="c;d" ef =g', { value: 'a', b: 'c;d', ef: 'g' }],
    ['a; b="c"d" e', { value: 'a', b: 'c"d' }],
    [';a=b', { value: '', a: 'b' }],
    ['a; b=c ; d=e', { value: 'a', b: 'c', d: 'e' }],
    ["a; n*=windows-1251''%CF%F0", { value: 'a', '*n': 'Пр' }],
    ["a; n*0*=utf-8''a; n*1=\xe4\xb8\xad", { value: 'a', '*n': 'a中' }],
    ['a; n*=x utf-8"%41', { value: 'a', '*n': 'x utf-8"A' }],
    ["a; n*=utf-8'a b'%41", { value: 'a', '*n': "utf-8'a b'A" }],
    ["a; n*0*=utf-8''a; n*1*=(utf-8''b", { value: 'a', '*n': "a(utf-8''b" }],
    ["a; n*=utf-8''x\"y", { value: 'a', '*n': 'x"y' }],
    ["a; n*0*=utf-8'zh'a; n*1*=UTF-8'zh-cn'b", { value: 'a', '*n': 'ab' }],
    ["a; n  *0*=utf-8''a; n* 10*=b", { value: 'a', '*n': 'ab' }],
    ["a; n*0*=a; n*1*=''b", { value: 'a', '*n': "a''b" }],
  ])('%s', (raw, found) => {
    expect(read(raw)).toEqual(found);
  });
});

const nameOf = (disposition: string, contentType: string, hint?: string) =>
  fileName(readParameters(disposition), readParameters(contentType), hint);

describe('file names', () => {
  test.each<[disposition: string, contentType: string, name: string]>([
    ['attachment', 'text/plain', ''],
    ['attachment; filename=a', 'text/plain; name=b', 'a'],
    ['attachment', 'text/plain; name=b; filename=c', 'b'],
    ['attachment; name=d', 'text/plain; filename=c', 'c'],
    ['attachment; name=d', 'text/plain', 'd'],
    ['attachment; filename=', 'text/plain; name=b', 'b'],
    ["attachment; filename*=utf-8''e; filename=a", 'text/plain', 'e'],
    ["attachment; filename*=utf-8''=?utf-8?q?x_y?=", 'text/plain', 'x y'],
    ["attachment; filename*=utf-8''=3D", 'text/plain', '=3D'],
    ['attachment; filename="a\tb\x01\x02c\x7fd"', 'text/plain', 'a b c d'],
    ['attachment; filename="C:\\\\dir\\\\a.txt"', 'text/plain', 'a.txt'],
    ['attachment; filename=/etc/a.txt', 'text/plain', 'a.txt'],
    ['attachment; filename=dir/', 'text/plain', 'dir/'],
    ['attachment; filename=dir/sub/', 'text/plain', 'dir/sub/'],
    ['attachment; filename=" a "', 'text/plain', 'a'],
    ['attachment; filename="=?utf-8?q?a=5Fb?="', 'text/plain', 'a_b'],
    // RFC 2231 as it is broken
    ["attachment; filename*0*=utf-8''%E6%97%A5%E; filename*1*=5%BF%97.txt", '', '日志.txt'],
    ['attachment; filename*0*=utf-8\'\'%E6%97%A5; filename*1*=%E5%BF%97.txt; filename*2=".gz"', '', '日志.txt.gz'],
    ["attachment; filename*1*=utf-8''%E6%97%A5; filename*2*=%E5%BF%97.txt", '', '日志.txt'],
    ["attachment; filename*0*=UTF-8''%e6%97%a5; filename*1*=UTF-8''%e5%bf%97.txt", '', '日志.txt'],
    ["attachment; filename*0*=utf-8''a; filename*1*=gbk''b", '', "agbk''b"],
    ["attachment; filename *0*=utf-8''%E6%97%A5; filename *1*=%E5%BF%97.txt", '', '日志.txt'],
    ["attachment; filename*0 *=utf-8''%E6%97%A5; filename*1* =%E5%BF%97.txt", '', '日志.txt'],
    ['attachment; filename*="utf-8\'\'%E6%97%A5.txt"', '', '日.txt'],
    ["attachment; filename*=utf-8'%E6%97%A5.txt", '', '日.txt'],
    ['attachment; filename*=UTF-8"%E6%97%A5.txt"', '', '日.txt'],
    ["attachment; filename*=it's%20mine.txt", '', "it's mine.txt"],
    ['attachment; filename*=%E6%97%A5.txt', '', '日.txt'],
    ["attachment; filename*='zh'%E6%97%A5.txt", '', '日.txt'],
    ["attachment; filename*=x-none''%E6%97%A5.txt", '', '日.txt'],
    ["attachment; filename=utf-8''%E6%97%A5.txt", '', '日.txt'],
    ['attachment; filename="=?UTF-8?B?5pel5b+XLnR4dA=="', '', '日志.txt'],
    ['attachment; filename*0="=?utf-8?B?5pel?="; filename*1="=?utf-8?B?5b+XLnR4dA==?="', '', '日志.txt'],
    ['attachment; filename=&#26085;&#24535;.txt', '', '日志.txt'],
    ['attachment; filename="&#9999999;&#x41;"', '', '&#9999999;&#x41;'],
    ["attachment; filename='a.txt'", '', 'a.txt'],
    ['attachment; filename=""a.txt""', '', 'a.txt'],
    ['attachment; filename=a.pdf size=123', '', 'a.pdf'],
    ['attachment; filename=a.pdf  size = 123', '', 'a.pdf'],
    ["attachment; filename=x'b'", '', "x'b'"],
    ["attachment; filename='b'x", '', "'b'x"],
    ['attachment; filename="a&#1114111;"', '', 'a\u{10ffff}'],
    ['attachment; filename=a b.pdf  creation-date="x"', '', 'a b.pdf'],
  ])('%s | %s', (disposition, contentType, name) => {
    expect(nameOf(disposition, contentType)).toBe(name);
  });

  test('raw octets are read in the mail’s charset', () => {
    expect(nameOf('attachment; filename=\xcf\xf0\xe8', '', 'windows-1251')).toBe('При');
    expect(nameOf("attachment; filename*=x''=?x-unknown?q?=CF=F0=E8?=", '', 'windows-1251')).toBe('При');
  });

  test('decoded ones stay', () => {
    expect(nameOf("attachment; filename*=utf-8''%C3%A9", '', 'windows-1251')).toBe('é');
  });

  test.each([
    ["utf-8''%E4%B8%AD", '中'],
    ["GB2312'zh'%D6%D0", '中'],
    ["nothing''%41", "nothing''%41"],
    ["x utf-8''%41", "x utf-8''%41"],
    ["utf-8''", "utf-8''"],
    ['%E4%B8%AD', '中'],
    ['%e4%b8%ad', '中'],
    ['100%41', '100%41'],
    ['中%E4%B8%AD', '中%E4%B8%AD'],
    ['\u00e9%E4', 'éä'],
    ['%D6%D0', '中'],
    ['50%', '50%'],
    ['%E4%B8%AD.txt', '中.txt'],
    ['a%7F', 'a%7F'],
    ['%4', '%4'],
  ])('%s is %s', (written, name) => {
    expect(readableName(written)).toBe(name);
  });
});
