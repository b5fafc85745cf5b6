import { describe, expect, test } from 'vitest';
import { htmlToText } from '../../../src/mail/text/html-text.ts';

const text = (html: string): string => htmlToText(html).text;
const SILENT = [
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'object',
  'svg',
  'select',
  'textarea',
  'button',
];
const SPACED = ['p', 'ul', 'ol', 'table', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const BLOCKS = [
  ...['div', 'dl', 'form', 'section', 'article', 'header', 'footer', 'center', 'address', 'fieldset'],
  ...['main', 'aside', 'figure', 'tr', 'dt', 'dd', 'caption'],
];

describe('elements', () => {
  test.each(SILENT)('nobody sees what is in %s', (name) => {
    expect(text(`a<${name}>b</${name}>c`)).toBe('ac');
  });
  test.each(SPACED)('%s stands apart', (name) => {
    expect(text(`a<${name}>b</${name}>c`)).toBe('a\n\nb\n\nc');
  });
  test.each(BLOCKS)('%s has lines of its own', (name) => {
    expect(text(`a<${name}>b</${name}>c`)).toBe('a\nb\nc');
  });
  test.each(['body', 'html'])('%s too', (name) => {
    expect(text(`a<${name}>b`)).toBe('a\nb');
  });
  test.each(['span', 'b', 'i', 'font', 'td'])('%s is part of its line', (name) => {
    expect(text(`<table><tr>a<${name}>b</${name}>c</tr></table>`).replace(' ', '')).toBe('abc');
  });
});

describe('HTML as text', () => {
  test.each([
    ['', ''],
    ['a  b\n\tc', 'a b c'],
    ['a\r\f b', 'a b'],
    ['a&amp;b&nbsp;c&#20013;', 'a&b c中'],
    ['a<br>b<BR/>c', 'a\nb\nc'],
    ['a<br><br>b', 'a\n\nb'],
    ['a<hr>b', 'a\n________________________________\nb'],
    ['<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['<table><tr><td>a</td><th>b</th></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['<p>a</p><p>b</p>', 'a\n\nb'],
    ['<p>a</p> <p> </p><p>b</p>', 'a\n\nb'],
    ['<div>a</div><div>b</div>', 'a\nb'],
    ['<pre>a  b\n  c\n</pre>d', 'a  b\n  c\n\nd'],
    ['<pre>a</pre>b  c', 'a\n\nb c'],
    ['</pre>a  b<pre>c  d</pre>', 'a b\n\nc  d'],
    ['<pre><pre>a  b</pre>c  d</pre>e  f', 'a  b\n\nc  d\n\ne f'],
    ['<img alt="a">', 'a'],
    ['<img alt="a" src="https://x.example/a.png">', 'a'],
    ['<img alt="a" src="cid:a">', ''],
    ['<img src="a.png">x', 'x'],
    ['<script>a<b>c</script>d', 'd'],
    ['<svg><style>a</style>b</svg>c', 'c'],
    ['<svg>a<p>b</p></svg>c', 'c'],
    ['<button>a</svg>b</button>c', 'c'],
    ['<title>a', ''],
    ['a</p>b', 'a\n\nb'],
    ['a < b', 'a < b'],
    ['<blockquote>a</blockquote>b', '> a\n>\nb'],
    ['<blockquote type="cite">a<br>b</blockquote>c', '> a\n> b\n>\nc'],
    ['<blockquote type="cite">a<blockquote type="cite">b</blockquote>c</blockquote>d', '> a\n>\n>> b\n>>\n> c\n>\nd'],
    ['</blockquote>a', 'a'],
    ['<blockquote>a<blockquote type="cite">b</blockquote></blockquote>c', '> a\n>\n>> b\n>>\nc'],
    ['<a href="https://x.example/a">here</a>', 'here <https://x.example/a>'],
    ['<a href="https://x.example/a">here</a>.', 'here <https://x.example/a>.'],
    ['before <a href="https://x.example/a">here</a>', 'before here <https://x.example/a>'],
    ['<a href="http://www.x.example/">x.example</a>', 'x.example'],
    ['<a href="https://x.example/a">x.example/a</a>', 'x.example/a'],
    ['<a href="https://x.example/a">https://short.example</a>', 'https://short.example'],
    ['<a href="https://x.example/a">www.short.example</a>', 'www.short.example'],
    ['<a href="https://x.example/a">see https://y</a>', 'see https://y <https://x.example/a>'],
    ['<a href="mailto:a@x.example">a@x.example</a>', 'a@x.example'],
    ['<a href="mailto:a@x.example">Li</a>', 'Li <mailto:a@x.example>'],
    ['<a href="MAILTO:a@x.example">b@x.example</a>', 'b@x.example'],
    ['<a href="https://x.example/mailto:x">x.example/mailto:x</a>', 'x.example/mailto:x'],
    ['<a href="#top">up</a>', 'up'],
    ['<a href="xhttps://x.example">up</a>', 'up'],
    ['<a name="x">here</a>', 'here'],
    ['<a href="https://x.example/a"> </a>b', 'b'],
    ['<a href="https://x.example/a"><img alt="logo"></a>', 'logo <https://x.example/a>'],
    ['<a href="https://x.example/a">a<br>b</a>', 'a\nb'],
    [
      'words <a href="https://x.example/a">a<a href="https://y.example/b">b</a>c</a>',
      'words a <https://x.example/a>b <https://y.example/b>c',
    ],
    ['a</a>b', 'ab'],
  ])('%s', (html, expected) => {
    expect(text(html)).toBe(expected);
  });

  test('quotes are marked twenty deep at most', () => {
    expect(text(`${'<blockquote type=cite>'.repeat(25)}a`).split('\n')[0]).toBe(`${'>'.repeat(20)} a`);
  });
});

describe('where a client’s containers begin', () => {
  const found = (html: string) => {
    const { text: words, quoteAt, signatureAt } = htmlToText(html);
    return [words, quoteAt, signatureAt];
  };
  test.each<[html: string, words: string, quoteAt: number | null, signatureAt: number | null]>([
    ['a', 'a', null, null],
    ['a<div class="gmail_quote">b</div>', 'a\nb', 1, null],
    ['<div class="gmail_quote">b</div>', 'b', 0, null],
    ['a<div class="gmail_quote">b</div><div class="gmail_quote">c</div>', 'a\nb\nc', 1, null],
    ['<br><br>a<br>b<div class="gmail_quote">c</div>', 'a\nb\nc', 2, null],
    ['<div class="gmail_quote"><br><br></div>a', 'a', 0, null],
    ['a<span class="gmail_quote">b</span>', 'a\nb', 1, null],
    ['a<div class="gmail_signature">b</div>', 'a\nb', null, 1],
    ['a<span class="gmail_signature">b</span>', 'a\nb', null, 1],
    ['a<div class="gmail_signature">b</div><div class="gmail_signature">c</div>', 'a\nb\nc', null, 1],
    ['a<div class="gmail_signature">b</div><div class="gmail_quote">c</div>', 'a\nb\nc', 2, 1],
    ['a<div class="gmail_quote">c</div><div class="gmail_signature">b</div>', 'a\nc\nb', 1, null],
    ['<button class="gmail_quote">b</button>a', 'a', null, null],
  ])('%s', (html, words, quoteAt, signatureAt) => {
    expect(found(html)).toEqual([words, quoteAt, signatureAt]);
  });
});
