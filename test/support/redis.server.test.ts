import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redisMissing, startRedis, type TestRedis } from './redis.ts';

describe.skipIf(redisMissing)('Redis', () => {
  let server: TestRedis;
  let client: Redis;
  beforeAll(async () => {
    server = await startRedis();
    client = new Redis(server.url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    await client.connect();
  });
  afterAll(async () => {
    client.disconnect();
    await server.stop();
  });

  test('keeps its keys over a restart and never evicts', async () => {
    await client.set('kept', '1');
    const ended = new Promise((resolve) => client.once('end', resolve));
    await server.halt();
    await ended;
    await expect(client.connect()).rejects.toThrow();
    await server.start();
    await client.connect();
    expect(await client.get('kept')).toBe('1');
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  });

  test('runs out of memory, and recovers with a restart', async () => {
    await server.exhaustMemory();
    await expect(client.set('more', '1')).rejects.toThrow('OOM');
    const ended = new Promise((resolve) => client.once('end', resolve));
    await server.restart();
    await ended;
    await client.connect();
    expect(await client.set('more', '1')).toBe('OK');
  });

  test('forgets everything when flushed', async () => {
    await client.set('gone', '1');
    await server.flush();
    expect(await client.get('gone')).toBeNull();
  });
});
