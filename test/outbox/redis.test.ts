import { describe, expect, it } from 'vitest';
import { redisFault, unfitRedis } from '../../src/outbox/redis.ts';

describe('what keeps Redis from carrying the queue', () => {
  it.each<[string, RegExp, RegExp]>([
    ['WRONGPASS invalid username-password pair or user is disabled.', /refuses the password/, /REDIS_URL/],
    ['NOAUTH Authentication required.', /wants a password/, /redis:\/\/user:password/],
    ['self-signed certificate in certificate chain', /nobody known has signed/, /NODE_EXTRA_CA_CERTS/],
    ['unable to verify the first certificate', /nobody known has signed/, /NODE_EXTRA_CA_CERTS/],
    ['write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number', /no TLS/, /redis:\/\//],
    ['Connection is closed.', /without TLS/, /rediss:\/\//],
    ['MOVED 3999 127.0.0.1:6381', /cluster/, /server of its own/],
    ['CLUSTERDOWN Hash slot not served', /cluster/, /server of its own/],
    ["OOM command not allowed when used memory > 'maxmemory'.", /out of memory/, /maxmemory/],
    ['connect ECONNREFUSED 127.0.0.1:6379', /does not answer/, /start Redis/],
    ['something new', /^Redis: something new$/, /REDIS_URL/],
  ])('%s', (said, finding, remedy) => {
    const fault = redisFault(new Error(said));
    expect(fault.finding).toMatch(finding);
    expect(fault.remedy).toMatch(remedy);
    expect(`${fault.finding}${fault.remedy}`).not.toContain('\n');
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
    const fault = unfitRedis(info.join('\r\n'));
    if (finding === null) expect(fault).toBeNull();
    else expect(fault?.finding).toMatch(finding);
  });
});
