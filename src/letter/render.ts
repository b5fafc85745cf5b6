import Handlebars from 'handlebars';
import type { LetterKind } from '../ticket/change.ts';
import type { Locale } from './locale.ts';
import type { Piece, TemplateSources } from './templates.ts';
import type { View } from './view.ts';

/** A letter's words: the subject is not yet cleaned, the text has no trailing space. */
type Rendered = Readonly<Record<Piece, string>>;
export type Renderer = (locale: Locale, kind: LetterKind, view: View) => Rendered;

/**
 * Compiles every template once. Values are escaped in HTML and left alone in text and subjects; a value a template
 * names and the view lacks throws. Throws at once for a template that does not parse or that switches escaping off.
 */
export function createRenderer(sources: Readonly<Record<Locale, TemplateSources>>): Renderer {
  const letters = new Map<string, Handlebars.TemplateDelegate<View>>();
  for (const [locale, { letters: own, partials }] of Object.entries(sources)) {
    const forms = { html: formOf(partials, 'html'), text: formOf(partials, 'text') };
    for (const [name, source] of own) {
      const form = name.endsWith('.html') ? forms.html : forms.text;
      const path = `${locale}/${name}`;
      letters.set(path, form.compile(path, source));
    }
  }
  return (locale, kind, view) => {
    const piece = (name: Piece): string => {
      const letter = letters.get(`${locale}/${kind}.${name}`);
      if (letter === undefined) throw new Error(`no template ${locale}/${kind}.${name}`);
      return letter(view);
    };
    return { subject: piece('subject').trim(), text: tidy(piece('text')), html: piece('html') };
  };
}

type Form = { compile(name: string, source: string): Handlebars.TemplateDelegate<View> };

/** A Handlebars of its own with the partials of one form. */
function formOf(partials: TemplateSources['partials'], form: 'html' | 'text'): Form {
  const handlebars = Handlebars.create();
  const options = { strict: true, knownHelpersOnly: true, noEscape: form === 'text', preventIndent: true };
  const compile = (name: string, source: string): Handlebars.TemplateDelegate<View> => {
    const program = handlebars.parse(source);
    if (form === 'html') new EscapingRequired(name).accept(program);
    return handlebars.compile(program, options);
  };
  for (const [name, source] of partials) {
    if (name.endsWith(`.${form}`)) handlebars.registerPartial(name.slice(0, -form.length - 1), compile(name, source));
  }
  return { compile };
}

/** Refuses `{{{value}}}` and `{{&value}}`: in HTML every value is escaped. */
class EscapingRequired extends Handlebars.Visitor {
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
  override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
    if (!statement.escaped) {
      throw new Error(`${this.name}:${statement.loc.start.line}: an HTML template must not switch escaping off`);
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
