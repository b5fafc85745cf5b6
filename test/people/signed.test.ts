import { describe, expect, test } from 'vitest';
import type { Signature, SignatureVerdict } from '../../src/mail/secrecy/secrecy.ts';
import {
  type Authentication,
  isSealed,
  type VerdictNeeds,
  verdictFor,
} from '../../src/people/authentication/authentication.ts';
import { authenticatedBy, type SignedState, signedBy } from '../../src/people/signed.ts';
import { sampleMail } from './sample.ts';

const NOON = new Date('2026-11-26T12:00:00Z');
const LI = 'li@staff.example';
const OWN = 'aa11';

const signature = (change: Partial<Signature> = {}): Signature => ({
  form: 'openpgp',
  verdict: 'valid',
  fingerprint: OWN,
  addresses: [LI],
  name: 'Li',
  issuer: '',
  trusted: null,
  expiresAt: null,
  signedAt: NOON,
  covers: [],
  certificate: 'armour',
  ...change,
});

describe('what is said of a signature', () => {
  test.each<[string, Partial<Signature>, readonly string[], SignedState]>([
    ['of a confirmed certificate', {}, [OWN], 'registered'],
    ['of a confirmed certificate that names another address', { addresses: ['l@home.example'] }, [OWN], 'registered'],
    ['of a certificate nobody confirmed', {}, [], 'offered'],
    ['of another certificate in their name', { fingerprint: 'bb22' }, [OWN], 'offered'],
    ['of somebody else', { fingerprint: 'bb22', addresses: ['eve@evil.example'] }, [OWN], 'other_sender'],
    ['of a certificate that names nobody', { fingerprint: 'bb22', addresses: [] }, [], 'other_sender'],
    ...(['broken', 'expired', 'weak', 'unknown_key', 'partial', 'unchecked'] as const).map(
      (verdict): [string, Partial<Signature>, readonly string[], SignedState] => [
        `${verdict}, of a confirmed certificate`,
        { verdict },
        [OWN],
        verdict,
      ],
    ),
  ])('%s', (_, change, registered, state) => expect(signedBy(signature(change), LI, registered).is).toBe(state));
});

describe('what a signature proves', () => {
  const UNPROVEN: Authentication = { verdict: 'N', proof: null, signatures: [], reason: 'nothing_aligned' };
  const FORGED: Authentication = { verdict: 'F', proof: null, signatures: [], reason: 'dmarc_failed' };
  const needs = (change: Partial<VerdictNeeds> = {}): VerdictNeeds => ({
    staff: false,
    staffWithoutDkim: false,
    staffAlignment: 'strict',
    fields: [],
    gateway: false,
    ...change,
  });
  const IDENTIFYING = ['message-id', 'from', 'date', 'subject'];
  const WHOLE = { covers: ['from', 'to', 'date', 'message-id', 'subject'] };
  const OLD = { signedAt: new Date('2026-11-20T12:00:00Z') };
  const verdictOf = (
    change: Partial<Signature>,
    asked: Partial<VerdictNeeds>,
    { registered = [OWN], before = UNPROVEN }: { registered?: readonly string[]; before?: Authentication } = {},
  ): string => {
    const signed = signedBy(signature(change), LI, registered);
    const own = authenticatedBy(signature(change), signed, before, NOON);
    return own === null ? 'nothing' : verdictFor(own, needs(asked));
  };

  test.each<[string, Partial<Signature>, Partial<VerdictNeeds>, string]>([
    ['a customer who opens a ticket', {}, {}, 'P'],
    ['a customer whose evidence stands in a field that is not signed', {}, { fields: ['subject'] }, 'N'],
    ['a customer whose evidence stands in a field that is', WHOLE, { fields: ['subject'] }, 'P'],
    ['a member of the staff with a header that is signed', WHOLE, { staff: true, fields: IDENTIFYING }, 'P'],
    ['a member of the staff without one', {}, { staff: true, fields: IDENTIFYING }, 'N'],
    [
      'a member of the staff whose number is not signed',
      { covers: ['from', 'date', 'message-id'] },
      { staff: true, fields: IDENTIFYING },
      'N',
    ],
    ['a gateway, which writes for somebody else', WHOLE, { gateway: true }, 'N'],
    ['words that were signed long before, with their date', { ...WHOLE, ...OLD }, {}, 'P'],
    ['words that were signed long before, without', OLD, {}, 'nothing'],
    ['words that do not say when they were signed', { signedAt: null }, {}, 'nothing'],
    ['words that were signed in the future', { signedAt: new Date('2026-12-20T12:00:00Z') }, {}, 'nothing'],
  ])('%s', (_, change, asked, verdict) => expect(verdictOf(change, asked)).toBe(verdict));

  test.each<SignatureVerdict>(['broken', 'expired', 'weak', 'unknown_key', 'partial', 'unchecked'])(
    '%s: nothing',
    (verdict) => expect(verdictOf({ verdict, ...WHOLE }, {})).toBe('nothing'),
  );
  test('a certificate that nobody confirmed proves nothing, nor does a confirmed one a mail that is forged', () => {
    expect(verdictOf(WHOLE, {}, { registered: [] })).toBe('nothing');
    expect(verdictOf(WHOLE, {}, { before: FORGED })).toBe('nothing');
  });

  test('that the desk was meant has to be signed too', () => {
    const mail = sampleMail({});
    const sealedBy = (covers: readonly string[]): boolean =>
      isSealed(
        mail,
        { verdict: 'P', proof: 'signature', signatures: [{ exact: true, covers }], reason: 'signed' },
        needs(),
        ['to'],
      );
    expect(sealedBy(['from', 'to', 'date', 'message-id', 'subject'])).toBe(true);
    expect(sealedBy(['from', 'date', 'message-id', 'subject'])).toBe(false);
    expect(sealedBy([])).toBe(false);
  });
});
