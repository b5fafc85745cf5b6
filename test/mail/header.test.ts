import { describe, expect, test } from 'vitest';
import { isForwardSubject, readTicketNumbers } from '../../src/mail/meaning/ticket-number.ts';
import { readAddresses } from '../../src/mail/mime/address.ts';
import { readDate } from '../../src/mail/mime/date.ts';
import { readMessageId, readMessageIds } from '../../src/mail/mime/message-id.ts';
import { understand } from '../../src/mail/understand.ts';
import { mailOf, understood } from './fixture.ts';

const shown = (value: string) => readAddresses(value).map(({ name, address }) => `${name}|${address}`);

describe('addresses', () => {
  test.each([
    ['a@x.example', ['|a@x.example']],
    ['Zhang San <a@x.example>', ['Zhang San|a@x.example']],
    ['"Zhang, San" <a@x.example>, b@x.example', ['Zhang, San|a@x.example', '|b@x.example']],
    ['Zhang, San <a@x.example>', ['Zhang, San|a@x.example']],
    ['a@x.example (Zhang San)', ['Zhang San|a@x.example']],
    ['=?utf-8?B?5byg5LiJ?= <a@x.example>', ['张三|a@x.example']],
    ['"=?utf-8?B?5byg5LiJ?=" <a@x.example>', ['张三|a@x.example']],
    ['Team: a@x.example, b@x.example; c@x.example', ['|a@x.example', '|b@x.example', '|c@x.example']],
    ['undisclosed-recipients:;', []],
    ['<a@x.example', ['|a@x.example']],
    ['a@x.example <a@x.example>', ['|a@x.example']],
    ['"a \\"b\\" c" <a@x.example>', ['a "b" c|a@x.example']],
    ['Help: desk <a@x.example>', ['Help: desk|a@x.example']],
    ['nobody', []],
    ['', []],
  ])('%s', (value, addresses) => {
    expect(shown(value)).toEqual(addresses);
  });

  test.each([
    ['<>', ''],
    ['<a@x.example>', 'a@x.example'],
  ])('Return-Path %s', async (written, returnPath) => {
    expect((await understand(mailOf('x', { 'Return-Path': written }))).returnPath).toBe(returnPath);
  });

  test('no Return-Path and several are both none', async () => {
    const twice = Buffer.concat([
      Buffer.from('Return-Path: <a@x.example>\r\nReturn-Path: <b@x.example>\r\n'),
      mailOf('x'),
    ]);
    expect([(await understand(mailOf('x'))).returnPath, (await understand(twice)).returnPath]).toEqual([null, null]);
  });

  test('all From fields count', async () => {
    expect((await understood('several-from')).from.map((from) => from.address)).toEqual([
      'a@example.com',
      'b@example.com',
    ]);
  });
});

describe('message identifiers', () => {
  test.each([
    ['<a@x> <b@x>\t<a@x>', ['<a@x>', '<b@x>']],
    ['<a@\r\n x>', ['<a@x>']],
    ['a@x', ['<a@x>']],
    ['', []],
  ])('%s', (value, ids) => {
    expect(readMessageIds(value)).toEqual(ids);
  });

  test('a missing one is null', () => {
    expect(readMessageId('')).toBeNull();
  });
});

test.each([
  ['Mon, 23 Nov 2026 09:00:00 +0800', '2026-11-23T01:00:00.000Z'],
  ['Mon, 23 Nov 2026 09:00:00 +0800 (CST)', '2026-11-23T01:00:00.000Z'],
  ['Lun, 23 Nov 2026 09:00:00 GMT', '2026-11-23T09:00:00.000Z'],
  ['yesterday', null],
  ['', null],
])('date %s', (written, time) => {
  expect(readDate(written)?.toISOString() ?? null).toBe(time);
});

describe('ticket numbers', () => {
  test.each([
    ['Re: [TS20261123001] Report', ['TS20261123001']],
    ['回复：[TS20261123001] 报表', ['TS20261123001']],
    ['答复: [外部] 【ＴＳ２０２６１１２３００１】报表', ['TS20261123001']],
    ['AW: RE: ts202611230012', ['TS202611230012']],
    ['TS20261123001和TS20261123002', ['TS20261123001', 'TS20261123002']],
    ['TS20261323001', []],
    ['TS2026112301', []],
    ['ATS20261123001', []],
    ['TS20261123001 again TS20261123001', ['TS20261123001']],
  ])('%s', (subject, numbers) => {
    expect(readTicketNumbers(subject, '').subject).toEqual(numbers);
  });

  test('those of the quoted part come apart, without those of the subject', () => {
    expect(readTicketNumbers('TS20261123001', '> [TS20261123001]\n> [TS20261123002]')).toEqual({
      subject: ['TS20261123001'],
      quoted: ['TS20261123002'],
    });
  });

  test('the prefix is the desk’s own', () => {
    expect(readTicketNumbers('[HD20261123001] TS20261123001', '', 'HD').subject).toEqual(['HD20261123001']);
  });
});

test.each([
  ['Fwd: x', true],
  ['FW: x', true],
  ['WG: x', true],
  ['TR : x', true],
  ['转发：x', true],
  ['[外部] 转发: x', true],
  ['Re: Fwd: x', false],
  ['Forward planning', false],
])('subject "%s" is a forward: %s', (subject, expected) => {
  expect(isForwardSubject(subject)).toBe(expected);
});
