import { expect, it } from 'vitest';
import { parseAuthenticationResults } from '../../../src/people/authentication/results-grammar.ts';

/** `spf=pass smtp.helo=c.example (comment)` for each result; `none`, or null for what does not parse as a whole. */
function read(value: string): string | null {
  const results = parseAuthenticationResults(value)?.results ?? null;
  if (results === null || results === 'none') return results;
  return results
    .map(({ method, result, properties, comment }) => {
      const known = [...properties].map(([name, known]) => ` ${name}=${known}`).join('');
      return `${method}=${result}${known}${comment === '' ? '' : ` (${comment})`}`;
    })
    .join('; ');
}

it.each([
  ['nothing was checked', 'mx.example; none', 'none'],
  ['the same with what may follow', 'mx.example; NONE (nothing) ;', 'none'],
  ['one method', 'MX.example; SPF=Pass', 'spf=pass'],
  ['a semicolon at the end', 'mx.example; spf=pass; ', 'spf=pass'],
  ['a version', 'mx.example 1; spf=pass', 'spf=pass'],
  ['a version of two digits, with blanks', 'mx.example 12 ; spf=pass', 'spf=pass'],
  ['a version behind a comment', 'mx.example(a)1; spf=pass', 'spf=pass'],
  ['a version of the method', 'mx.example; dkim / 1 = fail', 'dkim=fail'],
  ['a quoted name', '"mx\\.example"; spf=pass', 'spf=pass'],
  ['lines that are folded', 'mx.example;\r\n spf=pass\n\tsmtp.helo=c.example', 'spf=pass smtp.helo=c.example'],
  [
    'comments everywhere',
    'mx.example; (a) spf (b) = (c) pass (d (e)) smtp.helo=c.example (f)',
    'spf=pass smtp.helo=c.example (a b c d  e  f)',
  ],
  [
    'comments wherever RFC 8601 §2.2 has CFWS',
    '(1) mx.example (2) 1 (3) ; (a) dmarc (b) / (c) 1 (d) = (e) fail (f) header (g) . (h) from (i) = (j) c.example (k) ; (l)',
    'dmarc=fail header.from=c.example (a b c d e f k)',
  ],
  [
    'comments of one result, not of another',
    'mx.example; (a) spf=pass (b); (c) dkim=fail',
    'spf=pass (a b); dkim=fail (c)',
  ],
  [
    'comments before what proves a signature',
    'mx.example; dkim (a) = (b) pass (c) header.d=c.example',
    'dkim=pass header.d=c.example (a b c)',
  ],
  ['a quotation mark that is escaped in a comment', 'mx.example; spf=pass (a \\" b)', 'spf=pass (a \\" b)'],
  [
    'a reason in quotation marks',
    'mx.example; spf=fail reason="a \\"b\\"; c" smtp.helo=c.example',
    'spf=fail reason=a "b"; c smtp.helo=c.example',
  ],
  ['a reason on two lines', 'mx.example; spf=fail reason="a\n b\r\n c"', 'spf=fail reason=a\n b\r\n c'],
  ['a property without ptype', 'mx.example; dmarc=fail action=none', 'dmarc=fail action=none'],
  ['blanks within a property', 'mx.example; dkim=fail header . d = C.example', 'dkim=fail header.d=c.example'],
  ['the domain of From', 'mx.example; dmarc=pass header.from=A@C.example', 'dmarc=pass header.from=c.example'],
  ['the greeting', 'mx.example; spf=pass smtp.helo=MX.C.example', 'spf=pass smtp.helo=mx.c.example'],
  [
    'the envelope sender as NetEase writes it',
    'mx.example; spf=pass smtp.mail=A@C.example',
    'spf=pass smtp.mailfrom=c.example',
  ],
  [
    'the envelope sender in angle brackets',
    'mx.example; spf=pass smtp.mailfrom=<a@c.example>',
    'spf=pass smtp.mailfrom=c.example',
  ],
  ['the null sender', 'mx.example; spf=pass smtp.mailfrom=<>', 'spf=pass smtp.mailfrom='],
  ['a quoted local part', 'mx.example; spf=pass smtp.mailfrom="a b"@c.example', 'spf=pass smtp.mailfrom=c.example'],
  ['a quoted domain', 'mx.example; spf=pass smtp.helo="c.example"', 'spf=pass smtp.helo=c.example'],
  [
    'an address literal',
    'mx.example; spf=pass smtp.mailfrom=ab@[192.0.2.1] smtp.helo=[IPv6:2001:db8::1]',
    'spf=pass smtp.mailfrom= smtp.helo=',
  ],
  ['a root dot', 'mx.example; dkim=fail header.d=c.example.', 'dkim=fail header.d=c.example'],
  ['an international domain', 'mx.example; dkim=fail header.d=例子.测试', 'dkim=fail header.d=xn--fsqu00a.xn--0zwm56d'],
  [
    'a signer below its domain',
    'mx.example; dkim=pass header.d=c.example header.i=@mail.c.example',
    'dkim=pass header.d=c.example header.i=mail.c.example',
  ],
  [
    'the same said twice',
    'mx.example; dkim=pass header.d=c.example header.d=c.example',
    'dkim=pass header.d=c.example',
  ],
  [
    'a comment behind what proves no signature',
    'mx.example; spf=pass smtp.helo=c.example (x); dkim=fail header.d=c.example (x)',
    'spf=pass smtp.helo=c.example (x); dkim=fail header.d=c.example (x)',
  ],
  [
    'several signatures in a row',
    'mx.example; spf=pass; dkim=fail; dkim=fail; dkim=pass header.d=c.example',
    'spf=pass; dkim=fail; dkim=fail; dkim=pass header.d=c.example',
  ],
  [
    'signatures of which one names its identity and one a reason',
    'mx.example; dkim=pass header.d=c.example header.i=@c.example; dkim=pass reason=x header.d=d.example',
    'dkim=pass header.d=c.example header.i=c.example; dkim=pass reason=x header.d=d.example',
  ],
  ['no signature', 'mx.example; dkim=none', 'dkim=none'],
])('reads %s: %j', (_, value, results) => expect(read(value)).toBe(results));

