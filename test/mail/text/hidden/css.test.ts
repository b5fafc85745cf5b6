import { describe, expect, test } from 'vitest';
import { declarations, ranked, rulesOf, styleBlocks, together } from '../../../../src/mail/text/hidden/css.ts';

const said = (text: string): string => [...declarations(text)].map((each) => each.join(':')).join(';');

describe('blocks of style', () => {
  test.each<[html: string, blocks: string[], elsewhere?: boolean]>([
    ['', []],
    ['<style>a{}</style>', ['a{}']],
    ['<STYLE>a{}</STYLE><style>b{}', ['a{}', 'b{}']],
    ['<style type="text/css">a{}</style>', ['a{}']],
    ['<style type=text/css>a{}</style>', ['a{}']],
    ["<style type='text/css'>a{}</style>", ['a{}']],
    ['<style type="">a{}</style>', ['a{}']],
    ['<style type = "text/less">a{}</style>', []],
    ['<style type=less>a{}</style>', []],
    ['<style media="print">a{}</style>', ['@media print{a{}}']],
    ["<style media = 'all'>a{}</style>", ['@media all{a{}}']],
    ['<style media=screen>a{}</style>', ['@media screen{a{}}']],
    ['<style media="">a{}</style>', ['a{}']],
    ['<styles>a{}</styles>', []],
    // comments are for one program, what is in a block is not
    ['<!--[if mso]><style>a{}</style><![endif]--><style>b{}</style>', ['b{}']],
    ['<!-- <link rel=stylesheet> --><style>b{}</style>', ['b{}']],
    ['<style><!-- a{} --></style><style>b{}</style>', ['<!-- a{} -->', 'b{}']],
    ['<style>a{} <!-- </style><style>b{}</style>', ['a{} <!-- ', 'b{}']],
    [`<style ${'x'.repeat(999)}>a{}</style>`, ['a{}']],
    [`<style ${'x'.repeat(1000)}>a{}</style>`, []],
    // further styles
    ['<link rel="stylesheet" href="x">', [], true],
    ['<link href=x rel = stylesheet>', [], true],
    ["<link rel='alternate stylesheet'><link rel=icon>", [], true],
    ['<link rel="icon" title="stylesheet">', []],
    ['<link rel=icon><style>a{}</style>', ['a{}']],
    ['<link xrel=stylesheet>', []],
    ['<style>@import url(x);</style>', ['@import url(x);'], true],
    ['<style>@imports</style>', ['@imports']],
    ['<style>b{}</style><style>@IMPORT "x"</style>', ['b{}', '@IMPORT "x"'], true],
  ])('%s', (html, blocks, elsewhere = false) => {
    expect(styleBlocks(html)).toEqual({ blocks, elsewhere });
  });

  test('of too many, or too long ones, nobody knows what they say', () => {
    const many = (count: number): string => '<style>a{}</style>'.repeat(count);
    expect(styleBlocks(many(49)).elsewhere).toBe(false);
    expect(styleBlocks(many(51))).toMatchObject({ elsewhere: true, blocks: { length: 50 } });
    const long = (length: number): string => `<style>${'x'.repeat(length)}</style>`;
    expect(styleBlocks(long(199_999)).elsewhere).toBe(false);
    expect(styleBlocks(long(200_001))).toEqual({ blocks: ['x'.repeat(200_000)], elsewhere: true });
  });
});

