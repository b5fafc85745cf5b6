import { expect, it } from 'vitest';
import type { Mail } from '../../../src/mail/mail.ts';
import { fieldsNaming } from '../../../src/people/addressee.ts';
import {
  type Authentication,
  authenticate,
  isSealed,
  type VerdictNeeds,
  verdictFor,
} from '../../../src/people/authentication/authentication.ts';
import { addresses, DESK, NOW, sampleMail } from '../sample.ts';
import { dns, mailOf, raw, sign, ZONE } from './signing.ts';

const FRIEND = 'friend@elsewhere.example';
const NEEDS: VerdictNeeds = {
  staff: false,
  staffWithoutDkim: false,
  staffAlignment: 'strict',
  gateway: false,
  fields: [],
};
const BASE = {
  From: 'zhang@customer.example',
  To: FRIEND,
  Subject: 'Re: [TS20261122001] 报表',
  Date: 'Sun, 22 Nov 2026 03:00:00 +0000',
  'Message-ID': '<1@customer.example>',
};

/** What somebody who was sent a signed mail makes of it before the desk gets it. */
const CHANGES: Readonly<Record<string, (message: string) => string>> = {
  'sends it on': (message) => message,
  'adds the desk in Cc': (message) => `Cc: ${DESK}\r\n${message}`,
  'adds the desk in Cc below': (message) => message.replace('\r\n\r\n', `\r\nCc: ${DESK}\r\n\r\n`),
  'puts the desk in To': (message) => message.replace(`To: ${FRIEND}`, `To: ${DESK}`),
  'puts the desk beside its To': (message) => message.replace(`To: ${FRIEND}`, `To: ${FRIEND}, ${DESK}`),
  'adds References and the desk in Cc': (message) => `References: <letter@desk.example>\r\nCc: ${DESK}\r\n${message}`,
  'gives it another Message-ID and adds the desk in Cc': (message) => `Cc: ${DESK}\r\n${message.replace('<1@', '<2@')}`,
};

/** `h=` of a signature: From and any of the others. */
const SIGNED = ['to', 'cc', 'subject', 'date', 'message-id', 'references'];
const SELECTIONS = Array.from({ length: 2 ** SIGNED.length }, (_, bits) => [
  'from',
  ...SIGNED.filter((_, at) => (bits >> at) & 1),
]);

const read = (message: string): Mail => {
  const mail = mailOf(message);
  const named = (field: string) =>
    mail.headers.filter(([name]) => name === field).flatMap(([, value]) => addresses(value));
  return { ...mail, to: named('to'), cc: named('cc') };
};
const sealed = (mail: Mail, authentication: Authentication, needs = NEEDS) =>
  isSealed(mail, authentication, needs, fieldsNaming(mail, [DESK]));

it('a signed mail to somebody else is never proof that it was written to the desk', async () => {
  const counted = { replays: 0, proven: 0, sealed: 0, sealedByReceiver: 0 };
  for (const headers of SELECTIONS) {
    const signed = await sign(raw(BASE), { headers: headers.join(':') });
    for (const change of Object.values(CHANGES)) {
      const message = change(signed);
      const mail = read(message);
      const own = await authenticate(mail, Buffer.from(message), { authservId: null }, dns(ZONE), NOW);
      const isSaid = own.verdict === 'P' && fieldsNaming(mail, [DESK]).length > 0;
      counted.replays += 1;
      counted.proven += Number(isSaid);
      counted.sealed += Number(isSaid && sealed(mail, own));
      // What a receiving system says of the very same mail.
      const told: Authentication = { ...own, signatures: [{ exact: true, covers: null }] };
      counted.sealedByReceiver += Number(isSaid && sealed(mail, told));
    }
  }
  console.log(`replays of a signed mail to somebody else: ${JSON.stringify(counted)}`);
  expect(counted).toMatchObject({ replays: 448, sealed: 0, sealedByReceiver: 0 });
  expect(counted.proven).toBeGreaterThan(100);
});

it('one that was written to the desk is, where the signature says so', async () => {
  const message = await sign(raw({ ...BASE, To: DESK }), { headers: 'from:to:subject:date:message-id' });
  const mail = read(message);
  const own = await authenticate(mail, Buffer.from(message), { authservId: null }, dns(ZONE), NOW);
  expect([verdictFor(own, NEEDS), sealed(mail, own)]).toEqual(['P', true]);
  const withoutDate = await sign(raw({ ...BASE, To: DESK }), { headers: 'from:to:subject:message-id' });
  const copied = await authenticate(read(withoutDate), Buffer.from(withoutDate), { authservId: null }, dns(ZONE), NOW);
  expect(sealed(read(withoutDate), copied)).toBe(false);
});

const by = (proof: Authentication['proof']): Authentication => ({
  verdict: proof === null ? 'N' : 'P',
  proof,
  signatures: proof === 'dkim' ? [{ exact: true, covers: null }] : [],
  reason: 'dkim_aligned',
});
const signature = (h: string, d = 'customer.example'): [string, string] => [
  'dkim-signature',
  `v=1; a=rsa-sha256; d=${d}; s=s;\r\n\th = ${h}; bh=eA==; b=eA==`,
];

it.each<[string, Mail['headers'], Authentication, Partial<VerdictNeeds>, boolean]>([
  ['nothing proves it', [signature('from')], by(null), {}, true],
  ['its server delivered it', [signature('from')], by('spf'), {}, true],
  ['no signature is left to look at', [], by('dkim'), {}, true],
  ['it covers To', [signature('From : To:Subject')], by('dkim'), {}, true],
  ['it does not', [signature('from:subject')], by('dkim'), {}, false],
  ['it does not, and DMARC passed', [signature('from:subject')], by('dmarc'), {}, false],
  ['it does not, by a subdomain', [signature('from', 'mail.customer.example')], by('dkim'), {}, false],
  ['a second one was added that does', [signature('from'), signature('from:to')], by('dkim'), {}, false],
  ['one was added that covers nothing', [signature(''), signature('from:to')], by('dkim'), {}, true],
  ['one of somebody else does not', [signature('from:to'), signature('from', 'esp.example')], by('dkim'), {}, true],
  ['a website form', [signature('from')], by('dkim'), { gateway: true }, true],
  ['of staff the receiver’s word is taken', [signature('from')], by('dkim'), { staff: true }, true],
])('of a mail that names the desk in To, %s', (_, headers, authentication, needs, expected) => {
  expect(sealed(sampleMail({ headers }), authentication, { ...NEEDS, ...needs })).toBe(expected);
});
