import { describe, expect, test } from 'vitest';
import { rulesOf } from '../../../../src/mail/text/hidden/css.ts';
import { Rules } from '../../../../src/mail/text/hidden/selector.ts';
import { type Element, Tree } from '../../../../src/mail/text/hidden/tree.ts';

/** An element of a path: `div.a.b#i[title=x]`; a `/` before it closes so many elements that are open. */
function open(tree: Tree, step: string): Element {
  const [, closed = '', name = '', rest = ''] = /^(\/*)(\w+)(.*)$/.exec(step) ?? [];
  for (const _ of closed) tree.close();
  const classes = [...rest.matchAll(/\.([\w-]+)/g)].map(([, word]) => word).join(' ');
  const id = /#([\w-]+)/.exec(rest)?.[1];
  const attributes = [...rest.matchAll(/\[(\w+)=(\w*)\]/g)].map(([, key = '', value = '']) => [key, value]);
  return tree.open(name, {
    ...(classes === '' ? {} : { class: classes }),
    ...(id === undefined ? {} : { id }),
    ...Object.fromEntries(attributes),
  });
}

/** The rules that speak of the last element of a path, in their order, by what they say: `left:1`. */
function rulesFor(css: string, path: string): string | null {
  const tree = new Tree();
  const rules = new Rules(rulesOf(css));
  const matched = path
    .split(' ')
    .map((step) => rules.of(open(tree, step)))
    .at(-1);
  if (!matched) return null;
  return matched.rules.map(({ declared, certain }) => `${declared.get('left')}${certain ? '' : '?'}`).join(' ');
}

describe('rules that speak of an element', () => {
  test.each<readonly [css: string, path: string, found: string]>([
    // name, class, id and attributes
    ['p{left:1}', 'p', '1'],
    ['P{left:1}', 'p', '1'],
    ['p{left:1}', 'div', ''],
    ['*{left:1}', 'p', '1'],
    ['.a{left:1}', 'p.a', '1'],
    ['.a{left:1}', 'p.b.a', '1'],
    ['.A{left:1}', 'p.a', '1'],
    ['.a{left:1}', 'p.A', '1'],
    ['.a{left:1}', 'p.ab', ''],
    ['#i{left:1}', 'p#i', '1'],
    ['#I{left:1}', 'p#i', '1'],
    ['#i{left:1}', 'p#j', ''],
    ['p.a#i{left:1}', 'p.a#i', '1'],
    ['p.a#i{left:1}', 'p#i', ''],
    ['.a.b{left:1}', 'p.a', ''],
    ['.a.b{left:1}', 'p.b.a', '1'],
    ['[title]{left:1}', 'p[title=]', '1'],
    ['[title=x]{left:1}', 'p[title=x]', '1'],
    ['[title=x]{left:1}', 'p[title=y]', ''],
    ['[class~=a]{left:1}', 'p.a', '1'],
    ['[class^=a]{left:1}', 'p.ab', '1'],
    ['[id^=a]{left:1}', 'p#ab', '1'],
    ['[id=ab]{left:1}', 'p#ab', '1'],
    // several selectors of one rule
    ['p, .a{left:1}', 'p.a', '1 1'],
    ['p, .a{left:1}', 'p', '1'],
    ['q , p{left:1}', 'p', '1'],
    // around it
    ['div p{left:1}', 'div p', '1'],
    ['div p{left:1}', 'p', ''],
    ['div p{left:1}', 'div b p', '1'],
    ['div>p{left:1}', 'div p', '1'],
    ['div>p{left:1}', 'div b p', ''],
    ['.x .a{left:1}', 'div.x p.a', '1'],
    ['.x .a{left:1}', 'div p.a', ''],
    ['#x p{left:1}', 'div#x p', '1'],
    ['h1+p{left:1}', 'div h1 /p', '1'],
    ['h1+p{left:1}', 'div h1 /b /p', ''],
    ['h1~p{left:1}', 'div h1 /b /p', '1'],
    ['.x~.a{left:1}', 'div p.x /p.a', '1'],
    ['p:first-child{left:1}', 'div p', '1'],
    ['p:first-child{left:1}', 'div b /p', ''],
    ['p:nth-child(2){left:1}', 'div b /p', '1'],
    ['p:first-of-type{left:1}', 'div b /p', '1'],
    ['div{left:1}', 'div p', ''],
    // one part that is open takes the plain ones with it, in their order
    ['p{left:1}div p{left:2}.a{left:3}', 'div p.a', '1 2 3'],
    ['div p.a{left:1}p{left:2}', 'div p.a', '2 1'],
    // what programs put around
    ['html>body>p{left:1}', 'p', '1'],
    ['html>body>p{left:1}', 'html p', '1'],
    ['html>body>p{left:1}', 'html body p', '1'],
    ['body.x p{left:1}', 'html body.x p', '1'],
    ['html.x p{left:1}', 'html.x body p', '1'],
    ['table>tr{left:1}', 'table tr', ''],
    ['table>tbody>tr{left:1}', 'table tr', '1'],
    ['tr+tr{left:1}', 'table tr /tr', '1'],
    ['thead>tr{left:1}', 'table thead tr', '1'],
    ['tr:first-child{left:1}', 'table thead tr //tr', '1'],
    ['table>tbody>tr{left:1}', 'table tbody tr', '1'],
    ['div>tr{left:1}', 'div tr', '1'],
    // weight (Selectors §17), then order
    ['.a{left:1}p{left:2}', 'p.a', '2 1'],
    ['#i{left:1}.a{left:2}', 'p.a#i', '2 1'],
    ['#i{left:1}.a.a.a.a{left:2}', 'p.a#i', '2 1'],
    ['p{left:1}*{left:2}', 'p', '2 1'],
    ['p{left:1}p{left:2}', 'p', '1 2'],
    ['.a{left:1}.b{left:2}', 'p.b.a', '1 2'],
    ['.b{left:1}.a{left:2}', 'p.b.a', '1 2'],
    ['p.a{left:1}.a{left:2}', 'p.a', '2 1'],
    ['[title]{left:1}p{left:2}', 'p[title=x]', '2 1'],
    ['[title]{left:1}.a{left:2}', 'p.a[title=x]', '1 2'],
    ['[id=i]{left:1}.a{left:2}', 'p.a#i', '2 1'],
    ['[id]{left:1}.a{left:2}', 'p.a#i', '1 2'],
    ['p:first-child{left:1}p{left:2}', 'p', '2 1'],
    ['p:first-child{left:1}.a{left:2}', 'p.a', '2 1'],
    ['.b:first-child{left:1}.a{left:2}', 'p.a.b', '2 1'],
    ['p:first-child{left:1}#i{left:2}', 'p#i', '1 2'],
    ['div p{left:1}p{left:2}', 'div p', '2 1'],
    [':is(.a,q){left:1}p{left:2}', 'p.a', '2 1'],
    [':is(p,q){left:1}.a{left:2}', 'p.a', '1 2'],
    ['p:where(.a){left:1}p{left:2}', 'p.a', '1 2'],
    [':not(.b){left:1}p{left:2}', 'p', '2 1'],
    // several at once
    [':is(.a,.b){left:1}', 'p.b', '1'],
    [':where(.a){left:1}', 'p', ''],
    ['p:not(.a){left:1}', 'p.a', ''],
    // what is known only later is perhaps so
    ['p:last-child{left:1}', 'p', '1?'],
    ['p:nth-last-child(2){left:1}', 'p', '1?'],
    ['p:last-of-type{left:1}', 'p', '1?'],
    ['p:nth-last-of-type(2){left:1}', 'p', '1?'],
    ['p:only-child{left:1}', 'p', '1?'],
    ['p:only-of-type{left:1}', 'p', '1?'],
    ['p:empty{left:1}', 'p', '1?'],
    ['p:has(b){left:1}', 'p', '1?'],
    ['p:contains(b){left:1}', 'p', '1?'],
    ['p:icontains(b){left:1}', 'p', '1?'],
    ['p:parent{left:1}', 'p', '1?'],
    ['p:scope{left:1}', 'p', '1?'],
    ['p:is(:empty){left:1}', 'p', '1?'],
    ['p:not(b:last-child){left:1}', 'p', '1?'],
    ['p:where(b,:empty){left:1}', 'p', '1?'],
    ['p:matches(:not(:empty)){left:1}', 'p', '1?'],
    ['p:empty{left:1}', 'b', ''],
    ['p.a:empty{left:1}', 'p', ''],
    [':empty{left:1}', 'b', '1?'],
    // what nobody can tell, or read
    ['p::first-line{left:1}', 'p', '1?'],
    ['p::first-line{left:1}', 'b', ''],
    ['p:foo{left:1}', 'p', '1?'],
    ['p:foo{left:1}', 'b', ''],
    ['.a:foo{left:1}', 'p', ''],
    [':foo{left:1}', 'b', '1?'],
    ['p:hover{left:1}', 'p', ''],
    ['& p{left:1}', 'b', '1?'],
    ['p || q{left:1}', 'b', '1?'],
    ['x|p{left:1}', 'b', '1?'],
    ['|p{left:1}', 'b', '1?'],
    ['x|*{left:1}', 'b', '1?'],
    ['*|*{left:1}', 'b', '1'],
    ['[*|title=x]{left:1}', 'b[title=x]', '1'],
    ['[x|title]{left:1}', 'b', '1?'],
    ['p:is(*|p){left:1}', 'p', '1?'],
    // what begins or ends with a step
    ['> p{left:1}', 'p', '1?'],
    ['> p{left:1}', 'b', ''],
    ['+ p{left:1}', 'div b /p', '1?'],
    ['+ p{left:1}', 'p', ''],
    [':empty > p{left:1}', 'p', '1?'],
    ['b:empty > p{left:1}', 'b p', '1?'],
    ['b:empty > p{left:1}', 'p', ''],
    [':foo p{left:1}', 'p', '1?'],
    [':foo p{left:1}', 'b', ''],
    ['p > :empty{left:1}', 'p b', '1?'],
    ['p > :empty{left:1}', 'p', ''],
    ['p > :foo{left:1}', 'p b', '1?'],
    ['p:empty.a{left:1}', 'p.a', '1?'],
    ['p:empty.a{left:1}', 'p', ''],
    // beside the words
    ...['::before', '::after', ':before', ':after', '::marker', '::selection', '::placeholder', '::backdrop'].map(
      (beside) => [`p${beside}{left:1}`, 'p', ''] as const,
    ),
    ['p::before, b{left:1}', 'b', '1'],
    ['marker{left:1}', 'marker', '1'],
    ['.c29{left:1}', `p${Array.from({ length: 30 }, (_, at) => `.c${at}`).join('')}`, '1'],
    ['p::before > b{left:1}', 'p b', '1?'],
    ['p::first-letter{left:1}', 'p', '1?'],
    ['*|p{left:1}', 'p', '1'],
    ['p!{left:1}', 'b', '1?'],
    ['@media (x){p{left:1}}', 'p', '1?'],
  ])('%s of %s: %s', (css, path, found) => {
    expect(rulesFor(css, path)).toBe(found);
  });
});

describe('many rules and elements', () => {
  test('of more selectors than are read, none is told', () => {
    const css = (count: number): string => '.x{top:1}'.repeat(count - 1);
    expect(rulesFor(`${css(2000)}p{left:1}`, 'p')).toBe('1');
    expect(rulesFor(`${css(2001)}p{left:1}`, 'p')).toBeNull();
    expect(new Rules(rulesOf(css(3)))).toMatchObject({ size: 2, needTree: false });
  });

  test.each([
    ['p.a#i, *{left:1}', false],
    ['b p{left:1}', true],
    ['[title]{left:1}', true],
    ['[class=a]{left:1}', false],
    ['p:empty{left:1}', false],
    ['p:first-child{left:1}', true],
  ])('%s looks around an element: %s', (css, needTree) => {
    expect(new Rules(rulesOf(css)).needTree).toBe(needTree);
  });

  test('elements with the same rules have the same key, others another', () => {
    const rules = new Rules(rulesOf('.a{left:1}div p{left:2}b p{left:3}'));
    const key = (path: string): string | undefined => {
      const tree = new Tree();
      return path
        .split(' ')
        .map((step) => rules.of(open(tree, step)))
        .at(-1)?.key;
    };
    expect(key('div p.a')).toBe(key('b div p.a'.replace('b ', 'i ')));
    const keys = ['p', 'p.a', 'p#a', 'b', 'div p', 'b p', 'b div p', 'div p.a'].map(key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
