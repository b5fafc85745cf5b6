/** One template file that cannot be used, with the line where that is known. */
type TemplateFault = { readonly file: string; readonly line: number | null; readonly message: string };

/** All template files that cannot be used. An administrator mends them: they are part of the configuration. */
export class TemplateError extends Error {
  readonly faults: readonly TemplateFault[];
  constructor(faults: readonly TemplateFault[]) {
    super(faults.map(({ file, line, message }) => `${file}${line === null ? '' : `:${line}`}: ${message}`).join('\n'));
    this.name = 'TemplateError';
    this.faults = faults;
  }
}

/**
 * What Handlebars says about a source, in one line. Its parser names the line only in its message, which shows the
 * place in between; its later stages have a field and put line and column at the end.
 */
export function faultIn(file: string, error: unknown): TemplateFault {
  if (error instanceof TemplateError && error.faults[0] !== undefined) return error.faults[0];
  if (!(error instanceof Error)) return { file, line: null, message: String(error) };
  const lines = error.message.split('\n');
  const [, parserLine] = /^(?:Parse|Lexical) error on line (\d+)/.exec(error.message) ?? [];
  const laterLine = 'lineNumber' in error && typeof error.lineNumber === 'number' ? error.lineNumber : null;
  return {
    file,
    line: parserLine === undefined ? laterLine : Number(parserLine),
    message: `does not parse: ${(lines.at(-1) ?? '').replace(/ - \d+:\d+$/, '')}`,
  };
}
