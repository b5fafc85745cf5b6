import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const readPage = (path: string): string => readFileSync(join(root, path), 'utf8');

/** A fenced block: the words behind its fence, and its text. */
export type Block = { readonly info: string; readonly text: string };

export const blocksOf = (page: string): readonly Block[] =>
  [...page.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].map(([, info = '', text = '']) => ({ info, text }));

/** The page without its fenced blocks. */
export const proseOf = (page: string): string => page.replace(/^```[\s\S]*?^```$/gm, '');

/** Where its links and pictures lead, in their order. */
export const linksOf = (page: string): readonly string[] =>
  [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

/** A heading as GitHub names it in links. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');

/** What a link to the page may name: headings, and places that have a name of their own. */
const anchorsOf = (page: string): readonly string[] => [
  ...[...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchor(heading)),
  ...[...page.matchAll(/<a id="([^"]+)">/g)].map(([, name = '']) => name),
];

/** The links of a page, by its path from the root, to files or headings that do not exist. */
export const brokenLinks = (path: string): readonly string[] =>
  linksOf(readPage(path))
    .filter((target) => !/^\w+:/.test(target))
    .filter((target) => {
      const [file = '', heading] = target.split('#');
      const to = file === '' ? path : join(dirname(path), file);
      if (!existsSync(join(root, to))) return true;
      return heading !== undefined && !anchorsOf(readPage(to)).includes(heading);
    });
