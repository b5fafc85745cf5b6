import { describe, expect, test } from 'vitest';
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
