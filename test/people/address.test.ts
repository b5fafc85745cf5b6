import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aligned,
  canonicalAddress,
  domainOf,
  isPublicProvider,
  isRoutable,
  limitDomain,
  limitKey,
  localPartOf,
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
    ['dots at the end', 'a@example.com..', 'a@example.com'],
    ['a blank behind the sign', 'a@ example.com', 'a@example.com'],
    ['blanks around', ' a@example.com ', 'a@example.com'],
    ['quotation marks that nothing needs', '"zhang"@example.com', 'zhang@example.com'],
    ['the same around a plus part', '"Zhang+x"@example.com', 'zhang+x@example.com'],
    ['backslashes that nothing needs', '"z\\ha\\ng"@example.com', 'zhang@example.com'],
    ['the same where the marks are needed', '"zhang\\ s\\an"@example.com', '"zhang san"@example.com'],
    ['full-width letters of a domain', 'a@ｅｘａｍｐｌｅ.com', 'a@example.com'],
  ])('%s', (_, a, b) => expect(sameAddress(a, b)).toBe(true));

  it.each([
    ['another local part', 'a@example.com', 'b@example.com'],
    ['a subdomain', 'a@example.com', 'a@mail.example.com'],
    ['a plus part', 'a+x@example.com', 'a@example.com'],
    ['a dot that quotation marks are needed for', '"a."@example.com', 'a@example.com'],
    ['a quoted address', '"a@example.com"@example.com', 'a@example.com'],
    ['a quoted quotation mark', '"\\"a"@example.com', '"a"@example.com'],
    ['a look-alike letter', 'a@example.com', 'а@example.com'],
    ['an address within a local part', '"a@example.com"@evil.example', 'a@example.com'],
  ])('not: %s', (_, a, b) => expect(sameAddress(a, b)).toBe(false));
});

describe('an address that mail can be sent to', () => {
  /** As long as a domain may be (RFC 5321 §4.5.3.1.2). */
  const LONGEST_DOMAIN = `${'a.'.repeat(124)}example`;
  it.each([
    'a@b.example',
    'A.b+c@mail.b.example.',
    '张三@例子.测试',
    '"a.b"@c.example',
    "o'neil@x-y.example",
    ' a@b.example ',
    `${'a'.repeat(64)}@b.example`,
    `a@${LONGEST_DOMAIN}`,
    'a@b.x1',
    'a@b.1x',
  ])('%j', (address) => expect(isRoutable(address)).toBe(true));
  it.each([
    'a@localhost',
    'a@[127.0.0.1]',
    'a@[IPv6:::1]',
    'a@127.0.0.1',
    'a@127.0.0.12',
    'a@b..example',
    'a@b!c.example',
    'x"a"@b.example',
    '"a"x@b.example',
    'a@-b.example',
    'a\u0001@b.example',
    'a b@c.example',
    'a@b.example\r\nRCPT TO:<c@d.example>',
    'a@b@c.example',
    '@b.example',
    'a@',
    '',
    'a,b@c.example',
    `${'a'.repeat(65)}@b.example`,
    `a@${LONGEST_DOMAIN}s`,
    'a\u200b@b.example',
  ])('%j is none', (address) => expect(isRoutable(address)).toBe(false));
});

