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

/** The alternatives that no sample needs: none of them would be read otherwise without. */
export const untested = (pattern: RegExp, samples: readonly string[]): string[] =>
  alternativesOf(pattern)
    .filter(({ without }) => samples.every((sample) => pattern.test(sample) === without.test(sample)))
    .map(({ text }) => text);
