import { expect, test } from 'vitest';
import { readForwarded } from '../../../src/mail/text/forward.ts';

const LINE = '---------- Forwarded message ---------';
test.each<[text: string, forwarded: readonly [name: string, address: string, subject: string, text: string] | null]>([
  ['', null],
  ['hello', null],
  ['From: Li <li@x.example>\nSubject: Help\n\nwords', ['Li', 'li@x.example', 'Help', 'words']],
  [`${LINE}\nFrom: Li <li@x.example>\nSubject: Help\n\nwords`, ['Li', 'li@x.example', 'Help', 'words']],
  ['-----Original Message-----\nFrom: Li <li@x.example>\n\nwords', ['Li', 'li@x.example', '', 'words']],
  [
    '> From: Li <li@x.example>\n> Subject: Help\n>\n> words\n>> more\n>last',
    ['Li', 'li@x.example', 'Help', 'words\n> more\nlast'],
  ],
  ['From: li@x.example\nFrom: wang@x.example\nSubject: a\nSubject: b\n\nx', ['', 'li@x.example', 'a', 'x']],
  ['From: Li\n<li@x.example>\nSubject: a\n\nx', ['Li', 'li@x.example', 'a', 'x']],
  ['From: Li\nSubject: a\n<li@x.example>\n\nx', null],
  ['From: li@x.example\nwang@y.example\nSubject: a\n\nx', ['', 'li@x.example', 'a', 'x']],
  ['From: Li\n\n<li@x.example>', null],
  ['Subject: a\n\nFrom: li@x.example', null],
  ['\n\nFrom: li@x.example\n\nx', ['', 'li@x.example', '', 'x']],
  ['words\nFrom: li@x.example\n\nx', ['', 'li@x.example', '', 'x']],
  ['From: Li [mailto:li@x.example]\n\nx', ['Li', 'li@x.example', '', 'x']],
  ['From: Li [MAILTO:li@x.example]\n\nx', ['Li', 'li@x.example', '', 'x']],
  ['From: Li <mailto:li@x.example>\n\nx', ['Li', 'li@x.example', '', 'x']],
  ['From: li@x.example<mailto:li@x.example>\n\nx', ['', 'li@x.example', '', 'x']],
  ['From: Li <root>, li+a=b@x-y.example.\n\nx', ['', 'li+a=b@x-y.example', '', 'x']],
  ['From: Li <root>\n\nx', null],
  ['From: Li\n\nx', null],
  [`${'x\n'.repeat(39)}From: li@x.example\n\nwords`, ['', 'li@x.example', '', 'words']],
  [`${'x\n'.repeat(40)}From: li@x.example\n\nwords`, null],
])('%j', (text, forwarded) => {
  const [name, address, subject, words] = forwarded ?? [];
  expect(readForwarded(text)).toEqual(forwarded && { from: { name, address }, subject, text: words });
});

test.each<[text: string, words: string]>([
  ['On Mon, 23 Nov 2026 at 09:00, Li <li@x.example> wrote:\n> words\n> more', 'words\nmore'],
  ['On Mon, 23 Nov 2026 at 09:00,\nLi <li@x.example> wrote:\nwords', 'words'],
  [`${LINE}\nOn Mon, 23 Nov 2026 at 09:00, Li <li@x.example> wrote:\nwords`, 'words'],
])('introduced by a sentence: %j', (text, words) => {
  expect(readForwarded(text)).toMatchObject({ from: { address: 'li@x.example' }, subject: '', text: words });
});
