import { describe, expect, it } from 'vitest';
import { isInOwnName, letGoBy, reachesDesk } from '../../../src/intake/machine/own-name.ts';
import { decide } from '../../../src/intake/rules.ts';
import type { Mail } from '../../../src/mail/mail.ts';
import { reasonText } from '../../../src/ticket/mail-outcome.ts';
import { addresses, DESK, sampleMail } from '../../people/sample.ts';
import { li } from '../../ticket/sample.ts';
import { sampleContext } from '../sample.ts';

const { directory, config } = sampleContext();
const own = { from: addresses('Support@desk.example') };

describe('a mail in the desk’s own name', () => {
  it.each<[string, Partial<Mail>, string]>([
    ['Reply-To names the visitor', { ...own, replyTo: addresses('visitor@shop.example') }, 'visitor@shop.example'],
    [
      'the form does, before Reply-To',
      { ...own, replyTo: addresses('a@b.example'), form: { contactDetails: 'visitor@shop.example' } },
      'visitor@shop.example',
    ],
    ['the text does', { ...own, reply: 'E-mail: visitor@shop.example' }, 'visitor@shop.example'],
    [
      'the text does, in a long domain',
      { ...own, reply: 'visitor@mail.eu.shop.example' },
      'visitor@mail.eu.shop.example',
    ],
    [
      'Reply-To does, before the text',
      { ...own, replyTo: addresses('visitor@shop.example'), reply: 'Not a@b.example' },
      'visitor@shop.example',
    ],
    [
      'not the desk itself',
      { ...own, replyTo: addresses('support@desk.example'), reply: 'support@desk.example' },
      'Support@desk.example',
    ],
    ['not the staff', { ...own, reply: `for ${li.email}, by visitor@shop.example` }, 'visitor@shop.example'],
    ['nobody', own, 'Support@desk.example'],
    [
      'anybody else is who From says',
      { from: addresses('zhang@customer.example'), replyTo: addresses('a@b.example') },
      'zhang@customer.example',
    ],
    [
      'from a tagged address',
      { from: addresses('support+x@desk.example'), replyTo: addresses('a@b.example') },
      'a@b.example',
    ],
  ])('that staff let go is by whom it names: %s', (_, mail, sender) => {
    expect(letGoBy(sampleMail(mail), directory, config)?.address.address).toBe(sender);
  });

  it('of whom only the address is known', () => {
    const mail = sampleMail({ ...own, reply: 'E-mail: visitor@shop.example' });
    expect(letGoBy(mail, directory, config)?.address).toEqual({ name: '', address: 'visitor@shop.example' });
  });

  it('without a sender is nobody’s', () => {
    expect(letGoBy(sampleMail({ from: [] }), directory, config)).toBeNull();
  });

  it.each<[string, Partial<Mail>, string]>([
    ['opens the visitor’s ticket', { replyTo: addresses('visitor@shop.example') }, 'ticketed'],
    ['opens none for the desk itself', {}, 'quarantined own_address'],
  ])('and that staff let go %s', (_, more, result) => {
    const mail = sampleMail({ ...own, ...more });
    const person = letGoBy(mail, directory, config);
    const { decision } = decide(sampleContext({ mail, person, released: true }));
    expect(`${decision.outcome} ${reasonText(decision.reason)}`).toContain(result);
    expect(decision.opens?.received.requester.address).toBe(more.replyTo ? 'visitor@shop.example' : undefined);
  });
});

it.each([
  ['Support@DESK.example.', true],
  ['"support"@desk.example', true],
  ['"Support+x"@desk.example', true],
  ['ｓｕｐｐｏｒｔ@desk.example', true],
  ['support@desk.example.evil.example', false],
  ['support@evil.example', false],
])('in the desk’s own name is %s: %s', (address, expected) => {
  const context = sampleContext({ mail: { from: addresses(address) } });
  expect(isInOwnName(context)).toBe(expected);
  expect(reachesDesk(address, config)).toBe(expected);
  expect(decide(context).decision.outcome).toBe(expected ? 'quarantined' : 'ticketed');
});

it.each<[string, Partial<Mail>, boolean]>([
  ['a form for its visitor', { from: addresses('form@website.example'), replyTo: addresses('a@b.example') }, false],
  ['a form that names the desk', { from: addresses('form@website.example'), replyTo: own.from }, false],
  ['somebody who also names the desk in From', { from: addresses('zhang@customer.example', DESK) }, true],
  ['staff who also name the desk in From', { from: addresses(li.email, DESK) }, true],
  ['nobody', { from: [] }, false],
])('%s writes in the desk’s own name: %#', (_, mail, expected) => {
  expect(isInOwnName(sampleContext({ mail }))).toBe(expected);
});
