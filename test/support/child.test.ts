import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Child } from './child.ts';
import { createClock } from './clock.ts';
import { until } from './until.ts';

const script = (source: string) => new Child({ command: process.execPath, args: ['-e', source] });

test('a child is waited for by what it says, and stopped by a signal', async () => {
  const child = script('console.log("up"); console.error("also here"); setInterval(() => {}, 1000)');
  expect(await child.waitForLine((line) => line.startsWith('also'))).toBe('also here');
  expect(await child.waitForLine((line) => line === 'up')).toBe('up');
  expect(await child.stop()).toEqual({ code: null, signal: 'SIGTERM' });
});

test('a child that ends without the line says what it did say', async () => {
  const child = script('console.log("only this"); process.exitCode = 3');
  await expect(child.waitForLine((line) => line === 'up')).rejects.toThrow('only this');
  expect(await child.exited).toEqual({ code: 3, signal: null });
  expect(await child.stop()).toEqual({ code: 3, signal: null });
});

test('a child that has ended takes signals while something else still holds its output', async () => {
  const child = new Child({ command: 'sh', args: ['-c', 'setsid sleep 2 & exit'] });
  await until('the child to end', () => !existsSync(`/proc/${child.pid}`));
  child.signal('SIGTERM');
  expect(await child.exited).toEqual({ code: 0, signal: null });
});

test('a command that does not exist is an error', async () => {
  await expect(new Child({ command: '/nowhere/to/be/found', args: [] }).exited).rejects.toThrow('ENOENT');
});

test('until returns the answer, or names what it waited for', async () => {
  let asked = 0;
  expect(await until('third time', () => ++asked === 3 && 'lucky', { everyMs: 1 })).toBe('lucky');
  await expect(until('a miracle', () => false, { timeoutMs: 5, everyMs: 1 })).rejects.toThrow('a miracle');
});

test('a clock stands still until it is moved', () => {
  const clock = createClock('2026-11-22T00:00:00Z');
  clock.advance(90_000);
  expect(clock.now()).toEqual(new Date('2026-11-22T00:01:30Z'));
  clock.set('2026-01-01T00:00:00Z');
  expect(clock.now()).toEqual(new Date('2026-01-01T00:00:00Z'));
});
