import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mail } from '../../../src/mail/mail.ts';
import { fromAuthenticationResults } from '../../../src/people/authentication/authentication-results.ts';
import { parseAuthenticationResults } from '../../../src/people/authentication/results-grammar.ts';
import { sampleMail } from '../sample.ts';

const MX = 'mx.desk.example';
const read = (...headers: Mail['headers']) => fromAuthenticationResults(sampleMail({ headers }), MX);
const ar = (value: string): readonly [string, string] => ['authentication-results', value];
/** What somebody else's DMARC says of the sender. */
const NO_DMARC = { dmarc: 'none', policy: null };

describe('fields of the trusted host', () => {
  it.each([
    ['plain', `${MX}; dkim=pass header.d=customer.example`, { dkim: [{ domain: 'customer.example', covers: null }] }],
    [
      'the identity instead of the domain',
      `${MX}; dkim=pass header.i=@Customer.example`,
      { dkim: [{ domain: 'customer.example' }] },
    ],
    [
      'a comment with a semicolon',
      `${MX}; dkim=pass (1024-bit; insecure) header.d=a.example`,
      { dkim: [{ domain: 'a.example' }] },
    ],
    [
      'a comment with a quotation',
      `${MX}; spf=pass (it "is") smtp.mailfrom=a.example; dkim=pass header.d=b.example header.b="x"`,
      { spf: 'a.example', dkim: [{ domain: 'b.example' }] },
    ],
    [
      'nested comments',
      `${MX}; dkim=pass (a (b; dkim=pass header.d=evil.example) c) header.d=a.example`,
      { dkim: [{ domain: 'a.example' }] },
    ],
    [
      'without blanks',
      `${MX};spf=pass smtp.mailfrom=a.example;dkim=pass header.d=b.example;dmarc=pass action=none`,
      { spf: 'a.example', dmarc: 'pass' },
    ],
    ['a version', `${MX} 1; spf=pass smtp.mailfrom=a.example`, { spf: 'a.example' }],
    ['a method version', `${MX}; dkim/1 = pass header . d = a.example`, { dkim: [{ domain: 'a.example' }] }],
    ['the host in other case and quoted', `"MX.Desk.Example"; spf=pass smtp.mailfrom=a.example`, { spf: 'a.example' }],
    ['folded lines', `${MX};\r\n\tspf=pass\r\n smtp.mailfrom=a.example`, { spf: 'a.example' }],
    ['an address as the envelope sender', `${MX}; spf=pass smtp.mailfrom=<u@a.example>`, { spf: 'a.example' }],
    [
      'the greeting where the envelope sender is empty',
      `${MX}; spf=pass smtp.mailfrom="" smtp.helo=a.example`,
      { spf: 'a.example' },
    ],
    [
      'two signatures',
      `${MX}; dkim=fail header.d=a.example; dkim=pass header.d=b.example`,
      { dkim: [{ domain: 'b.example' }] },
    ],
    ['nothing was checked', `${MX}; none`, { dkim: [], spf: null, dmarc: 'none', policy: null }],
    ['softfail is no pass', `${MX}; spf=softfail smtp.mailfrom=a.example`, { spf: null }],
    [
      'the policy in a comment',
      `${MX}; dmarc=fail (p=QUARANTINE sp=NONE dis=NONE) header.from=a.example`,
      { dmarc: 'fail', policy: 'quarantine' },
    ],
    ['the policy as a property', `${MX}; dmarc=fail (p=none) policy.dmarc=reject`, { policy: 'reject' }],
    ['a subdomain policy alone', `${MX}; dmarc=fail (sp=none)`, { policy: null }],
    ['no policy', `${MX}; dmarc=fail header.from=a.example`, { dmarc: 'fail', policy: null }],
    ['the policy in a comment with blanks', `${MX}; dmarc=fail (p = quarantine)`, { policy: 'quarantine' }],
    ['the policy as rspamd writes it', `${MX}; dmarc=fail (policy=none)`, { policy: 'none' }],
    ['DNS did not answer', `${MX}; dmarc=temperror`, { dmarc: 'error' }],
    ['DMARC passed for the sender', `${MX}; dmarc=pass header.from=customer.example`, { dmarc: 'pass' }],
    ['DMARC passed for somebody else', `${MX}; dmarc=pass (p=reject) header.from=other.example`, NO_DMARC],
    ['DMARC failed for somebody else', `${MX}; dmarc=fail (p=reject) header.from=other.example`, { dmarc: 'fail' }],
    ['a signature of nobody', `${MX}; dkim=pass`, { dkim: [{ domain: '' }] }],
    ['an envelope sender of nobody', `${MX}; spf=pass`, { spf: '' }],
  ])('%s', (_, value, expected) => expect(read(ar(value))).toMatchObject(expected));
});

