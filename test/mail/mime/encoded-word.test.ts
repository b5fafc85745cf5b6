import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeWords, readWords } from '../../../src/mail/mime/encoded-word.ts';
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
    ['a group of base64', '=?utf-8?B?5oql6K?= =?utf-8?B?Go?=', '报表'],
    ['after one sign', '=?utf-8?B?5oql6?= =?utf-8?B?KGo?=', '报表'],
    ['after three signs, in three words', '=?utf-8?B?5oq?= =?utf-8?B?l6KGo5a+?= =?utf-8?B?85Ye6?=', '报表导出'],
    ['after three signs that may be an end', '=?utf-8?B?YWI?= =?utf-8?B?xIGM=?=', 'ab1 c'],
    ['of GB2312', '=?gb2312?B?sai?= =?gb2312?B?x7Q==?=', '报表'],
    ['beside another encoding', '=?utf-8?Q?=E6=8A?= =?utf-8?Q?=A5?= =?utf-8?B?6KG?= =?utf-8?B?o?=', '报表'],
    ['an escape of two digits', '=?utf-8?Q?=E6=8A=?= =?utf-8?Q?A5=E?= =?utf-8?Q?8=A1=A8?=', '报表'],
    ['a group, with the padding left out as well', '=?utf-8?B?5oq?= =?utf-8?B?l6KGoYQ?=', '报表a'],
    ['a group, behind a whole one', '=?utf-8?B?5oql?= =?utf-8?B?6K?= =?utf-8?B?Go?=', '报表'],
    ['a group between blanks', '=?utf-8?B?5o ql6K?= =?utf-8?B?Go?=', '报表'],
    ['nothing: the padding was left out', '=?utf-8?B?5oql?= =?utf-8?B?YQ?= =?utf-8?B?6KGo?=', '报a表'],
    ['nothing, as many signs as whole groups', '=?windows-1252?B?YQ?= =?windows-1252?B?Yg?=', 'ab'],
    ['nothing, and neither reading makes sense', '=?utf-8?B?gQ?= =?utf-8?B?YWI?=', '\ufffdab'],
  ])('cut within %s: %s', (_, written, text) => {
    expect(decodeWords(written)).toBe(text);
  });

  const words = (label: string, octets: Buffer, ends: readonly number[]): string => {
    const signs = octets.toString('base64');
    const cuts = [0, ...ends.map((end) => end % (signs.length + 1)).toSorted((a, b) => a - b), signs.length];
    return cuts
      .slice(1)
      .map((end, at) => `=?${label}?B?${signs.slice(cuts[at], end)}?=`)
      .join('\r\n ');
  };
  const written = fc.stringMatching(/^[ -<>@-~äé报表导出问题、。😀]{1,60}$/u);

  test.each([
    ['plain', undefined],
    ['=?utf-8?q?a?=', undefined],
    ['\xd6\xd0', undefined],
    ['\xcf\xf0\xe8', true],
    ['=?x-unknown?q?=CF=F0=E8?=', true],
    ['=?x-unknown?q?=CF=F0=E8?= =?utf-8?q?a?=', true],
    ['\xcf\xf0\xe8 =?utf-8?q?a?=', true],
  ])('%j is guessed: %s', (value, guessed) => {
    expect(readWords(value).guessed).toBe(guessed);
  });

  test('cut anywhere by length are read', () => {
    fc.assert(
      fc.property(written, fc.array(fc.nat(), { maxLength: 6 }), (text, ends) => {
        expect(decodeWords(words('utf-8', Buffer.from(text), ends))).toBe(text);
      }),
    );
  });

  test('without padding are read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z报表导出问题、。]{1,20}$/u), { minLength: 1, maxLength: 6 }),
        (texts) => {
          const bare = texts.map((text) => `=?utf-8?B?${Buffer.from(text).toString('base64url')}?=`).join(' ');
          expect(decodeWords(bare)).toBe(texts.join(''));
        },
      ),
    );
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
