import { describe, expect, test } from 'vitest';
import { customersWithTheSame, errorCodesOf, isOneOfMany } from '../../src/ticket/alike.ts';
import { open } from '../../src/ticket/events/open.ts';
import { noon, post, received } from './sample.ts';

const of = (company: string | null, address: string) => ({
  number: 'TS20261123009',
  subject: '502',
  company,
  requester: { name: '', address },
});
const [a, b, c] = [of('甲', 'x@a.example'), of(null, 'x@b.example'), of(null, 'tel:13800000000')];

test.each([
  ['HTTP 502', ['http 502']],
  ['HTTP 502; E-77', ['http 502; e-77', 'http 502', 'e-77']],
  [' ', []],
  [undefined, []],
])('the codes of %j are %j', (errorCode, codes) => {
  expect(errorCodesOf({ form: errorCode === undefined ? {} : { errorCode } })).toEqual(codes);
});

test('colleagues are one customer, by company, by domain, or by address at a public provider', () => {
  expect(customersWithTheSame(a, [of('甲', 'y@other.example'), b, of(null, 'y@b.example')])).toBe(2);
  expect(customersWithTheSame(of(null, 'x@qq.com'), [of(null, 'y@qq.com'), c])).toBe(3);
});

describe('supervisors hear of an error', () => {
  const others = (count: number) => Array.from({ length: count }, (_, at) => of(null, `x@c${at}.example`));
  test.each([
    [0, false],
    [1, false],
    [2, true],
    [3, false],
    [8, false],
    [9, true],
    [19, true],
  ])('with %i other customers: %s', (count, told) => expect(isOneOfMany(a, others(count))).toBe(told));

  test('once: not by another ticket of a customer who is counted', () => {
    expect(isOneOfMany(a, [a, b, c])).toBe(false);
  });

  test('with how many there are, and their tickets', () => {
    const change = open(received({ form: { category: '系统故障', errorCode: 'HTTP 502' }, alike: [a, b] }), noon);
    expect(post(change)).toEqual([
      'acknowledgement→zhang',
      'supervisor_notice→wang',
      'dispatch→li',
      'follower_copy→zhao',
    ]);
    expect(change.letters[1]).toMatchObject({
      values: { reason: 'same_error', customers: '3', errorCode: 'HTTP 502', alike: 'TS20261123009 甲\nTS20261123009' },
    });
  });
});