describe('declarations', () => {
  test.each([
    ['', ''],
    ['display', ''],
    ['display:none', 'display:none'],
    [' DISPLAY : NONE ; ;opacity:0', 'display:none;opacity:0'],
    ['left:a:b', 'left:a:b'],
    ['display:none!important', 'display!:none'],
    ['display:none ! Important;', 'display!:none'],
    ['left:calc( -5px )', 'left:-5px'],
    ['left:calc(5%) calc(.5em)', 'left:5% .5em'],
    ['left:calc(1px + 2px)', 'left:calc(1px + 2px)'],
    ['left:xcalc(1px)', 'left:xcalc(1px)'],
    // marks of programs
    ['-webkit-filter:a;-moz-mask:b;-ms-zoom:c;-o-clip:d;-khtml-opacity:0', 'filter:a;mask:b;zoom:c;clip:d;opacity:0'],
    ['*display:none;_opacity:0', 'display:none;opacity:0'],
    ['-x-filter:a;x*zoom:1', ''],
    // what hides nothing, and what is no name
    ['border:1px;font-family:a;mso-list:x;padding:9px', ''],
    ['mso-hide:all', 'mso-hide:all'],
    ['text-align:left;text-indent:5px;text-shadow:none', 'text-indent:5px'],
    ['1x:2;x y:3;-left:1;:4', ''],
    // comments and escapes
    ['display/* a */:/* b */none', 'display:none'],
    ['display:none/* a;opacity:0', 'display:none'],
    ['/* a */display:none/* b */;/**/opacity:0', 'display:none;opacity:0'],
    ['dis/**/play:none', ''],
    ['dis\\70lay:none', 'display:none'],
    ['dis\\000070 lay:n\\6fne', 'display:none'],
    ['\\64 isplay:none', 'display:none'],
    ['d\\isplay:\\none', 'display:none'],
    ['left:\\0 x', 'left:x'],
    ['left:a\\110000 b', 'left:a b'],
    ['left:a\\10ffff b', 'left:a\u{10ffff}b'],
    ['left:a\\', 'left:a\\'],
    // shorthands
    ['font:0/0 a', 'font-size:0'],
    ['font:italic 700 12px/1.5 a', 'font-size:12px'],
    ['font:inherit', 'font-size:inherit'],
    ['font:menu', 'font-size:medium'],
    ['background:red', 'background-color:red;background-image:red'],
    ['background:none', 'background-color:transparent;background-image:none'],
    ['background:currentcolor', 'background-color:currentcolor;background-image:currentcolor'],
    ['background:url(a)', 'background-color:transparent;background-image:url(a)'],
    ['background:x', ''],
    ['font:0 a!important', 'font-size!:0'],
    // twice
    ['left:1px;left:2px', 'left:2px'],
    ['left:1px;left:x', 'left:1px'],
    ['left:x', 'left:x'],
    ['left:1px!important;left:x!important', 'left!:1px'],
  ])('%s', (text, found) => {
    expect(said(text)).toBe(found);
  });

  test('of a style that is too long, what it says is not known', () => {
    const filled = (length: number): string => `left:1px;${' '.repeat(length - 18)};top:1px;`;
    expect(said(filled(10_000))).toBe('left:1px;top:1px');
    expect(said(filled(10_001))).toBe('unread:;left:1px;top:1px');
    expect(said(`${' '.repeat(10_000)}left:1px`)).toBe('unread:');
  });

  test('the important ones come before the others', () => {
    const ranks = (text: string): string => [...ranked(declarations(text))].map((each) => each.join(':')).join(';');
    expect(ranks('left:1px;top:2px')).toBe('left:1px;top:2px');
    expect(ranks('left:1px!important;left:2px')).toBe('left:1px');
    expect(ranks('top:1px;left:1px;left:2px!important')).toBe('top:1px;left:2px');
    expect(ranks('display:none;display:x!important')).toBe('display:none');
  });

  test('several together: the last that programs take', () => {
    const all = ['left:1px;top:1px', 'left:2px;top:x', 'display:x'].map(declarations);
    expect(Object.fromEntries(together(all))).toEqual({ left: '2px', top: '1px', display: 'x' });
    expect(together([])).toEqual(new Map());
  });
});

