import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setup } from '../build/bundle.js';
import { Child } from '../test/support/child.ts';
import { runTsdesk } from '../test/support/daemon.ts';
import { startDesk } from './desk.ts';
import { percentile, type Row, type Stage } from './stage.ts';
import { openWorld } from './world.ts';

const TIMES = 7;

export const start: Stage = {
  description: 'from the start of the program to the reading of its mailbox, and a command from its start to its end',
  long: false,
  async run() {
    await setup();
    const world = await openWorld();
    const cache = mkdtempSync(join(tmpdir(), 'tsdesk-cache-'));
    const env = { ...world.environment, NODE_COMPILE_CACHE: cache };
    try {
      const node = await median(async () => {
        await new Child({ command: process.execPath, args: ['-e', '0'], env: {} }).exited;
      });
      const ready = await median(async () => {
        const daemon = await startDesk(world, [], { env: { NODE_COMPILE_CACHE: cache } });
        return () => daemon.stop();
      });
      const list = await median(async () => {
        const { code } = await runTsdesk(['ticket', 'list', '--config', world.configFile], { env }).exited;
        if (code !== 0) throw new Error(`tsdesk ticket list ended with ${code}`);
      });
      return [
        { what: 'Node alone', figure: node, unit: 'ms' },
        row('to the reading of the mailbox', ready, node, 700),
        row('`ticket list`', list, node, 500),
      ];
    } finally {
      rmSync(cache, { recursive: true });
      await world.close();
    }
  },
};

const row = (what: string, figure: number, node: number, most: number): Row => ({
  what,
  figure,
  unit: 'ms',
  ratio: { to: 'Node alone', times: figure / node },
  target: { text: `below ${most} ms`, met: figure < most },
});

/** Milliseconds, after one run that fills the compile cache; what `work` returns ends it, and is not counted. */
async function median(work: () => Promise<undefined | (() => Promise<unknown>)>): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time <= TIMES; time++) {
    const from = performance.now();
    const end = await work();
    if (time > 0) taken.push(performance.now() - from);
    await end?.();
  }
  return percentile(taken, 0.5);
}
