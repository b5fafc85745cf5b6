import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gathered, inPieces } from '../../src/lib/gathered.ts';

it('octets in pieces are gathered as they were, in memory of their own', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 100 }),
      fc.integer({ min: 1, max: 40 }),
      fc.nat(20),
      async (octets, size, more) => {
        const pieces = [...inPieces(octets, size)];
        expect(pieces.slice(0, -1).every(({ length }) => length === size)).toBe(true);
        const again = await gathered(octets.length + more, pieces);
        expect(Buffer.from(again)).toEqual(Buffer.from(octets));
        expect(again.buffer).not.toBe(octets.buffer);
      },
    ),
  );
});

it('others have their turn between the pieces', async () => {
  let done = false;
  let turns = 0;
  const all = gathered(10, inPieces(Buffer.from('0123456789'), 1)).then((octets) => {
    done = true;
    return octets;
  });
  for (; !done; turns += 1) await setImmediate();
  expect(Buffer.from(await all).toString()).toBe('0123456789');
  expect(turns).toBeGreaterThanOrEqual(9);
});
