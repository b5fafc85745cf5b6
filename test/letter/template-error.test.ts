import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import { faultIn, TemplateError, type TemplateFault } from '../../src/letter/template-error.ts';

const FILE = 'en/note.hbs';

describe('all templates that cannot be used', () => {
  it.each<[what: string, faults: readonly TemplateFault[], message: string]>([
    ['a file', [{ file: FILE, line: null, message: 'is empty' }], 'en/note.hbs: is empty'],
    ['a line of it', [{ file: FILE, line: 3, message: 'is wrong' }], 'en/note.hbs:3: is wrong'],
    ['a key', [{ file: '/x', line: null, key: 'templates', message: 'is no folder' }], '/x: templates: is no folder'],
    [
      'several',
      [
        { file: FILE, line: 1, message: 'a' },
        { file: '/y', line: null, message: 'b' },
      ],
      'en/note.hbs:1: a\n/y: b',
    ],
  ])('are named in a line each: %s', (_, faults, message) => {
    expect(new TemplateError(faults)).toMatchObject({ name: 'TemplateError', faults, message });
  });
});

/** What Handlebars throws. */
function thrown(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
const parsing = (source: string): unknown => thrown(() => Handlebars.parse(source));
const compiling = (source: string): unknown => thrown(() => Handlebars.precompile(source, { knownHelpersOnly: true }));
const withLine = (message: string, lineNumber: unknown) => Object.assign(new Error(message), { lineNumber });

describe('what is wrong with a template, and in which line', () => {
  it.each<[what: string, error: unknown, line: number | null, message: string | RegExp]>([
    ['what the parser refuses', parsing('a\n\n{{#if}\n'), 3, /^does not parse: Expecting .* got 'INVALID'$/],
    ['beyond the ninth line', parsing(`${'\n'.repeat(11)}{{#if}`), 12, /^does not parse: Expecting /],
    [
      'what the lexer refuses',
      new Error('Lexical error on line 21. Unrecognized text.\n…\n-^'),
      21,
      'does not parse: -^',
    ],
    ['a block that another closes', parsing('\n{{#if a}}{{/each}}'), 2, "does not parse: if doesn't match each"],
    ['far to the right', withLine('zork - 12:34', 12), 12, 'does not parse: zork'],
    ['a helper that does not exist', compiling('\n{{zork a}}'), 2, /^does not parse: .*\bzork$/],
    [
      'a place that is only mentioned',
      withLine('zork - 1:2 is missing', 7),
      7,
      'does not parse: zork - 1:2 is missing',
    ],
    ['a line that is none', withLine('zork', '7'), null, 'does not parse: zork'],
    ['no line', new Error('zork'), null, 'does not parse: zork'],
    ['the words of the parser within others', new Error('a Parse error on line 3'), null, /3$/],
    ['what is no error', 'zork', null, 'zork'],
    ['faults of which there are none', new TemplateError([]), null, 'does not parse: '],
  ])('%s', (_, error, line, message) => {
    expect(faultIn(FILE, error)).toEqual({
      file: FILE,
      line,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it('is the first fault that was found already', () => {
    const fault = { file: 'partials/p.hbs', line: 4, message: 'a' };
    expect(faultIn(FILE, new TemplateError([fault, { ...fault, line: 5 }]))).toBe(fault);
  });

  it('says what could not be done with it', () => {
    expect(faultIn(FILE, new Error('zork'), 'cannot be used').message).toBe('cannot be used: zork');
  });
});
