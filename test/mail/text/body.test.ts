import { describe, expect, test } from 'vitest';
import { HTML_LENGTH, TEXT_LENGTH } from '../../../src/mail/limits.ts';
import type { Content } from '../../../src/mail/mime/content.ts';
import { mayHide, readBody, readReply } from '../../../src/mail/text/body.ts';

type Segment = { readonly plain: string | null; readonly html: string | null };

const read = (segments: readonly Segment[], mailer = '') =>
  readBody(
    {
      ...{ segments, attachments: [], reports: [], warnings: [] },
      ...{ calendar: null, reaction: false },
    } satisfies Content,
    mailer,
  );
const text = (plain: string): Segment => ({ plain, html: null });
const html = (source: string): Segment => ({ plain: null, html: source });

const STUB = 'This mail is HTML.';
const WORDS = 'the export of the monthly report fails';

describe('the forms of a body', () => {
  test.each<[why: string, segments: Segment[], text: string, plain: string, html: string | null]>([
    ['nothing', [], '', '', null],
    ['text alone', [text('one\n')], 'one', 'one', null],
    ['HTML alone', [html('<p>one</p>')], 'one', '', '<p>one</p>'],
    ['both forms', [{ plain: 'one', html: '<p>one</p>' }], 'one', 'one', '<p>one</p>'],
    ['a blank text form', [{ plain: ' ', html: '<p>one</p>' }], 'one', '', '<p>one</p>'],
    ['a stub', [{ plain: STUB, html: `<p>${WORDS}</p>` }], WORDS, '', `<p>${WORDS}</p>`],
    ['a stub beside other HTML', [text(STUB), html(`<p>${WORDS}</p>`)], `${STUB}\n${WORDS}`, STUB, `<p>${WORDS}</p>`],
    ['several parts', [text('one'), html('<p>two</p>'), text('three')], 'one\ntwo\nthree', 'one\nthree', '<p>two</p>'],
    ['several HTML parts', [html('<p>one</p>'), html('<p>two</p>')], 'one\ntwo', '', '<p>one</p>\n<p>two</p>'],
    ['text with blanks at its end', [text('one \n\n'), text(' \n')], 'one', 'one', null],
    [
      'lines that the HTML hides',
      [{ plain: 'one\n\n two  three \nfour', html: '<p>one</p><p hidden>two three</p><p>four</p>' }],
      'one\n\nfour',
      'one\n\nfour',
      '<p>one</p><p hidden>two three</p><p>four</p>',
    ],
    [
      'lines that the HTML hides and shows',
      [{ plain: 'one two\nthree', html: '<p hidden>one two</p><p>one two</p><p>three</p>' }],
      'one two\nthree',
      'one two\nthree',
      '<p hidden>one two</p><p>one two</p><p>three</p>',
    ],
    ['a part with no form', [{ plain: null, html: null }, text('one')], '\none', 'one', null],
  ])('%s', (_, segments, all, plain, source) => {
    expect(read(segments).body).toMatchObject({ text: all, plain, html: source });
    expect(read(segments).body.rendered === null).toBe(source === null);
  });

  test('entities that a program leaves are read', () => {
    expect(read([text('a &gt; b')], 'Foxmail').body).toMatchObject({ text: 'a > b', plain: 'a > b' });
    expect(read([text('a &gt; b')], 'Other').body.text).toBe('a &gt; b');
  });

  test('what is cut is told', () => {
    const long = 'x'.repeat(TEXT_LENGTH);
    expect(read([text(long)])).toMatchObject({ warnings: [], body: { text: long } });
    expect(read([text(`${long}x`)])).toMatchObject({
      warnings: ['text_truncated', 'text_truncated'],
      body: { text: long, plain: long },
    });
    const source = `<!--${'x'.repeat(HTML_LENGTH - 7)}-->x`;
    expect(read([html(source.slice(0, -1))])).toMatchObject({ warnings: [], body: { html: source.slice(0, -1) } });
    expect(read([html(source)])).toMatchObject({ warnings: [], body: { html: null, text: 'x' } });
    const rendered = read([{ plain: 'x', html: `<p>x</p><p>${long}</p>` }]);
    expect(rendered).toMatchObject({ warnings: ['text_truncated'], body: { text: 'x', html: null } });
    expect(rendered.body.rendered?.text.length).toBeLessThanOrEqual(TEXT_LENGTH);
    expect(read([html(`${'<b>'.repeat(600)}x`)])).toMatchObject({ warnings: ['html_flattened'], body: { text: 'x' } });
    expect(read([html('<br>'.repeat(50_001))])).toMatchObject({ warnings: ['text_truncated'], body: { html: null } });
  });
});

