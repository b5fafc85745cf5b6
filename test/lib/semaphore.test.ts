import { expect, it } from 'vitest';
import { semaphore } from '../../src/lib/semaphore.ts';

it('so many tasks run at once, the others begin in their order, and a failure frees its place', async () => {
  const turn = semaphore(2);
  const begun: number[] = [];
  const ends = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
  const tasks = ends.map(({ promise }, at) =>
    turn(async () => {
      begun.push(at);
      await promise;
    }),
  );
  expect(begun).toEqual([0, 1]);
  ends[1]?.reject(new Error('failed'));
  await expect(tasks[1]).rejects.toThrow('failed');
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  ends[0]?.resolve();
  await tasks[0];
  await expect.poll(() => begun).toEqual([0, 1, 2, 3]);
  for (const { resolve } of ends) resolve();
  await Promise.all([tasks[2], tasks[3]]);
});

it('a task that comes when one ends does not overtake one that waits', async () => {
  const turn = semaphore(1);
  const begun: string[] = [];
  const first = Promise.withResolvers<void>();
  const running = turn(() => first.promise);
  const waiting = turn(async () => void begun.push('waiting'));
  const late = running.then(() => turn(async () => void begun.push('late')));
  first.resolve();
  await Promise.all([waiting, late]);
  expect(begun).toEqual(['waiting', 'late']);
});
