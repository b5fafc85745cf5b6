import { describe, expect, it } from 'vitest';
import { certificateOffered } from '../../../src/intake/certificate/offered.ts';
import type { Signature } from '../../../src/mail/secrecy/secrecy.ts';
import { unchecked } from '../../../src/mail/secrecy/secrecy.ts';
import type { SignedState, WhoSigned } from '../../../src/people/signed.ts';
import { NOON } from '../../ticket/sample.ts';
import { sampleContext } from '../sample.ts';

const signature: Signature = { ...unchecked('smime'), verdict: 'valid', fingerprint: 'f1', certificate: 'C' };
const signed = (is: SignedState): WhoSigned => ({
  is,
  name: '',
  address: 'zhang@customer.example',
  fingerprint: 'f1',
  issuer: '',
  trusted: null,
});
const offers = (is: SignedState, given: Parameters<typeof sampleContext>[0] = {}, more: Partial<Signature> = {}) =>
  certificateOffered(
    sampleContext({
      signed: signed(is),
      mail: { secrecy: { encrypted: null, signature: { ...signature, ...more } } },
      ...given,
    }),
    NOON,
  )?.address ?? null;
const UNPROVEN = { verdict: 'N', proof: null, signatures: [], reason: 'nothing_aligned' } as const;

describe('the certificate of a mail is offered', () => {
  it.each<[string, string | null, string | null]>([
    ['of a proven sender', offers('offered'), 'zhang@customer.example'],
    ['that is confirmed, since it may be renewed', offers('registered'), 'zhang@customer.example'],
    ['not by a sender whom nothing proves', offers('offered', { verdict: 'N' }), null],
    ['not by a forged one', offers('offered', { verdict: 'F' }), null],
    ['not because staff let the mail go', offers('offered', { released: true, authentication: UNPROVEN }), null],
    ['not of somebody else', offers('other_sender'), null],
    ['not with a broken signature', offers('broken'), null],
    ['not once it has expired', offers('offered', {}, { expiresAt: NOON }), null],
    ['not without a sender', offers('offered', { from: null }), null],
    ['not without a signature', certificateOffered(sampleContext(), NOON)?.address ?? null, null],
  ])('%s', (_, address, expected) => expect(address).toBe(expected));
});
