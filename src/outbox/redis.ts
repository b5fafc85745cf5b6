import { once } from 'node:events';
import { connect } from 'node:net';
import { Redis } from 'ioredis';

/** What keeps Redis from carrying the queue, and what to do about it, each in one line. */
type RedisFault = { readonly finding: string; readonly remedy: string };

const LOOK_WITHIN_MS = 5_000;

/** Why a connection failed, by what Redis, OpenSSL or the network says. */
const FAULTS: readonly (readonly [said: RegExp, finding: string, remedy: string])[] = [
  [/WRONGPASS|invalid password/, 'Redis refuses the password', 'correct user and password in REDIS_URL'],
  [/NOAUTH/, 'Redis wants a password', 'put it into REDIS_URL: redis://user:password@host:6379'],
  [/NOPERM/, 'the user of REDIS_URL may not do what the queue needs', 'give it all commands on the keys {tsdesk}*'],
  [
    /self[- ]signed certificate|unable to (?:get (?:local )?issuer|verify the first) certificate/i,
    'nobody known has signed the certificate of Redis',
    'set NODE_EXTRA_CA_CERTS to a file with the certificate of its authority (PEM)',
  ],
  [
    /certificate has expired|altnames/i,
    'the certificate of Redis is not valid for this host',
    'renew it, or correct the host in REDIS_URL',
  ],
  [
    /wrong version number|packet length too long|record layer/i,
    'Redis speaks no TLS at this port',
    'begin REDIS_URL with redis://, or name its TLS port',
  ],
  [
    /Protocol error|Unknown RESP|got "?\\?u0015|ECONNRESET|socket closed|Connection is closed/i,
    'what answers at this port does not speak Redis without TLS',
    'begin REDIS_URL with rediss:// where it is a TLS port',
  ],
  [
    /MOVED|CLUSTERDOWN|CROSSSLOT/,
    'Redis runs as a cluster',
    'point REDIS_URL at a server of its own: the queue is small, and nothing is lost with it',
  ],
  [/\bOOM\b/, 'Redis is out of memory', 'raise maxmemory, or give the queue a Redis of its own'],
  [/READONLY/, 'this Redis is a replica and only reads', 'point REDIS_URL at the primary'],
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|timed? ?out/i,
    'Redis does not answer',
    'start Redis, or correct REDIS_URL',
  ],
];

/**
 * What an error of a connection to Redis means; its own words where they are not known.
 * @internal tests look at it
 */
export function redisFault(error: unknown): RedisFault {
  const said = error instanceof Error ? `${error.message} ${'code' in error ? error.code : ''}` : '';
  const [, finding, remedy] = FAULTS.find(([pattern]) => pattern.test(said)) ?? [];
  return finding !== undefined && remedy !== undefined
    ? { finding, remedy }
    : { finding: `Redis: ${said.trim() || 'no answer'}`, remedy: 'start Redis, or correct REDIS_URL' };
}

/** What INFO of a Redis that answers says against it; null when it is fit. */
export function unfitRedis(info: string): RedisFault | null {
  const value = (name: string): string => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';
  if (value('cluster_enabled') === '1') return redisFault(new Error('MOVED'));
  if (value('role') === 'slave') return redisFault(new Error('READONLY'));
  const policy = value('maxmemory_policy');
  if (Number(value('maxmemory')) > 0 && Number(value('used_memory')) >= Number(value('maxmemory')))
    return redisFault(new Error('OOM'));
  if (policy !== '' && policy !== 'noeviction')
    return {
      finding: `Redis may throw jobs away (maxmemory-policy ${policy})`,
      remedy: 'set maxmemory-policy noeviction in redis.conf',
    };
  return null;
}

/** What OpenSSL says of other servers without TLS. */
const WRONG_VERSION = 'wrong version number';

/** Redis waits for the end of a line in what TLS begins with; to a line it answers. */
async function answersPlainly(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port || 6379), hostname.replace(/^\[|\]$/g, ''));
  try {
    socket.write('PING\r\n');
    const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(LOOK_WITHIN_MS) });
    return /^[+-]/.test(String(answer));
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Connects once and looks at everything; null when Redis is fit. Never rejects. */
export async function examineRedis(url: string): Promise<RedisFault | null> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: LOOK_WITHIN_MS,
    commandTimeout: LOOK_WITHIN_MS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let heard: unknown = null;
  client.on('error', (error) => {
    heard = error;
  });
  try {
    await client.connect();
    return unfitRedis(await client.info());
  } catch (error) {
    // The event says why; what the command rejects with is only that the connection is closed.
    const isSilent = url.startsWith('rediss:') && /ETIMEDOUT|timed? ?out/i.test(String(heard ?? error));
    return redisFault(isSilent && (await answersPlainly(url)) ? new Error(WRONG_VERSION) : (heard ?? error));
  } finally {
    client.disconnect();
  }
}
