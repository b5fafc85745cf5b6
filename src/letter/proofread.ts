/**
 * Finds at start what Handlebars finds only once a letter is written: a value, a partial or a helper that does not
 * exist. Templates of the administrator's own are compiled whole, their names compared with those that letters have,
 * and every letter they take part in is rendered with sample values. The tests hold the built-in ones to the same.
 */
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { LOCALES, type Locale } from '../words/locale.ts';
import { LETTER_KINDS } from './kinds.ts';
import { compileOptions, createRenderer, type Renderer } from './render.ts';
import { sampleFacts, sampleVariants } from './sample/sample.ts';
import { faultIn, TemplateError, type TemplateFault } from './template-error.ts';
import { namesIn } from './template-names.ts';
import { type BodyForm, FORMS, readTemplates, type Source, type TemplateSources, type Templates } from './templates.ts';
import { viewOf } from './view/view.ts';

/** Templates with which every letter can be written. `own` is null for the built-in ones alone. */
export type Proofread = { readonly render: Renderer; readonly own: Templates | null };

export const readRenderer = (overrides: string | null): Renderer => proofread(overrides).render;

/**
 * The renderer of all letters, with the templates of the folder `overrides` in place of the built-in ones. Throws
 * TemplateError with every file there with which some letter could not be written.
 */
export function proofread(overrides: string | null): Proofread {
  if (overrides === null) {
    builtIn ??= createRenderer(readTemplates(null), () => true);
    return { render: builtIn, own: null };
  }
  const sources = readTemplates(overrides);
  const folder = join(overrides, '/');
  const isOwn = ({ file }: Source): boolean => file.startsWith(folder);
  const render = createRenderer(sources, (source) => !isOwn(source));
  const misnamed = LOCALES.flatMap((locale) => FORMS.flatMap((form) => faultsOf(sources[locale], form, isOwn)));
  // A name that does not exist fails in the rendering too, with less to say about it.
  const faults =
    misnamed.length > 0 ? misnamed : LOCALES.flatMap((locale) => unrendered(locale, sources[locale], render, isOwn));
  if (faults.length > 0) throw new TemplateError(firstOfEach(faults));
  return { render, own: sources };
}

/** Of the built-in templates, which do not change while the program runs. */
let builtIn: Renderer | undefined;

type IsOwn = (source: Source) => boolean;

/** What is wrong with a language's own templates in one form, whether or not a sample comes that way. */
function faultsOf(sources: TemplateSources, form: BodyForm, isOwn: IsOwn): TemplateFault[] {
  const own = [...sources.letters.values(), ...sources.partials[form].values()].filter(isOwn).map(({ file, text }) => {
    const program = Handlebars.parse(text);
    return { file, program, names: namesIn(program) };
  });
  const given = own.flatMap(({ names }) => [...names.given]);
  const values = new Set([...valueNames(), ...given]);
  // A partial of one form may be called in a block that the other leaves out.
  const partials = new Set([...FORMS.flatMap((each) => [...sources.partials[each].keys()]), ...given]);
  return own.flatMap(({ file, program, names }) => {
    const missing = [
      ...names.partials
        .filter(({ name }) => !partials.has(name))
        .map(({ name, line }) => ({ line, message: `there is no partial ${name}` })),
      ...names.values
        .filter(({ name }) => !values.has(name))
        .map(({ name, line }) => ({ line, message: `no letter has a value ${name} (docs/letters.md lists them)` })),
    ];
    return [...missing.map((fault) => ({ file, ...fault })), ...compileFaults(file, program, form)];
  });
}

/** Handlebars compiles when it renders for the first time; what it refuses then is a helper that does not exist. */
function compileFaults(file: string, program: hbs.AST.Program, form: BodyForm): TemplateFault[] {
  try {
    Handlebars.precompile(program, compileOptions(form));
    return [];
  } catch (error) {
    return [faultIn(file, error, 'cannot be used')];
  }
}

let known: ReadonlySet<string> | null = null;

/**
 * Names of values that some letter has, and of arguments that the built-in templates give their partials: what does not
 * apply to a letter is empty there, never absent.
 */
function valueNames(): ReadonlySet<string> {
  if (known !== null) return known;
  const views = LETTER_KINDS.map((kind) => viewOf(sampleFacts(kind, 'en')));
  const builtIn = Object.values(readTemplates(null)).flatMap(({ letters, partials }) => [
    ...letters.values(),
    ...FORMS.flatMap((form) => [...partials[form].values()]),
  ]);
  const given = builtIn.flatMap(({ text }) => [...namesIn(Handlebars.parse(text)).given]);
  known = new Set([...namesWithin(views), 'event', ...given]);
  return known;
}

function* namesWithin(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const each of value) yield* namesWithin(each);
  else if (typeof value === 'object' && value !== null && !('toHTML' in value))
    for (const [name, each] of Object.entries(value)) {
      yield name;
      yield* namesWithin(each);
    }
}

/** The letters in whose rendering one of the administrator's own files fails. */
function unrendered(locale: Locale, sources: TemplateSources, render: Renderer, isOwn: IsOwn): TemplateFault[] {
  const partials = FORMS.flatMap((form) => [...sources.partials[form].values()]).filter(isOwn);
  return LETTER_KINDS.flatMap((kind) => {
    const letter = sources.letters.get(kind);
    const [first, ...others] = [...(letter && isOwn(letter) ? [letter] : []), ...partials];
    if (first === undefined) return [];
    try {
      for (const facts of sampleVariants(kind, locale)) render(locale, kind, viewOf(facts));
      return [];
    } catch (error) {
      const { line, message } = faultIn('', error, `the letter ${kind} cannot be written`);
      const culprit = [first, ...others].find((own) => isIn(own, line, message)) ?? first;
      return [{ file: culprit.file, line, message }];
    }
  });
}

/** Handlebars names the line and not the file: it is the one with the name at fault in that line. */
function isIn({ text }: Source, line: number | null, message: string): boolean {
  const [, name = ''] = /"([^"]+)"/.exec(message) ?? [];
  return line !== null && (text.split('\n')[line - 1] ?? '').includes(name);
}

const firstOfEach = (faults: readonly TemplateFault[]): TemplateFault[] =>
  [...new Map(faults.toReversed().map((fault) => [fault.file, fault])).values()].toReversed();
