import { describe, expect, test } from 'vitest';
import { besideForm, canonicalUrgency, readForm } from '../../../src/mail/meaning/form.ts';
import { understood } from '../fixture.ts';

describe('the problem form', () => {
  test('labelled lines in Chinese', async () => {
    expect((await understood('form-chinese')).form).toEqual({
      company: '星云客户有限公司',
      contact: '王五',
      contactDetails: '13800000000',
      category: '功能异常',
      urgency: 'high',
      businessImpact: '生产停止，影响 30 人',
      description: '导出报表时报错\n第二行描述',
      occurredAt: '今天上午 9 点',
      environment: 'V4.2，Chrome',
      errorCode: 'E-1024',
    });
  });

  test('labelled lines in English, in another order', async () => {
    expect((await understood('form-english')).form).toEqual({
      company: 'Nebula Customer Ltd',
      contact: 'Wang Wu',
      contactDetails: '13800000000',
      category: 'function_error',
      urgency: 'urgent',
      businessImpact: 'production is held up',
      description: 'export fails\nwith a second line',
      occurredAt: 'this morning at nine',
      environment: 'V4.2, Chrome',
      errorCode: 'E-1024',
    });
  });

  test('a filled-in copy in the quoted part, its placeholders left out', async () => {
    expect((await understood('form-quoted-copy')).form).toEqual({
      company: 'Nebula Customer Ltd',
      urgency: 'high',
      description: 'export fails',
    });
  });

  test('what the customer writes in new lines counts before the copy', () => {
    expect(readForm('紧急程度：紧急', '紧急程度：低\n公司：甲')).toEqual({ urgency: 'urgent', company: '甲' });
  });

  test('a cloud-drive link with its name and expiry', async () => {
    expect((await understood('form-drive-link')).form.links).toEqual([
      { url: 'https://wx.mail.qq.com/ftn/download?func=3&key=abc', name: '日志全集.zip', expires: '2026年12月23日' },
    ]);
  });

  test.each([
    ['【紧急程度】：高', { urgency: 'high' }],
    ['紧急程度 / Urgency: 中', { urgency: 'medium' }],
    ['1. 客户公司: 甲公司', { company: '甲公司' }],
    ['**Company:** Nebula', { company: 'Nebula' }],
    ['系统版本：4.2\n浏览器：Chrome', { environment: '4.2; Chrome' }],
    ['公司：______', {}],
    ['错误代码：（请填写）', {}],
    ['At 10:30 it stopped', {}],
  ])('%s', (text, form) => {
    expect(readForm(text, '')).toEqual(form);
  });

  test.each([
    ['非常紧急', 'urgent'],
    ['HIGH', 'high'],
    [' high ', 'high'],
    ['中', 'medium'],
    ['normal', 'medium'],
    ['不紧急', 'low'],
    ['whatever', undefined],
  ])('urgency %s', (written, urgency) => {
    expect(canonicalUrgency(written)).toBe(urgency);
  });
});

test.each([
  ['an empty copy of the form says nothing', '> Company:\n> Error code:\n>\n> Please reply to this mail.', {}],
  [
    'answers below quoted labels',
    '> Company:\nNebula\n> Urgency:\n\nhigh\n> Error code:\n',
    { company: 'Nebula', urgency: 'high' },
  ],
  ['one answer below a quoted label', '> 客户公司：\n甲公司\n> 联系人：\n', { company: '甲公司' }],
])('%s', (_, text, form) => {
  expect(readForm('', text, text)).toEqual(form);
});

test.each([
  ['问题描述：\n\n导出报表时报错', { description: '导出报表时报错' }],
  ['公司：\n甲公司\n乙', { company: '甲公司' }],
])('a value below its label: %j', (text, form) => {
  expect(readForm(text, '')).toEqual(form);
});

test.each([
  ['点击报表后没有反应。\n换浏览器也一样。', '点击报表后没有反应。\n换浏览器也一样。'],
  ['您好，\n打印机坏了。\n紧急程度：高\n错误代码：\n\n谢谢', '打印机坏了。'],
  ['Hi team,\nThe printer is broken.\n\nThanks\nAnn', 'The printer is broken.'],
  ['您好\n谢谢', ''],
  ['提示：系统繁忙', '提示：系统繁忙'],
  ['Company: Nebula\nUrgency: high', ''],
  ['环境：\nWindows 11\nChrome 130\n\nThe export fails.', 'The export fails.'],
  ['描述: 无 \n甲', '甲'],
  ['描述: 甲\n其他: 乙', '其他: 乙'],
  ['报错。\n\n公司：甲\n紧急程度：高\n \n请看附图。\n\n\n错误代码：E1\n\n张三', '报错。\n\n请看附图。\n\n张三'],
  ['x'.repeat(8001), 'x'.repeat(8000)],
])('beside the form %j says %j', (reply, rest) => expect(besideForm(reply)).toBe(rest));
