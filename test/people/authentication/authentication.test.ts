import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Mail } from '../../../src/mail/mail.ts';
import {
  type Authentication,
  authenticate,
  fieldsReliedOn,
  type VerdictNeeds,
  verdictFor,
} from '../../../src/people/authentication/authentication.ts';
import type { Resolver } from '../../../src/people/authentication/resolver.ts';
import { addresses, NOW, sampleMail } from '../sample.ts';
import { FIELDS, mailOf, raw, sign, timeout, verify, ZONE } from './signing.ts';

describe('verified by the desk', () => {
  const plain = raw(FIELDS);

  it('believes an aligned signature and says what it covers', async () => {
    expect(await verify(await sign(plain))).toEqual({
      verdict: 'P',
      proof: 'dkim',
      signatures: [
        { exact: true, covers: expect.arrayContaining(['from', 'to', 'subject', 'message-id', 'in-reply-to']) },
      ],
      reason: 'dkim_aligned',
    });
  });

  it.each([
    ['a subdomain of the sender signs', { domain: 'mail.customer.example' }, {}, 'P', 'dkim_aligned'],
    ['somebody else signs, policy reject', { domain: 'evil.example' }, {}, 'F', 'dmarc_failed'],
    [
      'somebody else signs, policy none',
      { domain: 'evil.example' },
      { '_dmarc.customer.example': 'v=DMARC1; p=none' },
      'N',
      'dmarc_failed_policy_none',
    ],
    [
      'somebody else signs, no policy',
      { domain: 'evil.example' },
      { '_dmarc.customer.example': 'spf' },
      'N',
      'nothing_aligned',
    ],
    [
      'the body is signed in part',
      { length: 3 },
      { '_dmarc.customer.example': 'v=DMARC1; p=none' },
      'N',
      'dmarc_failed_policy_none',
    ],
    [
      'the whole body is signed, with a length',
      { length: 7 },
      { '_dmarc.customer.example': 'v=DMARC1; p=none' },
      'N',
      'dmarc_failed_policy_none',
    ],
    [
      'the key is only tested',
      { selector: 'test' },
      { '_dmarc.customer.example': 'v=DMARC1; p=none' },
      'N',
      'dmarc_failed_policy_none',
    ],
    [
      'strict alignment, a subdomain signs',
      { domain: 'mail.customer.example' },
      { '_dmarc.customer.example': 'v=DMARC1; p=quarantine; adkim=s' },
      'F',
      'dmarc_failed',
    ],
    ['the key is not answered for', {}, { 's._domainkey.customer.example': timeout }, 'N', 'dns_unavailable'],
    ['the policy is not answered for', {}, { '_dmarc.customer.example': timeout }, 'N', 'dns_unavailable'],
    ['there is no policy', {}, { '_dmarc.customer.example': 'nothing' }, 'P', 'dkim_aligned'],
  ] as const)('%s', async (_, signing, zone, verdict, reason) => {
    expect(await verify(await sign(plain, signing), { ...ZONE, ...zone })).toMatchObject({ verdict, reason });
  });

  it.each([
    ['the subject was changed', (text: string) => text.replace('it does not work', 'pay at once'), 'F', 'dmarc_failed'],
    ['the body was changed', (text: string) => text.replace('Hello', 'HELLO'), 'F', 'dmarc_failed'],
    ['a second From was put on top', (text: string) => `From: boss@customer.example\r\n${text}`, 'F', 'doubled_header'],
    [
      'a second From of another domain',
      (text: string) => `From: boss@evil.example\r\n${text}`,
      'F',
      'several_from_domains',
    ],
    ['a second Subject', (text: string) => `Subject: x\r\n${text}`, 'F', 'doubled_header'],
    [
      'a second References',
      (text: string) => `References: <a@b>\r\nReferences: <c@d>\r\n${text}`,
      'F',
      'doubled_header',
    ],
    ['the signature is left out', () => plain, 'F', 'dmarc_failed'],
  ])('%s', async (_, change, verdict, reason) => {
    expect(await verify(change(await sign(plain)))).toMatchObject({ verdict, reason });
  });

  it.each([
    ['From', 'boss@customer.example'],
    ['Sender', 'boss@customer.example'],
    ['Reply-To', 'boss@customer.example'],
    ['To', 'support@desk.example'],
    ['Cc', 'support@desk.example'],
    ['Bcc', 'support@desk.example'],
    ['Date', 'Sun, 22 Nov 2026 03:00:00 +0000'],
    ['Subject', 'pay at once'],
    ['Message-ID', '<2@customer.example>'],
    ['In-Reply-To', '<other@desk.example>'],
    ['References', '<other@desk.example>'],
    ['Content-Type', 'text/html'],
    ['Content-Transfer-Encoding', 'base64'],
  ])('a second %s beside a signature is a forgery, above or below', async (name, value) => {
    const once = raw({ ...FIELDS, [name]: name in FIELDS ? FIELDS[name as keyof typeof FIELDS] : value });
    const signed = await sign(once);
    expect(await verify(signed)).toMatchObject({ verdict: 'P' });
    const second = `${name}: ${value}\r\n`;
    for (const twice of [second + signed, signed.replace('\r\n\r\n', `\r\n${second}\r\n`)])
      expect(await verify(twice)).toMatchObject({ verdict: 'F', reason: 'doubled_header' });
  });

  it.each([
    ['no From', raw({ To: 'support@desk.example' }), 'N', 'nothing_aligned'],
    ['two addresses of one domain', raw({ From: 'a@customer.example, b@customer.example' }), 'F', 'dmarc_failed'],
    ['two addresses of two domains', raw({ From: 'a@customer.example, b@evil.example' }), 'F', 'several_from_domains'],
    ['a sender without any record', raw({ From: 'x@nowhere.example' }), 'N', 'nothing_aligned'],
    ['nothing at all', '', 'N', 'nothing_aligned'],
  ])('%s', async (_, message, verdict, reason) => expect(await verify(message)).toMatchObject({ verdict, reason }));

  it.each([
    ['blanks in a row', (text: string) => text.replace('Subject: ', `Subject: ${' '.repeat(500_000)}`)],
    ['a field of a hundred thousand lines', (text: string) => `X-Long: a${'\r\n b'.repeat(100_000)}\r\n${text}`],
    ['a header of megabytes', (text: string) => `X-Long: ${'a '.repeat(2_000_000)}\r\n${text}`],
    [
      'a signature of a domain of dots',
      (text: string) => text.replace('d=customer', `d=${'.'.repeat(200_000)}customer`),
    ],
    ['a From of colons', (text: string) => text.replace('From: ', `From: "${':'.repeat(500_000)}" `)],
    [
      'thousands of signatures',
      (text: string) => `${'DKIM-Signature: v=1; d=a.example; s=s\r\n'.repeat(5_000)}${text}`,
    ],
  ])('a mail with %s counts as unsigned', async (_, change) => {
    expect(await verify(change(await sign(plain)))).toMatchObject({ verdict: 'F', reason: 'dmarc_failed' });
  });

  it('a mail to many people does not', async () => {
    const To = Array.from({ length: 900 }, (_, at) => `u${at}@many.example`).join(',\r\n ');
    expect(await verify(await sign(raw({ ...FIELDS, To })))).toMatchObject({ verdict: 'P', reason: 'dkim_aligned' });
  });

  describe('with a DNS that is silent', () => {
    afterEach(() => void vi.useRealTimers());

    it('waits five seconds in all', async () => {
      const message = await sign(await sign(plain), { selector: 'other' });
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const asked = Promise.withResolvers<void>();
      const silent: Resolver = () => {
        asked.resolve();
        return new Promise(() => undefined);
      };
      const verdict = authenticate(mailOf(message), Buffer.from(message), { authservId: null }, silent, NOW);
      await asked.promise;
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await verdict).toMatchObject({ verdict: 'N', reason: 'dns_unavailable' });
    });
  });
});

