import { type AddressInfo, createServer, type Server } from 'node:net';

/** A TCP port of 127.0.0.1 that is free now; another process may take it before the caller does. */
export function freePort(): Promise<number> {
  return probed(0);
}

/** The preferred port when it is free, else another. */
export function portNear(preferred: number): Promise<number> {
  return onFreePort([preferred], probed);
}

/**
 * What `open` gives for the first of the ports that is neither in use nor forbidden, else for 0, which stands for any.
 * Rejects with whatever else it rejects with.
 */
export async function onFreePort<T>(ports: readonly number[], open: (port: number) => Promise<T>): Promise<T> {
  for (const port of ports)
    try {
      return await open(port);
    } catch (error) {
      if (!['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  return open(0);
}

/** Has a server listen on a port of 127.0.0.1, on any for 0, and resolves to it. Rejects when it is in use. */
export function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function probed(port: number): Promise<number> {
  const probe = createServer();
  const free = await listenOn(probe, port);
  await new Promise((resolve) => probe.close(resolve));
  return free;
}