it.each([
  ['a word that is not "none"', 'mx.example; nothing'],
  ['a result without a method', 'mx.example; =pass'],
  ['something behind "none"', 'mx.example; none; spf=pass'],
  ['a comment without an end behind "none"', 'mx.example; none ('],
  ['a comment without an end behind the method', 'mx.example; spf (=pass'],
  ['a comment without an end behind its version', 'mx.example; spf/1 (=pass'],
  ['a comment without an end at the end', 'mx.example; spf=pass; ('],
  ['half a quotation in a comment', 'mx.example; spf=pass (a " b)'],
  ['a version right behind a name in quotation marks behind a comment', '(a)"mx.example"1; spf=pass'],
  ['a version right behind a quoted name', '"mx.example"1; spf=pass'],
  ['a word for a version', 'mx.example x; spf=pass'],
  ['something behind the version', 'mx.example 1 x; spf=pass'],
  ['a version and no result', 'mx.example 1'],
  ['an empty result', 'mx.example; spf=pass;; dkim=fail'],
  ['a property right behind a comment', 'mx.example; spf=pass (x)smtp.helo=c.example'],
  ['a comment in what proves a signature', 'mx.example; dkim=pass header.d=c.example (x) header.s=y'],
  ['a comment within it', 'mx.example; dkim=pass header.d=c.example header (x) . s=y'],
  ['a comment within its first property', 'mx.example; dkim=pass header.d=(x) c.example'],
  ['a comment without an end before the sign', 'mx.example; spf/1 = (pass'],
  ['a control character', 'mx.example; spf=pass (\v)'],
  ['a line that is not folded', 'mx.example; spf=fail reason="a\nb"'],
  ['a property without its second name', 'mx.example; dkim=fail header.=c.example'],
  ['something behind a quoted value', 'mx.example; spf=fail reason="a"b'],
  ['something before angle brackets', 'mx.example; spf=pass smtp.mailfrom=a<b@c.example>'],
  ['something behind them', 'mx.example; spf=pass smtp.mailfrom=<b@c.example>x'],
  ['something before an address literal', 'mx.example; spf=pass smtp.helo=x[192.0.2.1]'],
  ['something behind it', 'mx.example; spf=pass smtp.helo=[192.0.2.1]x'],
  ['a domain that is not written canonically', 'mx.example; dkim=fail header.d=ｃ.example'],
  ['a signer of another domain', 'mx.example; dkim=pass header.d=c.example header.i=@xc.example'],
  [
    'a signer whose domain only begins alike',
    'mx.example; dkim=pass header.d=c.example header.i=@c.example.evil.example',
  ],
  ['two values of one property', 'mx.example; dkim=pass header.d=c.example header.d=d.example'],
  ['a method in two places', 'mx.example; spf=pass; dkim=fail; spf=fail'],
  ['two results of DMARC', 'mx.example; dmarc=fail; dmarc=pass'],
  ['a signature beside none', 'mx.example; dkim=none; dkim=pass header.d=c.example'],
  [
    'signatures described in two ways',
    'mx.example; dkim=pass header.d=c.example header.s=x; dkim=pass header.d=d.example',
  ],
])('reads nothing where there is %s: %j', (_, value) => expect(read(value)).toBeNull());

it('reads a name in quotation marks and in any case', () => {
  expect(parseAuthenticationResults('"MX\\.example"; none')).toEqual({ authservId: 'mx.example', results: 'none' });
});

it('reads 32 KB of a field and 253 characters of a domain, no more', () => {
  const field = (length: number) => `mx.example; spf=pass (${'x'.repeat(length - 23)})`;
  expect([read(field(32 * 1024)), read(field(32 * 1024 + 1))].map((results) => results === null)).toEqual([
    false,
    true,
  ]);
  const domain = `${'a.'.repeat(123)}example`;
  expect(read(`mx.example; spf=pass smtp.helo=${domain}`)).toBe(`spf=pass smtp.helo=${domain}`);
  expect(read(`mx.example; spf=pass smtp.helo=a${domain}`)).toBeNull();
});
