import { describe, expect, test } from 'vitest';
import { type Sight, Styles } from '../../../../src/mail/text/hidden/look.ts';
import { Tree } from '../../../../src/mail/text/hidden/tree.ts';

type Tag = string | readonly [name: string, attributes: Readonly<Record<string, string>>];

const styled = (style: string): Tag => ['p', { style }];

/** Whether words are seen that stand in these elements, each in the one before it. */
function sightIn(head: string, tags: readonly Tag[]): Sight {
  const styles = new Styles(head);
  const tree = new Tree();
  let look = styles.plain;
  for (const tag of tags) {
    const element = typeof tag === 'string' ? tree.open(tag, {}) : tree.open(...tag);
    if (styles.hides(element)) return 'hidden';
    look = styles.look(element, look);
  }
  return look.sight;
}

describe('whether words are seen in their elements', () => {
  test.each<readonly [sight: Sight, ...tags: Tag[]]>([
    ['shown'],
    ['shown', 'p'],
    // elements
    ...['audio', 'video', 'canvas', 'progress', 'meter', 'rp', 'annotation', 'dialog'].map((name): [Sight, Tag] => [
      'hidden',
      name,
    ]),
    ['shown', ['dialog', { open: '' }]],
    ['hidden', ['p', { hidden: '' }]],
    ['hidden', ['dialog', { open: '', hidden: '' }]],
    ['doubtful', 'details', 'p'],
    ['shown', ['details', { open: '' }]],
    ['shown', ['p', { dir: 'rtl' }]],
    ['doubtful', ['bdo', { dir: 'rtl' }]],
    ['shown', 'bdo'],
    ['doubtful', ['p', { popover: '' }]],
    // what is inherited
    ['hidden', styled('color:white'), 'b'],
    ['shown', styled('color:white'), styled('color:black')],
    ['shown', styled('color:white'), styled('background:black')],
    ['shown', styled('background:black'), styled('color:white')],
    ['hidden', styled('background:black'), styled('color:black')],
    ['hidden', styled('background:black'), styled('background:rgb(255 255 255 / 5%)'), 'b'],
    ['shown', styled('background:black'), styled('background:rgb(255 255 255 / 90%)')],
    ['doubtful', styled('background:black'), styled('background:rgb(255 255 255 / 15%)')],
    ['hidden', styled('color:white'), styled('background-color:currentcolor;color:inherit')],
    ['hidden', styled('background-color:currentcolor')],
    ['hidden', styled('font-size:0'), styled('font-size:2em')],
    ['shown', styled('font-size:0'), styled('font-size:20px')],
    ['hidden', styled('font-size:.2em'), styled('font-size:.2em')],
    ['doubtful', styled('font-size:.4em'), styled('font-size:.6em')],
    ['hidden', styled('visibility:hidden'), 'b'],
    ['shown', styled('visibility:hidden'), styled('visibility:visible')],
    ['doubtful', styled('opacity:.4'), styled('opacity:1')],
    ['doubtful', styled('opacity:.4'), 'b'],
    ['doubtful', styled('color:var(--x)'), 'b'],
    ['shown', styled('color:var(--x)'), styled('color:black')],
    ['doubtful', styled('background:url(a);color:white'), 'b'],
    ['hidden', styled('background:url(a)'), styled('background:white;color:white')],
    ['doubtful', styled('background:url(a)'), styled('color:white')],
    // attributes, where styles say nothing
    ['hidden', ['font', { color: 'white' }]],
    ['shown', ['font', { color: 'white', style: 'color:black' }]],
    ['hidden', ['font', { color: 'black', style: 'color:white' }]],
    ['doubtful', ['font', { color: 'x' }]],
    ['hidden', ['td', { bgcolor: '#000' }]],
    ['shown', ['td', { bgcolor: '#000', style: 'background:white' }]],
    ['shown', ['td', { bgcolor: '#000', style: 'background:none' }]],
    ['hidden', ['td', { bgcolor: '#000', style: 'background-color:initial;color:white' }]],
    ['shown', ['td', { bgcolor: '#000' }], ['font', { color: 'white' }]],
    ['hidden', ['td', { bgcolor: '#000' }], ['font', { color: 'black' }]],
    ['hidden', ['body', { text: 'white' }]],
    ['shown', ['body', { text: 'white', bgcolor: 'black' }]],
    ['shown', ['p', { text: 'white' }]],
    ['hidden', ['body', { text: 'black', color: 'white' }]],
    ['doubtful', ['td', { background: 'a.png' }], ['font', { color: 'white' }]],
    ['shown', ['td', { background: 'a.png' }]],
    ['hidden', ['td', { background: 'a.png', style: 'background:white;color:white' }]],
  ])('%s: %j %j %j', (sight, ...tags) => {
    expect(sightIn('', tags)).toBe(sight);
  });

  const a = (style = ''): Tag => ['p', { class: 'a', ...(style === '' ? {} : { style }) }];
  test.each<readonly [css: string, sight: Sight, ...tags: Tag[]]>([
    ['.a{display:none}', 'hidden', a()],
    ['.a{display:none}', 'hidden', a('color:red')],
    ['.a{display:none}', 'shown', a('display:block')],
    ['.a{display:none!important}', 'hidden', a('display:block')],
    ['.a{color:white}', 'hidden', a(), 'b'],
    ['.a{color:white}.a{color:black}', 'shown', a()],
    ['.a{color:white}.a{top:0}', 'hidden', a()],
    ['.a{color:white}.a{color:x}', 'hidden', a()],
    ['.b{color:white}', 'shown', a()],
    // what may hold
    ['@media (x){.a{display:none}}', 'doubtful', a()],
    ['@media (x){.a{display:none}}', 'doubtful', a('display:block')],
    ['@media (x){.a{display:block}}', 'hidden', a('display:none')],
    ['@media (x){.a{opacity:.3}}', 'doubtful', a(), 'b'],
    ['@media (x){.a{visibility:hidden}}', 'doubtful', a()],
    ['@media (x){.a{visibility:visible}}', 'shown', a()],
    ['@media (x){.a{font-size:4px}}', 'doubtful', a()],
    ['@media (x){.a{font-size:4.1px}}', 'shown', a()],
    ['@media (x){.a{font-size:.5em}}', 'doubtful', styled('font-size:8px'), a()],
    ['@media (x){.a{font-size:.5em}}', 'shown', styled('font-size:9px'), a()],
    ['@media (x){.a{color:white}}', 'doubtful', a(), 'b'],
    ['@media (x){.a{color:white}}', 'hidden', a('color:white')],
    ['@media (x){.a{color:white}}', 'shown', a(), styled('color:black')],
    ['@media (x){.a{color:red}}', 'shown', a()],
    ['@media (x){.a{color:red}}', 'shown', a('color:blue')],
    ['@media (x){.a{background:black}}', 'doubtful', a()],
    ['@media (x){.a{background:black}}', 'doubtful', a('background:white')],
    ['@media (x){.a{background-color:currentcolor}}', 'doubtful', a()],
    ['@media (x){.a{width:9px}}', 'shown', a()],
    ['@media (x){.a{color:red}}@media (y){.a{color:white}}', 'doubtful', a()],
    [Array.from({ length: 5 }, () => '@media (x){.a{color:red}}').join(''), 'shown', a()],
    [Array.from({ length: 6 }, () => '@media (x){.a{color:red}}').join(''), 'doubtful', a()],
    // around it
    ['div .a{display:none}', 'hidden', 'div', a()],
    ['div .a{display:none}', 'shown', a()],
    ['.a .a{color:black}.a{color:white}', 'hidden', a()],
    ['.a .a{color:black}.a{color:white}', 'shown', a(), a()],
    [`${'.b{top:0}'.repeat(2000)}.a{top:0}`, 'doubtful', 'b'],
  ])('under %s, %s: %j %j', (css, sight, ...tags) => {
    expect(sightIn(`<style>${css}</style>`, tags)).toBe(sight);
  });

  test('styles from elsewhere leave everything in doubt', () => {
    expect(sightIn('<link rel=stylesheet href=x>', [])).toBe('doubtful');
    expect(sightIn('<link rel=stylesheet href=x>', [styled('color:red')])).toBe('doubtful');
    expect(sightIn('<link rel=stylesheet href=x>', [styled('color:white')])).toBe('hidden');
  });

  test('the look of what says nothing is that around it', () => {
    const styles = new Styles('');
    const element = new Tree().open('p', {});
    expect(styles.look(element, styles.plain)).toBe(styles.plain);
    expect([
      new Styles('<style>b{top:0}</style>').needsTree,
      new Styles('<style>a b{top:0}</style>').needsTree,
    ]).toEqual([false, true]);
  });

  test('elements of the same kind are told apart by their styles', () => {
    const styles = new Styles('<style>.a{opacity:.3}</style>');
    const tree = new Tree();
    const seen = ['', 'display:none', 'color:white'].map((style) => {
      const element = tree.open('p', { class: 'a', style });
      return styles.hides(element) ? 'hidden' : styles.look(element, styles.plain).sight;
    });
    expect(seen).toEqual(['doubtful', 'hidden', 'hidden']);
  });
});
