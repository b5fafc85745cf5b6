import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LetterFacts } from '../../src/letter/facts.ts';
import { LETTER_KINDS } from '../../src/letter/kinds.ts';
import { createRenderer } from '../../src/letter/render.ts';
import { TemplateError } from '../../src/letter/template-error.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import { viewOf } from '../../src/letter/view/view.ts';
import { LOCALES } from '../../src/words/locale.ts';
import { sampleFacts, TICKETLESS } from './sample.ts';

const render = createRenderer(readTemplates(null));

/** The same value, but asking for what is not there throws: Handlebars itself lets a missing argument pass. */
function strict<T>(value: T, path = 'view'): T {
  if (typeof value !== 'object' || value === null || 'toHTML' in value) return value;
  return new Proxy(value, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target)
        return strict(Reflect.get(target, name), `${path}.${String(name)}`);
      throw new Error(`${path}.${name} is not there`);
    },
  });
}

/** Facts with nothing in them but what every letter has, and the draft that the letter about one cannot do without. */
function bareFacts(facts: LetterFacts): LetterFacts {
  const { kind, locale, timezone, now, desk, recipient, ticket, ref, messageId, draft } = facts;
  const { reply } = facts.addresses;
  return {
    kind,
    locale,
    timezone,
    now,
    desk,
    recipient,
    ticket,
    ref,
    messageId,
    addresses: { reply },
    ...(draft && { draft }),
  };
}

describe.each(LOCALES)('templates in %s', (locale) => {
  it.each(LETTER_KINDS)('%s asks for nothing the view lacks, full or bare', (kind) => {
    const facts = sampleFacts(kind, locale);
    for (const each of [facts, bareFacts(facts)]) {
      const view = viewOf(each);
      expect(() => render(locale, kind, strict(view))).not.toThrow();
    }
  });

  it.each(LETTER_KINDS.filter((kind) => !TICKETLESS.has(kind)))(
    '%s stands by itself without a template for it missing',
    (kind) => {
      const { html, text } = render(locale, kind, viewOf(sampleFacts(kind, locale)));
      expect(html.startsWith('<!doctype html>')).toBe(true);
      expect(html).toContain('TS20261123007');
      expect(text).toContain('TS20261123007');
      expect(html).not.toMatch(/(?:src|background)\s*=|url\(|@import|@font-face/i);
    },
  );
});

describe('a transcript', () => {
  const text = (locale: 'zh-CN' | 'en'): string => {
    const lines = ['#accept', '#assign 陈工', '#frobnicate 1', ''];
    const transcript = lines.map((command) => ({ command, done: true, result: 'note', detail: '' }));
    return render(locale, 'transcript', viewOf({ ...sampleFacts('transcript', locale), transcript })).text;
  };
  it('names commands in the language of its reader', () => {
    expect(text('zh-CN')).toMatch(/✓ #接收: .*\n✓ #转派 陈工: .*\n✓ #frobnicate 1: .*\n✓ [^#]/);
    expect(text('en')).toMatch(/✓ #accept: .*\n✓ #assign 陈工: .*\n✓ #frobnicate 1: .*\n✓ [^#]/);
  });
});

describe('the description', () => {
  const text = (words: string): string =>
    render('zh-CN', 'dispatch', viewOf({ ...sampleFacts('dispatch', 'zh-CN'), words })).text;
  it('is not shown beside the words it was taken from', () => {
    expect(text('您好，\n点击“导出”后等待约 30 秒，页面提示“系统繁忙”。\n换浏览器也一样。')).not.toContain(
      '问题描述：',
    );
    expect(text('您好，导出报错。')).toContain('问题描述：');
  });
});

describe('the relayed copy of an answer', () => {
  const text = (locale: 'zh-CN' | 'en', values: Record<string, string>): string =>
    render(locale, 'relay', viewOf({ ...sampleFacts('relay', locale), values })).text;
  it('says what it has done to the ticket', () => {
    expect(text('zh-CN', { outcome: 'closed', rating: '5' })).toMatch(/问题已关闭。\n\n客户的满意度评价：5（满分 5）/);
    expect(text('en', { outcome: 'reopened' })).toContain('the ticket is reopened.');
    expect(text('zh-CN', {})).not.toMatch(/已关闭|重新打开|满意度/);
  });
});

describe('values', () => {
  const facts = { ...sampleFacts('public_reply', 'en'), words: '5 < 6 & "7"\n<b>bold</b>' };

  it('are escaped in HTML and left alone in text', () => {
    const { html, text } = render('en', 'public_reply', viewOf(facts));
    expect(html).toContain('5 &lt; 6 &amp; &quot;7&quot;<br>&lt;b&gt;bold&lt;/b&gt;');
    expect(text).toContain('5 < 6 & "7"\n<b>bold</b>');
  });

  it('are HTML only as the reduced form of the original mail', () => {
    const original = {
      from: { name: '', address: 'a@x' },
      text: 'hi',
      html: '<p onclick="x()">hi</p><script>x()</script>',
    };
    const { html } = render('en', 'relay', viewOf({ ...sampleFacts('relay', 'en'), original }));
    expect(html).toContain('<p>hi</p>');
    expect(html).not.toMatch(/<script|onclick/);
  });

  it('are cut where nobody would read on', () => {
    const { text } = render('en', 'public_reply', viewOf({ ...facts, words: 'x'.repeat(150_000) }));
    expect(text).toContain('x\n[…]\n');
    expect(text.length).toBeLessThan(101_000);
  });
});

describe('an operator’s own templates', () => {
  let folder = '';
  const put = (path: string, source: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'templates-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const rendered = (locale: 'zh-CN' | 'en') =>
    createRenderer(readTemplates(folder))(locale, 'public_reply', viewOf(sampleFacts('public_reply', locale)));

  it('win over the built-in ones, file by file', () => {
    put('en/public_reply.hbs', 'Own: {{ticket.subject}}\n\n{{#> p}}{{number}} & so on{{/p}}\n');
    expect(rendered('en').subject).toBe('Own: Monthly report export fails, finance cannot reconcile');
    expect(rendered('en').text).toMatch(/^TS20261123007 & so on\n\n--\n/);
    expect(rendered('en').html).toMatch(/<p [^>]*>TS20261123007 & so on<\/p>/);
    expect(rendered('zh-CN').subject).toMatch(/^答复：/);
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

  it.each(['{{ticket.subjct}}', '{{zork}}', '{{> zork}}'])('fail when they name what is not there: %s', (source) => {
    put('en/public_reply.hbs', `Subject\n${source}`);
    expect(() => rendered('en')).toThrow();
  });

  it.each(['{{constructor}}', '{{ticket.__proto__}}'])('reach nothing but values: %s', (source) => {
    put('partials/letter.hbs', '{{> @partial-block}}');
    put('en/public_reply.hbs', `Subject\n${source}`);
    expect(rendered('en').text.trim()).toBe('');
    expect(rendered('en').html.trim()).toBe('');
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
      'zh-CN/note.hbs:1 the first line is the subject, and it is empty',
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
