import { describe, expect, test } from 'vitest';
import { readForm } from '../../../../src/mail/meaning/form.ts';
import { passagesOf } from '../../../../src/mail/meaning/prose/passages.ts';
import { readWanted } from '../../../../src/mail/meaning/prose/wanted.ts';

const wish = (text: string) => readWanted(passagesOf(text));

describe('what a customer wants', () => {
  test.each([
    ['导出报错。希望今天18点前恢复，财务要对账。谢谢！', '希望今天18点前恢复，财务要对账。'],
    ['系统打不开了。\n请务必在明天上午之前解决！', '请务必在明天上午之前解决！'],
    ['登录不了，请尽快处理。', '登录不了，请尽快处理。'],
    ['我们期望能够按部门导出。', '我们期望能够按部门导出。'],
    ['周五前必须修复，否则无法发货。', '周五前必须修复，否则无法发货。'],
    ['麻烦尽快帮忙排查。', '麻烦尽快帮忙排查。'],
    ['The export fails. We need it working by Friday. Thanks.', 'We need it working by Friday.'],
    ['Please fix this before tomorrow noon.', 'Please fix this before tomorrow noon.'],
    ['It hangs.\nWe would like to have a solution.', 'We would like to have a solution.'],
  ])('%j', (text, words) => expect(wish(text)).toBe(words));

  test.each([
    '导出报错，代码 E-77。',
    '希望您能理解。',
    '期待您的回复！',
    '请问怎么批量导入发票？',
    'I look forward to hearing from you by Friday.',
    'The report fails since Monday.',
  ])('is not in %j', (text) => expect(wish(text)).toBeUndefined());

  test('the sentence that names a time counts before another', () => {
    expect(wish('希望尽快解决。希望周五前恢复。')).toBe('希望周五前恢复。');
  });
});

test.each([
  ['期望结果：恢复导出\n期望完成时间：今天18:00', { wanted: '恢复导出', wantedBy: '今天18:00' }],
  ['诉求：退回旧版本', { wanted: '退回旧版本' }],
  ['Wanted result: export works\nWanted by: Friday noon', { wanted: 'export works', wantedBy: 'Friday noon' }],
  ['已尝试：重启、换浏览器', { tried: '重启、换浏览器' }],
  ['Already tried: a restart', { tried: 'a restart' }],
])('the form %j says it in its fields', (text, fields) => expect(readForm(text, '')).toEqual(fields));
