import { describe, expect, it } from 'vitest';
import { safeHtml } from '../../src/letter/safe-html.ts';

it.each([
  ['structure stays', '<h1>A</h1><p>b<br>c</p><ul><li>d</li></ul>', '<h1>A</h1><p>b<br />c</p><ul><li>d</li></ul>'],
  ['emphasis stays, looks go', '<p style="color:red" class=x id=y align=center><b>A</b></p>', '<p><b>A</b></p>'],
  [
    'spans of cells stay',
    '<table><tr><td colspan=2 rowspan="x" width=9>A</td></tr></table>',
    '<table><tr><td colspan="2">A</td></tr></table>',
  ],
  [
    'spans of rows stay, two digits of them',
    '<table><tr><td rowspan=12>A</td><th colspan="100">B</th><th colspan="x2">C</th><th colspan="2x">D</th></tr></table>',
    '<table><tr><td rowspan="12">A</td><th>B</th><th>C</th><th>D</th></tr></table>',
  ],
  ['scripts and styles go with what is in them', 'a<script>b</script><style>c</style>d', 'ad'],
  ['comments go', 'a<!-- b --><!--[if mso]>c<![endif]-->d', 'ad'],
  ['form fields go, their text stays', '<form><button>A</button><textarea>b</textarea></form>', 'A'],
  ['svg goes', '<svg><circle r=1 /></svg>A', 'A'],
  [
    'a link shows where it leads',
    '<a href="https://bank.example/x">bank.example</a>',
    '<a href="https://bank.example/x" rel="noopener noreferrer nofollow">bank.example</a> [bank.example]',
  ],
  [
    'not where it pretends to',
    '<a href="https://bank.example@evil.example/">https://bank.example</a>',
    '<a href="https://evil.example/" rel="noopener noreferrer nofollow">https://bank.example</a> [evil.example]',
  ],
  [
    'a link behind a blank of any kind',
    '<a href="\u00a0https://a.example/">x</a>',
    '<a href="https://a.example/" rel="noopener noreferrer nofollow">x</a> [a.example]',
  ],
  [
    'look-alike letters are spelled out',
    '<a href="https://bаnk.example/">bank</a>',
    '<a href="https://xn--bnk-6cd.example/" rel="noopener noreferrer nofollow">bank</a> [xn--bnk-6cd.example]',
  ],
  [
    'the port belongs to it',
    '<a href="http://10.0.0.1:8080/">x</a>',
    '<a href="http://10.0.0.1:8080/" rel="noopener noreferrer nofollow">x</a> [10.0.0.1:8080]',
  ],
  [
    'mailto carries no prepared letter',
    '<a href="mailto:desk@x.example?subject=Re&body=%23resolve">x</a>',
    '<a href="mailto:desk@x.example" rel="noopener noreferrer nofollow">x</a> [desk@x.example]',
  ],
  ['mailto to several goes', '<a href="mailto:a@x.example,b@x.example">x</a>', '<a>x</a>'],
  [
    'other schemes go',
    '<a href="javascript:x">x</a><a href="ftp://x/">y</a><a href="tel:1">z</a>',
    '<a>x</a><a>y</a><a>z</a>',
  ],
  [
    'relative links go',
    '<a href="/x">x</a><a href="//evil.example/">y</a><a href="x.html">z</a>',
    '<a>x</a><a>y</a><a>z</a>',
  ],
  [
    'links within links keep their places',
    '<a href="http://a.example/">a<a href="http://b.example/">b</a>c</a>',
    '<a href="http://a.example/" rel="noopener noreferrer nofollow">a</a> [a.example]<a href="http://b.example/" rel="noopener noreferrer nofollow">b</a> [b.example]c',
  ],
  ['own images stay', '<img src="cid:logo@x" alt="logo" width=9 onerror=x>', '<img src="cid:logo@x" alt="logo" />'],
  ['images of other mails go', '<img src="cid:other@x">', ''],
  ['remote and embedded images go', '<img src="https://x.example/a.png"><img src="data:image/png;base64,AA"><img>', ''],
  ['text stays text', '1 &lt; 2 &amp;&amp; a<b', '1 &lt; 2 &amp;&amp; a'],
  ['nothing stays nothing', '', ''],
])('%s', (_, html, expected) => expect(safeHtml(html, new Set(['logo@x']))).toBe(expected));

it('leaves nothing of its own marks, whatever a sender writes', () => {
  const html =
    '<a href="https://a.example/" data-leads-to="evil.example">x</a> data-leads-to="y" <b data-leads-to="z">t</b>';
  expect(safeHtml(html)).toBe(
    '<a href="https://a.example/" rel="noopener noreferrer nofollow">x</a> [a.example] data-leads-to="y" <b>t</b>',
  );
});

it('reduces what it has reduced to the same, but for the destinations', () => {
  const html = '<p><b>A</b><img src="cid:x"></p><table><tr><td colspan="2">b</td></tr></table>';
  expect(safeHtml(safeHtml(html))).toBe(safeHtml(html));
});

describe('of structure and emphasis', () => {
  const SENTENCES = 'p div blockquote pre h1 h2 h3 h4 h5 h6';
  const WORDS = 'span code b strong i em u s del ins small sub sup kbd q mark';
  const LISTS = 'ul ol li dl dt dd table caption thead tbody tfoot tr td th';
  it.each(`${SENTENCES} ${WORDS} ${LISTS}`.split(' '))('<%s> stays', (tag) => {
    expect(safeHtml(`<${tag}>x</${tag}>`)).toBe(`<${tag}>x</${tag}>`);
  });
  it.each(['br', 'hr'])('<%s> stays, alone', (tag) => expect(safeHtml(`<${tag}>`)).toBe(`<${tag} />`));
});

describe('HTML is given up', () => {
  it.each<[string, string, boolean]>([
    ['not at 300,000 characters', 'x'.repeat(300_000), false],
    ['beyond them', 'x'.repeat(300_001), true],
    ['not at 4,000 open elements', '<i>'.repeat(4_000), false],
    ['beyond them', '<i>'.repeat(4_001), true],
    ['not for elements that are closed again', '<i>x</i>'.repeat(5_000), false],
    ['for open ones among closed ones', '<i><b></b>'.repeat(4_001), true],
    ['for open ones behind ends of nothing', `${'</i>'.repeat(100)}${'<i>'.repeat(4_001)}`, true],
  ])('%s: %#', (_, html, given) => expect(safeHtml(html) === '').toBe(given));
});

it.each([
  ['deep', '<div>x'.repeat(50_000), ''],
  ['deep tables', '<table><tr><td>'.repeat(20_000), ''],
  ['deep, but not too deep to be read', '<div>'.repeat(1_000), `${'<div>'.repeat(200)}${'</div>'.repeat(200)}`],
  ['long', `<p>${'x'.repeat(300_000)}</p>`, ''],
  ['unclosed', '<'.repeat(250_000), '&lt;'.repeat(250_000)],
  ['broken', '<br>'.repeat(60_000), '<br />'.repeat(60_000)],
])('HTML that is %s holds nothing up', (_, html, expected) => expect(safeHtml(html) === expected).toBe(true));
