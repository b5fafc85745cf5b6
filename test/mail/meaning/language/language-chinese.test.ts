import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectLanguage } from '../../../../src/mail/meaning/language/language.ts';
import { LINES, MESSAGE, SENTENCE } from '../chinese-with-log.ts';

/** No Chinese sentence gets a letter in English, whatever is pasted above or below it. */
describe('a Chinese sentence stays Chinese', () => {
  const stays = (line: fc.Arbitrary<string>, maxLength: number, numRuns: number): void =>
    fc.assert(
      fc.property(SENTENCE, fc.array(line, { minLength: 1, maxLength }), fc.boolean(), (words, pasted, above) => {
        expect(detectLanguage((above ? [...pasted, words] : [words, ...pasted]).join('\n')).language).toBe('zh');
      }),
      { numRuns },
    );

  test.each(Object.entries(LINES))('with lines of the kind %s', (_, line) => {
    stays(line, 30, 40);
  });

  test('with what a dialog says', () => {
    stays(MESSAGE, 5, 100);
  });

  test('with all of it', () => {
    stays(fc.oneof(...Object.values(LINES), MESSAGE), 40, 100);
  });
});
