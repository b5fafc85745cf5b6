import { describe, expect, test } from 'vitest';
import { lettersWanted, meaningOf } from '../../src/words/letters-wanted.ts';
import { LOCALES } from '../../src/words/locale.ts';

describe('how much somebody wants to be written to', () => {
  test.each([
    ['all', 'all'],
    [' Everything ', 'all'],
    ['全部', 'all'],
    ['所有', 'all'],
    ['needed', 'needed'],
    ['默认', 'needed'],
    ['ＤＩＧＥＳＴ', 'digest'],
    ['汇总', 'digest'],
    ['', null],
    ['none', null],
    ['汇总吧', null],
  ])('%j is %j', (said, wanted) => expect(lettersWanted(said)).toBe(wanted));

  test('every choice has words of its own in each language', () => {
    const said = LOCALES.flatMap((locale) =>
      (['all', 'needed', 'digest'] as const).map((wanted) => meaningOf(wanted, locale)),
    );
    expect(new Set(said).size).toBe(said.length);
    expect(meaningOf('sometimes', 'en')).toBe('sometimes');
  });
});
