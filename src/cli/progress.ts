import { Presets, SingleBar } from 'cli-progress';

/** How far long work has come, on stderr: a bar on a terminal, else a line now and then. */
export type Progress = { readonly advance: (by: number) => void; readonly stop: () => void };

/** Without a terminal, a line at most so often, in milliseconds: a log is read later. */
const LINE_EVERY_MS = 10_000;

/** In octets: of work over many mails the only measure that is known before all are read. `total` 0: not known. */
export function progressByOctets(what: string, total: number): Progress {
  let done = 0;
  const lengths = (): string => `${megabytes(done)}${total > 0 ? ` of ${megabytes(total)}` : ''} MB`;
  if (!process.stderr.isTTY) {
    let said = performance.now();
    return {
      advance(by) {
        done += by;
        if (performance.now() - said < LINE_EVERY_MS) return;
        said = performance.now();
        process.stderr.write(`${what}: ${lengths()}\n`);
      },
      stop: () => undefined,
    };
  }
  const bar = new SingleBar(
    {
      format: total > 0 ? `${what} {bar} {percentage} % · {lengths} · {eta_formatted}` : `${what} {lengths}`,
      stream: process.stderr,
      hideCursor: true,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0, { lengths: lengths() });
  return {
    advance(by) {
      // What stands between the mails of a file is counted with none of them.
      done = total > 0 ? Math.min(total, done + by) : done + by;
      bar.update(done, { lengths: lengths() });
    },
    stop: () => bar.stop(),
  };
}

const megabytes = (octets: number): string => (octets / 1e6).toFixed(1);
