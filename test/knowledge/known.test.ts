import { expect, it } from 'vitest';
import type { ArticleText } from '../../src/knowledge/article.ts';
import { alreadySaid } from '../../src/knowledge/known.ts';

const DRAFT: ArticleText = {
  title: '大报表导出中断',
  symptom: '超过 5 万行的报表导出到一半就中断，提示系统繁忙 EXP-5003',
  cause: '导出服务的内存上限过低',
  steps: '1. 内存上限调到 2 GB\n2. 重启导出服务',
  caution: '',
  category: 'system_fault',
  module: '报表',
  tags: ['EXP-5003', '导出'],
};

it.each<[string, Partial<ArticleText>, boolean]>([
  ['itself', {}, true],
  [
    'the same in other words, at greater length',
    {
      title: '导出大报表时中断',
      symptom: '导出超过 5 万行的报表会中断',
      cause: '内存上限过低：导出服务只有 512 MB',
      steps: '把导出服务的内存上限调到 2 GB，然后重启导出服务；导出成功后再通知客户。',
    },
    true,
  ],
  ['another solution of the same problem', { cause: '磁盘写满', steps: '清理旧日志并扩容' }, false],
  [
    'the same solution of another problem',
    { title: '登录很慢', symptom: '每天早上登录要等两分钟', module: '', tags: [] },
    false,
  ],
  ['nothing', { title: '', symptom: '', cause: '', steps: '', module: '', tags: [] }, false],
])('says already what a draft would: %s', (_, article, said) => {
  expect(alreadySaid(DRAFT, [{ ...DRAFT, ...article }]) !== null).toBe(said);
});

it('names the first that does, and none for a draft without a solution', () => {
  const other = { ...DRAFT, cause: '磁盘写满', steps: '清理旧日志' };
  const same = { ...DRAFT, title: '导出大报表时中断' };
  expect(alreadySaid(DRAFT, [other, same, DRAFT])).toBe(same);
  expect(alreadySaid({ ...DRAFT, cause: '', steps: '' }, [DRAFT])).toBeNull();
});
