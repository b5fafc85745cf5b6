import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const MODULE = new URL('../../../src/lib/memory/young-generation.ts', import.meta.url).href;
/** Megabytes of both halves after so much that lasts for a while, before and after the young generation may grow. */
const PROGRAM = `
  import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
  import { letYoungGenerationGrow } from '${MODULE}';
  const size = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size / 1048576;
  setFlagsFromString('--semi-space-growth-factor=1');
  let kept = [];
  const work = async () => {
    for (let turn = 0; turn < 500; turn++) {
      kept = kept.slice(-3_000);
      for (let at = 0; at < 1_000; at++) kept.push({ at, turn, text: 'x' + at });
      await new Promise(setImmediate);
    }
  };
  await work();
  const before = size();
  letYoungGenerationGrow();
  letYoungGenerationGrow();
  await work();
  console.log(JSON.stringify([before, size()]));`;

it('grows when it may, and not for ever', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const [before, after] = JSON.parse(stdout);
  expect(before).toBeLessThanOrEqual(2);
  expect(after).toBeGreaterThanOrEqual(8);
  expect(after).toBeLessThanOrEqual(16);
});
