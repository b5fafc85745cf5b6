import { expect, it } from 'vitest';
import { relatedGroups } from '../../src/intake/related.ts';
import type { Mail } from '../../src/mail/mail.ts';
import { addresses, sampleMail } from '../people/sample.ts';

let made = 0;
/** A mail that shares nothing with another but what is given. */
const mail = (id: string, given: Partial<Mail> = {}, fingerprint = `f${++made}`) => ({
  id,
  fingerprint,
  mail: sampleMail({ from: addresses(`${id}@${id}.example`), messageId: `<${id}>`, ...given }),
});
const groups = (...mails: readonly ReturnType<typeof mail>[]) =>
  relatedGroups(mails).map((group) => group.map(({ id }) => id).join(''));

it.each<[string, readonly string[], readonly string[]]>([
  ['nothing in common', groups(mail('a'), mail('b')), ['a', 'b']],
  [
    'the same sender, whatever the case',
    groups(mail('a', { from: addresses('x@y.example') }), mail('b'), mail('c', { from: addresses('X@Y.example') })),
    ['b', 'ac'].toSorted(),
  ],
  ['the same Message-ID', groups(mail('a', { messageId: '<1>' }), mail('b', { messageId: '<1>' })), ['ab']],
  ['an answer to it', groups(mail('a'), mail('b', { inReplyTo: ['<a>'] })), ['ab']],
  ['an answer that came first', groups(mail('b', { references: ['<a>'] }), mail('a')), ['ba']],
  ['answers to the same mail', groups(mail('a', { references: ['<1>'] }), mail('b', { inReplyTo: ['<1>'] })), ['ab']],
  [
    'the same ticket in the subject and in a quotation',
    groups(
      mail('a', { ticketNumbers: { subject: ['TS1'], quoted: [] } }),
      mail('b', { ticketNumbers: { subject: [], quoted: ['TS1'] } }),
    ),
    ['ab'],
  ],
  ['the same content', groups(mail('a', {}, 'same'), mail('b', {}, 'same')), ['ab']],
  [
    'no Message-ID is nothing in common',
    groups(mail('a', { messageId: null }), mail('b', { messageId: null })),
    ['a', 'b'],
  ],
  [
    'one that ties two groups together',
    groups(mail('a'), mail('b'), mail('c', { references: ['<b>', '<a>'] })),
    ['abc'],
  ],
  [
    'a chain of them, in order',
    groups(
      mail('a'),
      mail('b', { inReplyTo: ['<d>'] }),
      mail('c', { inReplyTo: ['<a>'] }),
      mail('d', { references: ['<c>'] }),
    ),
    ['abcd'],
  ],
])('%s', (_, found, expected) => {
  expect(found.toSorted()).toEqual([...expected].toSorted());
});
