import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface TcpProxyTarget {
  host: string;
  port: number;
}

/** Stands between a client and a server, and lets a test break what is between them. */
export interface TcpProxy {
  host: string;
  port: number;
  /** Connections made so far, refused ones included. */
  connections(): number;
  /** How often `cutAtRequest` has cut so far. */
  cuts(): number;
  /** Bytes the server has sent so far, over all connections. */
  bytesFromServer(): number;
  /** Cuts the next connection, and only that, once the server has sent this many bytes, which still arrive. */
  cutAfter(bytes: number): void;
  /**
   * Every connection is cut when a client sends its nth message from now on: before it arrives, or once it has arrived
   * and nobody will hear the answer.
   */
  cutAtRequest(nth: number, when: 'before' | 'after'): void;
  /** Holds everything back, both ways, on old and new connections: a silent network. */
  pause(): void;
  resume(): void;
  /** Loses everything on the connections there are, for good and without a word; new ones are served. */
  lose(): void;
  /** Ends every connection and ends new ones at once, until `accept()`. */
  refuse(): void;
  accept(): void;
  /** Ends every connection; new ones are accepted. */
  cut(): void;
  stop(): Promise<void>;
}

export async function startProxy(target: TcpProxyTarget): Promise<TcpProxy> {
  const pairs = new Set<[client: Socket, server: Socket]>();
  const state = {
    ...{ connections: 0, cuts: 0, bytes: 0 },
    ...{ refusing: false, paused: false, cutAfter: Number.POSITIVE_INFINITY },
  };
  const cutting = { in: Number.POSITIVE_INFINITY, when: 'before' as 'before' | 'after' };

  const server = createServer({ noDelay: true }, (client) => {
    state.connections += 1;
    client.on('error', () => client.destroy());
    if (state.refusing) return void client.destroy();
    const upstream = connect({ ...target, noDelay: true });
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    let allowance = state.cutAfter;
    state.cutAfter = Number.POSITIVE_INFINITY;
    client.on('data', (chunk) => {
      cutting.in -= 1;
      if (cutting.in !== 0) return void upstream.write(chunk);
      if (cutting.when === 'before') cutAsAsked();
      else upstream.write(chunk, cutAsAsked);
    });
    upstream.on('data', (chunk) => {
      state.bytes += chunk.length;
      const passed = chunk.subarray(0, allowance);
      allowance -= passed.length;
      if (passed.length < chunk.length || allowance === 0) client.end(passed, () => upstream.destroy());
      else client.write(passed);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => {
      pairs.delete(pair);
      client.end();
    });
    if (state.paused) for (const socket of pair) socket.pause();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');

  const cut = () => {
    for (const [client] of pairs) client.destroy();
  };
  const cutAsAsked = () => {
    state.cuts += 1;
    cut();
  };
  const eachSocket = (act: (socket: Socket) => void) => {
    for (const pair of pairs) pair.forEach(act);
  };
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    connections: () => state.connections,
    cuts: () => state.cuts,
    bytesFromServer: () => state.bytes,
    cutAfter(bytes) {
      state.cutAfter = bytes;
    },
    cutAtRequest(nth, when) {
      Object.assign(cutting, { in: nth, when });
    },
    pause() {
      state.paused = true;
      eachSocket((socket) => socket.pause());
    },
    resume() {
      state.paused = false;
      eachSocket((socket) => socket.resume());
    },
    lose() {
      eachSocket((socket) => socket.pause());
    },
    refuse() {
      state.refusing = true;
      cut();
    },
    accept() {
      state.refusing = false;
    },
    cut,
    async stop() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
