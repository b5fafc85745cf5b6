import { expect, test } from 'vitest';
import { isOnCustomersSide, isSameCustomer } from '../../src/people/participant.ts';
import { sampleTicket } from './sample.ts';

const CUSTOMERS = [
  { company: 'Big', domains: ['big.example', 'big.test'], locale: null },
  { company: 'Branch', domains: ['branch.big.example'], locale: null },
  { company: 'A person', domains: ['qq.com'], locale: null },
  { company: 'A tenant', domains: ['tenant.hoster.example'], locale: null },
];

test.each<readonly [string, string, string, boolean]>([
  ['the same address, however written', 'Li@small.example', 'li@SMALL.example', true],
  ['the same domain', 'li@small.example', 'wang@small.example', true],
  ['a subdomain', 'li@small.example', 'wang@mail.small.example', true],
  ['another domain', 'li@small.example', 'li@other.example', false],
  ['one address at a public provider', 'li@163.com', 'li@163.com', true],
  ['two addresses at a public provider', 'li@163.com', 'wang@163.com', false],
  ['two hosts below a public suffix', 'li@a.github.io', 'li@b.github.io', false],
  ['two domains of a configured customer', 'li@big.example', 'wang@big.test', true],
  ['a configured customer and its branch, configured apart', 'li@big.example', 'wang@branch.big.example', false],
  ['a configured customer and another', 'li@big.example', 'wang@small.example', false],
  ['a configured tenant and another of the same hoster', 'li@tenant.hoster.example', 'x@evil.hoster.example', false],
  ['a configured tenant and its hoster', 'li@tenant.hoster.example', 'x@hoster.example', false],
  ['two people of a configured tenant', 'li@tenant.hoster.example', 'x@a.tenant.hoster.example', true],
  ['an international domain and its A-label', 'li@例子.测试', 'wang@xn--fsqu00a.xn--0zwm56d', true],
  ['upper case', 'LI@SMALL.EXAMPLE', 'wang@small.example', true],
  ['a plus part at a public provider', 'li@gmail.com', 'li+x@gmail.com', false],
  ['dots at a public provider', 'li.x@gmail.com', 'lix@gmail.com', false],
  ['two addresses at a branch of one', 'li@vip.163.com', 'wang@vip.163.com', false],
  ...['yahoo.ca', 'hotmail.nl', 'gmx.us', 'freenet.de', 'btinternet.com', 'uol.com.br', 'yopmail.com', 'bk.ru'].map(
    (domain) => [`two addresses at ${domain}`, `li@${domain}`, `wang@${domain}`, false] as const,
  ),
  ['a public provider that is configured', 'li@qq.com', 'wang@qq.com', true],
  ['no domain', 'li', 'wang', false],
])('%s: %s and %s are one customer: %s', (_, a, b, same) => {
  expect(isSameCustomer(a, b, CUSTOMERS)).toBe(same);
  expect(isSameCustomer(b, a, CUSTOMERS)).toBe(same);
});

test.each([
  ['the requester', 'Zhang@customer.example', true],
  ['a copy that was let in', 'wu@customer.example', true],
  ['one that was not', 'qian@customer.example', false],
  ['somebody who worked on it and has left', 'gone@desk.example', false],
  ['its assignee', 'li@desk.example', false],
  ['anybody else', 'eve@evil.example', false],
])('on the side of the customer is %s: %s %s', (_, address, expected) => {
  const participants = [
    { address: 'wu@customer.example', role: 'copy', confirmed: true },
    { address: 'qian@customer.example', role: 'copy', confirmed: false },
    { address: 'gone@desk.example', role: 'staff', confirmed: true },
  ] as const;
  expect(isOnCustomersSide(sampleTicket({ participants }), address)).toBe(expected);
});
