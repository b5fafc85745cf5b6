import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { describeTrouble } from '../../src/inbox/trouble.ts';

const error = (message: string, more: object = {}): Error => Object.assign(new Error(message), more);
const refused = { authenticationFailed: true };
// The build of drizzle that the store uses.
const { DrizzleQueryError }: typeof import('drizzle-orm') = createRequire(import.meta.url)('drizzle-orm');
const failed = (cause: Error | undefined): Error =>
  new DrizzleQueryError('select * from mail where from_address = $1', ['li@customer.example'], cause);

test.each([
  [
    'a refused login',
    error('Command failed', { ...refused, responseText: 'no such user' }),
    'login refused: no such user',
  ],
  ['a refused login without a reason', error('Command failed', refused), 'login refused: Command failed'],
  ['what the server said', error('Command failed', { responseText: 'mailbox is locked' }), 'mailbox is locked'],
  ['a server that said nothing', error('Command failed', { responseText: '' }), 'Command failed'],
  [
    'what the network said, which is not the database',
    error('connect ECONNREFUSED 127.0.0.1:143', { code: 'ECONNREFUSED', syscall: 'connect' }),
    'connect ECONNREFUSED 127.0.0.1:143',
  ],
  [
    'what the database said, without the statement',
    failed(error('terminating connection', { code: '57P01', severity: 'FATAL' })),
    'the database: terminating connection',
  ],
  ['a statement that failed for no known reason', failed(undefined), 'the database: Error'],
  ['something that is no error', 'gone', 'unknown trouble'],
])('%s', (_, thrown, words) => expect(describeTrouble(thrown)).toBe(words));
