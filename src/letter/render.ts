import Handlebars from 'handlebars';
import type { LetterKind } from '../ticket/letters.ts';
import type { Locale } from '../words/locale.ts';
import { builtTemplate } from './built-template.ts';
import { faultIn, TemplateError } from './template-error.ts';
import type { BodyForm, Source, TemplatePart, Templates } from './templates.ts';
import type { View } from './view/view.ts';

/**
 * A letter's words. `event` is what has happened in a few words, not yet cleaned for a header; the text has no
 * trailing space.
 */
type Rendered = { readonly event: string; readonly text: string; readonly html: string };
export type Renderer = (locale: Locale, kind: LetterKind, view: View) => Rendered;

type CompileOptions = NonNullable<Parameters<typeof Handlebars.compile>[1]>;
/** What a body sees: the frame shows the event too. */
export type Shown = View & { readonly event: string };
type Template = Handlebars.TemplateDelegate<View>;

/**
 * Compiles every template once: a letter's body twice, against the HTML partials and against the text partials. Values
 * are escaped in HTML and left alone in text and events; a value a template names and the view lacks throws. Throws
 * TemplateError at once, with every file that does not parse, has no first line, or switches escaping off in HTML. What
 * `isSound` names is not looked at before its letter is first written: hundreds of templates take 0.2 s to read.
 */
export function createRenderer(sources: Templates, isSound: IsSound = () => false): Renderer {
  const letters = new Map<string, Readonly<Record<keyof Rendered, Template>>>();
  const faults: Faults = new Map();
  for (const [locale, { letters: own, partials }] of Object.entries(sources)) {
    const compile = {
      html: compilerFor('html', partials.html, faults, isSound),
      text: compilerFor('text', partials.text, faults, isSound),
    };
    for (const [kind, { file, text }] of own) {
      const { event, body } = letterParts(text);
      if (event.trim() === '')
        faults.set(file, { file, line: 1, message: 'the first line says what has happened, and it is empty' });
      letters.set(`${locale}/${kind}`, {
        event: compile.text({ file, text: event }, 'event'),
        text: compile.text({ file, text: body }, 'text'),
        html: compile.html({ file, text: body }, 'html'),
      });
    }
  }
  if (faults.size > 0) throw new TemplateError([...faults.values()]);
  return (locale, kind, view) => {
    const letter = letters.get(`${locale}/${kind}`);
    if (letter === undefined) throw new Error(`no template ${locale}/${kind}`);
    const event = letter.event(view, INHERITING).trim();
    const shown: Shown = inheriting(view, { event });
    return { event, text: tidy(letter.text(shown, INHERITING)), html: letter.html(shown, INHERITING) };
  };
}

/**
 * The first line is the event. The frame takes its place in the body, so that lines keep their numbers in messages.
 * @internal the builder asks
 */
export function letterParts(text: string): { readonly event: string; readonly body: string } {
  const [event = '', ...lines] = text.split(/\r?\n/);
  return { event, body: ['{{#> letter}}', ...lines, '{{/letter}}'].join('\n') };
}

/** Unknown values throw; unknown helpers are refused when a template is compiled. */
export const compileOptions = (form: BodyForm): CompileOptions => ({
  strict: true,
  knownHelpersOnly: true,
  noEscape: form === 'text',
  preventIndent: true,
});

type Compiler = (source: Source, part: TemplatePart) => Template;
type IsSound = (source: Source) => boolean;
type Faults = Map<string, TemplateError['faults'][number]>;

/**
 * A Handlebars of its own with the partials of one form. A source that does not parse is noted, the first fault of each
 * file.
 */
