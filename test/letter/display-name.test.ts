import { describe, expect, it } from 'vitest';
import { displayName } from '../../src/letter/display-name.ts';

it('a name of a million dots is cut', () => {
  expect(displayName(`a${'. '.repeat(500_000)}b.txt`)).toHaveLength(120);
});

describe('a name for people and for a header', () => {
  it.each([
    ['as it is', '日志.txt', '日志.txt'],
    ['composed', 'Zoe\u0308.txt', 'Zoë.txt'],
    ['well-formed', '\ud800x.txt', '\ufffdx.txt'],
    ['of one line', 'a\r\nBcc: x@y.txt', 'a Bcc_ x@y.txt'],
    ['without control characters', 'a\u0000b\u0085c.txt', 'a b c.txt'],
    ['without line and paragraph separators', 'a\u2028b\u2029c.txt', 'a b c.txt'],
    ['without what turns the direction', 'photo\u202e\u202dgpj.exe', 'photogpj.exe'],
    ['without zero-width characters', '👩‍💻\u200b.txt', '👩💻.txt'],
    ['without its folder', '/etc/passwd', 'passwd'],
    ['without its folders on Windows', 'C:\\x\\y\\photo.png', 'photo.png'],
    ['without a folder of several lines', 'a\nb/c\u2028d/e.txt', 'e.txt'],
    ['without signs that file systems refuse', 'a<b>c:d"e|f?g*h.txt', 'a_b_c_d_e_f_g_h.txt'],
    ['with one sign in place of several refused', 'what???<>.txt', 'what_.txt'],
    ['with one blank in place of several', 'a \t\u00a0  b.txt', 'a b.txt'],
    ['without dots and blanks around it', ' . .bashrc. . ', 'bashrc'],
    ['with the dots and blanks within it', 'a.. b. c.txt', 'a.. b. c.txt'],
    ['made up where nothing is left', '..', 'attachment'],
    ['made up where there is none', '', 'attachment'],
    ['made up for a folder', 'folder/', 'attachment'],
  ])('%s: %j', (_, name, shown) => expect(displayName(name)).toBe(shown));
});

describe('a long name is cut to 120 units', () => {
  it.each([
    ['but not one of 120', `${'a'.repeat(116)}.txt`, `${'a'.repeat(116)}.txt`],
    ['before its extension', `${'长'.repeat(117)}.txt`, `${'长'.repeat(115)}….txt`],
    ['before the last of its extensions', `${'a'.repeat(120)}.tar.gz`, `${'a'.repeat(116)}….gz`],
    ['before an extension of ten', `${'a'.repeat(120)}.abcdefghij`, `${'a'.repeat(108)}….abcdefghij`],
    ['an extension of eleven is none', `${'a'.repeat(120)}.abcdefghijk`, `${'a'.repeat(119)}…`],
    [
      'an extension within it is none',
      `${'a'.repeat(100)}.txt ${'b'.repeat(50)}`,
      `${'a'.repeat(100)}.txt ${'b'.repeat(14)}…`,
    ],
    ['without an extension', 'a'.repeat(121), `${'a'.repeat(119)}…`],
  ])('%s', (_, name, shown) => expect(displayName(name)).toBe(shown));
});
