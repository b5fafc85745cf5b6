import { expect, it } from 'vitest';
import { inOrder } from '../../src/lib/in-order.ts';

it('the one who is ready first still passes in the order of the row', async () => {
  const passed: number[] = [];
  const row = inOrder(5);
  const pass = (at: number) =>
    row[at]?.pass(async () => {
      passed.push(at);
    });
  const late = [pass(4), pass(2)];
  row[3]?.done();
  await pass(0);
  await pass(1);
  await Promise.all(late);
  expect(passed).toEqual([0, 1, 2, 4]);
});

it('one that fails, or never comes, keeps nobody from passing', async () => {
  const [first, second, third] = inOrder(3);
  await expect(first?.pass(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await third?.pass(async () => 'passed')).toBe('passed');
  second?.done();
});
