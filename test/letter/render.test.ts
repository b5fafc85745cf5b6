import { describe, expect, it } from 'vitest';
import type { LetterFacts } from '../../src/letter/facts.ts';
import { LETTER_KINDS } from '../../src/letter/kinds.ts';
import { createRenderer } from '../../src/letter/render.ts';
import { sampleFacts, sampleVariants } from '../../src/letter/sample/sample.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import { viewOf } from '../../src/letter/view/view.ts';
import { LOCALES } from '../../src/words/locale.ts';

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

describe.each(LOCALES)('templates in %s', (locale) => {
  it.each(LETTER_KINDS)('%s asks for nothing the view lacks, full, bare or with any code', (kind) => {
    for (const facts of sampleVariants(kind, locale)) {
      const view = viewOf(facts);
      expect(() => render(locale, kind, strict(view))).not.toThrow();
    }
  });

  it.each(LETTER_KINDS.filter((kind) => sampleFacts(kind, locale).ticket !== null))(
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
  it.each([
    ['zh-CN', '首行写 #解决', '首行写 #撤销'],
    ['en', 'reply with #resolve', 'reply with #undo'],
  ] as const)('in %s shows the way to what it offers', (locale, resolve, undo) => {
    const facts = sampleFacts('transcript', locale);
    const { recipient, now, ticket } = facts;
    if (ticket === null) throw new Error('a letter about a ticket');
    const undoable = { version: ticket.version + 1, at: now, by: recipient.address, told: [], before: {}, absent: [] };
    const text = (values: LetterFacts['values'] = {}): string =>
      render(locale, 'transcript', viewOf({ ...facts, values, ticket: { ...ticket, undoable } })).text;
    expect(text({ offers: 'resolve' })).toContain(resolve);
    expect(text({ offers: 'undo' })).toContain(undo);
    for (const none of [resolve, undo]) expect(text()).not.toContain(none);
  });
  const text = (locale: 'zh-CN' | 'en'): string => {
    const lines = ['#accept', '#assign 陈工', '#frobnicate 1', ''];
    const transcript = lines.map((command) => ({ command, done: true, result: 'note' as const, detail: '' }));
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
    const times = (words: string): number => text(words).split('等待约 30 秒').length - 1;
    expect(times('您好，\n点击“导出”后等待约 30 秒，页面提示“系统繁忙”。\n换浏览器也一样。')).toBe(1);
    expect(times('您好，导出报错。')).toBe(1);
  });
});

describe('the relayed copy of an answer', () => {
  const text = (locale: 'zh-CN' | 'en', values: Record<string, string>): string =>
    render(locale, 'relay', viewOf({ ...sampleFacts('relay', locale), values })).text;
  it('says what it has done to the ticket', () => {
    expect(text('zh-CN', { asked: '2', answerer: 'zhao@desk.example', rating: '5' })).toMatch(
      /第 2 次催问。系统一小时内只自动答复一次，这次请赵一线直接答复客户。\n\n客户的满意度评价：5（满分 5）/,
    );
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