function compilerFor(
  form: BodyForm,
  partials: ReadonlyMap<string, Source>,
  faults: Faults,
  isSound: IsSound,
): Compiler {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(INHERIT, (context: unknown, { hash }: Handlebars.HelperOptions) =>
    inheriting(typeof context === 'object' ? context : null, hash),
  );
  const compiled = (program: hbs.AST.Program): Template => handlebars.compile(program, ownOptions(form));
  const compile: Compiler = (source, part) => {
    const { file } = source;
    if (isSound(source)) {
      return whenFirstCalled(() => {
        const built = builtTemplate(source, part);
        return built === null ? compiled(programOf(source)) : handlebars.template(built);
      });
    }
    try {
      const program = programOf(source);
      if (form === 'html') new EscapingRequired(file).accept(program);
      return compiled(program);
    } catch (error) {
      if (!faults.has(file)) faults.set(file, faultIn(file, error));
      return () => '';
    }
  };
  for (const [name, source] of partials) handlebars.registerPartial(name, compile(source, form));
  return compile;
}

/**
 * As JavaScript, what `createRenderer` makes of a source when it first needs it. Throws when it does not parse.
 * @internal the builder asks
 */
export const precompiled = (source: Source, form: BodyForm): string =>
  String(Handlebars.precompile(programOf(source), ownOptions(form)));

const ownOptions = (form: BodyForm) => ({ ...compileOptions(form), knownHelpers: { [INHERIT]: true } });

function programOf({ file, text }: Source): hbs.AST.Program {
  const program = Handlebars.parse(text, { srcName: file });
  new ArgumentsInherited().accept(program);
  return program;
}

function whenFirstCalled(make: () => Template): Template {
  let template: Template | null = null;
  return (...args) => {
    template ??= make();
    return template(...args);
  };
}

/** The values of `context`, which may be null, with `own` before them. */
const inheriting = <C extends object | null, O extends object>(context: C, own: O): C & O =>
  Object.assign(Object.create(context), own);

/** Values are read through what they inherit. */
const INHERITING = { allowProtoPropertiesByDefault: true };

/** No name that a template can write. */
const INHERIT = '(inherit)';

/**
 * `{{> rows heading="…"}}` becomes `{{> rows (inherit this heading="…")}}`: for arguments of a partial Handlebars copies
 * all that the template sees, a hundred values, twenty times a letter.
 */
class ArgumentsInherited extends Handlebars.Visitor {
  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    passInherited(partial);
    super.PartialStatement(partial);
  }
  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    passInherited(partial);
    super.PartialBlockStatement(partial);
  }
}

function passInherited(partial: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement): void {
  const { hash, loc } = partial;
  if (!hash?.pairs.length) return;
  const path = (original: string, parts: string[]): hbs.AST.PathExpression => ({
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts,
    original,
    loc,
  });
  const [context = path('this', [])] = partial.params;
  const inherited: hbs.AST.SubExpression = {
    type: 'SubExpression',
    path: path(INHERIT, [INHERIT]),
    params: [context],
    hash,
    loc,
  };
  partial.params = [inherited];
  // Absent in what the parser makes of a call without arguments.
  delete (partial as { hash?: hbs.AST.Hash }).hash;
}

/** Refuses `{{{value}}}` and `{{&value}}`: in HTML every value is escaped. */
class EscapingRequired extends Handlebars.Visitor {
  readonly file: string;
  constructor(file: string) {
    super();
    this.file = file;
  }
  override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
    if (!statement.escaped) {
      throw new TemplateError([
        { file: this.file, line: statement.loc.start.line, message: 'an HTML template must not switch escaping off' },
      ]);
    }
  }
}

/** No space before a line end, at most one empty line in a row, none at the ends. */
function tidy(text: string): string {
  if (!UNTIDY.test(text)) return `${text.trim()}\n`;
  const lines = text.split('\n').map((line) => line.trimEnd());
  return `${lines
    .filter((line, at) => line !== '' || lines[at - 1] !== '')
    .join('\n')
    .trim()}\n`;
}

/**
 * A space before a line end, or two empty lines in a row: a long mail is hundreds of thousands of lines to take apart.
 */
const UNTIDY = /[^\S\n]\n|\n{3}/;
