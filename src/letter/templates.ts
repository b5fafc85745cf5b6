import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LETTER_KINDS } from '../ticket/change.ts';
import type { Locale } from './locale.ts';

/** The pieces of a letter: `<kind>.<piece>.hbs`. */
const PIECES = ['subject', 'text', 'html'] as const;
export type Piece = (typeof PIECES)[number];

/** Template sources of one language, letters by `<kind>.<piece>` and partials by `<name>.<text|html>`. */
export type TemplateSources = {
  readonly letters: ReadonlyMap<string, string>;
  readonly partials: ReadonlyMap<string, string>;
};

const BUILT_IN = fileURLToPath(new URL('../../templates', import.meta.url));
const FALLBACK: Locale = 'en';

/**
 * Reads every template once, at start. A file in `overrides` wins over the built-in one of the same path; what a
 * language lacks is taken from English. Throws when a letter has no template at all.
 */
export function readTemplates(overrides: string | null): Readonly<Record<Locale, TemplateSources>> {
  const roots = overrides === null ? [BUILT_IN] : [BUILT_IN, overrides];
  const read = (locale: Locale): TemplateSources => {
    const folders = [FALLBACK, locale].flatMap((language) => roots.map((root) => join(root, language)));
    return {
      letters: complete(readFolders(folders)),
      partials: readFolders([...roots, ...folders].map((folder) => join(folder, 'partials'))),
    };
  };
  return { 'zh-CN': read('zh-CN'), en: read('en') };
}

/** Templates of all folders by name without `.hbs`; a later folder wins. */
function readFolders(folders: readonly string[]): Map<string, string> {
  const sources = new Map<string, string>();
  for (const folder of folders.filter((path) => existsSync(path))) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.hbs'))) {
      sources.set(file.slice(0, -'.hbs'.length), readFileSync(join(folder, file), 'utf8'));
    }
  }
  return sources;
}

function complete(letters: Map<string, string>): Map<string, string> {
  const missing = LETTER_KINDS.flatMap((kind) => PIECES.map((piece) => `${kind}.${piece}`)).filter(
    (name) => !letters.has(name),
  );
  if (missing.length > 0) throw new Error(`templates are missing: ${missing.join(', ')}`);
  return letters;
}
