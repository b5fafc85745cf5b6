import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brokenLinks, linksOf, proseOf } from './support/markdown.ts';

const files = readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
const pages = files.filter((path) => path.endsWith('.md') && path !== 'README.md');
const pictures = files.filter((path) => path.endsWith('.png')).map((path) => `docs/${path}`);
const atTheRoot = readdirSync('.').filter((path) => path.endsWith('.md'));

describe('docs/README.md', () => {
  const listed = linksOf(readFileSync('docs/README.md', 'utf8'));

  it('lists every page of the folder', () => {
    expect(pages.length).toBeGreaterThan(25);
    expect(pages.filter((path) => !listed.includes(path))).toEqual([]);
  });

  it('lists the pages at the root', () => {
    expect(atTheRoot.filter((path) => !listed.includes(`../${path}`))).toEqual([]);
  });
});

it.each([...atTheRoot, 'docs/README.md', ...pages.map((path) => `docs/${path}`)])(
  '%s links to files and headings that there are',
  (path) => {
    expect(brokenLinks(path)).toEqual([]);
  },
);

describe('the pictures', () => {
  it('are those of the READMEs', () => {
    const shown = ['README.md', 'README.zh-CN.md'].flatMap((path) => linksOf(readFileSync(path, 'utf8')));
    expect(pictures.toSorted()).toEqual(shown.filter((target) => target.endsWith('.png')).toSorted());
  });

  it.each(pictures)('%s is small', (path) => {
    expect(statSync(path).size).toBeLessThan(150_000);
  });
});

const chinese = [...atTheRoot, ...pages.map((path) => `docs/${path}`)].filter((path) => path.endsWith('.zh-CN.md'));

it.each(chinese)('%s breaks no line within a paragraph, which would show as a space', (path) => {
  const text = proseOf(readFileSync(path, 'utf8'));
  expect([...text.matchAll(/^(?!\||#|<).+\n(?!\||#|- |\d+\. ).+$/gm)].map(String)).toEqual([]);
});
