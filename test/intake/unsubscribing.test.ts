import { describe, expect, test } from 'vitest';
import { decide } from '../../src/intake/rules.ts';
import type { Mail } from '../../src/mail/mail.ts';
import { at, h, li, opened, says, solved, upon } from '../ticket/sample.ts';
import { sampleContext } from './sample.ts';

const mailOf = (subject: string, reply = ''): Partial<Mail> => ({ subject, reply, text: reply });
const open = opened();
const closed = (() => {
  const working = upon(open, { name: 'assign', by: li, to: { person: li } }, at(h(1))).ticket;
  const parts = { cause: 'a', steps: 'b', kind: null, workaround: null, verified: null, resources: null } as const;
  const resolved = upon(working, { name: 'resolve', ...says(li), resolution: parts }, at(h(1))).ticket;
  return upon(resolved, solved, at(h(2))).ticket;
})();

const address = { name: li.name, address: li.email };
const STAFF = { from: address, person: { kind: 'staff', staff: li, address }, mail: mailOf('unsubscribe') } as const;

describe('a mail that wants no more than answers', () => {
  const result = (given: Parameters<typeof sampleContext>[0]) => {
    const { decision } = decide(sampleContext(given));
    return { code: decision.reason.code, wishes: decision.letterWishes ?? [], letters: decision.letters };
  };

  test.each<[string, Partial<Mail>, string, boolean]>([
    ['by its subject', mailOf('unsubscribe'), 'unsubscribed', false],
    ['by its words', mailOf('Re: Service report', '退订'), 'unsubscribed', false],
    ['again', mailOf('subscribe'), 'subscribed_again', true],
  ])('%s', (_, mail, code, courtesies) => {
    const { code: found, wishes, letters } = result({ mail });
    expect(found).toBe(code);
    expect(wishes).toEqual([{ address: expect.stringContaining('@'), courtesies }]);
    expect(letters).toMatchObject([{ kind: 'unsubscribed', values: { wanted: courtesies ? 'again' : 'none' } }]);
    expect(letters[0]?.to).toEqual([wishes[0]?.address]);
  });

  test('of the staff, who get digests', () => expect(result(STAFF).code).toBe('unsubscribed'));

  test('of a customer whose signature leaves To out: it is told, and taken back by a word', () => {
    expect(result({ mail: mailOf('unsubscribe'), sealed: false }).code).toBe('unsubscribed');
  });

  test('in answer to the closing of a ticket', () => {
    expect(result({ mail: mailOf('Re: closed', 'unsubscribe'), ticket: closed }).code).toBe('unsubscribed');
  });

  test.each<[string, Parameters<typeof sampleContext>[0]]>([
    ['from a sender nobody has proven', { mail: mailOf('unsubscribe'), verdict: 'N' }],
    ['of the staff that may have been written to somebody else', { ...STAFF, sealed: false }],
    ['that was not written to the desk', { mail: mailOf('unsubscribe'), addressed: false }],
    ['from a forger', { mail: mailOf('unsubscribe'), verdict: 'F' }],
    ['in a conversation that goes on', { mail: mailOf('Re: 报表', '退订'), ticket: open }],
    ['that says more', { mail: mailOf('unsubscribe', '退订按钮点了没反应，请处理。') }],
  ])('is none %s', (_, given) => expect(result(given).wishes).toEqual([]));
});
