import { expect, test } from 'vitest';
import { sentencesOf } from '../../../src/mail/meaning/sentence.ts';
import { COURTESIES } from './sentence.data.ts';

test.each(COURTESIES)('%j', (text, sentences) => {
  expect(sentencesOf(text)).toEqual(sentences);
});

const LONG = 'The export stops every time with the same message as';

test.each<[text: string, sentences: string[]]>([
  ['', []],
  ['One. Two! Three? Four; five', ['One.', 'Two!', 'Three?', 'Four;', 'five']],
  ['一。二！三？四；五', ['一。', '二！', '三？', '四；', '五']],
  ['version 1.2 of it', ['version 1.2 of it']],
  ['One\n\n Two ', ['One', 'Two']],
  [`${LONG}\nbefore`, [`${LONG} before`]],
  [`${LONG},\nbefore`, [`${LONG}, before`]],
  [`${LONG}.\nbefore`, [`${LONG}.`, 'before']],
  [`${LONG}\n- before`, [LONG, '- before']],
  [`${LONG.slice(0, 49)}\nbefore`, [LONG.slice(0, 49), 'before']],
  [`${LONG.slice(0, 50)}\nbefore`, [`${LONG.slice(0, 49)} before`]],
  [`${'一'.repeat(50)}\n二`, [`${'一'.repeat(50)}二`]],
  [`${'一'.repeat(50)}，\n二`, [`${'一'.repeat(50)}， 二`]],
  ['see https://example.com/a.b?c=1 there', ['see  there']],
  ['see http://example.com', ['see']],
  ['问题已解决 / 仍有疑问', []],
  ['问题已解决', ['问题已解决']],
  ['仍有疑问', ['仍有疑问']],
  ['[Solved] [Still open]', []],
  ['solved', ['solved']],
  ['still open', ['still open']],
  ['solvedstill open', ['solvedstill open']],
  ['a mailto:b', []],
  [' ref: x', []],
  ['see ref: x', ['see ref: x']],
  ['x'.repeat(501), ['x'.repeat(500), 'x']],
  [`${' '.repeat(7999)}ab`, ['a']],
])('%j', (text, sentences) => {
  expect(sentencesOf(text)).toEqual(sentences);
});
