import { describe, expect, it, test } from 'vitest';
import { createRenderer } from '../../src/letter/render.ts';
import { TemplateError } from '../../src/letter/template-error.ts';
import type { TemplateSources } from '../../src/letter/templates.ts';
import type { View } from '../../src/letter/view/view.ts';

type Texts = Readonly<Record<string, string>>;
const FRAME: Texts = { letter: '[{{> @partial-block}}]' };

/** A renderer of these templates in English; the other language has none. */
const rendererOf = (letter: string, html: Texts = {}, text: Texts = {}) => {
  const named = (folder: string, texts: Texts) =>
    new Map(Object.entries(texts).map(([name, each]) => [name, { file: `${folder}/${name}.hbs`, text: each }]));
  const none = { letters: new Map(), partials: { html: new Map(), text: new Map() } };
  const own = {
    letters: new Map([['note', { file: 'en/note.hbs', text: letter }]]),
    partials: { html: named('html', { ...FRAME, ...html }), text: named('text', { ...FRAME, ...text }) },
  };
  return createRenderer({ en: own as TemplateSources, 'zh-CN': none });
};
const VIEW = { number: '5 < 6 & "7"', lines: ['a', 'b'] } as unknown as View;
const rendered = (letter: string, html: Texts = {}, text: Texts = {}) =>
  rendererOf(letter, html, text)('en', 'note', VIEW);

describe('a letter', () => {
  it('says in its first line what has happened, and has the others in a frame', () => {
    expect(rendered(' About {{number}} \none\r\ntwo')).toEqual({
      event: 'About 5 < 6 & "7"',
      text: '[one\ntwo\n]\n',
      html: '[one\ntwo\n]',
    });
  });

  it('has its values escaped in HTML alone', () => {
    const { text, html } = rendered('x\n{{number}}');
    expect(html).toContain('5 &lt; 6 &amp; &quot;7&quot;');
    expect(text).toContain('5 < 6 & "7"');
  });

  it('takes partials of its form, and indents none of them', () => {
    const { text, html } = rendered('x\n  {{> p}}\nend', { p: '<p>\nx\n</p>\n' }, { p: 'one\ntwo\n' });
    expect(html).toBe('[  <p>\nx\n</p>\nend\n]');
    expect(text).toBe('[  one\ntwo\nend\n]\n');
  });

  test.each([
    ['one', 'one\n'],
    ['one  \ntwo', 'one\ntwo\n'],
    ['one \ntwo ', 'one\ntwo\n'],
    ['one\t\n\n \n\ntwo', 'one\n\ntwo\n'],
    ['one\n\n\ntwo', 'one\n\ntwo\n'],
    ['one\n\ntwo', 'one\n\ntwo\n'],
    ['one\n\n\n\n\n\ntwo\n\nthree', 'one\n\ntwo\n\nthree\n'],
    ['  one  two', 'one  two\n'],
    ['\n\n\none \n\n\n', 'one\n'],
  ])('in text is tidy: %j', (body, tidy) => {
    expect(rendered(`x\n${body}`, {}, { letter: '{{> @partial-block}}' }).text).toBe(tidy);
  });
});

describe('what a letter cannot be made of', () => {
  test.each<[what: string, act: () => unknown, message: string | RegExp]>([
    ['a value that is not there', () => rendered('x\n{{zork}}'), /"zork" not defined/],
    ['a helper that is not there', () => rendered('x\n{{zork number}}'), /unknown helper zork/],
    ['no template', () => rendererOf('x')('en', 'news', VIEW), 'no template en/news'],
    ['none in that language', () => rendererOf('x')('zh-CN', 'note', VIEW), 'no template zh-CN/note'],
  ])('is %s', (_, act, message) => expect(act).toThrow(message));
});

describe('what no letter can be made of is told at once', () => {
  const faultsOf = (...texts: Parameters<typeof rendererOf>): unknown[] => {
    try {
      rendererOf(...texts);
    } catch (error) {
      if (error instanceof TemplateError) return error.message.split('\n');
      throw error;
    }
    return [];
  };
  const RAW = 'an HTML template must not switch escaping off';
  const EMPTY = 'the first line says what has happened, and it is empty';

  test.each<[what: string, texts: Parameters<typeof rendererOf>, faults: (string | RegExp)[]]>([
    ['nothing', ['x\ny'], []],
    ['an event that is empty', [' \ny'], [`en/note.hbs:1: ${EMPTY}`]],
    ['no event at all', [''], [`en/note.hbs:1: ${EMPTY}`]],
    ['what does not parse', ['x\n\n{{#if}'], [/^en\/note\.hbs:3: does not parse/]],
    ['an event that does not parse', ['{{#if}\ny'], [/^en\/note\.hbs:1: does not parse/]],
    ['three braces', ['x\n\n{{{number}}}'], [`en/note.hbs:3: ${RAW}`]],
    ['an ampersand', ['x\n{{&number}}'], [`en/note.hbs:2: ${RAW}`]],
    ['three braces within a block', ['x\n{{#if number}}\n{{{number}}}{{/if}}'], [`en/note.hbs:3: ${RAW}`]],
    ['three braces in text alone', ['x', {}, { p: '{{{number}}}' }], []],
    ['three braces in the event', ['{{{number}}}'], []],
    ['a partial of HTML', ['x', { p: '\n{{{number}}}' }], [`html/p.hbs:2: ${RAW}`]],
    ['partials of both forms', ['x', { p: '{{#if}' }, { p: '{{/if}}' }], [/^html\/p\.hbs:1/, /^text\/p\.hbs:1/]],
    ['the first fault of a file', [' \n{{#if}'], [`en/note.hbs:1: ${EMPTY}`]],
    ['one fault of several in a file', ['x\n{{{number}}}\n{{{number}}}'], [`en/note.hbs:2: ${RAW}`]],
  ])('%s', (_, texts, faults) => {
    const found = faultsOf(...texts);
    expect(found).toHaveLength(faults.length);
    for (const [at, fault] of faults.entries())
      if (typeof fault === 'string') expect(found[at]).toBe(fault);
      else expect(found[at]).toMatch(fault);
  });
});