describe('what a sender could slip in', () => {
  it.each([
    [
      'a result within a quoted local part',
      `${MX}; spf=pass smtp.mailfrom="x; dkim=pass header.d=bank.example"@evil.example`,
      { dkim: [], spf: 'evil.example' },
    ],
    [
      'a property within a quoted reason',
      `${MX}; dkim=pass reason="header.d=bank.example" header.d=evil.example`,
      { dkim: [{ domain: 'evil.example' }] },
    ],
    [
      'a result within a comment',
      `${MX}; spf=fail (x) (; dkim=pass header.d=bank.example) smtp.mailfrom=evil.example`,
      { dkim: [], spf: null },
    ],
    [
      'a policy in the comment of another method',
      `${MX}; spf=fail (p=none); dmarc=fail header.from=bank.example`,
      { policy: null },
    ],
  ])('%s', (_, value, expected) => expect(read(ar(value))).toMatchObject(expected));
});

describe('what does not parse as a whole proves nothing', () => {
  it.each([
    ['a domain given twice', 'dkim=pass header.d=bank.example header.d=evil.example'],
    ['half a quotation in a comment', 'spf=pass (it"s) smtp.mailfrom=a.example; dkim=pass header.d=bank.example'],
    ['a comment without an end', 'dkim=pass header.d=bank.example(.evil.example'],
    ['a comment without a beginning', 'dkim=pass) header.d=bank.example'],
    [
      'a comment that hides the rest of a domain',
      'dkim=pass header.d=bank.example(.evil.example header.s=x) header.b=y',
    ],
    ['a comment behind a property of a signature', 'dkim=pass header.d=bank.example (.evil.example header.s=x)'],
    ['a quotation without an end', 'dkim=pass header.d="bank.example'],
    ['a quotation that goes on', 'dkim=pass header.d="bank.example".evil.example'],
    ['a backslash', 'dkim=pass header.d=bank.example\\.evil.example'],
    ['a blank in a domain', 'dkim=pass header.d=bank.example .evil.example'],
    ['a semicolon in a domain', 'dkim=pass header.d=bank.example;.evil.example'],
    ['a domain that is none', 'dkim=pass header.d=bank.example..evil.example'],
    ['a domain of full-width letters', 'dkim=pass header.d=ｂank.example'],
    ['two at signs', 'spf=pass smtp.mailfrom=x@bank.example@evil.example'],
    ['half a pair of brackets', 'spf=pass smtp.mailfrom=<x@bank.example'],
    ['a property glued to a comment', 'spf=none (x)smtp.mailfrom=bank.example'],
    ['an identity outside the domain', 'dkim=pass header.d=bank.example header.i=@evil.example'],
    ['no signature and one', 'dkim=none; dkim=pass header.d=bank.example'],
    ['signatures in two places', 'dkim=pass header.d=evil.example; spf=none; dkim=pass header.d=bank.example'],
    ['signatures of two shapes', 'dkim=pass header.d=evil.example header.s=x; dkim=pass header.d=bank.example'],
    ['DMARC twice', 'dmarc=pass header.from=bank.example; dmarc=none'],
    ['none beside something', 'none; dkim=pass header.d=bank.example'],
    ['something beside none', 'dkim=pass header.d=bank.example; none'],
    ['no result', ''],
    ['an empty result', '; dkim=pass header.d=bank.example'],
    ['a method without result', 'dkim header.d=bank.example'],
    ['a control character', 'dkim=pass header.d=bank.example header.s=\u0001'],
    ['a line without a blank at its beginning', 'dkim=pass header.d=bank.example\r\n header.s=x\r\nheader.b=y'],
    ['text behind the host', undefined],
  ])('%s', (_, text) => {
    const value = text === undefined ? `${MX} x; dkim=pass header.d=bank.example` : `${MX}; ${text}`;
    expect(parseAuthenticationResults(value)).toEqual({ authservId: MX, results: null });
    expect(read(ar(value))).toBeNull();
  });
});

