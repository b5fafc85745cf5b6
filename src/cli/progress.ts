import { SingleBar } from 'cli-progress';

/** How far long work has come, on stderr: a bar on a terminal, else a line now and then. */
export type Progress = { readonly advance: (by: number) => void; readonly stop: () => void };

const LINE_EVERY = 1_000;

/** `total` when it is known beforehand. */
export function progress(what: string, total = 0): Progress {
  let done = 0;
  if (!process.stderr.isTTY) {
    return {
      advance(by) {
        const before = Math.floor(done / LINE_EVERY);
        done += by;
        if (Math.floor(done / LINE_EVERY) > before)
          process.stderr.write(`${done}${total ? ` of ${total}` : ''} ${what}\n`);
      },
      stop: () => undefined,
    };
  }
  const bar = new SingleBar({
    format: total ? `{bar} {value} of {total} ${what}` : `{value} ${what}`,
    stream: process.stderr,
    hideCursor: true,
  });
  bar.start(total, 0);
  return { advance: (by) => bar.increment(by), stop: () => bar.stop() };
}