describe('one inbox, however it is spelled, counts once', () => {
  it.each([
    ['Victim@Customer.example', 'victim@customer.example'],
    ['victim+1@customer.example', 'victim@customer.example'],
    ['"victim"@customer.example', 'victim@customer.example'],
    ['"victim+x"@customer.example.', 'victim@customer.example'],
    ['victim+"x"@customer.example', 'victim@customer.example'],
    ['x"victim"@customer.example', 'x"victim"@customer.example'],
    ['"victim"x@customer.example', '"victim"x@customer.example'],
    ['v.i.c.t.i.m+x@GoogleMail.com', 'victim@gmail.com'],
    ['"v\\ictim"@customer.example', 'victim@customer.example'],
    ['ｖｉｃｔｉｍ@customer.example', 'victim@customer.example'],
    ['victim＋x@ｃｕｓｔｏｍｅｒ。example', 'victim@customer.example'],
    ['vic\u00adt\u200bi\u034fm@customer.example', 'victim@customer.example'],
    ['v.i_c-tim+x@pm.me', 'victim@proton.me'],
    ['vic-tim@ya.ru', 'vic.tim@yandex.ru'],
    ['"victim@x.example"@customer.example', '"victim%40x.example"@customer.example'],
    ['victim@me.com', 'victim@icloud.com'],
    ['shop@victim.fastmail.com', 'victim@fastmail.com'],
    ['victim+shop@fastmail.com', 'victim@fastmail.com'],
    ['v.ictim@customer.example', 'v.ictim@customer.example'],
    ['+1555@desk.example', '+1555@desk.example'],
    ['a@例子.测试', 'a@xn--fsqu00a.xn--0zwm56d'],
  ])('%s counts as %s', (address, key) => expect(limitKey(address)).toBe(key));

  it('and so does its domain', () => {
    expect(limitDomain(limitKey('v.ictim+x@GoogleMail.com'))).toBe('gmail.com');
    expect(limitDomain(limitKey('"a b@c.example"@d.example'))).toBe('d.example');
  });

  it('in any combination of spellings', () => {
    const cased = (text: string) =>
      fc
        .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
        .map((up) => [...text].map((letter, at) => (up[at] ? letter.toUpperCase() : letter)).join(''));
    const dotted = fc
      .array(fc.boolean(), { minLength: 5, maxLength: 5 })
      .map((dots) => [...'victim'].map((letter, at) => (dots[at] ? `${letter}.` : letter)).join(''));
    const tag = fc.option(fc.stringMatching(/^[a-z0-9._-]{0,12}$/), { nil: null });
    const spelled = (locals: fc.Arbitrary<string>, domains: fc.Arbitrary<string>) =>
      fc
        .record({ local: locals, tag, domain: domains, root: fc.constantFrom('', '.'), quoted: fc.boolean() })
        .map(({ local, tag: plus, domain, root, quoted }) => {
          const whole = plus === null ? local : `${local}+${plus}`;
          return `${quoted ? `"${whole}"` : whole}@${domain}${root}`;
        });
    const gmail = fc.constantFrom('gmail.com', 'googlemail.com').chain(cased);
    fc.assert(
      fc.property(
        spelled(dotted.chain(cased), gmail),
        spelled(cased('victim'), cased('customer.example')),
        (one, other) => {
          expect([limitKey(one), limitKey(other)]).toEqual(['victim@gmail.com', 'victim@customer.example']);
        },
      ),
    );
  });
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
  [' Mail.Desk.example. ', 'desk.example'],
  ['localhost', 'localhost'],
  ['', ''],
])('%s belongs to %s', (domain, expected) => expect(organizationalDomain(domain)).toBe(expected));

it('aligns subdomains of one organisation, never two organisations or nothing', () => {
  expect(aligned('mail.customer.example', 'customer.example')).toBe(true);
  expect(aligned('customer.com.cn', 'other.com.cn')).toBe(false);
  expect(aligned('a.github.io', 'b.github.io')).toBe(false);
  expect(aligned('', '')).toBe(false);
  expect(aligned('.', '.')).toBe(false);
  expect(aligned('.', '')).toBe(false);
});

it.each(['qq.com', 'foxmail.com', '163.com', 'vip.163.com', 'vip.qq.com', 'gmail.com', 'Outlook.com', 'sina.com.cn'])(
  '%s is a public provider',
  (domain) => expect(isPublicProvider(domain)).toBe(true),
);
it.each(['customer.example', 'tencent.com', 'qq.com.evil.example', ''])('%s is none', (domain) =>
  expect(isPublicProvider(domain)).toBe(false),
);

it('is the same for a plain address as for one that is spelled otherwise', () => {
  const part = fc.string({ unit: fc.constantFrom(...'ab0._%+-'), minLength: 1, maxLength: 8 });
  const domain = fc.string({ unit: fc.constantFrom(...'ab0.-'), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(part, domain, (local, where) => {
      const plain = `${local}@${where}`;
      expect(canonicalAddress(plain)).toBe(canonicalAddress(` ${plain.toUpperCase()}`));
    }),
  );
});

it('takes an address apart', () => {
  expect(localPartOf('Zhang+X@Customer.example')).toBe('zhang+x');
  expect(domainOf('Zhang+X@Customer.example')).toBe('customer.example');
});

it('reads what is no address at all', () => {
  expect(domainOf('postmaster')).toBe('');
  expect(domainOf('@customer.example')).toBe('customer.example');
  expect(canonicalAddress('a@1.2')).toBe('a@1.2');
  expect(canonicalAddress('Postmaster')).toBe('postmaster');
  expect(canonicalAddress('')).toBe('');
  expect(canonicalAddress(`a@b${'.'.repeat(1_000_000)}c`)).toHaveLength(1_000_004);
});
