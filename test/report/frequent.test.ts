import { expect, it } from 'vitest';
import { frequentProblems } from '../../src/report/frequent.ts';

const numbered = (subjects: readonly string[]) =>
  subjects.map((subject, at) => ({ number: `TS${at}`, subject, symptom: '' }));

it('groups what is about the same, however it is put, and leaves out what came up twice', () => {
  const problems = frequentProblems(
    numbered([
      '报表导出失败',
      '登录收不到验证码',
      '导出报表失败了',
      'Re: 报表导出失败',
      '发票税号错误',
      '打印机驱动安装',
      '登录时收不到验证码',
      '报表导出又失败',
      '收不到登录验证码',
      '发票抬头怎么改',
    ]),
  );
  expect(problems.map(({ count }) => count)).toEqual([4, 3]);
  expect(problems[0]?.tickets).toEqual(['TS0', 'TS2', 'TS3', 'TS7']);
  expect(problems[0]?.title).toContain('导出');
  expect(problems[1]?.tickets).toEqual(['TS1', 'TS6', 'TS8']);
});

it('finds nothing in nothing, and in subjects that say nothing', () => {
  expect(frequentProblems([])).toEqual([]);
  expect(frequentProblems(numbered(['', '', '', '？', '的', 'the']))).toEqual([]);
});

it('puts a subject beside what it is most like, whichever came first', () => {
  const groups = (...subjects: readonly string[]) =>
    frequentProblems(numbered(subjects)).map(({ tickets }) => tickets.join(' '));
  const [few, more, between] = ['alpha bravo crane', 'delta echo fable', 'alpha bravo delta echo fable'];
  expect(groups(few, more, between, between)).toEqual(['TS1 TS2 TS3']);
  expect(groups(more, few, between.split(' ').toReversed().join(' '), between)).toEqual(['TS0 TS2 TS3']);
});

it('one word of many in common is no common problem', () => {
  expect(
    frequentProblems(numbered(['alpha bravo crane delta', 'alpha echo fable grape', 'alpha hazel igloo jelly'])),
  ).toEqual([]);
});

it('names a problem by the subject that is most like all others, the first of several', () => {
  const title = (...subjects: readonly string[]) => frequentProblems(numbered(subjects))[0]?.title;
  expect(title('alpha bravo', 'alpha bravo crane', 'alpha bravo crane')).toBe('alpha bravo crane');
  expect(title('alpha bravo crane', 'alpha bravo', 'alpha bravo crane')).toBe('alpha bravo crane');
  expect(title('Alpha bravo', 'alpha bravo', 'ALPHA bravo')).toBe('Alpha bravo');
  expect(title('alpha bravo crane', 'alpha bravo crane', 'alpha bravo')).toBe('alpha bravo crane');
});

it('tells the ten most frequent, the most frequent first', () => {
  const subjects = Array.from({ length: 12 }, (_, at) => Array.from({ length: at < 6 ? 3 : 4 }, () => `zebra${at}`));
  const problems = frequentProblems(numbered(subjects.flat()));
  expect(problems.map(({ title, count }) => `${title} ${count}`)).toEqual([
    ...[6, 7, 8, 9, 10, 11].map((at) => `zebra${at} 4`),
    ...[0, 1, 2, 3].map((at) => `zebra${at} 3`),
  ]);
});

const told = (...tickets: readonly (readonly [subject: string, symptom: string])[]) =>
  frequentProblems(tickets.map(([subject, symptom], at) => ({ number: `TS${at}`, subject, symptom }))).map(
    ({ title, tickets: numbers }) => `${title}: ${numbers.join(' ')}`,
  );

it.each<[what: string, found: string, tickets: readonly (readonly [string, string])[]]>([
  [
    'by subjects',
    '报表导出失败: TS0 TS1 TS3',
    [
      ['报表导出失败', ''],
      ['导出报表失败了', ''],
      ['打印机驱动安装', ''],
      ['报表导出又失败', ''],
    ],
  ],
  [
    'by what their customers tell, and then by its name',
    '报表导出失败，提示系统繁忙: TS0 TS1 TS3',
    [
      ['求助', '导出月度报表时一直报错 EXP-5003，页面提示系统繁忙'],
      ['紧急问题', '报表导出失败，提示系统繁忙'],
      ['发票', '发票税号写错了怎么改'],
      ['请尽快处理', '今天导出报表又不行，提示“系统繁忙”'],
    ],
  ],
  [
    'by a code',
    '无法访问: TS0 TS1 TS2',
    [
      ['网站打不开', '访问首页提示 502 Bad Gateway'],
      ['无法访问', '页面 502，刷新也不行'],
      ['502 错误', '网关错误 502，无法登录'],
      ['密码忘记', '重置密码收不到邮件'],
    ],
  ],
  [
    'in English',
    'Export broken: TS0 TS1 TS2',
    [
      ['Export broken', 'the monthly report export stops with error EXP-5003'],
      ['Help', 'cannot export the report, error EXP-5003'],
      ['Problem', 'report export fails EXP-5003 again'],
      ['Invoice', 'wrong tax number on invoice'],
    ],
  ],
])('finds three of four tickets about one thing %s', (_, found, tickets) => expect(told(...tickets)).toEqual([found]));

it.each<[what: string, tickets: readonly (readonly [string, string])[]]>([
  [
    'the same subject over different problems',
    [
      ['系统报错', '登录时收不到验证码'],
      ['系统报错', '打印机脱机'],
      ['系统报错', '发票税号写错了'],
      ['系统报错', '报表导出中断'],
    ],
  ],
  [
    'words that every mail has',
    [
      ['月结问题', '您好，我们公司今天发现系统有问题，请尽快帮忙处理一下，谢谢'],
      ['打印问题', '您好，我们公司今天发现打印有问题，请尽快帮忙处理，谢谢'],
      ['发票问题', '您好，今天发现发票有问题，请帮忙处理一下，谢谢'],
    ],
  ],
  [
    'one part of the product',
    [
      ['报表格式', '报表里的日期格式能不能改成年月日'],
      ['导出报错', '导出销售报表的时候提示系统繁忙，导不出来'],
      ['报表权限', '新来的同事看不到销售报表'],
    ],
  ],
])('takes for no common problem: %s', (_, tickets) => expect(told(...tickets)).toEqual([]));
