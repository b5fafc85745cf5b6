/** One measured figure; `ratio` sets it against another of the same run. */
export type Row = {
  readonly what: string;
  readonly figure: number;
  readonly unit: 'a second' | 'ms' | 'MB' | '%' | 's' | 'mails' | 'letters' | 'rows';
  readonly ratio?: { readonly to: string; readonly times: number };
  /** What it should reach; `met` says whether it has. */
  readonly target?: { readonly text: string; readonly met: boolean };
};

export type Stage = {
  readonly description: string;
  /** Takes minutes, and runs only when it is named. */
  readonly long: boolean;
  /** What it finds is the same on every machine: what misses its target fails the run. */
  readonly exact?: true;
  readonly run: (options: StageOptions) => Promise<Row[]>;
};

/** `mails`: how many the stage works on; null leaves it to the stage. */
export type StageOptions = { readonly mails: number | null };

/** Things a second, for work that handles `count` of them: the best of three runs, after one that warms up. */
export async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 4; round++) {
    const started = performance.now();
    await work();
    if (round > 0) best = Math.min(best, performance.now() - started);
  }
  return (count / best) * 1000;
}

/** A rate, and that of the bare libraries for the same work. */
export function against(bare: { what: string; figure: number }, what: string, figure: number, least?: number): Row[] {
  const times = figure / bare.figure;
  return [
    { ...bare, unit: 'a second' },
    {
      what,
      figure,
      unit: 'a second',
      ratio: { to: bare.what, times },
      ...(least === undefined ? {} : { target: { text: `at least ${least} ×`, met: times >= least } }),
    },
  ];
}

/** `p` from 0 to 1 of unsorted values. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

/** Runs `work` on every item, a fixed number at once. */
export async function concurrently<T>(
  items: Iterable<T>,
  most: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
