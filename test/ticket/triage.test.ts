import { describe, expect, test } from 'vitest';
import { categoryNamed, type Symptoms, triage, urgencyNamed } from '../../src/ticket/triage.ts';
import { policy } from './sample.ts';

const symptoms = (more: Partial<Symptoms>): Symptoms => ({
  form: {},
  subject: '咨询',
  words: '请问怎么用',
  from: 'zhang@customer.example',
  recordedByStaff: false,
  proven: true,
  ...more,
});

describe('urgency', () => {
  test.each<[string, Partial<Symptoms>, string, string, string]>([
    ['is medium by default', {}, 'medium', 'default', ''],
    ['follows a word in the text', { words: '系统完全无法使用了' }, 'urgent', 'rule', '无法使用'],
    [
      'follows a word in the subject, whatever its case',
      { subject: 'PRODUCTION DOWN' },
      'urgent',
      'rule',
      'production down',
    ],
    [
      'follows the first rule that sets it',
      { words: '无法使用，一直报错', from: 'a@bigcustomer.example' },
      'urgent',
      'rule',
      '无法使用',
    ],
    [
      'takes a rule only where all its keys hold',
      { words: 'an error', from: 'a@customer.example' },
      'low',
      'rule',
      'error',
    ],
    [
      'takes a rule by the sender’s domain',
      { words: 'an error', from: 'A@BigCustomer.example' },
      'high',
      'rule',
      'error',
    ],
    [
      'is the form’s before any rule’s, and then the customer’s claim',
      { form: { urgency: '低' }, words: '无法使用' },
      'low',
      'claim',
      '低',
    ],
    [
      'is no claim when staff filled in the form',
      { form: { urgency: 'urgent' }, recordedByStaff: true },
      'urgent',
      'form',
      'urgent',
    ],
    [
      'follows the impact on the business where no rule does',
      { form: { businessImpact: '两条产线停产' } },
      'urgent',
      'impact',
      '产线停产',
    ],
    [
      'follows a rule before the impact',
      { form: { businessImpact: '全公司无法开单' }, words: 'an error' },
      'low',
      'rule',
      'error',
    ],
    [
      'is the customer’s own before the impact',
      { form: { urgency: 'low', businessImpact: '停产' } },
      'low',
      'claim',
      'low',
    ],
    ['ignores what is no impact', { form: { businessImpact: '没有影响' } }, 'medium', 'default', ''],
    ['ignores a form field that names none', { form: { urgency: '?' } }, 'medium', 'default', ''],
  ])('%s', (_, more, urgency, source, detail) =>
    expect(triage(symptoms(more), policy)).toMatchObject({ urgency, urgencyReason: { source, detail } }),
  );
});

describe('a rule about the sender alone', () => {
  const rules = [{ when: { from: 'a?@vip.example' }, set: { urgency: 'high' } }] as const;
  test.each([
    ['a1@vip.example', 'high', { source: 'rule', detail: 'a?@vip.example' }],
    ['A1@VIP.example', 'high', { source: 'rule', detail: 'a?@vip.example' }],
    ['a@vip.example', 'medium', { source: 'default', detail: '' }],
    ['a1@vip.example.org', 'medium', { source: 'default', detail: '' }],
    ['xa1@vip.example', 'medium', { source: 'default', detail: '' }],
    ['a1@vipxexample', 'medium', { source: 'default', detail: '' }],
  ])('%s is %s', (from, urgency, urgencyReason) =>
    expect(triage(symptoms({ from }), { ...policy, rules })).toMatchObject({ urgency, urgencyReason }),
  );
});

describe('category', () => {
  test.each<[string, Partial<Symptoms>, string, string]>([
    ['is other by default', {}, 'other', 'default'],
    ['is the form’s', { form: { category: '权限配置' }, words: 'error' }, 'permission', 'form'],
    ['follows a rule', { words: '报错了' }, 'function_error', 'rule'],
    ['follows another rule than the urgency', { words: '无法使用，报错了' }, 'function_error', 'rule'],
  ])('%s', (_, more, category, source) =>
    expect(triage(symptoms(more), policy)).toMatchObject({ category, categoryReason: { source } }),
  );

  test.each([
    [['billing', 'printing', 'network'], 'network'],
    [['other', 'network'], 'other'],
    [[], 'other'],
  ])('of %j is %s by default', (categories, category) => {
    const categoryReason = { source: 'default', detail: '' };
    expect(triage(symptoms({}), { ...policy, categories, rules: [] })).toMatchObject({ category, categoryReason });
  });

  test('has the word of the form for its reason', () => {
    const { categoryReason } = triage(symptoms({ form: { category: '权限配置' } }), policy);
    expect(categoryReason).toEqual({ source: 'form', detail: '权限配置' });
  });
});

describe('words', () => {
  test.each([
    ['紧急', 'urgent'],
    ['高', 'high'],
    ['中', 'medium'],
    ['低', 'low'],
    ['Urgent', 'urgent'],
    ['ＨＩＧＨ', 'high'],
    ['blue', null],
  ])('%s is the urgency %s', (word, urgency) => expect(urgencyNamed(word)).toBe(urgency));

  test.each([
    ['系统故障', 'system_fault'],
    ['功能异常', 'function_error'],
    ['数据问题', 'data_problem'],
    ['权限配置', 'permission'],
    ['操作指导', 'how_to'],
    ['其他', 'other'],
    ['System Fault', 'system_fault'],
    ['system_fault', 'system_fault'],
    ['系统故障（登录）', 'system_fault'],
    ['系统故障/数据问题', null],
    ['花', null],
  ])('%s is the category %s', (word, category) => expect(categoryNamed(word, policy.categories)).toBe(category));

  test.each([
    [' data_problem ', 'data_problem'],
    ['Data  Problem', 'data_problem'],
    ['data', 'data'],
    ['dataproblem', 'data'],
    ['problem', null],
  ])('%j is the category %s where one key begins with another', (word, category) =>
    expect(categoryNamed(word, ['data', 'data_problem'])).toBe(category),
  );
});

test.each([
  ['a rule', { words: '系统完全无法使用了' }],
  ['a claim in the form', { form: { urgency: '紧急' } }],
  ['an impact', { form: { businessImpact: '停产' } }],
])('%s makes nothing urgent on the words of the unproven', (_, more) => {
  expect(triage(symptoms(more), policy)).toMatchObject({ urgency: 'urgent' });
  const { urgency, urgencyReason } = triage(symptoms({ ...more, proven: false }), policy);
  expect(urgency).toBe('high');
  expect(urgencyReason).toEqual(triage(symptoms(more), policy).urgencyReason);
});
