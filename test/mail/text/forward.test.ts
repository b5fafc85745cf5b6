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
  ['From: Li\nTo: wang@x.example\n\nx', null],
  ['From: li@x.example\nReceived here\n\nwords', ['', 'li@x.example', '', 'words']],
  ['From: Li <li@x.example>\nOn 23 Nov 2026 wang@x.example wrote:\n\nx', ['Li', 'li@x.example', '', 'x']],
  ['From: <a@b@c.example>\n\nx', ['', 'b@c.example', '', 'x']],
  ['From: li@x.example\n\na > b', ['', 'li@x.example', '', 'a > b']],
  ['On 23 Nov 2026 Li wrote:\n> ask wang@x.example', null],
  ['A: 23.11.2026 li@x.example wrote:\nwords', null],
  [`${'x\n'.repeat(39)}From: li@x.example\n\nwords`, ['', 'li@x.example', '', 'words']],
  [`${'x\n'.repeat(40)}From: li@x.example\n\nwords`, null],
])('%j', (text, forwarded) => {
  const [name, address, subject, words] = forwarded ?? [];
  expect(readForwarded(text)).toEqual(forwarded && { from: { name, address }, subject, text: words });
});

test.each<[text: string, words: string]>([
  ['On Mon, 23 Nov 2026 at 09:00, Li <li@x.example> wrote:\n> words\n> more', 'words\nmore'],
  ['On Mon, 23 Nov 2026 at 09:00,\nLi <li@x.example> wrote:\nwords', 'words'],
  ['---- Forwarded by Wang <wang@x.example> ----\nLi <li@x.example> wrote:\nwords', 'words'],
  ['---- Original message from Wang <wang@x.example> ----\nLi <li@x.example> wrote:\nwords', 'words'],
  [`${LINE}\nOn Mon, 23 Nov 2026 at 09:00, Li <li@x.example> wrote:\nwords`, 'words'],
])('introduced by a sentence: %j', (text, words) => {
  expect(readForwarded(text)).toMatchObject({ from: { address: 'li@x.example' }, subject: '', text: words });
});

test.each<[attribution: string, name: string]>([
  ['On Mon, 23 Nov 2026 at 09:00, Li Wei <li@x.example> wrote:', 'Li Wei'],
  ['On Mon, 23 Nov 2026 at 09:00, "Li, Wei" <li@x.example> wrote:', 'Wei'],
  ['On 23 Nov 2026\n"Li\nWei" <li@x.example> wrote:', 'Li Wei'],
  ['On 23 Nov 2026 9:00 AM Li Wei <li@x.example> wrote:', 'Li Wei'],
  ['On 23 Nov 2026 9:00 Amelie Li <li@x.example> wrote:', 'Amelie Li'],
  ['On Mon, 23 Nov 2026, li@x.example wrote:', ''],
  ['On Mon, 23 Nov 2026, Li [mailto:li@x.example] wrote:', 'Li'],
  ['Am 23.11.2026 um 09:00 schrieb Li Wei <li@x.example>:', 'Li Wei'],
  ['Am 23.11.2026 um 09:00 Uhr schrieb Li Wei <li@x.example>:', 'Li Wei'],
  ['Op 23 nov. 2026 om 09:00 heeft Li Wei <li@x.example> het volgende geschreven:', 'Li Wei'],
  ['Den mån 23 nov. 2026 kl 09:00 skrev Li Wei <li@x.example>:', 'Li Wei'],
  ['Il giorno lun 23 nov 2026 alle ore 09:00 Li Wei <li@x.example> ha scritto:', 'Li Wei'],
  ['李伟 <li@x.example> 于2026年11月23日周一 09:00写道：', '李伟'],
  ['在2026年11月23日 李伟 <li@x.example> 写道：', '李伟'],
  ['在 2026-11-23 09:00:00，"李伟" <li@x.example> 写道：', '李伟'],
])('whom an attribution names: %j', (attribution, name) => {
  expect(readForwarded(`${attribution}\nwords`)?.from).toEqual({ name, address: 'li@x.example' });
});
