/** As much of CSS as tells what a mail hides: its blocks, their rules for every screen, and declarations. */

/** Value by property, both in lower case; what is `!important` has a mark behind its property. */
export type Declarations = ReadonlyMap<string, string>;

/** Characters of a block of style that are read, and blocks. */
const LONGEST_STYLE = 200_000;
const MOST_BLOCKS = 50;

/** What stands in `<style>`, outside comments: those are for one program. In one pass. */
export function styleBlocks(html: string): string[] {
  const blocks: string[] = [];
  const mark = /<!--|-->|<style\b[^<>]{0,1000}>/gi;
  const close = /<\/style/gi;
  let isComment = false;
  for (let found = mark.exec(html); found && blocks.length < MOST_BLOCKS; found = mark.exec(html)) {
    if (found[0].length <= 4) isComment = found[0] === '<!--';
    if (found[0].length <= 4 || isComment) continue;
    close.lastIndex = mark.lastIndex;
    const end = close.exec(html)?.index ?? html.length;
    blocks.push(html.slice(mark.lastIndex, Math.min(end, mark.lastIndex + LONGEST_STYLE)));
    mark.lastIndex = end;
  }
  return blocks;
}

/** CSS Syntax §4.3.7: a character by its number, or any other as it is. */
const unescaped = (text: string): string =>
  text.replace(/\\(?:([0-9a-f]{1,6})\s?|([^\n]))/gi, (_, code, other) => {
    const point = Number.parseInt(code ?? '', 16);
    return other ?? (point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ' ');
  });

const IMPORTANT = '!';

export function declarations(text: string): Declarations {
  const found = new Map<string, string>();
  const read = unescaped(text.slice(0, 10_000).replace(/\/\*[^*]{0,5000}\*\//g, ' '));
  for (const part of read.split(';')) {
    const colon = part.indexOf(':');
    if (colon < 0) continue;
    const written = part.slice(colon + 1).toLowerCase();
    const value = written.replace(/!\s*important/, '').replace(/\bcalc\(\s*(-?[\d.]+[a-z%]*)\s*\)/g, '$1');
    const property = part.slice(0, colon).trim().toLowerCase();
    found.set(
      value.length < written.length && /!\s*important/.test(written) ? property + IMPORTANT : property,
      value.trim(),
    );
  }
  return found;
}

/** What is important counts before all else (CSS Cascade §6.2). */
export function ranked(all: Declarations): Declarations {
  const found = new Map(all);
  for (const [property, value] of all)
    if (property.endsWith(IMPORTANT)) {
      found.delete(property);
      found.set(property.slice(0, -1), value);
    }
  return found;
}

const EVERY_SCREEN = /@media\s+(?:only\s+)?(?:all|screen)\s*\{$/i;

/** The rules outside @media, @supports and their like, but for those that hold on every screen. */
export function topLevel(css: string): string {
  let inside = 0;
  let kept = '';
  for (const piece of css.split(/(?<=[{}])/)) {
    if (inside > 0 || (piece.endsWith('{') && /@[\w-]/.test(piece) && !EVERY_SCREEN.test(piece)))
      inside += piece.endsWith('{') ? 1 : piece.endsWith('}') ? -1 : 0;
    else kept += piece;
  }
  return kept;
}
