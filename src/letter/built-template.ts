import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import type Handlebars from 'handlebars';
import { BUILT_IN, type Source, type TemplatePart } from './templates.ts';

/**
 * Of the text a template was compiled from.
 * @internal the builder writes it
 */
export const textHash = (text: string): string => hash('sha256', text, 'base64url');

type Built = Parameters<typeof Handlebars.template>[0];
/** Compiled templates of one file of the built program, by the path of their source below `templates/`. */
type BuiltFile = Readonly<
  Record<string, Partial<Record<TemplatePart, { readonly of: string; readonly template: Built }>>>
>;

/**
 * Where the builder puts what it compiles of a template: partials, which nearly every letter needs, folder by folder, a
 * letter by itself. Below the folder of the built program.
 * @internal the builder writes there
 */
export function builtFile(path: string): string {
  const parts = path.split(sep);
  const partials = parts.indexOf('partials');
  const name = partials < 0 ? path.slice(0, -'.hbs'.length) : join(...parts.slice(0, partials + 1));
  return join('templates', `${name}.cjs`);
}

const readBuilt: (file: string) => BuiltFile = createRequire(import.meta.url);

/**
 * What the builder compiled of a built-in template: to compile it here takes 5 ms, and a first letter needs forty. Null
 * for a program that runs from its sources, and for a template that was changed or added since.
 */
export function builtTemplate({ file, text }: Source, part: TemplatePart): Built | null {
  const path = relative(BUILT_IN, file);
  const beside = join(import.meta.dirname, builtFile(path));
  if (!existsSync(beside)) return null;
  const built = readBuilt(beside)[path]?.[part];
  return built?.of === textHash(text) ? built.template : null;
}
