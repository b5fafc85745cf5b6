import { expect, it } from 'vitest';
import { composeLetter } from '../../src/letter/compose.ts';
import { LETTER_KINDS, letterRow } from '../../src/letter/kinds.ts';
import { readRenderer } from '../../src/letter/proofread.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';

const render = readRenderer(null);
const letterOf = (kind: (typeof LETTER_KINDS)[number], signature: string) => {
  const facts = sampleFacts(kind, 'en');
  return composeLetter({ ...facts, desk: { ...facts.desk, signature } }, render);
};

it.each(LETTER_KINDS)('%s has the desk’s signature where its reader is none of the staff', (kind) => {
  const { text, html } = letterOf(kind, 'Nebula <Cloud>\r\n+86 10 5550 0200\n');
  const isShown = letterRow(kind).audience !== 'staff';
  expect(text.includes('--\nNebula <Cloud>\n+86 10 5550 0200\n')).toBe(isShown);
  expect(html.includes('Nebula &lt;Cloud&gt;<br>+86 10 5550 0200<br>')).toBe(isShown);
});

it('and without one is what it was', () =>
  expect(letterOf('acknowledgement', '').bytes).toEqual(
    composeLetter(sampleFacts('acknowledgement', 'en'), render).bytes,
  ));
