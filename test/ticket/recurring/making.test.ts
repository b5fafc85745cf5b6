import { expect, it } from 'vitest';
import type { RecurringTicket } from '../../../src/ticket/recurring/asked.ts';
import { makingOf, type People } from '../../../src/ticket/recurring/making.ts';
import { li, NOON, wang } from '../sample.ts';

const due: RecurringTicket = {
  id: 3,
  rule: { every: 'day', on: 0, at: '09:00' },
  title: '巡检',
  text: '',
  form: {},
  customer: { name: 'Ann', address: 'ann@big.example' },
  setBy: wang.email,
  nextAt: NOON,
};
const big = { company: '大公司', domains: ['big.example'], managers: ['new@big.example'], locale: null };
const people: People = { staff: [li, wang], customers: [big], own: ['support@desk.example'] };
const made = (more: Partial<RecurringTicket>, who: Partial<People> = {}) => {
  const { customer, author } = makingOf({ ...due, ...more }, { ...people, ...who });
  return [customer?.address ?? null, author?.email ?? null];
};

it('for another contact of a company bears no name of the one before', () => {
  const form = { company: '大公司', contact: 'Ann' };
  expect(makingOf({ ...due, form }, people).customer).toEqual({ name: '', address: 'new@big.example' });
  const same = { ...big, managers: ['ann@big.example'] };
  expect(makingOf({ ...due, form }, { ...people, customers: [same] }).customer).toEqual(due.customer);
});

it.each<[what: string, more: Partial<RecurringTicket>, who: Partial<People>, expected: unknown]>([
  ['nothing has changed', {}, {}, ['ann@big.example', wang.email]],
  ['who set it has left', { setBy: 'gone@desk.example' }, {}, ['ann@big.example', wang.email]],
  ['nobody is left to speak for it', { setBy: 'gone@desk.example' }, { staff: [li] }, ['ann@big.example', null]],
  ['the company has another contact', { form: { company: '大公司' } }, {}, ['new@big.example', wang.email]],
  ['the company is gone', { form: { company: '大公司' } }, { customers: [] }, ['ann@big.example', wang.email]],
  [
    'the address is one of the staff',
    { customer: { name: '', address: li.email.toUpperCase() } },
    {},
    [null, wang.email],
  ],
  ['the address is the desk’s', { customer: { name: '', address: 'support@desk.example' } }, {}, [null, wang.email]],
])('a recurring ticket when %s', (_what, more, who, expected) => expect(made(more, who)).toEqual(expected));
