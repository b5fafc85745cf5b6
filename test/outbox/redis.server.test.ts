import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../src/lib/log.ts';
import { openWakeQueue } from '../../src/outbox/queue.ts';
import { examineRedis } from '../../src/outbox/redis.ts';
import { freePort } from '../support/free-port.ts';
import { redisMissing, startRedis, type TestRedis } from '../support/redis.ts';

describe.skipIf(redisMissing)('what is the matter with Redis is said in a line', () => {
  let redis: TestRedis;
  let client: Redis;
  beforeAll(async () => {
    redis = await startRedis();
    client = new Redis(redis.url);
  });
  afterAll(async () => {
    client.disconnect();
    await redis.stop();
  });
  /** What `/readyz` and doctor say. */
  const said = async (url: string): Promise<string> => {
    const fault = await examineRedis(url);
    return fault === null ? 'fit' : `${fault.finding}: ${fault.remedy}`;
  };
  const withPassword = (password: string): string => redis.url.replace('//', `//:${password}@`);

  it('nothing where it is fit', async () => {
    expect(await said(redis.url)).toBe('fit');
  });

  it.each([
    ['may throw jobs away', 'maxmemory-policy', 'allkeys-lru', 'noeviction', /maxmemory-policy allkeys-lru/],
    ['throws jobs away that have an end', 'maxmemory-policy', 'volatile-ttl', 'noeviction', /volatile-ttl/],
    ['is out of memory', 'maxmemory', '1', '0', /out of memory: raise maxmemory/],
  ])('that it %s', async (_what, setting, value, usual, line) => {
    const queue = openWakeQueue({ kind: 'redis', url: redis.url }, createLogger('silent'));
    try {
      await queue.ready();
      await client.config('SET', setting, value);
      expect(await said(redis.url)).toMatch(line);
      await expect(queue.depth()).rejects.toThrow(line);
      await client.config('SET', setting, usual);
      await expect(queue.depth()).resolves.toBe(0);
    } finally {
      await client.config('SET', setting, usual);
      await queue.close();
    }
  });

  it('that the password is missing, or wrong', async () => {
    await client.config('SET', 'requirepass', 'right');
    try {
      expect(await said(redis.url)).toMatch(/wants a password/);
      expect(await said(withPassword('wrong'))).toMatch(/refuses the password/);
      expect(await said(withPassword('right'))).toBe('fit');
    } finally {
      await client.config('SET', 'requirepass', '');
    }
  });

  it('that it speaks no TLS', async () => {
    expect(await said(redis.url.replace('redis:', 'rediss:'))).toMatch(/speaks no TLS at this port/);
  });

  it('that nobody known has signed its certificate, and that a TLS port was asked without', async () => {
    const secured = await startRedis({ tls: true });
    try {
      expect(await said(secured.url)).toMatch(/nobody known has signed/);
      expect(await said(secured.url.replace('rediss:', 'redis:'))).toMatch(/does not speak Redis without TLS/);
    } finally {
      await secured.stop();
    }
  });

  it('that it is a cluster', async () => {
    // The port of its bus, which is 10,000 above the other by itself, may be anybody's.
    const bus = ['--cluster-port', String(await freePort())];
    const cluster = await startRedis({ more: ['--appendonly', 'no', '--cluster-enabled', 'yes', ...bus] });
    try {
      expect(await said(cluster.url)).toMatch(/runs as a cluster/);
    } finally {
      await cluster.stop();
    }
  });
});

describe.skipIf(redisMissing)('the wake queue', () => {
  it('tells others of forty letters with one job, and of one more with another when nothing is under way', async () => {
    const redis = await startRedis();
    const queue = openWakeQueue({ kind: 'redis', url: redis.url }, createLogger('silent'));
    try {
      await Promise.all(Array.from({ length: 40 }, (_, at) => queue.wake(`letter ${at}`)));
      expect(await queue.depth()).toBe(1);
      await queue.wake('one more');
      expect(await queue.depth()).toBe(2);
    } finally {
      await queue.close();
      await redis.stop();
    }
  });
});
