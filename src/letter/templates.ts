import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOCALES, type Locale } from '../words/locale.ts';
import { LETTER_KINDS } from './kinds.ts';
import { TemplateError } from './template-error.ts';

/** The two forms a letter's body takes. */
export const FORMS = ['html', 'text'] as const;
export type BodyForm = (typeof FORMS)[number];

/** A source and the file it was read from, for messages about it. */
export type Source = { readonly file: string; readonly text: string };

/** Template sources of one language by name: letters, and the partials each form of their bodies is made of. */
export type TemplateSources = {
  readonly letters: ReadonlyMap<string, Source>;
  readonly partials: Readonly<Record<BodyForm, ReadonlyMap<string, Source>>>;
};

const BUILT_IN = fileURLToPath(new URL('../../templates', import.meta.url));
const FALLBACK: Locale = 'en';

/**
 * Reads every template once, at start: `<locale>/<letter>.hbs`, and partials for both forms or for one. A file in
 * `overrides` wins over the built-in one of the same path; what a language lacks is taken from English. Throws when a
 * letter has no template at all, and TemplateError with every file of the earlier layout in `overrides`.
 */
export function readTemplates(overrides: string | null): Readonly<Record<Locale, TemplateSources>> {
  const roots = overrides === null ? [BUILT_IN] : [BUILT_IN, overrides];
  if (overrides !== null) refuseEarlierLayout(overrides);
  const read = (locale: Locale): TemplateSources => {
    const folders = [FALLBACK, locale].flatMap((language) => roots.map((root) => join(root, language)));
    const partials = [...roots, ...folders].map((folder) => join(folder, 'partials'));
    const of = (form: BodyForm) => readFolders(partials.flatMap((folder) => [folder, join(folder, form)]));
    return { letters: complete(readFolders(folders)), partials: { html: of('html'), text: of('text') } };
  };
  return Object.fromEntries(LOCALES.map((locale) => [locale, read(locale)])) as Record<Locale, TemplateSources>;
}

/** Templates of all folders by name without `.hbs`; a later folder wins. */
function readFolders(folders: readonly string[]): Map<string, Source> {
  const sources = new Map<string, Source>();
  for (const folder of folders) {
    for (const name of templatesIn(folder)) {
      const file = join(folder, name);
      sources.set(name.slice(0, -'.hbs'.length), { file, text: readFileSync(file, 'utf8') });
    }
  }
  return sources;
}

const templatesIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.hbs')) : [];

function complete(letters: Map<string, Source>): Map<string, Source> {
  const missing = LETTER_KINDS.filter((kind) => !letters.has(kind));
  if (missing.length > 0) throw new Error(`templates are missing: ${missing.join(', ')}`);
  return letters;
}

/** Until 0.1 a letter was three files, `<letter>.subject.hbs`, `.text.hbs` and `.html.hbs`, and a partial two. */
function refuseEarlierLayout(root: string): void {
  const moves = ['', ...LOCALES].flatMap((locale) => [
    ...templatesIn(join(root, locale)).map((name) => [join(locale, name), movedLetter(locale, name)] as const),
    ...templatesIn(join(root, locale, 'partials')).map(
      (name) => [join(locale, 'partials', name), movedPartial(locale, name)] as const,
    ),
  ]);
  const faults = moves.flatMap(([from, to]) =>
    to === null
      ? []
      : [
          {
            file: join(root, from),
            line: null,
            message: `of the earlier layout, where a letter was three files; it belongs in ${join(root, to)} (docs/letters.md, "Moving templates")`,
          },
        ],
  );
  if (faults.length > 0) throw new TemplateError(faults);
}

function movedLetter(locale: string, name: string): string | null {
  const [, kind, piece] = /^(.+)\.(subject|text|html)\.hbs$/.exec(name) ?? [];
  if (kind === undefined) return null;
  return `${join(locale, `${kind}.hbs`)}, ${piece === 'subject' ? 'first line' : 'below the subject, one body for both forms'}`;
}

function movedPartial(locale: string, name: string): string | null {
  const [, partial, form] = /^(.+)\.(text|html)\.hbs$/.exec(name) ?? [];
  return partial === undefined ? null : join(locale, 'partials', form ?? '', `${partial}.hbs`);
}
