import { describe, expect, test } from 'vitest';
import { clauseAround, passagesOf } from '../../../../src/mail/meaning/prose/passages.ts';
import { completed, signatureBelow } from '../../../../src/mail/meaning/prose/prose.ts';

const LONG = 'a line that a mail program has broken somewhere in it,';

describe('sentences', () => {
  test.each<[text: string, sentences: string[]]>([
    ['好。坏！真的？Yes! no? end', ['好。', '坏！', '真的？', 'Yes!', 'no?', 'end']],
    ['It fails. Please help. ok', ['It fails.', 'Please help. ok']],
    ['It fails.  Please', ['It fails.', 'Please']],
    [`中${'x'.repeat(50)}\nmore`, [`中${'x'.repeat(50)} more`]],
    [`，${'x'.repeat(50)}\nmore`, [`，${'x'.repeat(50)} more`]],
    ['It fails.  please', ['It fails.  please']],
    ['It fails.Please', ['It fails.Please']],
    ['好。 坏！\t真的', ['好。', '坏！', '真的']],
    [`${'x'.repeat(50)}1\nmore`, [`${'x'.repeat(50)}1 more`]],
    [`${'x'.repeat(50)}:\nmore`, [`${'x'.repeat(50)}:`, 'more']],
    ...['St', 'Mr', 'Mrs', 'Ms', 'Dr', 'Prof', 'No', 'Nr', 'Tel', 'Co', 'Inc', 'Ltd', 'Corp', 'approx', 'ver', 'v'].map(
      (short): [string, string[]] => [`at ${short}. Mary`, [`at ${short}. Mary`]],
    ),
    ...['Jan', 'Feb', 'Mar', 'Apr', 'Aug', 'Sep', 'Sept', 'Oct', 'Nov', 'Dec'].map((month): [string, string[]] => [
      `on ${month}. 3`,
      [`on ${month}. 3`],
    ]),
    ['the test. Mary', ['the test.', 'Mary']],
    [`${LONG}\nand more`, [`${LONG} and more`]],
    [`${LONG}\n\nand more`, [LONG, 'and more']],
    ['short\nand more', ['short', 'and more']],
    [`${'x'.repeat(50)}\nmore`, [`${'x'.repeat(50)} more`]],
    [`${'x'.repeat(49)}\nmore`, ['x'.repeat(49), 'more']],
    [`${'字'.repeat(50)}\n好`, [`${'字'.repeat(50)}好`]],
    [`${'字'.repeat(50)}，\n好`, [`${'字'.repeat(50)}，好`]],
    [`${'字'.repeat(50)}；\n好`, [`${'字'.repeat(50)}；`, '好']],
    [`${'x'.repeat(50)}\n${'y'.repeat(50)}\nz`, [`${'x'.repeat(50)} ${'y'.repeat(50)} z`]],
    ['', []],
  ])('%j', (text, sentences) => expect(passagesOf(text).sentences).toEqual(sentences));
});

describe('lines', () => {
  test.each<[text: string, lines: string[]]>([
    ['  a  \nb', ['a', 'b']],
    ['> quoted\nb', ['', 'b']],
    ['see https://x.example/a?b=1 here', ['see   here']],
    ['see http://x.example/a，好', ['see  ，好']],
    ['see www.x.example/a。好', ['see  。好']],
    ['www.x.example', ['']],
    ...['）', ')', '>', '】'].map((end): [string, string[]] => [`see www.x.example${end}a`, [`see  ${end}a`]]),
    ['x'.repeat(500), ['x'.repeat(400)]],
    [`${'x\n'.repeat(1999)}12345`, [...Array.from({ length: 1999 }, () => 'x'), '12']],
  ])('%j', (text, lines) => expect(passagesOf(text).lines).toEqual(lines));
});

test('what programs wrote is a log, up to sixty lines; a sentence that begins with a date is not', () => {
  const line = '2026-11-24 09:15:30 ERROR [main] x.Y(Z.java:3)';
  const dated = '2026-11-24 09:15:30 登录系统打不开了';
  expect(passagesOf(`words\n${line}\n${dated}`)).toMatchObject({ lines: ['words', dated], log: [line] });
  expect(passagesOf(`${line}\n`.repeat(70)).log).toHaveLength(60);
});

describe('what a program wrote has a sign', () => {
  test.each([
    ...[...'0=:(){}[]<>"$#;*_%\\'].map((sign) => `....${sign}`),
    '....|x',
    '----',
    'FROM orders',
    'SELECT name FROM orders',
    '2026-11-24 09:15:30 登录失败',
    '«2026-11-24 09:15:30 登录系统打不开了',
  ])('%s', (line) => expect(passagesOf(line)).toEqual({ lines: [], sentences: [], log: [line] }));

  test.each([
    '....',
    '....---',
    'Join us FROM home',
    '2026-11-24 09:15 登录系统打不开了',
    '2026/1/4 9:15:30 登录系统打不开了',
    '2026.11.24T09:15登录系统打不开了',
    '2026-11-24 系统参数 a=1 b=2 打不开了',
    '2026-1-4 09:15 登录 CRM 失败了',
  ])('but not %s', (line) => expect(passagesOf(line)).toMatchObject({ lines: [line], log: [] }));
});