describe('told by the trusted host', () => {
  const MX = 'mx.desk.example';
  const noDns: Resolver = () => Promise.reject(new Error('DNS is not asked'));
  const told = (value: string | null, given: Partial<Mail> = {}) => {
    const headers: Mail['headers'] = value === null ? [] : [['authentication-results', `${MX}; ${value}`]];
    return authenticate(sampleMail({ headers, ...given }), new Uint8Array(), { authservId: MX }, noDns, NOW);
  };
  it.each([
    ['aligned DKIM', 'dkim=pass header.d=customer.example', 'P', 'dkim', 'dkim_aligned'],
    ['DKIM of a subdomain', 'dkim=pass header.d=mail.customer.example', 'P', 'dkim', 'dkim_aligned'],
    ['aligned SPF', 'spf=pass smtp.mailfrom=bounce@mail.customer.example', 'P', 'spf', 'spf_aligned'],
    ['one of the two, not said which', 'dmarc=pass header.from=customer.example', 'P', 'dmarc', 'dmarc_passed'],
    ['one of the two, for a subdomain', 'dmarc=pass header.from=mail.customer.example', 'P', 'dmarc', 'dmarc_passed'],
    [
      'one of the two, for the sender another program reads',
      'dkim=pass header.d=evil.example; dmarc=pass header.from=evil.example',
      'N',
      null,
      'nothing_aligned',
    ],
    [
      'DMARC failed for that one',
      'dkim=pass header.d=customer.example; dmarc=fail (p=reject) header.from=evil.example',
      'F',
      null,
      'dmarc_failed',
    ],
    [
      'DKIM and SPF of others',
      'dkim=pass header.d=esp.example; spf=pass smtp.mailfrom=esp.example',
      'N',
      null,
      'nothing_aligned',
    ],
    ['DMARC failed, reject', 'dkim=pass header.d=customer.example; dmarc=fail (p=reject)', 'F', null, 'dmarc_failed'],
    ['DMARC failed, quarantine', 'dmarc=fail policy.dmarc=quarantine', 'F', null, 'dmarc_failed'],
    ['DMARC failed, none', 'dmarc=fail (p=NONE)', 'N', null, 'dmarc_failed_policy_none'],
    ['DMARC failed, policy not given', 'dmarc=fail', 'F', null, 'dmarc_failed'],
    ['DNS did not answer', 'dkim=pass header.d=customer.example; dmarc=temperror', 'N', null, 'dns_unavailable'],
    ['nothing checked', 'none', 'N', null, 'nothing_aligned'],
    ['no field', null, 'N', null, 'no_trusted_header'],
  ])('%s', async (_, value, verdict, proof, reason) => {
    expect(await told(value)).toMatchObject({ verdict, proof, reason });
  });

  it('never outweighs several From domains', async () => {
    const mail = { from: addresses('zhang@customer.example, eve@evil.example') };
    expect(await told('dkim=pass header.d=customer.example; dmarc=pass', mail)).toMatchObject({ verdict: 'F' });
  });
});

