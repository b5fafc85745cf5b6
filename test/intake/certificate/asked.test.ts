import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  certificateConfirmed,
  certificateNamed,
  certificateNeeds,
  type KnownCertificate,
} from '../../../src/intake/certificate/asked.ts';
import { decide, needsOf } from '../../../src/intake/rules.ts';
import { canonicalAddress } from '../../../src/people/address.ts';
import { accepted, li, NOON, wang } from '../../ticket/sample.ts';
import { byStaff, commandOf, sampleContext } from '../sample.ts';

const MEI = 'mei@customer.example';
const F1 = '3fa94c0d21b7e68852d0c1a97b34f6e0';
const F2 = 'f'.repeat(64);

describe('what #certificate names', () => {
  it.each<[string, string | null, string | null]>([
    [`${MEI} ${F1}`, MEI, F1],
    [`${MEI} ${F1.toUpperCase().replace(/.{4}(?=.)/g, '$& ')}`, MEI, F1],
    [`${MEI} ${F1.replace(/..(?=.)/g, '$&:')}`, MEI, F1],
    [`${F1} ${MEI}`, MEI, F1],
    [`  Mei@Customer.example\u3000${F1}`, MEI, F1],
    [F1, null, F1],
    [F1.slice(0, 16), null, F1.slice(0, 16)],
    [F1.slice(0, 15), null, null],
    [`${MEI} zzzzzzzzzzzzzzzzzzzz`, null, null],
    [MEI, null, null],
    ['', null, null],
    [`${MEI} % ${F1}`, null, null],
  ])('%s', (argument, address, beginning) => {
    expect(certificateNamed(argument)).toEqual(beginning === null ? null : { address, beginning });
  });
  it('is hexadecimal or nothing, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (argument) => {
        expect(certificateNamed(argument)?.beginning ?? '0').toMatch(/^[0-9a-f]+$/);
      }),
    );
  });
  it('is looked up for these commands alone', () => {
    const commands = [commandOf(`certificate ${F1}`), commandOf(`note ${F2}`), commandOf('certificate what')];
    expect(certificateNeeds(commands)).toEqual({ certificates: [F1] });
  });
});

const known = (more: Partial<KnownCertificate> = {}): KnownCertificate => ({
  address: canonicalAddress(MEI),
  fingerprint: F1,
  form: 'openpgp',
  name: 'Han Mei',
  issuer: '',
  content: 'K',
  expiresAt: null,
  firstSeenAt: NOON,
  confirmedAt: null,
  confirmedBy: null,
  use: 'all',
  ...more,
});
const CONFIRMED = { confirmedAt: NOON, confirmedBy: 'x' };
const OTHER = { address: canonicalAddress('other@customer.example') };

describe('what #certificate confirms', () => {
  const done = (argument: string, ...candidates: readonly KnownCertificate[]): string => {
    const asked = certificateConfirmed(argument, candidates, { by: wang.email, at: NOON });
    return 'refused' in asked
      ? `${asked.refused}: ${asked.detail}`
      : `${asked.confirms.address} by ${asked.confirms.confirmedBy}`;
  };
  const yes = `${MEI} by ${wang.email}`;
  it.each<[string, string, string]>([
    ['one that a mail has offered', done(`${MEI} ${F1}`, known()), yes],
    ['one that only signs', done(F1, known({ use: 'signing' })), yes],
    ['one that its owner has renewed', done(F1, known(), known(CONFIRMED)), yes],
    ['the one of the address', done(`${MEI} ${F1}`, known(), known(OTHER)), yes],
    ['one that the mail names twice', done(F1, known(), known()), yes],
    ['none where two have it', done(F1, known(), known(OTHER)), `several_certificates: ${MEI}, other@customer.example`],
    ['none of another address', done(`a@b.example ${F1}`, known()), `no_such_certificate: a@b.example ${F1}`],
    ['none that begins otherwise', done(F1, known({ fingerprint: F2 })), `no_such_certificate: ${F1}`],
    ['none where there is none', done(F1), `no_such_certificate: ${F1}`],
    ['none without digits', done('hers', known()), 'no_such_certificate: hers'],
    ['one that is confirmed no second time', done(F1, known(CONFIRMED)), `certificate_confirmed: ${MEI}`],
    ['none that has expired', done(F1, known({ use: 'expired' })), `certificate_over: ${MEI}`],
    ['none that was revoked', done(F1, known({ use: 'revoked' })), `certificate_over: ${MEI}`],
  ])('%s', (_, result, expected) => expect(result).toBe(expected));
});

describe('who may confirm a certificate', () => {
  it.each([
    ['about a ticket', { ticket: accepted }],
    ['about none, once it is confirmed', { redeemed: true }],
  ])('%s, what is named is looked up', (_, given) => {
    const context = sampleContext({ mail: byStaff(wang, `certificate ${MEI} ${F1}`), ...given });
    expect(needsOf(context)).toMatchObject({ certificates: [F1] });
  });

  const asked = (by: typeof li, given: Parameters<typeof sampleContext>[0] = {}) => {
    const context = sampleContext({
      mail: byStaff(by, `certificate ${MEI} ${F1}`),
      ticket: accepted,
      certificates: [known()],
      ...given,
    });
    const { decision } = decide(context);
    return `${decision.outcome}: ${decision.certificates?.length ?? 0}`;
  };
  it.each<[string, string, string]>([
    ['a supervisor, by the address of the letter', asked(wang), 'command: 1'],
    ['not an engineer', asked(li), 'refused: 0'],
    ['a supervisor by a reference is asked whether it was them', asked(wang, { level: 'E3' }), 'held: 0'],
    ['nobody in their name', asked(wang, { verdict: 'N' }), 'held: 0'],
    ['nobody who forges it', asked(wang, { verdict: 'F' }), 'quarantined: 0'],
    [
      'never a customer',
      asked(wang, { mail: { commands: [commandOf(`certificate ${MEI} ${F1}`)], reply: `#certificate ${MEI} ${F1}` } }),
      'ticketed: 0',
    ],
  ])('%s', (_, result, expected) => expect(result).toBe(expected));
});
