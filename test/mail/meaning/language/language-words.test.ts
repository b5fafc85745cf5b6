import { describe, expect, test } from 'vitest';
import { BY_WORD, OWN_IN_ASCII, OWN_LETTERS, SCRIPTS } from '../../../../src/mail/meaning/language/language-words.ts';

test.each([
  ...['the:en', 'der:de', 'nous:fr', 'gracias:es', 'obrigado:pt', 'gli:it', 'het:nl', 'och:sv', 'lyder:da', 'takk:nb'],
  ...['kiitos:fi', 'dziękuję:pl', 'děkuji:cs', 'ďakujem:sk', 'hogy:hu', 'și:ro', 'bir:tr', 'và:vi', 'yang:id'],
  ...['gràcies:ca', 'hvala:hr'],
])('a word of one language: %s', (row) => {
  const [word = '', language] = row.split(':');
  expect(BY_WORD.get(word)).toEqual([language]);
});

test('a word of several languages, in the order of the table', () => {
  expect(BY_WORD.get('hola')).toEqual(['es', 'ca']);
  expect(BY_WORD.get('')).toBeUndefined();
});

/** What of a text are letters of a language's own, each in brackets. */
const LETTERS: readonly (readonly [language: string, text: string])[] = [
  ['de', '[ß][ä][ö][ü][Ä] å'],
  ['fr', "[ç][œ][ê][è][à][ù][â][î][ô][û] é [c’]a [d']a [j’]a [l’]a [m’]a [n']a [q’]a [s’]a [t’]a a’a l’1 la"],
  ['es', '[ñ][¿][¡] n?'],
  ['pt', '[ã][õ] a[ção] li[ções] ço'],
  ['pl', '[ł][ą][ę][ś][ź][ż][ć][ń] óz'],
  ['cs', '[ě][ř][ů] ú'],
  ['hu', '[ő][ű] öü'],
  ['ro', '[ț][ș][ş][ţ][ă] â'],
  ['tr', '[ğ][ı][İ] g'],
  ['vi', '[ạ][ế][ợ][ỹ][đ][ơ][ư] é'],
  ['da', '[æ][ø] å'],
  ['nb', '[æ][ø] å'],
  ['sv', '[ä][å] ö'],
  ['fi', 'p[ää] t[öö] k[yy] y ä'],
];

describe('letters of a language', () => {
  test.each(LETTERS)('%s: %s', (language, text) => {
    const [, pattern = /$^/] = OWN_LETTERS.find(([each]) => each === language) ?? [];
    const own = [...text.matchAll(/\[(.*?)\]/g)].map(([, letters]) => letters);
    expect(text.replace(/[[\]]/g, '').match(pattern)).toEqual(own);
  });

  test('each has a line', () =>
    expect(OWN_LETTERS.map(([language]) => language)).toEqual(LETTERS.map(([each]) => each)));

  test('those that stand in a text of ASCII', () => {
    expect(OWN_IN_ASCII.map(([language]) => language)).toEqual(['fr', 'fi']);
  });
});

test.each([
  ['ja', 'のノ'],
  ['ko', '보고'],
  ['zh', '报錶'],
  ['he', 'הדוח'],
  ['ar', 'لا'],
  ['th', 'เปด'],
  ['el', 'αν'],
  ['ru', 'Отчёт'],
  ['hi', 'रपट'],
  ['ka', 'ან'],
  ['hy', 'Հա'],
  ['bn', 'পত'],
  ['ta', 'அற'],
])('the script of %s: %s', (language, text) => {
  expect(SCRIPTS.filter(([, pattern]) => `a ${text}1`.match(pattern)).map(([each]) => each)).toEqual([language]);
  expect(SCRIPTS.flatMap(([, pattern]) => `a ${text}1`.match(pattern) ?? []).join('')).toBe(text);
});