describe('which fields count', () => {
  const pass = ar(`${MX}; dkim=pass header.d=bank.example`);
  const fail = ar(`${MX}; dkim=fail header.d=bank.example`);
  const received = ['received', 'from evil.example by mx.desk.example'] as const;
  const spaced = ['authentication-results', `${MX}; dkim=pass header.d=bank.example`, 'irregular'] as const;
  const other = ar('mx.evil.example; dkim=pass header.d=bank.example');
  it.each([
    ['the topmost', [fail, received, pass], { dkim: [] }],
    ['the topmost of those that follow one another', [fail, pass], { dkim: [] }],
    [
      'what only a lower one of the block says',
      [ar(`${MX}; dmarc=pass`), ['received-spf', 'pass'], pass],
      { dmarc: 'pass', dkim: [{ domain: 'bank.example' }] },
    ],
    ['not below the first Received that follows', [ar(`${MX}; spf=none`), received, pass], { dkim: [] }],
    ['the trusted host below another', [other, received, fail], { dkim: [] }],
    ['nothing below one that says that nothing was checked', [ar(`${MX}; none`), pass], { dkim: [] }],
    ['not below a field of another name', [ar(`${MX}; dmarc=pass`), received, pass], { dkim: [] }],
    ['nothing below no result but DMARC', [ar(`${MX}; spf=none`), pass], { dkim: [] }],
    ['nothing below DMARC that failed', [ar(`${MX}; dmarc=fail`), pass], { dkim: [] }],
    ['nothing below DMARC without policy and SPF', [ar(`${MX}; spf=none; dmarc=none`), pass], { dkim: [] }],
    ['nothing below DMARC of somebody else', [ar(`${MX}; dmarc=pass header.from=evil.example`), pass], { dkim: [] }],
    ['nothing below a method that says nothing of the sender', [ar(`${MX}; iprev=pass`), pass], { dkim: [] }],
    [
      "DMARC below the sender's own signature",
      [ar(`${MX}; dkim=pass header.d=customer.example`), ar(`${MX}; dmarc=pass`)],
      { dmarc: 'pass' },
    ],
    [
      "DMARC below SPF of the sender's domain",
      [ar(`${MX}; spf=pass smtp.mailfrom=customer.example`), ar(`${MX}; dmarc=pass`)],
      { dmarc: 'pass' },
    ],
    ['nothing below SPF of nobody', [ar(`${MX}; spf=fail smtp.mailfrom=evil.example`), pass], { dkim: [] }],
    ['nothing below SPF of somebody else', [ar(`${MX}; spf=pass smtp.mailfrom=evil.example`), pass], { dkim: [] }],
    ['nothing below one that does not parse', [ar(`${MX}; dmarc=pass`), ar(`${MX}; (`), pass], { dkim: [] }],
    ['nothing below one that is not written like a field', [ar(`${MX}; dmarc=pass`), spaced, pass], { dkim: [] }],
    [
      'OpenDKIM below OpenDMARC that found no policy',
      [ar(`${MX}; dmarc=none (p=none dis=none) header.from=customer.example`), pass],
      { dkim: [{ domain: 'bank.example' }] },
    ],
    [
      'OpenDKIM below SPF of a forwarder below OpenDMARC',
      [ar(`${MX}; dmarc=pass`), ar(`${MX}; spf=pass smtp.mailfrom=forwarder.example`), pass],
      { dkim: [{ domain: 'bank.example' }] },
    ],
  ] as const)('%s', (_, headers, expected) => expect(read(...headers)).toMatchObject(expected));

  it.each([
    ['none at all', []],
    ['of another host', [other]],
    ['a host that begins alike', [ar(`${MX}.evil.example; dkim=pass header.d=bank.example`)]],
    ['empty', [ar('')]],
    ['not written like a field', [spaced]],
    ['not written like a field, above one that is', [spaced, pass]],
    ['one that does not parse, above one that does', [ar(`${MX}; dkim=pass header.d=bank.example(`), pass]],
    ['in a field of another name', [['x-authentication-results', pass[1]] as const]],
  ])('%s', (_, headers) => expect(read(...headers)).toBeNull());
});

it('believes no DMARC of somebody in a mail without a From', () => {
  const headers = [ar(`${MX}; dmarc=pass header.from=customer.example`), ar(`${MX}; dkim=pass header.d=bank.example`)];
  expect(fromAuthenticationResults(sampleMail({ from: [], headers }), MX)).toMatchObject({ ...NO_DMARC, dkim: [] });
});

it('reads any text, and long ones in a moment', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'";()\\=./ ad') }),
      (text) => void parseAuthenticationResults(text),
    ),
  );
  for (const unit of ['(', '"\\', '"', 'a', 'a=', ';', '\\"', '\\x', '. ', 'dkim=pass (']) {
    for (const start of ['', '(', '"']) {
      const text = `${MX}; dkim=pass ${start}${unit.repeat(500_000 / unit.length)}`;
      expect(parseAuthenticationResults(text)?.authservId).toBe(MX);
    }
  }
});
