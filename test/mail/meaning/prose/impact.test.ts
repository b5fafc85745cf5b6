import { describe, expect, test } from 'vitest';
import { impactOf, readImpact } from '../../../../src/mail/meaning/prose/impact.ts';

describe('urgent', () => {
  test.each([
    '产线停了',
    '两条线全部停产',
    '车间被迫停工',
    '全公司都没法开单',
    '所有门店无法收银',
    '核心交易功能不可用',
    '系统已经瘫痪',
    '生产环境宕机',
    '影响 300 人办公',
    'Production is down',
    'The production line has stopped',
    'our plant is at a standstill',
    'Nobody can log in',
    'The entire company is offline',
    'a company-wide outage has hit us, everyone is blocked',
    'the core function is unavailable',
    '500 users cannot work',
  ])('%s', (words) => expect(impactOf(words)?.urgency).toBe('urgent'));
});

describe('high', () => {
  test.each([
    '整个部门都上不了系统',
    '影响发货',
    '今天无法开票，无法结账，不能开单',
    '有三十多人打不开',
    '影响 30 人',
    'The whole finance department cannot work',
    'we cannot ship',
    'About 30 users are affected',
    'Customers are complaining',
  ])('%s', (words) => expect(impactOf(words)?.urgency).toBe('high'));
});

describe('neither, since it is denied, feared, asked, small or past', () => {
  test.each([
    '不影响生产',
    '没有停产',
    '再坏一台可能就要停产了',
    '升级期间会不会停产？',
    '以免停产',
    '昨天停产过，现在好了',
    '上次全公司停机是什么原因',
    '有 3 个人打不开',
    '参会 300 人',
    'production is not affected',
    'Production might stop',
    'Would production be down?',
    'Production was down for a while',
    'Production was down but it is working again',
    '3 users cannot log in',
    'we have 500 users',
    'If the line stops everyone is blocked',
  ])('%s', (words) => expect(impactOf(words)).toBeNull());
});

test.each<[sentences: string[], words: string | undefined]>([
  [['产线停了。', '不着急。'], undefined],
  [['Production is down.', 'Not urgent, though.'], undefined],
  [['昨天产线停了。', '现在已经恢复。'], undefined],
  [['昨天已经恢复。', '今天产线又停了！'], '今天产线又停了'],
  [['产线停了。', '请尽快恢复。'], '产线停了'],
  [['整个部门用不了。', '现在全公司都打不开了。'], '现在全公司都打不开了'],
  [['整个部门用不了。', '财务部全员无法登录。'], '整个部门用不了'],
  [['打印机坏了。'], undefined],
])('of %j it is %j', (sentences, words) => expect(readImpact(sentences)).toBe(words));
