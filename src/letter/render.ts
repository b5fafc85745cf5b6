import Handlebars from 'handlebars';
import type { LetterKind } from '../ticket/letters.ts';
import type { Locale } from '../words/locale.ts';
import type { Form, Source, TemplateSources } from './templates.ts';
import type { View } from './view/view.ts';

/** A letter's words: the subject is not yet cleaned, the text has no trailing space. */
type Rendered = { readonly subject: string; readonly text: string; readonly html: string };
export type Renderer = (locale: Locale, kind: LetterKind, view: View) => Rendered;

type Template = Handlebars.TemplateDelegate<View>;

/**
 * Compiles every template once: a letter's body twice, against the HTML partials and against the text partials. Values are
 * escaped in HTML and left alone in text and subjects; a value a template names and the view lacks throws. Throws at once
 * for a template that does not parse, that has no subject, or that switches escaping off in HTML.
 */
export function createRenderer(sources: Readonly<Record<Locale, TemplateSources>>): Renderer {
  const letters = new Map<string, Readonly<Record<keyof Rendered, Template>>>();
  for (const [locale, { letters: own, partials }] of Object.entries(sources)) {
    const compile = { html: compilerFor('html', partials.html), text: compilerFor('text', partials.text) };
    for (const [kind, { file, text }] of own) {
      const { subject, body } = partsOf(file, text);
      letters.set(`${locale}/${kind}`, {
        subject: compile.text(file, subject),
        text: compile.text(file, body),
        html: compile.html(file, body),
      });
    }
  }
  return (locale, kind, view) => {
    const letter = letters.get(`${locale}/${kind}`);
    if (letter === undefined) throw new Error(`no template ${locale}/${kind}`);
    return { subject: letter.subject(view).trim(), text: tidy(letter.text(view)), html: letter.html(view) };
  };
}

/** The first line is the subject. The frame takes its place in the body, so that lines keep their numbers in messages. */
function partsOf(file: string, text: string): { readonly subject: string; readonly body: string } {
  const [subject = '', ...lines] = text.split(/\r?\n/);
  if (subject.trim() === '') throw new Error(`${file}: the first line is the subject, and it is empty`);
  return { subject, body: ['{{#> letter}}', ...lines, '{{/letter}}'].join('\n') };
}

type Compiler = (file: string, source: string) => Template;

/** A Handlebars of its own with the partials of one form. */
function compilerFor(form: Form, partials: ReadonlyMap<string, Source>): Compiler {
  const handlebars = Handlebars.create();
  const options = { strict: true, knownHelpersOnly: true, noEscape: form === 'text', preventIndent: true };
  const compile: Compiler = (file, source) => {
    const program = handlebars.parse(source, { srcName: file });
    if (form === 'html') new EscapingRequired(file).accept(program);
    return handlebars.compile(program, options);
  };
  for (const [name, { file, text }] of partials) handlebars.registerPartial(name, compile(file, text));
  return compile;
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
      throw new Error(`${this.file}:${statement.loc.start.line}: an HTML template must not switch escaping off`);
    }
  }
}

/** No space before a line end, at most one empty line in a row, none at the ends. */
function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return `${lines
    .filter((line, at) => line !== '' || lines[at - 1] !== '')
    .join('\n')
    .trim()}\n`;
}
