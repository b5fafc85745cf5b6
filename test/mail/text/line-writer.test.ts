import { expect, test } from 'vitest';
import { LineWriter } from '../../../src/mail/text/line-writer.ts';

/** What is written by some steps. */
function written(steps: (writer: LineWriter) => void) {
  const writer = new LineWriter();
  steps(writer);
  return writer.result().text;
}

test.each<[what: string, steps: (writer: LineWriter) => void, text: string]>([
  ['nothing', () => {}, ''],
  ['words', (w) => w.add('a b'), 'a b'],
  ['blanks at the start', (w) => w.add('  a'), 'a'],
  [
    'a second blank',
    (w) => {
      w.add('a ');
      w.add(' b');
      w.add('c');
    },
    'a bc',
  ],
  [
    'blanks alone behind a blank',
    (w) => {
      w.add('a ');
      w.add(' ');
      w.add(' b');
    },
    'a b',
  ],
  [
    'a blank within',
    (w) => {
      w.add('a');
      w.add(' b');
    },
    'a b',
  ],
  ['lines as they are', (w) => w.addLines('  a\n   b\r\n c'), '  a\n   b\n c'],
  [
    'a blank behind them',
    (w) => {
      w.addLines('a');
      w.add(' b');
    },
    'a b',
  ],
  [
    'a line of its own',
    (w) => {
      w.add('a');
      w.newline();
      w.add(' b');
    },
    'a\nb',
  ],
  ['hard blanks', (w) => w.add('a\u00a0b\u00a0'), 'a b'],
  [
    'a block',
    (w) => {
      w.add('a');
      w.block(false);
      w.add('b');
    },
    'a\nb',
  ],
  [
    'blanks before a block',
    (w) => {
      w.add('a');
      w.newline();
      w.addLines('  ');
      w.block(false);
      w.add(' b');
    },
    'a\nb',
  ],
  [
    'a spaced block',
    (w) => {
      w.add('a');
      w.block(true);
      w.add('b');
    },
    'a\n\nb',
  ],
  [
    'two spaced blocks',
    (w) => {
      w.add('a');
      w.block(true);
      w.block(true);
      w.add('b');
    },
    'a\n\nb',
  ],
  [
    'a spaced block at the start',
    (w) => {
      w.block(true);
      w.add('b');
    },
    'b',
  ],
  [
    'a rule',
    (w) => {
      w.add('a');
      w.rule();
      w.add('b');
    },
    'a\n________________________________\nb',
  ],
  [
    'a quote',
    (w) => {
      w.quote(1);
      w.add('a');
      w.newline();
      w.newline();
      w.quote(1);
      w.add('b');
      w.newline();
      w.quote(-1);
      w.quote(-1);
      w.add('c');
    },
    '> a\n>\n>> b\nc',
  ],
  [
    'blank lines around',
    (w) => {
      w.newline();
      w.newline();
      w.add('a');
      w.newline();
      w.newline();
    },
    'a',
  ],
  [
    'a quote that ends in an empty line',
    (w) => {
      w.quote(1);
      w.addLines('a\n ');
    },
    '> a',
  ],
  [
    'a link over two lines',
    (w) => {
      w.addLines('a\nb');
      w.link('https://x.example', 0);
    },
    'a\nb',
  ],
])('%s', (_, steps, text) => {
  expect(written(steps)).toBe(text);
});

test('its length counts every character', () => {
  const writer = new LineWriter();
  writer.add('  ab ');
  writer.addLines('cd\nef');
  expect(writer.length).toBe(7);
});

test.each<[before: string, shown: string, href: string, text: string]>([
  ['', 'here', 'https://x.example', 'here <https://x.example>'],
  ['go ', 'here', 'https://x.example', 'go here <https://x.example>'],
  ['www.y ', 'here', 'https://x.example', 'www.y here <https://x.example>'],
  ['a@b ', 'here', 'https://x.example', 'a@b here <https://x.example>'],
  ['go ', '', 'https://x.example', 'go'],
  ['', '', 'https://x.example', ''],
  ['', 'at x.example', 'https://www.x.example/', 'at x.example'],
  ['', 'WWW.y', 'https://x.example', 'WWW.y'],
  ['', 'http://y', 'https://x.example', 'http://y'],
  ['', 'a@y', 'https://x.example', 'a@y'],
  ['', 'here', 'ftp://x.example', 'here'],
  ['', 'here', 'javascript:open("https://x.example")', 'here'],
  ['', 'here', 'http://x.example', 'here <http://x.example>'],
  ['', 'here', 'mailto:li@x.example', 'here <mailto:li@x.example>'],
  ['', 'to li', 'mailto:li', 'to li'],
  ['', 'x.example', 'https://x.example', 'x.example'],
  ['', 'x.example', 'http://x.example', 'x.example'],
  ['', 'x.example/a', 'https://x.example/a', 'x.example/a'],
  ['', 'x.example/?to=li', 'https://x.example/?to=mailto:li', 'x.example/?to=li <https://x.example/?to=mailto:li>'],
  ['', 'see www.y', 'https://x.example', 'see www.y <https://x.example>'],
  ['go', ' ', 'https://x.example', 'go'],
])('a link: "%s%s" to %s', (before, shown, href, text) => {
  expect(
    written((writer) => {
      writer.add(before);
      const from = writer.length;
      writer.add(shown);
      writer.link(href, from);
    }),
  ).toBe(text);
});

test.each<[shows: string, steps: (writer: LineWriter) => void, quoteAt: number | null, signatureAt: number | null]>([
  ['nothing marked', (w) => w.add('a'), null, null],
  [
    'a quote begins on the next line',
    (w) => {
      w.add('a');
      w.markQuote();
      w.add('b');
    },
    1,
    null,
  ],
  [
    'the first quote counts',
    (w) => {
      w.add('a');
      w.markQuote();
      w.add('b');
      w.markQuote();
    },
    1,
    null,
  ],
  [
    'so does the first signature',
    (w) => {
      w.add('a');
      w.markSignature();
      w.add('b');
      w.markSignature();
    },
    null,
    1,
  ],
  [
    'a signature inside a quote is the other’s',
    (w) => {
      w.add('a');
      w.markQuote();
      w.add('b');
      w.markSignature();
    },
    1,
    null,
  ],
  [
    'empty lines at the start are not counted',
    (w) => {
      w.newline();
      w.newline();
      w.add('a');
      w.markSignature();
      w.add('b');
      w.markQuote();
    },
    2,
    1,
  ],
  [
    'a quote above them begins with the text',
    (w) => {
      w.markQuote();
      w.newline();
      w.add('a');
    },
    0,
    null,
  ],
])('marks: %s', (_, steps, quoteAt, signatureAt) => {
  const writer = new LineWriter();
  steps(writer);
  expect(writer.result()).toMatchObject({ quoteAt, signatureAt });
});
