import { expect, it } from 'vitest';
import { replaced } from '../../../src/sandbox/page/replaced.ts';

/** A thing that can be read until it is closed, and its successor. */
function thing(name: string) {
  const waiting = Promise.withResolvers<string>();
  return {
    read: () => waiting.promise,
    answer: () => waiting.resolve(name),
    close: () => waiting.reject(new Error('closed')),
  };
}

function two() {
  const [old, fresh] = [thing('old'), thing('new')];
  let current = old;
  const { read, replace } = replaced(() => current);
  const ready = Promise.withResolvers<void>();
  const replacing = () =>
    replace(async () => {
      old.close();
      await ready.promise;
      current = fresh;
      fresh.answer();
    });
  return { old, read: () => read((of) => of.read()), replacing, ready };
}

it('what is read when the other has taken its place is read of the other', async () => {
  const { read, replacing, ready } = two();
  const before = read();
  // The first read is under way.
  await Promise.resolve();
  const done = replacing();
  const during = read();
  ready.resolve();
  await done;
  expect(await Promise.all([before, during, read()])).toEqual(['new', 'new', 'new']);
});

it('what fails while nothing takes its place has failed', async () => {
  const { old, read } = two();
  const reading = read();
  old.close();
  await expect(reading).rejects.toThrow('closed');
});

it('a replacement that fails is told to who wanted it, and the one there was is read on', async () => {
  const { old, read, replacing, ready } = two();
  const done = replacing();
  ready.reject(new Error('no room'));
  await expect(done).rejects.toThrow('no room');
  await expect(read()).rejects.toThrow('closed');
  old.answer();
});
