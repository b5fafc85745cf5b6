import { describe, expect, test } from 'vitest';
import { canonicalUrgency, readForm } from '../../../src/mail/meaning/form.ts';
import { LINES, PLACEHOLDERS, URGENCIES } from './form.data.ts';

/** The labels of each field, as the form prints them and as people write them. */
const LABELS: Readonly<Record<string, string>> = {
  number: '问题编号|工单号|工单编号|编号|受理编号|ticket number|ticket no|ticket|case number|reference number|number',
  company:
    '客户公司|公司名称|公司|客户名称|单位名称|单位|企业名称|客户|company name|company|customer|organization|organisation|customer company',
  contact:
    '联系人姓名|联系人|姓名|报障人|反馈人|客户联系人|contact person|contact name|contact|your name|name|reported by|reporter',
  contactDetails:
    '联系方式|联系电话|电话|手机|手机号|手机号码|联系邮箱|邮箱|contact details|contact information|contact info|phone|phone number|telephone|mobile|tel|email|e-mail',
  category:
    '问题分类|问题类别|问题类型|分类|类别|故障类型|category|problem category|problem type|issue type|type of problem',
  urgency: '紧急程度|紧急度|优先级|紧急级别|严重程度|urgency|priority|severity|urgency level',
  businessImpact: '业务影响|影响范围|业务影响范围|影响|对业务的影响|business impact|impact',
  description:
    '问题描述|故障描述|问题详情|问题说明|详细描述|描述|问题现象|现象|problem description|description|issue description|details|problem|issue|symptom|symptoms',
  occurredAt:
    '发生时间|出现时间|故障时间|问题发生时间|问题出现时间|time of occurrence|occurred at|occurred|when|time of the problem|date and time|since',
  environment:
    '使用环境|系统环境|运行环境|环境|环境信息|系统版本|软件版本|版本|浏览器|设备|environment|system version|version|browser|device|platform|operating system|os',
  errorCode: '错误代码|错误码|报错代码|报错信息|错误信息|error code|error message|error',
};

describe.each(Object.entries(LABELS))('%s', (field, labels) => {
  test.each(labels.split('|'))('%s: high', (label) => {
    expect(readForm(`${label}: high`, '')).toEqual({ [field]: 'high' });
  });
});

test.each(URGENCIES)('%s is %s', (written, urgency) => {
  expect(canonicalUrgency(written) ?? null).toBe(urgency);
});
test.each(PLACEHOLDERS)('公司: %j is %j', (written, company) => {
  expect(readForm(`公司: ${written}`, '').company ?? null).toBe(company);
});
test.each(LINES)('%j is %j', (line, form) => {
  expect(readForm(line, '')).toEqual(form);
});

test.each<[reply: string, form: object]>([
  ['公司: 甲\n公司: 乙', { company: '甲' }],
  ['版本: 1\n设备: 2', { environment: '1; 2' }],
  ['电话: 1\n邮箱: 2', { contactDetails: '1; 2' }],
  ['公司:\n甲\n乙', { company: '甲' }],
  ['公司:\n无\n甲', { company: '甲' }],
  ['公司:\n\n甲', {}],
  ['公司: 无\n甲', {}],
  ['描述:\n\n甲', { description: '甲' }],
  ['描述: 甲\n乙\n\n丙', { description: '甲\n乙' }],
  ['描述: 无\n甲', {}],
  ['描述: 甲\n其他: 乙\n丙', { description: '甲' }],
  ['描述:\n其他: 乙\n丙', { description: '丙' }],
  ['影响: 甲\n乙', { businessImpact: '甲' }],
  ['影响:\n甲\n乙', { businessImpact: '甲' }],
  ['影响: 甲\n- 乙\n2. 丙\n丁', { businessImpact: '甲\n- 乙\n2. 丙' }],
  [`影响: ${'甲'.repeat(30)}\n乙`, { businessImpact: `${'甲'.repeat(30)}\n乙` }],
  [`影响: ${'甲'.repeat(29)}。\n乙`, { businessImpact: `${'甲'.repeat(29)}。` }],
  [`影响: ${'x'.repeat(59)}\n乙`, { businessImpact: 'x'.repeat(59) }],
  [`影响: ${'甲'.repeat(30)}。\n乙`, { businessImpact: `${'甲'.repeat(30)}。` }],
  [`影响: ${'甲'.repeat(30)}\n乙\n丙`, { businessImpact: `${'甲'.repeat(30)}\n乙` }],
  [`影响: ${'x'.repeat(59)}1\n乙`, { businessImpact: `${'x'.repeat(59)}1\n乙` }],
  ['环境: 甲\n乙', { environment: '甲' }],
  ['环境:\n甲\n乙', { environment: '甲\n乙' }],
  ['错误代码: 甲\n乙', { errorCode: '甲' }],
  ['错误代码:\n甲\n乙', { errorCode: '甲\n乙' }],
  ['错误代码: 甲\nException in thread main', { errorCode: '甲\nException in thread main' }],
  ['描述: 甲\n谢谢！\n乙', { description: '甲' }],
  ['公司: 甲（读自来信）', { company: '甲' }],
  [
    'Time of occurrence: since Monday (read from the mail: Mon 23 Nov 2026, 00:00 (GMT+8))',
    { occurredAt: 'since Monday' },
  ],
  ['联系人: 甲\n乙', { contact: '甲' }],
  [
    '描述: 甲\n这一行冒号前面的字比任何一个表单标签都要多得多: 乙',
    { description: '甲\n这一行冒号前面的字比任何一个表单标签都要多得多: 乙' },
  ],
  ['描述: 甲\n其他:乙\n丙', { description: '甲' }],
  ['甲/Company: A', { company: 'A' }],
  ['| 公司 | 甲公司 |', { company: '甲公司' }],
  ['Company name (optional): A', { company: 'A' }],
  ['公司 (选填): 甲', { company: '甲' }],
  ['公司（必填）: 甲', { company: '甲' }],
  ['Company (optional): A', { company: 'A' }],
  ['Company (required): A', { company: 'A' }],
  ['公司 / Company: A', { company: 'A' }],
  ['甲 | Company: A', {}],
  ['公 司: A', { company: 'A' }],
  ['Company  name: A', { company: 'A' }],
  ['| 公司 | 甲 |', { company: '甲' }],
  ['ＣＯＭＰＡＮＹ：A', { company: 'A' }],
  ['紧急程度: 不知道', {}],
  [`描述: ${'x'.repeat(8001)}`, { description: 'x'.repeat(8000) }],
  [`描述: ${'x'.repeat(7998)}\nyyy`, { description: `${'x'.repeat(7998)}\ny` }],
  [`描述:\n${'x'.repeat(8001)}`, { description: 'x'.repeat(8000) }],
])('%j is %j', (reply, form) => {
  expect(readForm(reply, '')).toStrictEqual(form);
});

test.each<[text: string[], form: object]>([
  [['> 公司:', '甲'], { company: '甲' }],
  [['> 公司: ______', '', '甲'], { company: '甲' }],
  [['> 公司:', ' ', '甲'], { company: '甲' }],
  [['> 公司:', '', '', '甲'], {}],
  [['> 公司: 乙', '甲'], {}],
  [['> 公司:', '> 甲'], {}],
  [['> 公司:', ''], {}],
  [['公司:', '甲'], {}],
  [['公司:', '甲', '> 乙'], {}],
  [['> 甲', '乙'], {}],
])('the answer below a quoted label: %j is %j', (text, form) => {
  expect(readForm('', '', text.join('\n'))).toEqual(form);
});
