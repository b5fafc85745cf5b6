import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRenderer } from '../../src/letter/proofread.ts';
import { createRenderer, type Renderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import { TemplateError } from '../../src/letter/template-error.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import { viewOf } from '../../src/letter/view/view.ts';

const render = createRenderer(readTemplates(null));

describe('an operator’s own templates', () => {
  let folder = '';
  /** Reads the folder: once, until more is put in it. */
  let read: Renderer | null = null;
  const put = (path: string, source: string): void => {
    read = null;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  };
  beforeEach(() => {
    read = null;
    folder = mkdtempSync(join(tmpdir(), 'templates-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const rendered = (locale: 'zh-CN' | 'en') => {
    read ??= createRenderer(readTemplates(folder));
    return read(locale, 'public_reply', viewOf(sampleFacts('public_reply', locale)));
  };

  it('win over the built-in ones, file by file', () => {
    put('en/public_reply.hbs', 'Own: {{ticket.subject}}\n\n{{#> p}}{{number}} & so on{{/p}}\n');
    expect(rendered('en').event).toBe('Own: Monthly report export fails, finance cannot reconcile');
    expect(rendered('en').text).toMatch(/^TS20261123007 & so on\n\n--\n/);
    expect(rendered('en').html).toMatch(/<p [^>]*>TS20261123007 & so on<\/p>/);
    expect(rendered('zh-CN').event).toBe('答复');
  });

  it('may change a part that all letters share, in one form or in both', () => {
    const before = render('zh-CN', 'public_reply', viewOf(sampleFacts('public_reply', 'zh-CN')));
    put('partials/html/title.hbs', '<h1 class="own">{{> @partial-block}}</h1>');
    expect(rendered('zh-CN').html).toContain('<h1 class="own">关于您的问题</h1>');
    expect(rendered('zh-CN').text).toBe(before.text);
    put('partials/title.hbs', 'both: {{> @partial-block}}');
    expect(rendered('zh-CN').html).toContain('<h1 class="own">关于您的问题</h1>');
    expect(rendered('zh-CN').text).toMatch(/^both: 关于您的问题/);
  });

  it('of a language win over those all languages share', () => {
    put('partials/text/title.hbs', 'any: {{> @partial-block}}');
    put('zh-CN/partials/title.hbs', '中文：{{> @partial-block}}');
    expect(rendered('en').text).toMatch(/^any: /);
    expect(rendered('zh-CN').text).toMatch(/^中文：/);
    expect(rendered('zh-CN').html).toContain('中文：关于您的问题');
  });

  it.each([
    '{{{ticket.subject}}}',
    '{{&ticket.subject}}',
    '{{#if number}}{{{number}}}{{/if}}',
    '{{#> p}}{{{number}}}{{/p}}',
  ])('are refused when they switch escaping off: %s', (source) => {
    put('en/public_reply.hbs', `Subject\n\n${source}`);
    expect(() => rendered('en')).toThrow('en/public_reply.hbs:3');
  });

  it('are refused when a partial switches escaping off in HTML', () => {
    put('partials/title.hbs', '{{{number}}}');
    expect(() => rendered('en')).toThrow('partials/title.hbs:1');
  });

  it('may say in a text partial what they like', () => {
    put('partials/text/title.hbs', '{{{number}}}');
    expect(rendered('en').text).toMatch(/^TS20261123007/);
  });

  it('are refused when they do not parse', () => {
    put('en/public_reply.hbs', 'Subject\n{{#if number}}');
    expect(() => rendered('en').text).toThrow();
  });

  it.each(['', '\n{{number}}\n', '  \n'])('are refused without a subject: %j', (source) => {
    put('en/public_reply.hbs', source);
    expect(() => rendered('en')).toThrow(join(folder, 'en/public_reply.hbs'));
  });

  it.each([
    ['{{ticket.subjct}}', 'no letter has a value subjct'],
    ['{{zork}}', 'no letter has a value zork'],
    ['{{#if zork}}{{/if}}', 'no letter has a value zork'],
    ['{{#if ticket.expectedBy}}{{else}}{{zork}}{{/if}}', 'no letter has a value zork'],
    ['{{#unless number}}{{ticket.subjct}}{{/unless}}', 'no letter has a value subjct'],
    ['{{#each articles}}{{else}}{{../zork}}{{/each}}', 'no letter has a value zork'],
    ['{{#each attachments as |file|}}{{file.size2}}{{/each}}', 'no letter has a value size2'],
    ['{{> zork}}', 'there is no partial zork'],
    ['{{#> zork}}x{{/zork}}', 'there is no partial zork'],
    ['{{#unless number}}{{> zork}}{{/unless}}', 'there is no partial zork'],
    ['{{#> p}}{{> zork}}{{/p}}', 'there is no partial zork'],
    ['{{uppercase number}}', 'cannot be used: '],
    ['{{#unless number}}{{#zork number}}{{/zork}}{{/unless}}', 'cannot be used: '],
    ['{{title}}', 'cannot be written: "title" not defined'],
    ['{{#with article}}{{title}}{{else}}{{article.title}}{{/with}}', 'the letter public_reply cannot be written'],
  ])('are refused at start when they name what is not there: %s', (source, message) => {
    put('en/public_reply.hbs', `Subject\n\n${source}`);
    put('en/note.hbs', '{{number}}\n');
    expect(faultsOf(() => readRenderer(folder))).toEqual([
      { file: join(folder, 'en/public_reply.hbs'), line: 3, message: expect.stringContaining(message) },
    ]);
  });

  it('are refused at start when a partial of one form names what is not there', () => {
    put('partials/html/title.hbs', 'a\nb {{zork}}');
    put('zh-CN/partials/text/greeting.hbs', '{{title}}');
    expect(faultsOf(() => readRenderer(folder))).toEqual([
      { file: join(folder, 'partials/html/title.hbs'), line: 2, message: expect.stringContaining('value zork') },
    ]);
    put('partials/html/title.hbs', '<h1>{{> @partial-block}}</h1>');
    expect(faultsOf(() => readRenderer(folder))).toEqual([
      {
        file: join(folder, 'zh-CN/partials/text/greeting.hbs'),
        line: 1,
        message: expect.stringMatching(/^the letter \w+ cannot be written: "title" not defined/),
      },
    ]);
  });

  it.each<[source: string, partial?: string]>([
    ['{{> own heading="x"}}', '{{heading}} {{number}}'],
    ['{{#each attachments as |file at|}}{{at}} {{file}}{{/each}}'],
    ['{{#each form}}{{@index}} {{label}} {{value.text}} {{../number}}{{/each}}'],
    ['{{#*inline "row"}}{{number}}{{/inline}}{{> row}}'],
    ['{{attachments.length}} {{lookup desk "name"}} {{this.number}} {{@root.number}}'],
    ['{{#> in-html}}{{#> p}}x{{/p}}{{/in-html}}{{#> in-text}}{{> command-list}}{{/in-text}}'],
    ['{{#with ticket.resolution}}{{cause.text}}{{/with}}{{#if values.span.respond}}x{{/if}}'],
  ])('may say everything Handlebars has: %s', (source, partial) => {
    put('en/public_reply.hbs', `Subject\n\n${source}`);
    if (partial !== undefined) put('en/partials/own.hbs', partial);
    read = readRenderer(folder);
    expect(rendered('en').event).toBe('Subject');
  });

  it('may be copies of all the built-in ones', () => {
    cpSync(join(import.meta.dirname, '../../templates'), folder, { recursive: true });
    read = readRenderer(folder);
    expect(rendered('en')).toEqual(render('en', 'public_reply', viewOf(sampleFacts('public_reply', 'en'))));
  });

  it.each([
    ['', 'zork', 'ENOENT'],
    ['zork', 'zork', 'ENOTDIR'],
  ])('lie in a folder: one that is none is named with its key and the way out', (file, name, code) => {
    if (file !== '') put(file, 'x');
    const faults = faultsOf(() => readRenderer(join(folder, name)));
    expect(faults).toMatchObject([{ file: join(folder, name), key: 'templates' }]);
    expect(faults[0]?.message).toMatch(new RegExp(`${code}.*create it, name another, or leave the key out`));
  });

  it.each([
    'public_reply.hbs',
    'zh/public_reply.hbs',
    'en/public-reply.hbs',
    'en/letters/note.hbs',
    'partial/title.hbs',
    'partials/htm/title.hbs',
    'en/partials/html/more/title.hbs',
  ])('are refused where no letter would be read from: %s', (path) => {
    put(path, 'Subject\n');
    expect(faultsOf(() => readRenderer(folder))).toEqual([
      { file: join(folder, path), line: null, message: expect.stringContaining('no letter is read from this place') },
    ]);
  });

  it('may lie behind links, and beside what is none of them', () => {
    put('..data/en/public_reply.hbs', 'Linked\n');
    put('README.md', '{{zork}}');
    put('.git/en/x.hbs', '{{zork}}');
    symlinkSync('..data/en', join(folder, 'en'));
    expect(rendered('en').event).toBe('Linked');
    put('..data/en/public-reply.hbs', 'Linked\n');
    expect(() => readRenderer(folder)).toThrow('en/public-reply.hbs');
  });

  it.each(['{{constructor}}', '{{ticket.__proto__}}'])('reach nothing but values: %s', (source) => {
    put('partials/letter.hbs', '{{> @partial-block}}');
    put('en/public_reply.hbs', `Subject\n${source}`);
    const facts = sampleFacts('public_reply', 'en');
    const { text, html } = createRenderer(readTemplates(folder))('en', 'public_reply', viewOf(facts));
    expect(text.trim()).toBe('');
    expect(html.trim()).toBe('');
    expect(() => readRenderer(folder)).toThrow('no letter has a value');
  });

  it.each([
    ['en/public_reply.subject.hbs', 'en/public_reply.hbs, first line'],
    ['zh-CN/public_reply.html.hbs', 'zh-CN/public_reply.hbs, below the subject'],
    ['en/public_reply.text.hbs', 'en/public_reply.hbs, below the subject'],
    ['partials/title.html.hbs', 'partials/html/title.hbs'],
    ['zh-CN/partials/greeting.text.hbs', 'zh-CN/partials/text/greeting.hbs'],
  ])('of the earlier layout are refused with where they belong: %s', (path, place) => {
    put(path, 'anything');
    put('en/note.hbs', 'Note\n');
    expect(faultsOf(() => readTemplates(folder))).toEqual([
      { file: join(folder, path), line: null, message: expect.stringContaining(`belongs in ${join(folder, place)}`) },
    ]);
  });

  it('that cannot be used are all named at once, each once, with the line', () => {
    put('en/public_reply.hbs', 'Subject\n{{#if number}}');
    put('zh-CN/note.hbs', '\n{{number}}\n');
    put('zh-CN/digest.hbs', 'Subject\n\n{{#if}\n');
    put('partials/title.hbs', 'one\n{{{number}}}');
    const faults = faultsOf(() => createRenderer(readTemplates(folder)));
    expect(
      faults.map(({ file, line, message }) => `${file.slice(folder.length + 1)}:${line} ${message}`).sort(),
    ).toEqual([
      "en/public_reply.hbs:2 does not parse: if doesn't match letter",
      'partials/title.hbs:2 an HTML template must not switch escaping off',
      expect.stringMatching(/^zh-CN\/digest\.hbs:3 does not parse: Expecting .* got 'INVALID'$/),
      'zh-CN/note.hbs:1 the first line says what has happened, and it is empty',
    ]);
  });
});

function faultsOf(act: () => unknown): TemplateError['faults'] {
  try {
    act();
  } catch (error) {
    if (error instanceof TemplateError) return error.faults;
    throw error;
  }
  return [];
}
