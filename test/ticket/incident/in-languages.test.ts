import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inLanguages } from '../../../src/ticket/incident/in-languages.ts';
import { wordingIn } from '../../../src/ticket/incident/incident.ts';

const all = (words: string) => ({ locale: null, words });
const zh = (words: string) => ({ locale: 'zh-CN', words });
const en = (words: string) => ({ locale: 'en', words });

describe('words for customers of several languages', () => {
  it.each([
    ['预计六点恢复。', [all('预计六点恢复。')]],
    ['中文：预计六点恢复。\nEnglish: Back by six.', [zh('预计六点恢复。'), en('Back by six.')]],
    ['English:\nBack by six.\n\nSorry.\n中文：\n六点恢复。', [zh('六点恢复。'), en('Back by six.\n\nSorry.')]],
    ['【中文】\n六点恢复。\n【English】\nBack by six.', [zh('六点恢复。'), en('Back by six.')]],
    ['六点恢复。\nEnglish: Back by six.', [all('六点恢复。'), en('Back by six.')]],
    ['英文：Back by six.', [en('Back by six.')]],
    ['The page in English: it is down.', [all('The page in English: it is down.')]],
    ['', []],
    ['  \n ', []],
    ['中文：', []],
  ])('%j', (words, said) => expect(inLanguages(words)).toEqual(said));

  it.each([
    [[zh('中'), en('e')], 'zh-CN', '中'],
    [[zh('中'), en('e')], 'en', 'e'],
    // Whose language nobody wrote gets what is there.
    [[en('e')], 'zh-CN', 'e'],
    [[all('x'), en('e')], 'zh-CN', 'x'],
    [[all('x'), en('e')], 'en', 'e'],
    [[all('x')], 'fr', 'x'],
  ])('%j in %s', (content, locale, words) => expect(wordingIn(content, locale).words).toBe(words));

  it('are never lost', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('中文：', 'English:', '好的', 'fine', '', '原因：磁盘')), (lines) => {
        const said = inLanguages(lines.join('\n'))
          .map(({ words }) => words)
          .join('\n');
        for (const word of ['好的', 'fine', '原因：磁盘'] as const)
          expect(said.includes(word)).toBe(lines.includes(word));
      }),
    );
  });
});
