import { setImmediate } from 'node:timers/promises';

/**
 * Pieces of octets one behind the other, in memory of their own; `most`: how many they are at most. The event loop goes
 * on between two of them, as copying all of a large mail takes 50 ms. Rejects with RangeError when they are more.
 */
export async function gathered(most: number, pieces: Iterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const octets = new Uint8Array(most);
  let length = 0;
  for (const piece of pieces) {
    if (length > 0) await setImmediate();
    octets.set(piece, length);
    length += piece.length;
  }
  return octets.subarray(0, length);
}

/** Octets in pieces of `size`, the last one smaller. */
export function* inPieces(octets: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < octets.length; at += size) yield octets.subarray(at, at + size);
}
