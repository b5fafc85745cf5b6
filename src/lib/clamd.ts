import { connect } from 'node:net';
import { finished } from 'node:stream/promises';
import type { Config } from '../config/settings.ts';
import { inPieces } from './gathered.ts';

const TIMEOUT_MS = 30_000;
const CHUNK_OCTETS = 64 * 1024;

/**
 * The name of what clamd finds in these octets, null for nothing (its INSTREAM command, clamd(8)). Rejects when it
 * cannot be reached, does not answer in time, or will not look (`StreamMaxLength`).
 */
export async function scanWithClamd(
  { host, port }: NonNullable<Config['clamd']>,
  octets: Uint8Array,
): Promise<string | null> {
  const socket = connect({ host, port });
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('clamd has not answered in time')));
  const answer: Buffer[] = [];
  socket.on('data', (part) => answer.push(part));
  socket.write('zINSTREAM\0');
  for (const chunk of inPieces(octets, CHUNK_OCTETS)) {
    socket.write(lengthOf(chunk));
    socket.write(chunk);
  }
  socket.write(lengthOf(new Uint8Array()));
  try {
    await finished(socket, { writable: false });
  } finally {
    socket.destroy();
  }
  const said = Buffer.concat(answer).toString('utf8').replace(/\0/g, '').trim();
  const found = /^stream: (.+) FOUND$/.exec(said)?.[1];
  if (found !== undefined) return found;
  if (said === 'stream: OK') return null;
  throw new Error(`clamd says: ${said || 'nothing'}`);
}

/** Before each chunk, its length in four octets; zero ends the stream. */
function lengthOf(chunk: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  return length;
}
