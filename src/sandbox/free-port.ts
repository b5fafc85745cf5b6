import { type AddressInfo, createServer } from 'node:net';

/** A TCP port of 127.0.0.1 that is free now; another process may take it before the caller does. */
export function freePort(): Promise<number> {
  return tryPort(0);
}

/** The preferred port when it is free, else another. */
export function portNear(preferred = 0): Promise<number> {
  return tryPort(preferred).catch(freePort);
}

/** How many are tried after the first. */
const TRIED = 20;

/** The port when it is free, else the next one that is, else any. */
export async function portFrom(first: number): Promise<number> {
  for (let port = first; port <= first + TRIED; port++) {
    const found = await tryPort(port).catch(() => null);
    if (found !== null) return found;
  }
  return freePort();
}

/** The port, or any free one for 0. Rejects when it is in use. */
function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address() as AddressInfo;
      probe.close(() => resolve(address.port));
    });
  });
}