describe('whether words may be hidden', () => {
  const doubtful = (...pieces: string[]) =>
    read([html(pieces.map((piece) => `<p style="opacity:.3">${piece}</p>`).join(''))]).body;
  test.each([
    ['#close', '#close', true],
    ['#clo se', '> #clo\n> se it', true],
    ['It is (not) solved', 'it is not solved', false],
    ['is not', 'It is not solved', true],
    ['…', 'It is not solved', false],
    ['not', '', false],
    ['ﬁxed 问题', '问题', false],
    ['问题', '问，题', true],
  ])('%j in %j: %s', (piece, words, may) => {
    expect(mayHide(doubtful(piece), words)).toBe(may);
  });
  test('one of several is enough', () => {
    expect(mayHide(doubtful('other', '#close'), '#close')).toBe(true);
  });
  test('of too many pieces, any may', () => {
    const many = (count: number) => doubtful(...Array.from({ length: count }, (_, at) => `x${at}`));
    expect(mayHide(many(200), 'y')).toBe(false);
    expect(mayHide(many(201), 'y')).toBe(true);
    expect(mayHide(many(201), '')).toBe(false);
  });
  test('none, where there is no HTML', () => {
    expect(mayHide(read([text('x')]).body, 'x')).toBe(false);
  });
});

describe('the form out of which a reply is read', () => {
  const QUOTE = 'On Monday, 23 November 2026 at 09:00, Support <support@desk.example> wrote:';
  const quoted = `<p>${QUOTE}</p><blockquote type="cite">Is it fine?</blockquote>`;
  const reply = (segment: Segment) => readReply(read([segment]).body, { answers: true, forwards: false, author: '' });
  test.each<[why: string, segment: Segment, reply: string]>([
    ['text alone', text(`yes\n\n${QUOTE}\n> Is it fine?`), 'yes'],
    ['HTML alone', html(`<p>yes</p>${quoted}`), 'yes'],
    ['both with a quote', { plain: `yes\n\n${QUOTE}\n> Is it fine?`, html: `<p>yes, it is</p>${quoted}` }, 'yes'],
    ['a quote in the HTML alone', { plain: 'yes\n\nIs it fine?', html: `<p>yes</p>${quoted}` }, 'yes'],
    [
      'a text form that lost its lines',
      {
        plain: `yes it does ${QUOTE} Is it fine?`,
        html: `<div>yes it does</div><div><br></div><div>${QUOTE}</div><div>Is it fine?</div>`,
      },
      'yes it does',
    ],
    ['no new words in the HTML', { plain: 'yes\n\nIs it fine?', html: quoted }, 'yes\n\nIs it fine?'],
    ['HTML that says more beside its quote', { plain: 'yes', html: `<p>yes it</p>${quoted}` }, 'yes'],
    ['HTML of the same length', { plain: 'yes', html: `<p>yes</p>${quoted}` }, 'yes'],
    [
      'a text form of a quarter',
      { plain: 'one two thr', html: `<p>one two thr ${'and more '.repeat(4)}end</p>` },
      `one two thr ${'and more '.repeat(4)}end`,
    ],
    [
      'one of more than a quarter',
      { plain: 'one two three', html: `<p>one two three ${'and mo '.repeat(5)}</p>` },
      'one two three',
    ],
    [
      'one that is short beside a long quote',
      { plain: 'yes I do', html: `<p>yes I do</p><blockquote type="cite">${'Is it fine? '.repeat(9)}</blockquote>` },
      'yes I do',
    ],
    [
      'a long quote in the HTML alone',
      {
        plain: `yes\n\n${'Is it fine? '.repeat(9)}`,
        html: `<p>yes</p><blockquote>${'Is it fine? '.repeat(9)}</blockquote>`,
      },
      'yes',
    ],
    [
      'a long quote in the HTML alone, by its mark',
      {
        plain: `yes\n\n${'Is it fine? '.repeat(9)}`,
        html: `<p>yes</p><div class="gmail_quote">${'Is it fine? '.repeat(9)}</div>`,
      },
      'yes',
    ],
    [
      'nothing but a quote in the HTML',
      { plain: `yes\n\n${'Is it fine? '.repeat(9)}`, html: `<blockquote>${'Is it fine? '.repeat(9)}</blockquote>` },
      `yes\n\n${'Is it fine? '.repeat(9)}`.trim(),
    ],
    [
      'a text form whose quote is short',
      { plain: 'yes I do\n\n> Is', html: `<p>yes</p><blockquote>${'Is it fine? '.repeat(9)}</blockquote>` },
      'yes I do',
    ],
  ])('%s', (_, segment, words) => {
    expect(reply(segment).reply).toBe(words);
  });

  test('a quote that is all of the HTML is nobody’s new words', () => {
    expect(reply(html('<div class="gmail_quote">Is it fine?</div>')).own).toBe('');
  });
});
