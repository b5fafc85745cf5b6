import { describe, expect, it } from 'vitest';
import { prose } from '../../../src/letter/view/prose.ts';

describe('a text and its lines', () => {
  it.each<[string, string, readonly string[]]>([
    ['', '', []],
    [' \n\t\r\n ', '', []],
    ['好', '好', ['好']],
    ['one\r\ntwo\rthree\nfour', 'one\ntwo\nthree\nfour', ['one', 'two', 'three', 'four']],
    ['\n \t\n\n  indented\n\nmore \n\n', '  indented\n\nmore', ['  indented', '', 'more']],
  ])('of %j', (value, text, lines) => expect(prose(value)).toEqual({ text, lines, several: lines.length > 1 }));

  it('is cut where nobody would read on, and says so', () => {
    expect(prose('x'.repeat(100_000)).text).toBe('x'.repeat(100_000));
    expect(prose('x'.repeat(100_001))).toEqual({
      text: `${'x'.repeat(100_000)}\n[…]`,
      lines: ['x'.repeat(100_000), '[…]'],
      several: true,
    });
  });
});
