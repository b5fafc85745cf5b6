import { describe, expect, test } from 'vitest';
import { type Sight, Styles } from '../../../../src/mail/text/hidden/look.ts';
import { lone } from '../../../../src/mail/text/hidden/tree.ts';
import { ALONE } from './sight.data.ts';
import { NO_VALUES, TOGETHER } from './style.data.ts';

/** Whether the words of an element with a style are seen on an empty page. */
function sightOf(style: string): Sight {
  const styles = new Styles('');
  const element = lone('p', { style });
  return styles.hides(element) ? 'hidden' : styles.look(element, styles.plain).sight;
}

describe('whether words are seen under a style', () => {
  const rows = ALONE.flatMap(([property, sight, values]) =>
    values.split(' | ').map((value) => [`${property}:${value}`, sight] as const),
  );
  test.each([...rows, ...TOGETHER])('%s: %s', (style, sight) => {
    expect(sightOf(style)).toBe(sight);
  });

  test.each(NO_VALUES)('%s, and then a value of %s', (hiding, property, none, values) => {
    for (const value of none) expect(`${value} ${sightOf(`${hiding};${property}:${value}`)}`).toBe(`${value} hidden`);
    for (const value of values) expect(`${value} ${sightOf(`${hiding};${property}:${value}`)}`).toBe(`${value} shown`);
  });
});
