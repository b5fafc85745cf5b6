import { describe, expect, it } from 'vitest';
import { blameOf, causeOf, createTroubles } from '../../../src/desk/health/trouble.ts';
import { StorageTrouble } from '../../../src/store/attachments/folder.ts';
import { OctetsDamaged } from '../../../src/store/octets.ts';

const failure = (code: string, more: object = {}): Error => Object.assign(new Error('said'), { code, ...more });
const state = (code: string, message: string, more: object = {}): Error =>
  new Error('Failed query: insert …\nparams: a customer’s words', {
    cause: Object.assign(new Error(message), { code, severity: 'ERROR', ...more }),
  });

describe('whose fault it is that a mail cannot be decided', () => {
  it.each<[string, unknown, ReturnType<typeof blameOf>]>([
    ['a NUL in a text', state('22021', 'invalid byte sequence'), 'content'],
    ['a constraint', state('23514', 'violates check constraint'), 'content'],
    ['a row too large', state('54000', 'row is too big'), 'content'],
    ['a defect of the program', new TypeError('x is not a function'), 'content'],
    ['a call that Node refuses', failure('ERR_OUT_OF_RANGE'), 'content'],
    ['octets that are gone', new OctetsDamaged('the octets x are gone'), 'content'],
    ['a value the driver was not given', failure('UNDEFINED_VALUE'), 'content'],
    ['a missing right', state('42501', 'permission denied for table mail'), 'desk'],
    ['a missing table', state('42P01', 'relation "mail" does not exist'), 'desk'],
    ['a missing schema', state('3F000', 'no schema has been selected'), 'desk'],
    ['a statement timeout', state('57014', 'canceling statement due to statement timeout'), 'desk'],
    ['a lock timeout', state('55P03', 'canceling statement due to lock timeout'), 'desk'],
    ['another password', state('28P01', 'password authentication failed for user "desk"'), 'desk'],
    ['a role that may not log in', state('28000', 'role "desk" is not permitted to log in'), 'desk'],
    ['a database that is gone', state('3D000', 'database "desk" does not exist'), 'desk'],
    ['too many connections', state('53300', 'sorry, too many clients already'), 'desk'],
    ['a full disk of the database', state('53100', 'could not extend file'), 'desk'],
    ['the server’s memory', state('53200', 'out of memory'), 'desk'],
    ['a database that only reads', state('25006', 'cannot execute INSERT in a read-only transaction'), 'desk'],
    ['a damaged index', state('XX002', 'index is corrupted'), 'desk'],
    ['a lost connection', failure('CONNECTION_CLOSED'), 'desk'],
    ['a handshake that fails', failure('SASL_SIGNATURE_MISMATCH'), 'desk'],
    ['a certificate that is not trusted', failure('SELF_SIGNED_CERT_IN_CHAIN'), 'desk'],
    ['a name in no certificate', failure('ERR_TLS_CERT_ALTNAME_INVALID'), 'desk'],
    ['the disk of the attachments', new StorageTrouble('attachments cannot be kept'), 'desk'],
    ['too many open files', failure('EMFILE', { syscall: 'open', errno: -24, path: '/x' }), 'desk'],
    ['a trigger that raises', state('P0001', 'no'), 'unclear'],
    ['an internal error', state('XX000', 'cache lookup failed'), 'unclear'],
  ])('%s', (_what, error, blame) => expect(blameOf(error)).toBe(blame));
});

describe('what failed, in a line', () => {
  it.each<[string, unknown, string]>([
    [
      'a right',
      state('42501', 'permission denied for table mail'),
      'the database: permission denied for table mail (42501)',
    ],
    [
      'a value, which is not repeated',
      state('22P02', 'invalid input syntax: "a customer’s words"'),
      'the database: Error 22P02',
    ],
    [
      'a constraint, by its name',
      state('23505', 'Key (a customer’s words)', { constraint_name: 'mail_uid', table_name: 'mail' }),
      'the database: Error 23505 (mail, mail_uid)',
    ],
    ['a defect', new TypeError('a customer’s words'), 'TypeError'],
    [
      'a disk',
      new StorageTrouble('attachments cannot be kept in /x', {
        cause: failure('ENOSPC', { syscall: 'write', path: '/x/y' }),
      }),
      'attachments cannot be kept in /x: write ENOSPC',
    ],
  ])('%s', (_what, error, line) => expect(causeOf(error)).toBe(line));
});

describe('troubles', () => {
  let now = 0;
  const open = () => createTroubles(() => new Date(now));

  it('are one for each part, the oldest first, until they are settled', () => {
    const troubles = open();
    troubles.report('mails', '1', 'no right');
    troubles.report('mails', '2', 'no table');
    troubles.report('rounds', 'sweep', 'away');
    expect(troubles.now().map(({ part, detail }) => `${part}: ${detail}`)).toEqual([
      'mails: 2 wait: no right',
      'rounds: away',
    ]);
    troubles.settled('mails', '1');
    troubles.settled('rounds', 'sweep');
    expect(troubles.now().map(({ detail }) => detail)).toEqual(['no table']);
    troubles.leave('mails');
    expect(troubles.now()).toEqual([]);
  });

  it('that nobody reports any more are forgotten after two minutes', () => {
    const troubles = open();
    troubles.report('mails', '1', 'no right');
    now += 119_000;
    troubles.report('mails', '1', 'no right');
    now += 119_000;
    expect(troubles.now()).toHaveLength(1);
    now += 2_000;
    expect(troubles.now()).toEqual([]);
  });

  it('are an item’s own once others have worked since, or after an hour alone', () => {
    const troubles = open();
    troubles.settled('mails', '0');
    expect(troubles.isItsOwn('mails', '1')).toBe(false);
    troubles.report('mails', '1', 'an internal error');
    expect(troubles.isItsOwn('mails', '1')).toBe(false);
    troubles.settled('mails', '2');
    expect(troubles.isItsOwn('mails', '1')).toBe(true);
    troubles.report('mails', '3', 'an internal error');
    now += 3_500_000;
    expect(troubles.isItsOwn('mails', '3')).toBe(false);
    now += 200_000;
    expect(troubles.isItsOwn('mails', '3')).toBe(true);
  });
});
