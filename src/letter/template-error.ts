/** One template file that cannot be used, with the line where that is known. */
export type TemplateFault = {
  readonly file: string;
  readonly line: number | null;
  /** The key of the configuration, where that is at fault and no template. */
  readonly key?: string;
  readonly message: string;
};

/** All template files that cannot be used. An administrator mends them: they are part of the configuration. */
export class TemplateError extends Error {
  readonly faults: readonly TemplateFault[];
  constructor(faults: readonly TemplateFault[]) {
    super(faults.map(faultLine).join('\n'));
    this.name = 'TemplateError';
    this.faults = faults;
  }
}

const faultLine = ({ file, line, key, message }: TemplateFault): string =>
  `${file}${line === null ? '' : `:${line}`}: ${key === undefined ? '' : `${key}: `}${message}`;

/**
 * What Handlebars says about a source that `cannot` be used, in one line. Its parser names the line only in its
 * message, which shows the place in between; its later stages have a field and put line and column at the end.
 */
export function faultIn(file: string, error: unknown, cannot = 'does not parse'): TemplateFault {
  if (error instanceof TemplateError && error.faults[0] !== undefined) return error.faults[0];
  if (!(error instanceof Error)) return { file, line: null, message: String(error) };
  const lines = error.message.split('\n');
  const parserLine = /^(?:Parse|Lexical) error on line (\d+)/.exec(error.message)?.[1];
  const laterLine = 'lineNumber' in error && typeof error.lineNumber === 'number' ? error.lineNumber : null;
  return {
    file,
    line: parserLine === undefined ? laterLine : Number(parserLine),
    message: `${cannot}: ${(lines.at(-1) ?? '').replace(/ - \d+:\d+$/, '')}`,
  };
}
