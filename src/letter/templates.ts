import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { PACKAGE_FOLDER } from '../lib/own-package.ts';
import { LOCALES, type Locale } from '../words/locale.ts';
import { LETTER_KINDS } from './kinds.ts';
import { TemplateError } from './template-error.ts';

/** The two forms a letter's body takes. */
export const FORMS = ['html', 'text'] as const;
export type BodyForm = (typeof FORMS)[number];
/** What a file is compiled to: a letter all three, a partial its forms. */
export type TemplatePart = 'event' | BodyForm;

/** A source and the file it was read from, for messages about it. */
export type Source = { readonly file: string; readonly text: string };

/** Template sources of one language by name: letters, and the partials each form of their bodies is made of. */
export type TemplateSources = {
  readonly letters: ReadonlyMap<string, Source>;
  readonly partials: Readonly<Record<BodyForm, ReadonlyMap<string, Source>>>;
};

export type Templates = Readonly<Record<Locale, TemplateSources>>;

/** Where the built-in templates are. */
export const BUILT_IN = join(PACKAGE_FOLDER, 'templates');
const FALLBACK: Locale = 'en';

/**
 * Reads every template once, at start: `<locale>/<letter>.hbs`, and partials for both forms or for one. A file in
 * `overrides` wins over the built-in one of the same path; what a language lacks is taken from English. Throws when a
 * letter has no template at all, and TemplateError when `overrides` is no folder, or with every file there that would
 * be read as no template.
 */
export function readTemplates(overrides: string | null): Templates {
  const roots = overrides === null ? [BUILT_IN] : [BUILT_IN, overrides];
  if (overrides !== null) requireOwn(overrides);
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

/**
 * A folder that is not there, or a file in it that nothing reads, would leave the built-in words in place unnoticed.
 */
function requireOwn(root: string): void {
  const faults = filesIn(root).flatMap((path) => {
    const message = movedFrom(path, root) ?? (isRead(path) ? null : strayMessage(path));
    return message === null ? [] : [{ file: join(root, path), line: null, message }];
  });
  if (faults.length > 0) throw new TemplateError(faults);
}

/** Templates in the folder and below it, as paths from there; links are followed, hidden names left alone. */
function filesIn(root: string, folder = ''): string[] {
  return entriesOf(join(root, folder))
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(join(root, path)).isDirectory() ? filesIn(root, path) : name.endsWith('.hbs') ? [path] : [];
    });
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message = `this folder cannot be read (${code}): create it, name another, or leave the key out to use the built-in letters`;
    throw new TemplateError([{ file: folder, line: null, key: 'templates', message }]);
  }
}

/** `<locale>/<letter>.hbs`, or a partial of all languages or one, for both forms or one. */
function isRead(path: string): boolean {
  const parts = path.split(sep);
  const name = parts.pop()?.slice(0, -'.hbs'.length);
  if (LOCALES.some((locale) => locale === parts[0])) {
    parts.shift();
    if (parts.length === 0) return LETTER_KINDS.some((kind) => kind === name);
  }
  const [partials, form, ...deeper] = parts;
  return partials === 'partials' && deeper.length === 0 && (form === undefined || FORMS.some((each) => each === form));
}

const strayMessage = (path: string): string =>
  `no letter is read from this place: a letter is <locale>/<letter>.hbs with one of ${LOCALES.join(', ')} and a name of docs/letters.md${
    path.includes('partials') ? ', a partial <locale>/partials/<name>.hbs, with html/ or text/ for one form' : ''
  }`;

/** Where a file of the earlier layout belongs: until 0.1 a letter was three files, and a partial two. */
function movedFrom(path: string, root: string): string | null {
  const folder = dirname(path);
  const name = basename(path);
  const to = basename(folder) === 'partials' ? movedPartial(dirname(folder), name) : movedLetter(folder, name);
  return to === null
    ? null
    : `of the earlier layout, where a letter was three files; it belongs in ${join(root, to)} (docs/letters.md, "Moving templates")`;
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
