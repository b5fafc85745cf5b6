import { describe, expect, it } from 'vitest';
import {
  aligned,
  canonicalAddress,
  domainOf,
  isPublicProvider,
  organizationalDomain,
  sameAddress,
  withoutTag,
} from '../../src/people/address.ts';

describe('two spellings of one address', () => {
  it.each([
    ['case', 'Zhang@Example.COM', 'zhang@example.com'],
    ['an international domain and its A-label', '张三@例子.测试', '张三@xn--fsqu00a.xn--0zwm56d'],
    ['composed and decomposed letters', 'Zo\u00eb@example.com', 'Zoe\u0308@example.com'],
    ['a root dot', 'a@example.com.', 'a@example.com'],
    ['blanks around', ' a@example.com ', 'a@example.com'],
    ['full-width letters of a domain', 'a@ｅｘａｍｐｌｅ.com', 'a@example.com'],
  ])('%s', (_, a, b) => expect(sameAddress(a, b)).toBe(true));

  it.each([
    ['another local part', 'a@example.com', 'b@example.com'],
    ['a subdomain', 'a@example.com', 'a@mail.example.com'],
    ['a plus part', 'a+x@example.com', 'a@example.com'],
    ['a look-alike letter', 'a@example.com', 'а@example.com'],
    ['an address within a local part', '"a@example.com"@evil.example', 'a@example.com'],
  ])('not: %s', (_, a, b) => expect(sameAddress(a, b)).toBe(false));
});

it.each([
  ['support+tag@Desk.example', 'support@desk.example'],
  ['support@desk.example', 'support@desk.example'],
  ['+1555@desk.example', '+1555@desk.example'],
])('%s without its tag is %s', (address, expected) => expect(withoutTag(address)).toBe(expected));

it.each([
  ['mail.customer.com.cn', 'customer.com.cn'],
  ['a.b.example.co.uk', 'example.co.uk'],
  ['shop.github.io', 'shop.github.io'],
  ['desk.example', 'desk.example'],
  ['localhost', 'localhost'],
  ['', ''],
])('%s belongs to %s', (domain, expected) => expect(organizationalDomain(domain)).toBe(expected));

it('aligns subdomains of one organisation, never two organisations or nothing', () => {
  expect(aligned('mail.customer.example', 'customer.example')).toBe(true);
  expect(aligned('customer.com.cn', 'other.com.cn')).toBe(false);
  expect(aligned('a.github.io', 'b.github.io')).toBe(false);
  expect(aligned('', '')).toBe(false);
});

it.each(['qq.com', 'foxmail.com', '163.com', 'vip.163.com', 'vip.qq.com', 'gmail.com', 'Outlook.com', 'sina.com.cn'])(
  '%s is a public provider',
  (domain) => expect(isPublicProvider(domain)).toBe(true),
);
it.each(['customer.example', 'tencent.com', 'qq.com.evil.example', ''])('%s is none', (domain) =>
  expect(isPublicProvider(domain)).toBe(false),
);

it('reads what is no address at all', () => {
  expect(domainOf('postmaster')).toBe('');
  expect(canonicalAddress('Postmaster')).toBe('postmaster');
  expect(canonicalAddress('')).toBe('');
  expect(canonicalAddress(`a@b${'.'.repeat(1_000_000)}c`)).toHaveLength(1_000_004);
});
