import { describe, expect, it } from 'vitest';
import { recordedProblem } from '../../src/intake/on-behalf.ts';
import type { Mail } from '../../src/mail/mail.ts';
import { sampleMail } from '../people/sample.ts';

const ZHANG = 'zhang@customer.example';
const forwarded = {
  from: { name: '张三', address: ZHANG },
  subject: '打不开',
  text: '报表打不开',
  date: null,
} as unknown as NonNullable<Mail['forwarded']>;
const read = (form: Mail['form'], more: Partial<Mail> = {}) =>
  recordedProblem(sampleMail({ subject: '代报', reply: '请看', form, ...more }));

describe('the customer a form names', () => {
  it.each<[string, Mail['form'], string, string]>([
    ['by the contact', { contact: `张三 <${ZHANG}>` }, '张三', ZHANG],
    ['in brackets', { contact: `张三（${ZHANG}）` }, '张三', ZHANG],
    ['by the details', { contact: '张三', contactDetails: `13800000000 ${ZHANG}` }, '张三', ZHANG],
    ['by the details before the contact', { contact: 'a@x.example', contactDetails: ZHANG }, 'a@x.example', ZHANG],
    ['by an address alone', { contactDetails: ZHANG }, '', ZHANG],
    ['in a long domain', { contact: 'a.b+c@mail.eu.customer.example' }, '', 'a.b+c@mail.eu.customer.example'],
    ['with letters of any script', { contact: '张三@例子.测试' }, '', '张三@例子.测试'],
  ])('%s', (_, form, name, address) => {
    expect(read(form)).toEqual({
      requester: { name, address },
      subject: '代报',
      words: '请看',
      form,
      toldByStaff: true,
    });
  });

  it('is heard in the description, where there is one', () => {
    expect(read({ contact: ZHANG, description: '打不开' })?.words).toBe('打不开');
  });
  it('comes before the one whose mail is forwarded', () => {
    expect(read({ contact: 'a@x.example' }, { forwarded })?.requester.address).toBe('a@x.example');
  });
});

describe('a customer without an address', () => {
  it.each<[string, Mail['form'], string, string]>([
    [
      'is known by their telephone',
      { contact: '王女士', contactDetails: '138 0000 0000' },
      '王女士',
      'tel:13800000000',
    ],
    ['of whom only the number is known', { contactDetails: '电话：010-62345678' }, '', 'tel:01062345678'],
    ['who left none', { contact: '王女士', description: '打不开' }, '王女士', 'tel:'],
    ['of whom only the company is known', { company: '甲公司', description: '打不开' }, '甲公司', 'tel:'],
  ])('%s', (_, form, name, address) => {
    expect(read(form)?.requester).toEqual({ name, address });
  });
  it('does not come before the one whose mail is forwarded', () => {
    expect(read({ contactDetails: '13800000000' }, { forwarded })?.requester.address).toBe(ZHANG);
  });
});

describe('the customer whose mail is forwarded', () => {
  const form = { company: 'Star' };
  it('is heard in their own words', () => {
    const expected = { requester: forwarded.from, subject: '打不开', words: '报表打不开', form, toldByStaff: false };
    expect(read(form, { forwarded })).toEqual(expected);
  });
  it('has the subject of the whole mail where theirs is empty', () => {
    expect(read(form, { forwarded: { ...forwarded, subject: '' } })?.subject).toBe('代报');
  });
});

it.each<[string, Mail['form']]>([
  ['nothing', {}],
  ['a name alone', { contact: '张三' }],
  ['a telephone read from a signature', { contactDetails: '13800000000', read: ['contactDetails'] }],
  ['a company read from prose', { company: '甲公司', description: '打不开', read: ['company'] }],
  ['an address without a domain', { contact: 'zhang@localhost' }],
])('%s names nobody', (_, form) => expect(read(form)).toBeNull());
