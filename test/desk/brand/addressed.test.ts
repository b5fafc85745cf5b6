import { describe, expect, it } from 'vitest';
import { addressedBrand } from '../../../src/desk/brand/addressed.ts';
import type { Address, Mail } from '../../../src/mail/mail.ts';
import { branded } from './sample.ts';

const config = branded();
const [support, data] = config.mailboxes;
if (support === undefined || data === undefined) throw new Error('the sample has two mailboxes');

const at = (...addresses: string[]): Address[] => addresses.map((address) => ({ name: '', address }));
const mail = (given: { to?: string[]; cc?: string[]; headers?: Mail['headers'] }) => ({
  to: at(...(given.to ?? [])),
  cc: at(...(given.cc ?? [])),
  headers: given.headers ?? [],
});
const TOKEN = 'a'.repeat(44);

describe('the brand a mail was written to, in a mailbox that brands share', () => {
  it.each<[string, Parameters<typeof mail>[0], string | null]>([
    ['To a brand', { to: ['cloud@desk.example'] }, 'cloud'],
    ['To a brand, in another case and with a token', { to: [`Cloud+${TOKEN}@Desk.example`] }, 'cloud'],
    ['To the desk itself', { to: ['support@desk.example'] }, null],
    ['To another address of the desk', { to: ['help@desk.example'] }, null],
    ['Cc a brand', { to: ['friend@elsewhere.example'], cc: ['cloud@desk.example'] }, 'cloud'],
    ['To before Cc', { to: ['support@desk.example'], cc: ['cloud@desk.example'] }, null],
    ['the first of two in To', { to: ['cloud@desk.example', 'support@desk.example'] }, 'cloud'],
    ['Bcc: nobody is named', { to: ['friend@elsewhere.example'] }, null],
    ['without any recipient', {}, null],
    ['delivered to a brand, whoever is named', { headers: [['delivered-to', 'cloud@desk.example']] }, 'cloud'],
    [
      'what was recorded last stands first',
      {
        headers: [
          ['delivered-to', 'cloud@desk.example'],
          ['delivered-to', 'support@desk.example'],
        ],
      },
      'cloud',
    ],
    [
      'delivered to before To',
      { to: ['support@desk.example'], headers: [['x-original-to', '<cloud@desk.example>']] },
      'cloud',
    ],
    [
      'delivered under a name of the mail system’s own',
      { to: ['cloud@desk.example'], headers: [['delivered-to', 'vmail-4711@mx.desk.example']] },
      'cloud',
    ],
    // What somebody writes leads to no brand that is not read from this mailbox.
    ['To a brand of another mailbox', { to: ['data@data.example'] }, null],
    ['delivered to a brand of another mailbox', { headers: [['delivered-to', 'data@data.example']] }, null],
    ['a brand in another field', { headers: [['resent-to', 'cloud@desk.example']] }, null],
  ])('%s', (_, given, brand) => expect(addressedBrand(config, support, mail(given))).toBe(brand));
});

describe('the brand a mail was written to, in a mailbox of a brand alone', () => {
  it.each<[string, Parameters<typeof mail>[0]]>([
    ['To it', { to: ['data@data.example'] }],
    ['To another brand', { to: ['cloud@desk.example'] }],
    ['delivered to another brand', { headers: [['delivered-to', 'cloud@desk.example']] }],
    ['Bcc', {}],
  ])('%s', (_, given) => expect(addressedBrand(config, data, mail(given))).toBe('data'));
});

it('is none on a desk without brands', () =>
  expect(addressedBrand(branded(''), support, mail({ to: ['cloud@desk.example'] }))).toBeNull());
