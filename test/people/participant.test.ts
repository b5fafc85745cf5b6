import { expect, test } from 'vitest';
import { isSameCustomer } from '../../src/people/participant.ts';

const CUSTOMERS = [
  { company: 'Big', domains: ['big.example', 'big.test'], locale: null },
  { company: 'Branch', domains: ['branch.big.example'], locale: null },
  { company: 'A person', domains: ['qq.com'], locale: null },
];

test.each([
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
  ['a public provider that is configured', 'li@qq.com', 'wang@qq.com', true],
  ['no domain', 'li', 'wang', false],
])('%s: %s and %s are one customer: %s', (_, a, b, same) => {
  expect(isSameCustomer(a, b, CUSTOMERS)).toBe(same);
  expect(isSameCustomer(b, a, CUSTOMERS)).toBe(same);
});