test.each([
  ['a，«b»；c', 'b'],
  ['a,«b»;c', 'b'],
  ['a：«b»：c', 'b'],
  ['a b«c»d e', 'a bcd e'],
  ['a，b«c»d，e；f', 'bcd'],
])('the clause in %s', (row, clause) => {
  const text = row.replace(/[«»]/g, '');
  expect(clauseAround(text, row.indexOf('«'), row.indexOf('»') - 1)).toBe(clause);
});

describe('what stands below the words', () => {
  test.each<[what: string, text: string, own: string, quoted: string, below: string]>([
    ['is the signature', 'It fails\nAnn\nSales', 'It fails', '', 'Ann\nSales'],
    ['begins below the last line', 'fails\nIt fails\nAnn', 'Hello\n fails ', '', 'Ann'],
    ['is none without words', 'It fails\nAnn', '', '', ''],
    ['is none where they do not stand', 'It fails\nAnn', 'Hello', '', ''],
    ['ends at a quote', 'It fails\nAnn\n> old\nmore', 'It fails', '', 'Ann'],
    ['is none above a quote', 'It fails\n> old\nmore', 'It fails', '', ''],
    ['is none above a notice', `It fails\n${'x'.repeat(101)}\nmore`, 'It fails', '', ''],
    ['ends at the first quoted line', 'It fails\nAnn\n On Monday \nmore', 'It fails', 'On Monday\nold', 'Ann'],
    ['ends at the only quoted line', 'It fails\nAnn\nOn Monday', 'It fails', 'On Monday', 'Ann'],
    ['ends at a long line', `It fails\nAnn\n${'x'.repeat(101)}\nSales`, 'It fails', '', 'Ann'],
    [
      'takes a line of a hundred',
      `It fails\nAnn\n${'x'.repeat(100)}\nSales`,
      'It fails',
      '',
      `Ann\n${'x'.repeat(100)}\nSales`,
    ],
    [
      'ends at a legal footer',
      'It fails\nAnn\nThis e-mail and any attachments are confidential and intended solely for the addressee.\nSales',
      'It fails',
      '',
      'Ann',
    ],
    ['has no empty lines', 'It fails\n\nAnn\n \nSales', 'It fails', '', 'Ann\nSales'],
    ['has twelve lines', `It fails\n${'x\n'.repeat(30)}`, 'It fails', '', Array(12).fill('x').join('\n')],
    ['is looked for in so many lines', `It fails\n${'\n'.repeat(23)}x`, 'It fails', '', ''],
    ['is looked for in so many', `It fails\n${'\n'.repeat(22)}x`, 'It fails', '', 'x'],
  ])('%s', (_, text, own, quoted, below) => expect(signatureBelow(text, own, quoted)).toBe(below));
});

describe('a form is completed', () => {
  const spoken = {
    subject: 'Chrome 120',
    own: 'Nobody can log in since Monday, error E-77.\nCall +44 20 7946 0958',
    signature: 'Blue Sky Ltd',
  };

  test('by what no label said', () => {
    expect(completed({}, spoken)).toEqual({
      company: 'Blue Sky Ltd',
      occurredAt: 'since Monday',
      environment: 'Chrome 120',
      errorCode: 'E-77',
      contactDetails: '+44 20 7946 0958',
      businessImpact: 'Nobody can log in since Monday, error E-77',
      read: ['company', 'occurredAt', 'errorCode', 'businessImpact', 'environment', 'contactDetails'],
    });
    expect(completed({ company: 'A', environment: 'x' }, spoken).read).toEqual([
      'occurredAt',
      'errorCode',
      'businessImpact',
      'contactDetails',
    ]);
  });

  test('by nothing where nothing is told', () => {
    const form = { company: 'A' };
    expect(completed(form, { subject: '', own: 'help', signature: '' })).toBe(form);
  });

  test('with all of the environment, of the products that are named', () => {
    const own = 'Nebula 5.2 on Windows 10 in Chrome 120, on a ThinkPad T14';
    expect(completed({}, { subject: '', own, signature: '' }, ['Nebula']).environment).toBe(
      'Nebula 5.2; Windows 10; Chrome 120; ThinkPad T14',
    );
  });

  test('by the subject, but for time and company', () => {
    expect(completed({}, { subject: 'We at Northwind: E-77 fails since Monday', own: '', signature: '' })).toEqual({
      errorCode: 'E-77',
      read: ['errorCode'],
    });
  });
});
