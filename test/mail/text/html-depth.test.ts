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

  test('what follows the most tags that are read is cut', () => {
    const { html, cut } = flattenHtml(`${'<b>x</b>'.repeat(HTML_TAGS)}`);
    expect(cut).toBe(true);
    expect(html).toBe('<b>x</b>'.repeat(HTML_TAGS / 2));
  });
});
