import { once } from 'node:events';
import { connect } from 'node:net';
import { Redis } from 'ioredis';
import { type NetworkFault, networkFault } from '../lib/network-fault.ts';

/** What keeps Redis from carrying the queue, and what to do about it, each in one line. */
type RedisFault = { readonly finding: string; readonly remedy: string };

const LOOK_WITHIN_MS = 5_000;
/** What a server says unasked, it says at once. */
const UNASKED_WITHIN_MS = 1_500;

/** Why a connection failed, by what Redis, OpenSSL or the network says. */
const FAULTS: readonly (readonly [said: RegExp, finding: string, remedy: string])[] = [
  [/WRONGPASS|invalid password/, 'Redis refuses the password', 'correct user and password in REDIS_URL'],
  [/NOAUTH/, 'Redis wants a password', 'put it into REDIS_URL: redis://user:password@host:6379'],
  [
    /DENIED .*protected mode/i,
    'Redis takes no connection from another machine without a password (protected-mode)',
    'set requirepass in redis.conf and put the password into REDIS_URL, or protected-mode no where nobody else reaches it',
  ],
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
    /Protocol error|Unknown RESP|got "?\\?u0015|socket closed|Connection is closed/i,
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
];

const WITHOUT_TLS = ': perhaps it does not speak Redis without TLS';
const START = 'start Redis, or correct REDIS_URL';
/** What to do where no connection comes about, or none lasts. */
const NETWORK: Readonly<Record<NetworkFault['kind'], string>> = {
  refused: START,
  closed: 'begin REDIS_URL with rediss:// where it is a TLS port, or see the log of Redis for why',
  unknown: 'start Redis, or correct the host in REDIS_URL',
  unreachable: START,
  silent: 'start Redis, let this machine through the firewall to it, or correct REDIS_URL',
};

/**
 * What an error of a connection to the Redis of this URL means; its own words where they are not known.
 * @internal tests look at it
 */
export function redisFault(error: unknown, url: string): RedisFault {
  const message = error instanceof Error ? error.message : '';
  const [, finding, remedy] = FAULTS.find(([pattern]) => pattern.test(message)) ?? [];
  if (finding !== undefined && remedy !== undefined) return { finding, remedy };
  const network = networkFault(error, `Redis at ${addressOf(url)}`);
  if (network === null) return { finding: `Redis: ${message.trim() || 'no answer'}`, remedy: START };
  // What waits for TLS hangs up on anything else.
  const perhaps = network.kind === 'closed' && url.startsWith('redis:') ? WITHOUT_TLS : '';
  return { finding: `${network.finding}${perhaps}`, remedy: NETWORK[network.kind] };
}

function addressOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname || 'localhost'}:${port || '6379'}`;
}

/** What INFO of a Redis that answers says against it; null when it is fit. */
export function unfitRedis(info: string, url: string): RedisFault | null {
  const value = (name: string): string => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';
  if (value('cluster_enabled') === '1') return redisFault(new Error('MOVED'), url);
  if (value('role') === 'slave') return redisFault(new Error('READONLY'), url);
  const policy = value('maxmemory_policy');
  if (Number(value('maxmemory')) > 0 && Number(value('used_memory')) >= Number(value('maxmemory')))
    return redisFault(new Error('OOM'), url);
  if (policy !== '' && policy !== 'noeviction')
    return {
      finding: `Redis may throw jobs away (maxmemory-policy ${policy})`,
      remedy: 'set maxmemory-policy noeviction in redis.conf',
    };
  return null;
}

/** What OpenSSL says of other servers without TLS. */
const WRONG_VERSION = 'wrong version number';

/**
 * The first line that comes without TLS, null for none. `asked`: after a PING; else what is said unasked, which a server
 * that hangs up on it says before, and which is lost to a client that writes meanwhile.
 */
async function saidPlainly(url: string, asked: boolean): Promise<string | null> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port || 6379), hostname.replace(/^\[|\]$/g, ''));
  try {
    if (asked) socket.write('PING\r\n');
    const [answer] = await once(socket, 'data', {
      signal: AbortSignal.timeout(asked ? LOOK_WITHIN_MS : UNASKED_WITHIN_MS),
    });
    return String(answer).split('\r\n')[0] ?? null;
  } catch {
    return null;
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
    return unfitRedis(await client.info(), url);
  } catch (error) {
    // The event says why; what the command rejects with is only that the connection is closed.
    return await unconnected(heard ?? error, url);
  } finally {
    client.disconnect();
  }
}

/** Why no connection came about; where the error does not tell, the server may say it without TLS. */
async function unconnected(error: unknown, url: string): Promise<RedisFault> {
  const kind = networkFault(error, '')?.kind;
  const isTls = url.startsWith('rediss:');
  // Redis waits for the end of a line in what TLS begins with, and to a line it answers.
  if (isTls && kind === 'silent' && /^[+-]/.test((await saidPlainly(url, true)) ?? ''))
    return redisFault(new Error(WRONG_VERSION), url);
  const hangsUp = kind === 'closed' || /closed/i.test(String(error));
  const said = !isTls && hangsUp ? await saidPlainly(url, false) : null;
  return redisFault(said?.startsWith('-') ? new Error(said) : error, url);
}
