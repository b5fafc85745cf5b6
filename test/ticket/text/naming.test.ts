import fc from 'fast-check';
import { expect, test } from 'vitest';
import { whichNamed } from '../../../src/ticket/text/naming.ts';

test.each([
  ['张敏您好', '张敏'],
  ['张 敏您好', '张敏'],
  ['the report of ann miller', 'Ann Miller'],
  ['ann-miller.log', 'Ann Miller'],
  ['ＡＮＮ＠ＢＩＧ．ＥＸＡＭＰＬＥ', 'ann@big.example'],
  ['host db-7.big.example is down', 'big.example'],
  ['20261127-001 again', '20261127001'],
  ['ts 20261127001', 'TS20261127001'],
  ['ask Bob.', 'Bob'],
  ['a (b) [c]', '(b) [c]'],
])('%j names %j', (text, name) => expect(whichNamed(text, [name])).toEqual([name]));

test.each([
  ['planning the release', 'Ann'],
  ['bobcat', 'Bob'],
  ['a text', 'a'],
  ['anything', ''],
  ['anything', null],
  ['202611270012', '20261128001'],
  ['bigXexample', 'big.example'],
])('%j does not name %j', (text, name) => expect(whichNamed(text, [name])).toEqual([]));

test('whatever the name is, a text with it between blanks names it', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 5, maxLength: 20 }), (name) => {
      fc.pre(name.normalize('NFKC').replace(/[\s\-_·•]+/gu, '').length > 1);
      expect(whichNamed(`x ${name} y`, [name])).toEqual([name]);
    }),
  ));
