import { describe, expect, it } from 'vitest';
import { networkFault } from '../../src/lib/network-fault.ts';

/** As Node, ioredis, the drivers, imapflow, nodemailer and fetch throw them. */
const thrown = (message: string, code?: string, cause?: Error): Error =>
  Object.assign(new Error(message, cause === undefined ? {} : { cause }), code === undefined ? {} : { code });

describe('an error of the network', () => {
  it.each<[what: string, error: unknown, finding: string | null]>([
    [
      'nobody listens',
      thrown('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED'),
      'does not answer: nothing listens there (ECONNREFUSED)',
    ],
    [
      'a name with two addresses',
      new AggregateError([thrown('connect ECONNREFUSED ::1:1', 'ECONNREFUSED')], ''),
      'does not answer: nothing listens there (ECONNREFUSED)',
    ],
    ['nothing but a code', thrown('', 'ECONNREFUSED'), 'does not answer: nothing listens there (ECONNREFUSED)'],
    ['a code in the words alone', thrown('write EPIPE'), 'hangs up (EPIPE)'],
    ['reset', thrown('read ECONNRESET', 'ECONNRESET'), 'hangs up (ECONNRESET)'],
    [
      'closed, as the driver of PostgreSQL says it',
      thrown('write CONNECTION_CLOSED db:5432', 'CONNECTION_CLOSED'),
      'hangs up (CONNECTION_CLOSED)',
    ],
    [
      'no such name',
      thrown('getaddrinfo ENOTFOUND db', 'ENOTFOUND'),
      'cannot be found: no such name is known (ENOTFOUND)',
    ],
    [
      'no resolver',
      thrown('getaddrinfo EAI_AGAIN db', 'EAI_AGAIN'),
      'cannot be found: no such name is known (EAI_AGAIN)',
    ],
    [
      'no route',
      thrown('connect EHOSTUNREACH 192.0.2.1:1', 'EHOSTUNREACH'),
      'cannot be reached: no network leads there (EHOSTUNREACH)',
    ],
    ['a firewall', thrown('connect ETIMEDOUT', 'ETIMEDOUT'), 'does not answer in time (ETIMEDOUT)'],
    [
      'a firewall, as the driver of PostgreSQL says it',
      thrown('write CONNECT_TIMEOUT db:5432', 'CONNECT_TIMEOUT'),
      'does not answer in time (CONNECT_TIMEOUT)',
    ],
    ['words without a code', thrown('Command timed out'), 'does not answer in time'],
    [
      'below another',
      thrown('fetch failed', undefined, thrown('connect ECONNREFUSED', 'ECONNREFUSED')),
      'does not answer: nothing listens there (ECONNREFUSED)',
    ],
    ['words of our own', thrown('clamd has not answered in time'), 'does not answer in time'],
    [
      'a server that answers',
      Object.assign(thrown('canceling statement due to statement timeout', '57014'), { severity: 'ERROR' }),
      null,
    ],
    ['an error of the server', thrown('password authentication failed', '28P01'), null],
    ['a file', thrown("ENOENT: no such file or directory, open '/etc/ca.pem'", 'ENOENT'), null],
    ['no error', 'ECONNREFUSED', null],
  ])('%s', (_what, error, finding) => {
    expect(networkFault(error, 'db:5432')?.finding ?? null).toBe(finding === null ? null : `db:5432 ${finding}`);
  });
});