describe('what must be signed', () => {
  const mail = mailOf(raw({ ...FIELDS, Date: 'Sun, 22 Nov 2026 03:00:00 +0000' }));
  it.each([
    ['of a customer: what is evidence', ['in-reply-to'], false, ['in-reply-to']],
    ['of staff: what tells it from its copies too', ['to'], true, ['to', 'message-id', 'from', 'date', 'subject']],
  ] as const)('%s', (_, evidence, staff, fields) => expect(fieldsReliedOn(mail, evidence, staff)).toEqual(fields));

  it('what a mail lacks cannot be signed', () => {
    expect(fieldsReliedOn(mailOf(raw({ From: 'li@desk.example' })), [], true)).toEqual(['from']);
  });
});

describe('what a proof is worth', () => {
  const needs = (given: Partial<VerdictNeeds> = {}): VerdictNeeds => ({
    staff: false,
    staffWithoutDkim: false,
    staffAlignment: 'strict',
    gateway: false,
    fields: [],
    ...given,
  });
  const by = (
    proof: Authentication['proof'],
    covers: readonly string[] | null = null,
    exact = true,
  ): Authentication => ({
    verdict: proof ? 'P' : 'N',
    proof,
    signatures: proof === 'dkim' ? [{ exact, covers }] : [],
    reason: 'nothing_aligned',
  });
  const two = (...signatures: Authentication['signatures']): Authentication => ({ ...by('dkim'), signatures });
  const forged: Authentication = { verdict: 'F', proof: null, signatures: [], reason: 'dmarc_failed' };
  it.each([
    ['DKIM for staff', by('dkim'), needs({ staff: true }), 'P'],
    ['SPF for staff', by('spf'), needs({ staff: true }), 'N'],
    ['DMARC for staff', by('dmarc'), needs({ staff: true }), 'N'],
    ['SPF for a customer', by('spf'), needs(), 'P'],
    ['nothing for staff on a private mail system', by(null), needs({ staff: true, staffWithoutDkim: true }), 'P'],
    ['nothing for a customer of one', by(null), needs({ staffWithoutDkim: true }), 'N'],
    ['a forgery there', forged, needs({ staff: true, staffWithoutDkim: true }), 'F'],
    [
      'a signature that covers the evidence',
      by('dkim', ['from', 'in-reply-to']),
      needs({ fields: ['in-reply-to'] }),
      'P',
    ],
    ['one that does not', by('dkim', ['from', 'subject']), needs({ fields: ['in-reply-to'] }), 'N'],
    ['one that covers no more than From, without evidence in the header', by('dkim', ['from']), needs(), 'P'],
    ['a subdomain that signs, for a customer', by('dkim', null, false), needs(), 'P'],
    ['a subdomain that signs, for staff', by('dkim', null, false), needs({ staff: true }), 'N'],
    [
      'a subdomain that signs, for staff with relaxed alignment',
      by('dkim', null, false),
      needs({ staff: true, staffAlignment: 'relaxed' }),
      'P',
    ],
    [
      'one signature of two that covers what is needed',
      two({ exact: true, covers: ['from'] }, { exact: false, covers: ['from', 'to'] }),
      needs({ fields: ['to'] }),
      'P',
    ],
    [
      'for staff that one must be of the very domain',
      two({ exact: true, covers: ['from'] }, { exact: false, covers: ['from', 'to'] }),
      needs({ staff: true, fields: ['to'] }),
      'N',
    ],
    ['a website form', by('dkim'), needs({ gateway: true }), 'N'],
  ])('%s', (_, authentication, given, verdict) => expect(verdictFor(authentication, given)).toBe(verdict));
});
