import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { HTML_TAGS } from '../../../src/mail/limits.ts';
import { flattenHtml } from '../../../src/mail/text/html-depth.ts';

/** How many elements the parser has open at most. */
function deepest(html: string): number {
  let most = 0;
  let open = 0;
  const parser = new Parser(
    {
      onopentag() {
        open++;
        most = Math.max(most, open);
      },
      onclosetag: () => open--,
    },
    { recognizeSelfClosing: true },
  );
  parser.end(html);
  return most;
}

describe('HTML is flattened', () => {
  test.each<[string, string]>([
    ['elements without an end', '<b>'.repeat(2_000)],
    ['elements of many names', Array.from({ length: 2_000 }, (_, at) => `<x${at}>`).join('')],
    ['tags that hide in quotation marks', `<p "${'<b>'.repeat(2_000)}">`],
    ['tags that hide in an attribute without an end', `<p title="${'<b>'.repeat(2_000)}`],
    ['tags that hide behind a comment', `<!-- -->${'<div>'.repeat(2_000)}`],
    ['lists', '<ul><li>'.repeat(2_000)],
    ['tables', '<table><tr><td>'.repeat(2_000)],
    ['capital letters', '<B>'.repeat(2_000)],
    ['tags with attributes', '<div style="color:red" title=">">'.repeat(2_000)],
    ['tags within foreign elements', `<svg>${'<g>'.repeat(2_000)}`],
  ])('%s', (_what, html) => {
    expect(deepest(flattenHtml(html, 500).html)).toBeLessThanOrEqual(501);
  });

  test('its words stay, and so does what is behind it', () => {
    const { html, flattened } = flattenHtml(`<p>a${'<b>x'.repeat(3)}${'</b>'.repeat(3)}</p><i>z</i>`, 2);
    expect(html).toBe('<p>a<b>xxx</b></p><i>z</i>');
    expect(flattened).toBe(true);
  });

  test.each([
    '<p>one<p>two<p>three',
    '<ul><li>one<li>two<li>three</ul>',
    '<table><tr><td>1<td>2<tr><td>3<td>4</table>',
    '<br><br><br><img src=x><hr>',
    '<b>1</b><b>2</b><b>3</b><b>4</b>',
    '<o:p/><o:p/><o:p/><o:p/>',
    '1 < 2 and 3 > 2',
    '<!-- <b><b><b><b> -->',
    '<script>"<b><b><b><b>"</script>',
  ])('what is not deep is left as it is: %s', (html) => {
    expect(flattenHtml(html, 3)).toEqual({ html, flattened: false, cut: false });
  });

  test.each([
    // an opening tag ends what stands right before it
    ...[
      ['li', 'li'],
      ['p', 'li'],
      ['dt', 'dt'],
      ['dd', 'dt'],
      ['p', 'dt'],
      ['dt', 'dd'],
      ['dd', 'dd'],
      ['p', 'dd'],
      ['tr', 'tr'],
      ['td', 'tr'],
      ['th', 'tr'],
      ['p', 'tr'],
      ['td', 'td'],
      ['th', 'td'],
      ['p', 'td'],
      ['td', 'th'],
      ['th', 'th'],
      ['p', 'th'],
      ['option', 'option'],
    ],
    ...'p div ul ol dl table blockquote pre h1 h2 h3 h4 h5 h6 form hr'.split(' ').map((name) => ['p', name]),
  ])('<%s> is ended by <%s>', (first = '', second = '') => {
    expect(flattenHtml(`<${first}>x<${second}>`, 1).flattened).toBe(false);
    expect(flattenHtml(`<b>x<${second}>`, 1).flattened).toBe(second !== 'hr');
  });

  test.each(['area base basefont br col embed frame hr img input link meta param source track wbr'.split(' ')].flat())(
    '<%s> has no end',
    (name) => {
      expect(flattenHtml(`<${name}><${name}><b>x`, 1).flattened).toBe(false);
    },
  );

  test.each([
    ['<b><i>x</i></b>', '<b>x</b>'],
    ['<b><i>x</i ></b>', '<b>x</b>'],
    ['<b><i>x</i', '<b>x</i'],
    ['<b><i>x</i y', '<b>x'],
    ['<b><i>x</b></i>y', '<b>x</b>y'],
    ['<b><i><i>x</i></i></i></b>', '<b>x</i></b>'],
    ['<b></i><i>x</i></b><u>y</u>', '<b></i>x</b><u>y</u>'],
    ['<i>x</b><u>y', '<i>x</b>y'],
    ['</b><b>x</b>', '</b><b>x</b>'],
    ['<B><I>x</I></B>', '<B>x</B>'],
    ['<b><i title=">">x</i></b>', '<b>x</b>'],
  ])('%s nested once is %s', (html, flat) => {
    expect(flattenHtml(html, 1).html).toBe(flat);
  });

  test('what follows the most tags that are read is cut', () => {
    const { html, cut } = flattenHtml(`${'<b>x</b>'.repeat(HTML_TAGS)}`);
    expect(cut).toBe(true);
    expect(html).toBe('<b>x</b>'.repeat(HTML_TAGS / 2));
  });
});
