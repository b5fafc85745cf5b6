import { spawnSync } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { giveBackAtRest } from '../../../src/lib/memory/freed-memory.ts';

const MODULE = new URL('../../../src/lib/memory/freed-memory.ts', import.meta.url).href;
/** Megabytes with many blocks, with one in forty of them, and after the others were given back. */
const PROGRAM = `
  import { readFileSync } from 'node:fs';
  import { giveBackAtRest } from '${MODULE}';
  const megabytes = () => Number(/VmRSS:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  let blocks = Array.from({ length: 20_000 }, () => Buffer.allocUnsafeSlow(8_000).fill(1));
  const all = megabytes();
  blocks = blocks.filter((_, at) => at % 40 === 0);
  gc();
  await new Promise((resolve) => setTimeout(resolve, 100));
  gc();
  const freed = megabytes();
  const stopping = new AbortController();
  let looks = 0;
  await giveBackAtRest(stopping.signal, { everyMs: 1, cpuMs: () => (looks++ > 0 && stopping.abort(), 0) });
  console.log(JSON.stringify({ all, freed, after: megabytes(), kept: blocks.every((each) => each[7] === 1) }));`;

it.runIf(process.platform === 'linux')('goes back to the system, whatever lies above it', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '--eval', PROGRAM], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const { all, freed, after, kept } = JSON.parse(stdout);
  expect(kept).toBe(true);
  expect(all - freed).toBeLessThan(40);
  expect(all - after).toBeGreaterThan(100);
});

describe('a process that has come to rest', () => {
  /** At which of the looks memory is given back, and whether it looks on. */
  const looks = async (spent: readonly number[]) => {
    const stopping = new AbortController();
    const given: number[] = [];
    let total = 0;
    let look = -1;
    await giveBackAtRest(stopping.signal, {
      everyMs: 10,
      cpuMs: () => {
        total += spent[look] ?? 0;
        look += 1;
        if (look === spent.length) stopping.abort();
        return total;
      },
      giveBack: async () => {
        given.push(look);
      },
    });
    return { given, looked: look };
  };
  const [BUSY, IDLE] = [0.6, 0.4];

  it('gives back at twelve looks, and again after the next load', async () => {
    const loadAndRest = (load: number, rest: number) => [...Array(load).fill(BUSY), ...Array(rest).fill(IDLE)];
    expect(await looks([...loadAndRest(3, 20), ...loadAndRest(1, 2), ...loadAndRest(1, 1)])).toEqual({
      given: [...Array.from({ length: 12 }, (_, at) => 4 + at), 25, 26, 28],
      looked: 28,
    });
  });

  it('ends with the reason where nothing can be given back', async () => {
    const giveBack = vi.fn().mockRejectedValue(new Error('no such library'));
    const { signal } = new AbortController();
    await expect(giveBackAtRest(signal, { everyMs: 1, cpuMs: () => 0, giveBack })).rejects.toThrow('no such library');
    expect(giveBack).toHaveBeenCalledOnce();
  });
});
