import { expect, test } from 'vitest';
import { readErrorCodes } from '../../../../src/mail/meaning/prose/error-code.ts';
import { passagesOf } from '../../../../src/mail/meaning/prose/passages.ts';

test.each([
  ['报 413 错误', '413'],
  ['用户登录报 500', '500'],
  ['提示 E-77', 'E-77'],
  ['the code is 50021', '50021'],
  ['it says "TS-4012"', 'TS-4012'],
  ['Access denied (E_ACCESSDENIED)', 'E_ACCESSDENIED'],
  ['HTTP 502 and ORA-01017', 'HTTP 502; ORA-01017'],
  ['E-1, E-22, E-33 and E-44 failed', 'E-22; E-33; E-44'],
])('%s: %s', (text, codes) => expect(readErrorCodes(passagesOf(text))).toBe(codes));

test.each([
  'National Bank Code: 21003467',
  'our zip code 80331',
  '股票代码 600519 的行情报错',
  'MAX_ROWS is set',
  'encoded as UTF-8, it failed',
  '返回 500 条记录',
  'order SO-20261101 failed',
  'HTTP 200 was returned',
  'Please cancel order A-55231',
])('%s names none', (text) => expect(readErrorCodes(passagesOf(text))).toBeUndefined());
