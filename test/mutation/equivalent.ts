/**
 * Mutants that no test can catch, because the program does the same with them: the file, what stands there, what the
 * mutant wrote, and why nobody can tell the difference. A row that is caught after all is reported, to be removed.
 */
type Equivalent = readonly [file: string, original: string, change: string, why: string];

const EQUIVALENTS: readonly Equivalent[] = [
  [
    'src/mail/class/delivery-status.ts',
    `/^([\\w-]+)\\s*:\\s*(.*)$/`,
    `/^([\\w-]+)\\s*:\\s*(.*)/`,
    'one line is matched, and a dot takes it to its end',
  ],
];

const used = new Set<Equivalent>();

/** Whether a survivor is named here. */
export function isEquivalent(file: string, original: string, change: string): boolean {
  const row = EQUIVALENTS.find((each) => each[0] === file && each[1] === original && each[2] === change);
  if (row) used.add(row);
  return row !== undefined;
}

/** Rows of this file that named no survivor. */
export function unusedEquivalents(file: string): string[] {
  return EQUIVALENTS.filter((row) => row[0] === file && !used.has(row)).map(
    ([, original, change]) => `${original} → ${change}`,
  );
}
