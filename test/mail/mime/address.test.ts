import { describe, expect, test } from 'vitest';
import { readAddresses } from '../../../src/mail/mime/address.ts';
import { understand } from '../../../src/mail/understand.ts';
import { mailOf, understood } from '../fixture.ts';

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
