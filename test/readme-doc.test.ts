import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blocksOf, linksOf, proseOf } from './support/markdown.ts';

const english = readFileSync('README.md', 'utf8');
const chinese = readFileSync('README.zh-CN.md', 'utf8');
const both = [
  ['README.md', english],
  ['README.zh-CN.md', chinese],
] as const;

/** A page or picture of either language. */
const inAnyLanguage = (target: string): string => target.replace('.zh-CN.', '.');

/** The code of a table's first column, row by row: what is the same in every language. */
const firstCells = (page: string): string[][] =>
  [...proseOf(page).matchAll(/^\| (`.+?) \| /gm)].map(([, cell = '']) => [...cell.matchAll(/`[^`]+`/g)].map(String));

const countOf = (page: string, pattern: RegExp): number => [...proseOf(page).matchAll(pattern)].length;

describe('README.md and README.zh-CN.md', () => {
  it('begin with a link to one another', () => {
    expect(linksOf(english)[0]).toBe('README.zh-CN.md');
    expect(linksOf(chinese)[0]).toBe('README.md');
  });

  it('have the same blocks of code', () => {
    expect(blocksOf(english).length).toBeGreaterThanOrEqual(2);
    expect(blocksOf(chinese)).toEqual(blocksOf(english));
  });

  it('lead to the same places in the same order, each to pages and pictures in its language', () => {
    expect(linksOf(english).length).toBeGreaterThan(15);
    expect(linksOf(chinese).slice(1).map(inAnyLanguage)).toEqual(linksOf(english).slice(1));
    const inTwo = linksOf(english).filter((target) => /^docs\/(?:guides|pictures)\//.test(target));
    expect(inTwo).toHaveLength(6);
    expect(linksOf(chinese)).toEqual(expect.arrayContaining(inTwo.map((path) => path.replace(/(\.\w+)$/, '.zh-CN$1'))));
  });

  it('have the same sections, steps and rows, and name the same commands and folders in them', () => {
    for (const part of [/^#+ /gm, /^\d+\. /gm, /^- /gm, /^\|/gm]) {
      expect(countOf(english, part)).toBeGreaterThan(2);
      expect(countOf(chinese, part)).toBe(countOf(english, part));
    }
    expect(firstCells(english).length).toBeGreaterThan(30);
    expect(firstCells(chinese)).toEqual(firstCells(english));
  });

  it.each(both)('%s says of every picture what it shows', (_name, page) => {
    const alternatives = [...page.matchAll(/!\[([^\]]*)\]/g)].map(([, words = '']) => words);
    expect(alternatives).toHaveLength(3);
    expect(alternatives.filter((words) => words.length < 20)).toEqual([]);
  });
});
