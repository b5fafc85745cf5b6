import { expect, test } from 'vitest';
import { recordedByStaff } from '../../src/ticket/staff-intake.ts';
import { CUSTOMER, li } from './sample.ts';

const mail = { forwarded: null, form: {}, subject: '电话报障', reply: '客户来电，报表打不开' };
const forwarded = { from: CUSTOMER, subject: '报表打不开', text: '点击后没有反应' };

test.each<[string, Partial<Parameters<typeof recordedByStaff>[0]>, ReturnType<typeof recordedByStaff>]>([
  [
    'is the sender of a forwarded mail',
    { forwarded },
    { requester: CUSTOMER, company: null, subject: '报表打不开', words: '点击后没有反应' },
  ],
  [
    'keeps the outer subject when the forwarded one has none',
    { forwarded: { ...forwarded, subject: '' } },
    { requester: CUSTOMER, company: null, subject: '电话报障', words: '点击后没有反应' },
  ],
  [
    'is the one in the form',
    {
      form: {
        company: '大客户',
        contact: '张三',
        contactDetails: '13800000000，zhang@customer.example',
        description: '打不开',
      },
    },
    { requester: CUSTOMER, company: '大客户', subject: '电话报障', words: '打不开' },
  ],
  [
    'is the one whose address stands with the name',
    { form: { contact: '张三 <zhang@customer.example>' } },
    { requester: CUSTOMER, company: null, subject: '电话报障', words: mail.reply },
  ],
  ['is nobody without an address', { form: { contact: '张三', contactDetails: '13800000000' } }, null],
  ['is nobody when staff name themselves', { form: { contactDetails: 'Li@desk.example' } }, null],
  [
    'is nobody when staff forward their own',
    { forwarded: { ...forwarded, from: { name: 'li', address: li.email } } },
    null,
  ],
])('the customer %s', (_, more, expected) => expect(recordedByStaff({ ...mail, ...more }, li.email)).toEqual(expected));
