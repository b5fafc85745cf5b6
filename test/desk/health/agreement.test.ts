import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseConfig } from '../../../src/config/load.ts';
import { differences, fingerprintOf } from '../../../src/desk/health/agreement.ts';

const key = (secret: string) => [{ id: 0, secret: Buffer.from(secret), createdAt: new Date(0) }];
const of = (config: object, secret = 'one') => fingerprintOf(parseConfig(stringify(config), 'a test'), key(secret));
const plain = of({});
const SERVER = { host: '127.0.0.1', tls: 'none' };
const MAILBOX = { name: 'cloud', address: 'cloud@desk.example', imap: SERVER, smtp: SERVER };

describe('what all daemons on a database must agree in', () => {
  it.each<[string, object, string[]]>([
    ['nothing', {}, []],
    ['the prefix', { desk: { numberPrefix: 'XX' } }, ['desk.numberPrefix']],
    ['the time zone', { desk: { timezone: 'Europe/Berlin' } }, ['desk.timezone']],
    ['the domain', { desk: { domain: 'other.example' } }, ['desk.domain']],
    ['the staff', { staff: [{ name: 'Li', email: 'li@staff.example', roles: ['engineer'] }] }, ['staff']],
    [
      'brands',
      {
        mailboxes: [MAILBOX],
        brands: [{ name: 'cloud', address: 'cloud@desk.example' }],
      },
      ['brands', 'mailboxes'],
    ],
    ['customers', { customers: [{ company: 'A', domains: ['a.example'] }] }, ['customers']],
    ['what belongs to a machine', { http: { listen: 'off' }, storage: { attachments: '/elsewhere' } }, []],
  ])('%s', (_what, config, parts) => expect(differences(plain, of(config))).toEqual(parts));

  it('the secret', () => expect(differences(plain, of({}, 'another'))).toEqual(['TSDESK_SECRET']));
  it('parts that another version does not know do not count', () => expect(differences(plain, {})).toEqual([]));
  it('nothing of it can be read', () => {
    const kept = JSON.stringify(of({ staff: [{ name: 'Li', email: 'li@staff.example', roles: ['engineer'] }] }));
    expect(kept).not.toMatch(/li@|Li"/);
  });
});
