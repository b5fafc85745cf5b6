/**
 * What people write, read into what the process works with: labelled parts, solutions, progress notes, names and times.
 * What cannot be read or lacks a required part is a refusal with its code; what that means is decided by the event.
 */

/** What a text says under its labels, and what stands before the first of them. */
export type LabelledText<Label extends string> = {
  readonly labelled: Readonly<Partial<Record<Label, string>>>;
  readonly before: string;
};

/** A label at the start of a line, behind a bullet, a number or in brackets; its text may begin on the same line. */
const LABEL_LINE =
  /^[\s>*•·\-–—#]{0,40}(?:\(?\d{1,2}[.、)）]\s*)?[【[]?([^:：】\]\n]{1,40}?)[】\]]?\s*(?:[:：]\s*(.*)|$)/u;

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*_]+/g, ' ')
    .trim();

/**
 * Cuts a text at lines that begin with one of the words, in any order and mixture of languages: `原因：…`, `1. Cause:
 * …`,
 * `【解决步骤】`. Two words on a line (`cause / 原因：`) count as either. A label that comes again goes on with its
 * text. A label of `oneLine` takes a single line that says something: what stands below it goes on with what it has
 * interrupted.
 */
export function readSections<Label extends string>(
  text: string,
  words: Readonly<Record<Label, readonly string[]>>,
  oneLine: readonly NoInfer<Label>[] = [],
): LabelledText<Label> {
  const labels = Object.keys(words) as Label[];
  const labelNamed = (name: string): Label | undefined =>
    labels.find((label) => name.split('/').some((part) => words[label].includes(folded(part))));
  const found: Partial<Record<Label, string[]>> = {};
  const before: string[] = [];
  let whole = before;
  let lines = before;
  for (const line of text.split('\n')) {
    const [, name = '', rest = ''] = LABEL_LINE.exec(line) ?? [];
    const label = labelNamed(name);
    if (label !== undefined) {
      lines = found[label] ?? [];
      found[label] = lines;
      if (!oneLine.includes(label)) whole = lines;
    }
    const said = label === undefined ? line : rest;
    lines.push(said);
    if (lines !== whole && said.trim() !== '') lines = whole;
  }
  const joined = labels.flatMap((label) => {
    const section = found[label]?.join('\n').trim();
    return section ? [[label, section] as const] : [];
  });
  return { labelled: Object.fromEntries(joined) as Partial<Record<Label, string>>, before: before.join('\n').trim() };
}
