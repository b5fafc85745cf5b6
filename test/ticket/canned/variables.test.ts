import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { filledIn, unknownVariables, valuesFor, variableNamed } from '../../../src/ticket/canned/variables.ts';
import { accepted, li } from '../sample.ts';

const values = { name: '张三', number: 'TS20261123001', product: '报表', company: '', me: '李工' };

describe('a variable', () => {
  it.each([
    ['{name}', '张三'],
    ['{姓名}', '张三'],
    ['{ Name }', '张三'],
    ['｛称呼｝', '张三'],
    ['{number} {编号}', 'TS20261123001 TS20261123001'],
    ['{产品}有更新', '报表有更新'],
    ['{me}', '李工'],
    ['{公司|贵公司}', '贵公司'],
    ['{公司｜贵公司}', '贵公司'],
    ['{公司|}您好', '您好'],
    ['{姓名|客户}', '张三'],
    ['{"a": 1}', '{"a": 1}'],
    ['{}', '{}'],
    ['{1}', '{1}'],
  ])('%s is %s', (text, expected) => expect(filledIn(text, values)).toEqual({ text: expected, missing: [] }));

  it.each([
    ['{公司}', ['公司']],
    ['{公司} {company} {name}', ['公司', 'company']],
  ])('%s has no value', (text, missing) => expect(filledIn(text, values).missing).toEqual(missing));

  it.each([
    ['{foo} {name} {foo}', ['foo']],
    ['{姓 名}', []],
    ['{姓氏}', ['姓氏']],
    ['{name|x}', []],
    ['{"x": 1} {} { 1 }', []],
  ])('%s: unknown %j', (text, unknown) => expect(unknownVariables(text)).toEqual(unknown));

  it.each([
    ['NAME', 'name'],
    ['产品', 'product'],
    [' 编号 ', 'number'],
    ['constructor', null],
  ])('%s is %s', (word, name) => expect(variableNamed(word)).toBe(name));
});

describe('a value is data', () => {
  it.each([
    ['{number}', '{number}'],
    ['$& $1', '$& $1'],
    ['a\nb\r\n#close', 'a b #close'],
    ['\u202eevil\u0000', 'evil'],
    ['<b>x</b>', '<b>x</b>'],
    [`${'长'.repeat(150)}`, '长'.repeat(100)],
  ])('%j is put in as %j', (name, shown) => expect(filledIn('{name}', { name }).text).toBe(shown));

  test('of one line, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const { text } = filledIn('[{name|-}]', { name });
        expect(text.startsWith('[') && text.endsWith(']') && !/[\n\r\u2028\u2029\u202e]/.test(text)).toBe(true);
      }),
    );
  });
});

describe('what a ticket knows', () => {
  const known = (ticket: Partial<typeof accepted>, said = {}) => ({
    ...valuesFor({ ...accepted, ...ticket }, li),
    ...said,
  });
  it.each([
    ['the name they write under', known({ requester: { name: '张三', address: 'z@c.example' } }).name, '张三'],
    [
      'the contact of the form',
      known({ requester: { name: '', address: 'z@c.example' }, form: { contact: '王五' } }).name,
      '王五',
    ],
    ['no label in a name', known({ requester: { name: '工时：9h', address: 'z@c.example' } }).name, '工时 9h'],
    ['nobody’s name', known({ requester: { name: '', address: 'z@c.example' }, form: {} }).name, ''],
    ['the module in front of the subject', known({ subject: 'Re: 【报表】导出失败' }).product, '报表'],
    ['no product', known({ subject: '导出失败' }).product, ''],
    ['what is said with the command before it', known({ subject: '【报表】x' }, { product: 'CRM' }).product, 'CRM'],
    ['the company', known({ company: '大客户' }).company, '大客户'],
    ['the author', known({}).me, 'li'],
    ['the number', known({}).number, accepted.number],
  ])('%s', (_, value, expected) => expect(value).toBe(expected));
});
