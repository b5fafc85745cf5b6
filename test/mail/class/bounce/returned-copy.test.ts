import { describe, expect, test } from 'vitest';
import { beforeCopy } from '../../../../src/mail/class/bounce/returned-copy.ts';
import { ANNOUNCEMENTS } from './returned-copy.data.ts';

const WORDS = 'Your mail reached nobody at all, we are sorry.';

describe('the copy of the returned mail', () => {
  test.each(ANNOUNCEMENTS)('%s: %s', (line, announces) => {
    const rest = announces ? `${WORDS}\n` : `${WORDS}\n${line}\nSubject: x`;
    expect(beforeCopy(`${WORDS}\n${line}\nSubject: x`)).toBe(rest);
  });

  test('words that are too few above it are no words', () => {
    const copy = 'Received: from a by b\nSubject: x';
    expect(beforeCopy(copy)).toBe(copy);
    expect(beforeCopy(`${'x'.repeat(39)}\n${copy}`)).toBe(`${'x'.repeat(39)}\n${copy}`);
    expect(beforeCopy(`${'x'.repeat(40)}\n${copy}`)).toBe(`${'x'.repeat(40)}\n`);
  });

  test('of an endless text the beginning is read', () => {
    expect(beforeCopy('x'.repeat(60_001))).toHaveLength(60_000);
  });
});
