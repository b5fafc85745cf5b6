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
