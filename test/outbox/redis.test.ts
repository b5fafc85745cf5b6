import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { examineRedis, redisFault, unfitRedis } from '../../src/outbox/redis.ts';

describe('what keeps Redis from carrying the queue', () => {
  it.each<[string, RegExp, RegExp]>([
    ['WRONGPASS invalid username-password pair or user is disabled.', /refuses the password/, /REDIS_URL/],
    ['NOAUTH Authentication required.', /wants a password/, /redis:\/\/user:password/],
    [
      '-DENIED Redis is running in protected mode because protected mode is enabled and no password is set',
      /protected-mode/,
      /requirepass.*protected-mode no/,
    ],
    ['self-signed certificate in certificate chain', /nobody known has signed/, /NODE_EXTRA_CA_CERTS/],
    ['unable to verify the first certificate', /nobody known has signed/, /NODE_EXTRA_CA_CERTS/],
    ['write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number', /no TLS/, /redis:\/\//],
    ['Connection is closed.', /without TLS/, /rediss:\/\//],
    ['MOVED 3999 127.0.0.1:6381', /cluster/, /server of its own/],
    ['CLUSTERDOWN Hash slot not served', /cluster/, /server of its own/],
    ["OOM command not allowed when used memory > 'maxmemory'.", /out of memory/, /maxmemory/],
    ['connect ECONNREFUSED 127.0.0.1:6379', /^Redis at queue:6379 does not answer: .*\(ECONNREFUSED\)$/, /start Redis/],
    ['write EPIPE', /^Redis at queue:6379 hangs up \(EPIPE\): perhaps .* without TLS$/, /rediss:\/\/.*log of Redis/],
    [
      'read ECONNRESET',
      /^Redis at queue:6379 hangs up \(ECONNRESET\): perhaps .* without TLS$/,
      /rediss:\/\/.*log of Redis/,
    ],
    ['getaddrinfo ENOTFOUND queue', /^Redis at queue:6379 cannot be found/, /correct the host in REDIS_URL/],
    ['connect ETIMEDOUT', /^Redis at queue:6379 does not answer in time \(ETIMEDOUT\)$/, /firewall/],
    ['Command timed out', /^Redis at queue:6379 does not answer in time$/, /start Redis/],
    ['something new', /^Redis: something new$/, /REDIS_URL/],
  ])('%s', (said, finding, remedy) => {
    const fault = redisFault(new Error(said), 'redis://queue');
    expect(fault.finding).toMatch(finding);
    expect(fault.remedy).toMatch(remedy);
    expect(`${fault.finding}${fault.remedy}`).not.toContain('\n');
  });

  it('names a code once, where the message has it too', () => {
    const { finding } = redisFault(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }), 'rediss://queue:7000');
    expect(finding).toBe('Redis at queue:7000 hangs up (EPIPE)');
  });

  it('is what a server says before it hangs up, not that it does', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('-DENIED Redis is running in protected mode because no password is set for the default user.\r\n');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const fault = await examineRedis(`redis://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.close();
    expect(fault?.finding).toMatch(/without a password \(protected-mode\)/);
  });

  it.each<[string, string[], RegExp | null]>([
    [
      'fit',
      ['role:master', 'cluster_enabled:0', 'maxmemory:0', 'used_memory:900', 'maxmemory_policy:noeviction'],
      null,
    ],
    ['throws jobs away', ['role:master', 'maxmemory:0', 'maxmemory_policy:allkeys-lru'], /allkeys-lru/],
    ['is full', ['maxmemory:100', 'used_memory:101', 'maxmemory_policy:noeviction'], /out of memory/],
    ['is a cluster', ['cluster_enabled:1', 'maxmemory_policy:noeviction'], /cluster/],
    ['is a replica', ['role:slave', 'maxmemory_policy:noeviction'], /replica/],
  ])('%s', (_what, info, finding) => {
    const fault = unfitRedis(info.join('\r\n'), 'redis://queue');
    if (finding === null) expect(fault).toBeNull();
    else expect(fault?.finding).toMatch(finding);
  });
});
