/** An alternative of a regular expression, and the expression without it. */
type Alternative = { readonly text: string; readonly without: RegExp };

type Choice = { start: number; ends: number[] };

/** Every alternative of every group of an expression that offers two and more, at any depth. */
function alternativesOf({ source, flags }: RegExp): Alternative[] {
  const found: Alternative[] = [];
  const open: Choice[] = [{ start: 0, ends: [] }];
  const close = (choice: Choice, end: number): void => {
    if (choice.ends.length === 0) return;
    let start = choice.start;
    for (const [index, stop] of [...choice.ends, end].entries()) {
      const [from, to] = index === 0 ? [start, stop + 1] : [start - 1, stop];
      found.push({
        text: source.slice(start, stop),
        without: new RegExp(source.slice(0, from) + source.slice(to), flags),
      });
      start = stop + 1;
    }
  };
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const character = source[at];
    if (character === '\\') at++;
    else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') {
      const lead = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(source.slice(at, at + 40))?.[0] ?? '(';
      open.push({ start: at + lead.length, ends: [] });
    } else if (character === '|') open.at(-1)?.ends.push(at);
    else if (character === ')') close(open.pop() ?? { start: 0, ends: [] }, at);
  }
  close(open.pop() ?? { start: 0, ends: [] }, source.length);
  return found;
}

/** Every letter of every class of single letters, and the expression without it. */
function lettersOf({ source, flags }: RegExp): Alternative[] {
  return [...source.matchAll(/(?<!\\)\[(?!\^)((?:\\.|[^\]\\])+)\]/gu)].flatMap(
    ({ 0: whole, 1: members = '', index }) => {
      const letters = [...members.matchAll(/\\.|.-.|./gsu)].filter(([letter]) => /^\p{L}$/u.test(letter));
      if (letters.length < 2) return [];
      return letters.map((letter) => {
        const at = index + 1 + letter.index;
        const without = new RegExp(source.slice(0, at) + source.slice(at + letter[0].length), flags);
        return { text: `${letter[0]} of ${whole}`, without };
      });
    },
  );
}

/** Whether a pattern is found. */
const isFound = (pattern: RegExp, sample: string): unknown => pattern.test(sample);

/** What a pattern finds, for those of which the end matters. */
export const whatIsFound = (pattern: RegExp, sample: string): string | undefined => pattern.exec(sample)?.[0];

/** The same expression, which remembers no place. */
const stateless = ({ source, flags }: RegExp): RegExp => new RegExp(source, flags.replace(/[gy]/g, ''));

/** The alternatives that no sample needs: none of them would be read otherwise without. */
export const untested = (pattern: RegExp, samples: readonly string[], read = isFound): string[] =>
  needless(alternativesOf, [pattern], samples, read);

/** The same for several patterns of which one has to be found. */
export const untestedAmong = (patterns: readonly RegExp[], samples: readonly string[]): string[] =>
  needless(alternativesOf, patterns, samples, isFound);

/** The letters of classes such as `回[复覆復]` that no sample needs. */
export const untestedLetters = (pattern: RegExp, samples: readonly string[], read = isFound): string[] =>
  needless(lettersOf, [pattern], samples, read);

function needless(
  partsOf: (pattern: RegExp) => Alternative[],
  patterns: readonly RegExp[],
  samples: readonly string[],
  read: (pattern: RegExp, sample: string) => unknown,
): string[] {
  const all = patterns.map(stateless);
  return all.flatMap((pattern, at) => {
    // What other patterns find tells nothing about this one.
    const telling = samples.filter((sample) => !all.some((other, place) => place !== at && other.test(sample)));
    return partsOf(pattern)
      .filter(({ without }) => telling.every((sample) => read(pattern, sample) === read(without, sample)))
      .map(({ text }) => text);
  });
}
