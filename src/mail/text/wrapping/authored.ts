import { ARMOUR, armourIn } from './armour.ts';
import { bannersAbove } from './banner.ts';
import { withoutInvisible } from './invisible.ts';

/** A text, and where a mail program's marks in it stand: indices of lines. */
export type MarkedText = {
  readonly text: string;
  readonly quoteAt?: number | null;
  readonly signatureAt?: number | null;
};

/**
 * A text as its author wrote it, the step before everything that reads words: without invisible characters, the armour
 * of signed words, and what gateways put above them. The whole text when nothing else is in it.
 */
export function authored({ text, quoteAt = null, signatureAt = null }: MarkedText): Required<MarkedText> {
  const seen = withoutInvisible(text);
  if (!seen.includes(ARMOUR) && isUnwrapped(seen)) return { text: seen, quoteAt, signatureAt };
  const lines = seen.split('\n');
  const { gone, escaped } = armourIn(lines);
  const kept = gone.size === 0 && escaped.size === 0 ? lines : unarmoured(lines, gone, escaped);
  const { lines: banner, rest } = bannersAbove(kept);
  const words = rest === '' ? kept.slice(banner) : [rest, ...kept.slice(banner)];
  if (!words.some((line) => line.trim() !== '')) return { text: seen, quoteAt, signatureAt };
  const moved = (at: number | null): number | null => {
    if (at === null) return null;
    let above = 0;
    for (const index of gone) if (index < at) above++;
    return Math.max(0, at - above - banner + (rest === '' ? 0 : 1));
  };
  return { text: words.join('\n'), quoteAt: moved(quoteAt), signatureAt: moved(signatureAt) };
}

/** Characters of a text in which its first banner begins. */
const TOP = 6000;

function isUnwrapped(text: string): boolean {
  const { lines, rest } = bannersAbove(text.slice(0, TOP).split('\n'));
  return lines === 0 && rest === '';
}

const unarmoured = (lines: readonly string[], gone: ReadonlySet<number>, escaped: ReadonlySet<number>): string[] =>
  lines.map((line, at) => (escaped.has(at) ? line.slice(2) : line)).filter((_, at) => !gone.has(at));
