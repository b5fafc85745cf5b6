import { describe, expect, it } from 'vitest';
import { CommandError, EXIT } from '../../src/cli/exit.ts';
import { explain } from '../../src/cli/failure.ts';
import { ConfigError, environmentFault } from '../../src/config/fault.ts';

/** As the server says it, below the statement that drizzle puts above. */
const said = (code: string, message: string): Error =>
  new Error('insert into mail values (the words of a customer)', {
    cause: Object.assign(new Error(message), { code, severity: 'FATAL' }),
  });

describe('what the database refuses', () => {
  it.each([
    [
      '28P01',
      'password authentication failed for user "desk"',
      EXIT.configuration,
      'user and password in DATABASE_URL',
    ],
    ['28000', 'role "desk" is not permitted to log in', EXIT.configuration, 'user and password in DATABASE_URL'],
    ['3D000', 'database "desk" does not exist', EXIT.configuration, 'Create the database'],
    ['42501', 'permission denied for table mail', EXIT.failed, 'MIGRATE_DATABASE_URL'],
    ['53300', 'too many connections for role "desk"', EXIT.unavailable, 'CONNECTION LIMIT'],
  ])('%s is said with its remedy: %s', (code, message, exitCode, remedy) => {
    const ending = explain(said(code, message));
    expect(ending.exitCode).toBe(exitCode);
    expect(ending.message).toContain(message);
    expect(ending.message).toContain(remedy);
    expect(ending.message).not.toContain('customer');
  });

  it('is a service out of reach while it shuts down', () => {
    const ending = explain(said('57P01', 'terminating connection due to administrator command'));
    expect(ending).toEqual({
      exitCode: EXIT.unavailable,
      message: 'A service is not reachable: terminating connection due to administrator command',
    });
  });
});

it('a command that failed ends as it says', () => {
  expect(explain(new CommandError(EXIT.tryAgain, 'The daemon writes it. Try again.'))).toEqual({
    exitCode: EXIT.tryAgain,
    message: 'The daemon writes it. Try again.',
  });
});

it.each([
  [1, 'has a fault:'],
  [2, 'has 2 faults:'],
])('%i faults of the configuration are named, 78', (count, words) => {
  const faults = Array.from({ length: count }, (_, each) =>
    environmentFault('DATABASE_URL', `is wrong in way ${each}`),
  );
  const ending = explain(new ConfigError(faults));
  expect(ending.exitCode).toBe(EXIT.configuration);
  expect(ending.message).toContain(words);
  for (const each of faults.keys()) expect(ending.message).toContain(`way ${each}`);
});

/** As Node throws them. */
const ofTheSystem = (more: object): Error =>
  Object.assign(new Error('EACCES: permission denied, open'), { errno: -13, syscall: 'open', ...more });

it.each([
  [{ code: 'EACCES', path: '/srv/a.html' }, EXIT.failed, 'Not done: /srv/a.html: this user may not read or write it.'],
  [{ code: 'ENOSPC', path: '/srv/a.html' }, EXIT.failed, 'Not done: /srv/a.html: the disk is full.'],
  [{ code: 'ELOOP', path: '/srv/a.html' }, EXIT.failed, 'Not done: /srv/a.html: ELOOP.'],
  [
    { code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port: 993 },
    EXIT.unavailable,
    '127.0.0.1:993 is not reachable (ECONNREFUSED).',
  ],
  [
    { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'mail.example' },
    EXIT.unavailable,
    'mail.example is not reachable (ENOTFOUND).',
  ],
])('%o of the system is a sentence, and no stack', (more, exitCode, message) => {
  expect(explain(ofTheSystem(more))).toEqual({ exitCode, message });
});

it('a defect keeps its place in the code, and nothing of what it was given', () => {
  const { exitCode, message } = explain(new TypeError('“the words of a customer” is not valid JSON'));
  expect(exitCode).toBe(EXIT.failed);
  expect(message).toContain('TypeError');
  expect(message).toContain('failure.test.ts');
  expect(message).not.toContain('customer');
});
