import { describe, expect, test } from 'vitest';
import { ADDRESSES } from '../../../src/mail/limits.ts';
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
    // a blank where none belongs
    ['< a@x.example >', ['|a@x.example']],
    ['Li <a @x.example>, < b@ x.example>', ['Li|a@x.example', '|b@x.example']],
    ['a @ x.example', ['|a@x.example']],
    ['a@ x.example', ['|a@x.example']],
    ['<a@x.example b@x.example>', ['|a@x.example', '|b@x.example']],
    ['<a@x.\r\n example>', ['|a@x.example']],
    // other brackets
    ['Li [mailto:a@x.example]', ['Li|a@x.example']],
    ['<<a@x.example>>', ['|a@x.example']],
    ['a@[192.0.2.1]', ['|a@[192.0.2.1]']],
    ['a@x.example,, ,b@x.example', ['|a@x.example', '|b@x.example']],
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

describe('addresses as they come', () => {
  test.each<[value: string, addresses: string[]]>([
    ['<Mailto:a@x>', ['|a@x']],
    ['<amailto:a@x>', ['|amailto:a@x']],
    ['Li <a @\t x>', ['Li|a@x']],
    ['Li <@relay.example,@b:a@x>', ['Li|a@x']],
    ['Li <a@x:b@y>', ['Li|a@x:b@y']],
    ['Li <root>', ['Li|root']],
    ['Li <>', []],
    ['Li <> <a@x>', ['Li|a@x']],
    ['Li <a@x> <b@y>', ['Li|b@y']],
    ['Li <a@x> <root>', ['Li|a@x']],
    ['Li <root> <admin>', ['Li|admin']],
    ['Li <root>, b@y', ['Li|root', '|b@y']],
    ['Li <a@x', ['Li|a@x']],
    ['Li <a@x b c, d@y', ['Li|a@x', '|d@y']],
    ['Li <a@x>> b, c@y', ['Li > b|a@x', '|c@y']],
    ['"Li" Wei <a@x>', ['Li Wei|a@x']],
    ['Wei"Li"Min <a@x>', ['Wei Li Min|a@x']],
    ['"Li \\\\ Wei" <a@x>', ['Li \\ Wei|a@x']],
    ['"Li <a@x>', ['Li|a@x']],
    ["'Li' <a@x>", ['Li|a@x']],
    ['\'Li" <a@x>', ["'Li|a@x"]],
    ["x'Li' <a@x>", ["x'Li'|a@x"]],
    ["'Li'x <a@x>", ["'Li'x|a@x"]],
    ["' Li ' <a@x>", ['Li|a@x']],
    ["'a@x' <a@x>", ['|a@x']],
    ['A@X <a@x>', ['|a@x']],
    ['"<a@x>" <a@x>', ['|a@x']],
    ['Li\r\n  Wei <a@x>', ['Li Wei|a@x']],
    ['Li ,Wei <a@x>', ['Li, Wei|a@x']],
    [', Li <a@x>', ['Li|a@x']],
    ['(Li) a@x', ['Li|a@x']],
    ['a@x (Li (the other) Wei)', ['Li (the other) Wei|a@x']],
    ['a@x (Li \\) Wei)', ['Li \\) Wei|a@x']],
    ['a@x (Li \\( Wei), b@y', ['Li \\( Wei|a@x', '|b@y']],
    ['a@x (Li, b@y', ['Li, b@y|a@x']],
    ['(Li) <a@x>', ['Li|a@x']],
    ['Zhang (Li) <a@x>', ['Zhang|a@x']],
    ['Li a@x', ['Li|a@x']],
    ['a@x Li', ['Li|a@x']],
    ['[a@x]', ['|a@x']],
    ['"li wei"@x', ['|"liwei"@x']],
    ['"li"@x "y"', []],
    ['abc  @x.example', ['|abc@x.example']],
    ['abc@  x.example', ['|abc@x.example']],
    ['abc  @  x.example', ['|abc@x.example']],
    ['Li abc @x.example', ['Li|abc@x.example']],
    ['Li abc@ x.example', ['Li|abc@x.example']],
    ['b@y, abc @ x.example ', ['|b@y', '|abc@x.example']],
    ['=?utf-8?q?=22Li=22_?= <a@x>', ['Li|a@x']],
    ['Li "li wei"@x', []],
    [' "li wei"@x ', ['|"liwei"@x']],
    ['Li [mailto: a@x ]', ['Li|a@x']],
    ['< a@x \t b@y >', ['|a@x', '|b@y']],
    ['"a@x"', ['|a@x']],
    ['"Li" a@x', ['Li|a@x']],
    ['=?utf-8?q?Li_=3Ca=40x=3E?=', ['Li <a@x>|a@x']],
    ['=?utf-8?q?Li?=', []],
    ['Team: a@x; Li: b@y', ['|a@x', 'Li:|b@y']],
    [':; a@x', ['|a@x']],
    ['a@x; b@y', ['|a@x', '|b@y']],
    [`${'a'.repeat(64)}@${'b'.repeat(255)}`, [`|${'a'.repeat(64)}@${'b'.repeat(255)}`]],
    [`<${'a'.repeat(65)}@${'b'.repeat(255)}>`, []],
    [`${'a'.repeat(200)}@b`, [`${'a'.repeat(72)}|${'a'.repeat(128)}@b`]],
    [`a@${'b'.repeat(260)}`, [`${'b'.repeat(5)}|a@${'b'.repeat(255)}`]],
    [`${'x,'.repeat(50)} <a@x>`, [`${'x,'.repeat(50).replaceAll(',', ', ').trim()}|a@x`]],
    [`${'x,'.repeat(60)}y <a@x>`, ['x, x, x, x, x, x, x, x, x, y|a@x']],
  ])('%s', (value, addresses) => {
    expect(shown(value)).toEqual(addresses);
  });

  test('as many are read as the limits say', () => {
    expect(readAddresses('a@x,'.repeat(ADDRESSES + 1)).length).toBe(ADDRESSES);
  });

  test('raw octets are read in the charset that is named', () => {
    expect(readAddresses('\xd6\xd0\xb9\xfa <a@x>', 'gb18030')).toEqual([{ name: '中国', address: 'a@x' }]);
    expect(readAddresses('\xcf\xf0\xe8 <a@x>', '', 'windows-1251')).toEqual([{ name: 'При', address: 'a@x' }]);
    expect(readAddresses('\xcf\xf0\xe8 a@x', '', 'windows-1251')).toEqual([{ name: 'При', address: 'a@x' }]);
  });
});
