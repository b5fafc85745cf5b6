import type { AssistSource } from '../../src/assist/source.ts';

/** What a question is made from, of one mail. */
export const sourceOf = (words: string, more: Partial<AssistSource> = {}): AssistSource => ({
  subject: '导出报表失败',
  words,
  language: 'zh',
  form: {},
  urgencyKnown: false,
  categories: ['system_fault', 'function_error', 'how_to', 'other'],
  conversation: [
    { by: 'customer', words },
    { by: 'staff', words: '已查日志，怀疑内存不足。' },
  ],
  articles: [
    { number: 12, title: '大报表导出超时', steps: '先按月拆分导出；见 https://help.desk.example/export', caution: '' },
    { number: 15, title: '重置密码', steps: '点“忘记密码”。', caution: '勿告诉他人' },
  ],
  staffLanguage: 'zh-CN',
  customerLanguage: 'zh-CN',
  ...more,
});
