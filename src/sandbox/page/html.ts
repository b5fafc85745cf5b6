/** Markup that needs no more escaping. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = string | number | Html | readonly Html[];

/** Escapes what is put in, unless it is markup made here. */
export function html(pieces: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(pieces.reduce((whole, piece, i) => whole + render(parts[i - 1] ?? '') + piece));
}

/** Markup, or nothing. */
export const when = (is: boolean, markup: () => Html): Html => (is ? markup() : NOTHING);
const NOTHING = new Html('');

function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function render(part: Part): string {
  if (part instanceof Html) return part.markup;
  return typeof part === 'object' ? part.map(render).join('') : escaped(String(part));
}
