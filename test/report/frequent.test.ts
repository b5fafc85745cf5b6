import { expect, it } from 'vitest';
import { frequentProblems } from '../../src/report/frequent.ts';

const numbered = (subjects: readonly string[]) => subjects.map((subject, at) => ({ number: `TS${at}`, subject }));

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
