import { z } from 'zod';
import { text } from './values.ts';

/** Signatures and encryption of mail: S/MIME and OpenPGP. */
export const secrecy = z
  .strictObject({
    keys: z
      .array(
        z.strictObject({
          file: text.describe(
            'A private key of the desk, locked: PEM with its certificates for S/MIME, armour for OpenPGP; relative to this file',
          ),
          passphraseFile: text
            .nullable()
            .default(null)
            .describe('File with the passphrase; null: the key is locked with TSDESK_SECRET, as tsdesk certs does it'),
        }),
      )
      .default([])
      .describe('The desk’s own keys; letters from a mailbox are signed with the newest that names its address'),
    sign: z
      .enum(['answers', 'all'], { error: 'must be answers or all' })
      .default('answers')
      .describe('answers: what is encrypted is signed; all: every letter is, where the desk has a key for its mailbox'),
    authorities: text
      .nullable()
      .default(null)
      .describe('PEM file of authorities whose S/MIME certificates are shown as vouched for; relative to this file'),
  })
  .nullable()
  .default(null)
  .describe(
    'Signed and encrypted mail; null: signatures are checked for integrity, and what is encrypted stays closed',
  );
