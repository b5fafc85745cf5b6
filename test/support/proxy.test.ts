import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startProxy, type TcpProxy } from './proxy.ts';

/** Answers every line with ten bytes. */
let server: Server;
let proxy: TcpProxy;
beforeEach(async () => {
  server = createServer((socket) => {
    socket.on('data', () => socket.write('0123456789'));
    socket.on('error', () => socket.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  proxy = await startProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
});
afterEach(async () => {
  await proxy.stop();
  server.close();
});

const client = () => connect(proxy.port, proxy.host).setEncoding('latin1');

test('passes everything on by default', async () => {
  const socket = client();
  socket.write('a');
  expect(await once(socket, 'data')).toEqual(['0123456789']);
  expect(proxy.bytesFromServer()).toBe(10);
  socket.destroy();
});

test.each([1, 5, 10])('cuts the next connection after %i bytes of the server, and no later one', async (bytes) => {
  proxy.cutAfter(bytes);
  const socket = client();
  socket.write('a');
  expect(await text(socket)).toBe('0123456789'.slice(0, bytes));
  const next = client();
  next.write('a');
  expect(await once(next, 'data')).toEqual(['0123456789']);
  next.destroy();
});

test('paused it is silent, and what was held back arrives after', async () => {
  const socket = client();
  await once(socket, 'connect');
  socket.write('a');
  await once(socket, 'data');
  proxy.pause();
  let heard = false;
  socket.once('data', () => {
    heard = true;
  });
  socket.write('b');
  const other = client();
  await once(other, 'connect');
  expect(heard).toBe(false);
  const answer = once(socket, 'data');
  proxy.resume();
  expect(await answer).toEqual(['0123456789']);
  socket.destroy();
  other.destroy();
});

test('refusing it ends old and new connections', async () => {
  const old = client();
  old.write('a');
  await once(old, 'data');
  proxy.refuse();
  await once(old, 'close');
  expect(await text(client())).toBe('');
  proxy.accept();
  const socket = client();
  socket.write('a');
  expect(await once(socket, 'data')).toEqual(['0123456789']);
  socket.destroy();
});
