import { expect, it } from 'vitest';
import { readerOf, recipientOf, staffLocale } from '../../../src/desk/letters/reader.ts';
import type { Ticket } from '../../../src/ticket/ticket.ts';
import { accepted, CUSTOMER, li, wang } from '../../ticket/sample.ts';
import { desk } from '../sample.ts';

const qian = { name: '钱', address: 'qian@customer.example', role: 'copy', confirmed: false } as const;
const ticket: Ticket = { ...accepted, requester: CUSTOMER, participants: [qian] };

it.each<[string, Ticket | null, string, { name: string; address: string }]>([
  ['a member of the staff', ticket, 'LI@desk.example', { name: li.name, address: li.email }],
  ['the requester', ticket, 'Zhang@customer.example', CUSTOMER],
  ['somebody copied', ticket, 'qian@customer.example', { name: '钱', address: 'qian@customer.example' }],
  ['a stranger', ticket, 'x@elsewhere.example', { name: '', address: 'x@elsewhere.example' }],
  ['the requester of no ticket', null, CUSTOMER.address, { name: '', address: CUSTOMER.address }],
])('%s is written to by the name they are known by', (_who, about, address, recipient) => {
  expect(recipientOf(desk, about, address)).toEqual(recipient);
});

it('the staff read their own language, everybody else the desk’s', () => {
  const directory = {
    ...desk.directory,
    staff: [
      { ...li, locale: 'zh-CN' as const },
      { ...wang, locale: null },
    ],
  };
  const known = { config: desk.config, directory };
  expect([li.email.toUpperCase(), wang.email, 'x@y'].map((address) => staffLocale(known, address))).toEqual([
    'zh-CN',
    'en',
    'en',
  ]);
  expect(readerOf(known, li.email)).toEqual({
    locale: 'zh-CN',
    names: { [li.email]: li.name, [wang.email]: wang.name },
  });
});