describe('rules', () => {
  const rules = (css: string): string[] =>
    rulesOf(css).map(
      ({ selectors, declared, certain }) =>
        `${certain ? '' : 'perhaps '}${selectors}: ${[...declared].map((each) => each.join(':')).join(';')}`,
    );

  test.each([
    ['', []],
    ['p{left:1px}', ['p: left:1px']],
    [' p , q { left : 1px ; top : 2px } ', ['p , q: left:1px;top:2px']],
    ['p{left:1px} q{top:2px}', ['p: left:1px', 'q: top:2px']],
    ['p{border:0}', []],
    ['p{left:1px', ['p: left:1px']],
    ['@media all{p{left:1px', ['p: left:1px']],
    ['@media all{p{left:1px}', ['p: left:1px']],
    ['.x{left:1px;.a{top:1px', ['perhaps .a: top:1px', '.x: left:1px']],
    ['left:1px', []],
    ['}p{left:1px}', ['p: left:1px']],
    ['<!-- p{left:1px} -->', ['p: left:1px']],
    ['/* q{ */p{left:1px}/* } */', ['p: left:1px']],
    ['@charset "x";p{left:1px}', ['p: left:1px']],
    ['@font-face{font-family:x;src:y}p{left:1px}', ['p: left:1px']],
    // conditions
    ['@media screen{p{left:1px}}', ['p: left:1px']],
    ['@media  only  all {p{left:1px}}', ['p: left:1px']],
    ['@media all{@media screen{p{left:1px}}}', ['p: left:1px']],
    ['@media all{@media (width>1px){p{left:1px}}}', ['perhaps p: left:1px']],
    ['@media screen and (x){p{left:1px}}', ['perhaps p: left:1px']],
    ['x @media screen{p{left:1px}}', ['perhaps p: left:1px']],
    [
      '@media (min-width:1px){p{left:1px}q{top:1px}}r{left:1px}',
      ['perhaps p: left:1px', 'perhaps q: top:1px', 'r: left:1px'],
    ],
    ...['supports', 'layer', 'container', 'scope', 'starting-style', 'document', '-moz-document'].map(
      (name): [string, string[]] => [`@${name} x{p{left:1px}}`, ['perhaps p: left:1px']],
    ),
    // elsewhere than on a screen
    ['@media print{p{left:1px}}', []],
    ['@media only print and (x){p{left:1px}}', []],
    ['@media print,screen{p{left:1px}}', ['perhaps p: left:1px']],
    ['@media not print{p{left:1px}}', ['perhaps p: left:1px']],
    ['@media (prefers-color-scheme:dark) or (x){p{left:1px}}', ['perhaps p: left:1px']],
    ['@media\nprint{p{left:1px}}', []],
    ['@media screen,print{p{left:1px}}', ['perhaps p: left:1px']],
    ['@media (prefers-color-scheme : dark){p{left:1px}}', []],
    ['@media (prefers-color-scheme:light){p{left:1px}}', ['perhaps p: left:1px']],
    ['@media prints{p{left:1px}}', ['perhaps p: left:1px']],
    ['@keyframes x{from{left:1px}}', []],
    ['@page{p{left:1px}}', []],
    // within another
    ['.x{@media screen{left:1px}}', ['perhaps .x: left:1px']],
    ['.x{@media print{left:1px}}', []],
    ['.x{@media (y){left:1px}top:1px}', ['perhaps .x: left:1px', '.x: top:1px']],
    ['@media screen{left:1px}', []],
    ['.x{left:1px;.a{top:1px}}', ['perhaps .a: top:1px', '.x: left:1px;']],
    ['.x{left:1px;.a{top:1px}bottom:2px}', ['perhaps .a: top:1px', '.x: left:1px;bottom:2px']],
  ])('%s', (css, found) => {
    expect(rules(css)).toEqual(found.map((rule) => rule.replace(/;$/, '')));
  });

  test('a rule with too many selectors speaks perhaps of any element', () => {
    expect(rules(`${'a'.repeat(2000)}{left:1px}`)).toEqual([`${'a'.repeat(2000)}: left:1px`]);
    expect(rules(`${'a'.repeat(2001)}{left:1px}`)).toEqual(['perhaps *: left:1px']);
  });
});
