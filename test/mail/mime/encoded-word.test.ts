import { describe, expect, test } from 'vitest';
import { decodeWords } from '../../../src/mail/mime/encoded-word.ts';
import { understand } from '../../../src/mail/understand.ts';
import { mailOf, understood } from '../fixture.ts';

describe('subjects', () => {
  test.each([
    ['subject-split-character', '报表'],
    ['subject-raw-gb18030', '报表导出报错'],
    ['charset-iso-2022-jp', '印刷できません'],
  ])('%s', async (name, subject) => {
    expect((await understood(name)).subject).toBe(subject);
  });

  test.each([
    ['=?utf-8?Q?a_b=3F?=', 'a b?'],
    ['=?utf-8?q?one?= =?utf-8?q?two?=', 'onetwo'],
    ['=?utf-8?q?one?= and =?utf-8?q?two?=', 'one and two'],
    ['=?utf-8*en?Q?caf=C3=A9?=', 'café'],
    ['=?utf-8?B?5oql6KGo', '报表'],
    ['plain =? text', 'plain =? text'],
  ])('%s', async (written, subject) => {
    expect((await understand(mailOf('x', { Subject: written }))).subject).toBe(subject);
  });
});

describe('encoded words', () => {
  const decoded = (value: string) => decodeWords(value, 'gb18030', 'windows-1251');
  test.each([
    ['=?gb2312?B?1tA=?= =?GB2312?B?ufo=?=', '中国'],
    ['=?gb2312?B?1g==?= =?gb2312?B?0A==?=', '中'],
    ['=?utf-8?q?=E4?=\r\n\t=?utf-8?q?=B8=AD?=', '中'],
    ['=?utf-8?q?=E4?==?utf-8?q?=B8=AD?=', '中'],
    ['=?utf-8?q?a?= b =?utf-8?q?c?=', 'a b c'],
    ['=?utf-8?q?a?= =?gb2312?B?1tA=?=', 'a中'],
    ['=?utf-8*zh?q?a?= =?utf-8?q?b?=', 'ab'],
    ['=?utf-8?q?=E4?=x=?utf-8?q?=B8=AD?=', 'дx腑'],
    ['=?utf-8? Q ?a_b?=', 'a b'],
    ['=?utf-8?x?a?=', '=?utf-8?x?a?='],
    ['=? utf-8?q?a?=', '=? utf-8?q?a?='],
    ['=?utf-8?q?a?= =?utf-8? Q ?b?=', 'ab'],
    ['=?windows-1251?q?=CF?= =?gb2312?B?1tA=?=', 'П中'],
    ['=??q?=D6=D0?=', '中'],
    ['=?utf-8?q?a?b?=', 'a?b'],
    ['=?utf-8?q??=', ''],
    ['=?utf-8?q?a=0D=0A_b?=', 'a b'],
    ['=?utf-8?q?a=0Ab?=', 'a b'],
    ['=?utf-8?q?a', 'a'],
    ['=?utf-8?q?a?', 'a'],
    ['=?utf-8?q?a b', '=?utf-8?q?a b'],
    ['=?utf-8?b?YWI', 'ab'],
    ['=?utf-8?b?YWI?', 'ab'],
    ['=?utf-8?q?a x', '=?utf-8?q?a x'],
    ['=?utf-8?q?a?= =?utf-8?q?b', 'ab'],
    ['\xd6\xd0 =?utf-8?q?a?= \xd6\xd0', '中 a 中'],
    ['\xd6\xd0\xb9\xfa', '中国'],
    ['plain', 'plain'],
    [`=?${'c'.repeat(60)}?q?a?=`, 'a'],
    [`=?${'c'.repeat(61)}?q?a?=`, `=?${'c'.repeat(61)}?q?a?=`],
    [`=?utf-8?q?${'a'.repeat(5000)}?=`, 'a'.repeat(5000)],
    [`=?utf-8?q?${'a'.repeat(5001)}?=`, `=?utf-8?q?${'a'.repeat(5001)}?=`],
    [`=?utf-8?q?a?=${' '.repeat(99_980)}=?utf-8?q?b?=`, `a${' '.repeat(99_980)}=?utf-8?q?b?=`],
  ])('%j is %j', (written, text) => {
    expect(decoded(written)).toBe(text);
  });

  test.each([
    ['=?x-unknown?q?=CF=F0=E8?=', 'При'],
    ['=?x-unknown?q?=CF=F0=E8?= =?utf-8?q?a?=', 'Приa'],
    ['\xcf\xf0\xe8 =?utf-8?q?a?= \xcf\xf0\xe8', 'При a При'],
    ['\xcf\xf0\xe8', 'При'],
    [`\xcf\xf0\xe8=?${' '.repeat(100_000)}`, `При=?${' '.repeat(100_000)}`],
  ])('in the sender’s usual charset %#', (written, text) => {
    expect(decodeWords(written, '', 'windows-1251')).toBe(text);
  });
});
