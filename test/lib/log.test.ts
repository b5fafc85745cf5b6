import { describe, expect, it } from 'vitest';
import { requireDatabase } from '../../src/config/settings.ts';
import { createLogger, type Logger } from '../../src/lib/log.ts';
import { loggedError, toldOf } from '../../src/lib/logged-error.ts';
import { formatNumber } from '../../src/ticket/text/number.ts';

const WORDS = '我的密码是 unmistakable-words';
/**
 * As a driver's error carries them: in the message, over several lines that look like frames, and in its own fields.
 */
const QUOTED = `${WORDS}\n    at customer (${WORDS}.js:1:1)\n    at file:///${encodeURI(WORDS)}/x.ts:1:1\n${WORDS}`;

const with_ = <E extends Error>(error: E, fields: object): E => Object.assign(error, fields);
const database = (code: string, name = 'PostgresError'): Error =>
  with_(new Error(`could not: ${QUOTED}`), {
    name,
    severity: 'ERROR',
    code,
    detail: `Key (subject)=(${WORDS})`,
    hint: WORDS,
    where: WORDS,
    query: `insert into mail values ('${WORDS}')`,
    parameters: [WORDS],
    table_name: 'mail',
    constraint_name: 'mail_reason_known',
  });

function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

const STATES = [
  ...['22P02', '22021', '22001', '22003', '22007', '22023', '23502', '23503', '23505', '23514', '42601', '42804'],
  ...['P0001', 'P0004', 'XX000', 'XX001', '0A000', '21000', '24000', '26000', '34000', '44000', 'F0000', 'HV000'],
];

/** What is thrown in the daemon, with the words of a customer wherever the thrower puts what it was given. */
const ERRORS: readonly (readonly [name: string, error: unknown])[] = [
  ...STATES.map((code) => [`SQLSTATE ${code}`, database(code)] as const),
  ['a statement with its parameters', new Error(`Failed query: insert … params: ${QUOTED}`)],
  ['that around its cause', new Error(`Failed query: ${QUOTED}`, { cause: database('23505') })],
  ['a cause of a cause', new Error(QUOTED, { cause: new Error(QUOTED, { cause: database('23505') }) })],
  ['many at once', new AggregateError([new Error(QUOTED), database('22P02')], QUOTED)],
  ['JSON.parse', thrownBy(() => JSON.parse(WORDS))],
  ['JSON.parse below a message of ours', new Error(QUOTED, { cause: thrownBy(() => JSON.parse(QUOTED)) })],
  ['decodeURIComponent', thrownBy(() => decodeURIComponent(`%${WORDS}`))],
  ['a regular expression', thrownBy(() => new RegExp(`${WORDS}(`))],
  ['a date', thrownBy(() => new Intl.DateTimeFormat('en', { timeZone: WORDS }))],
  ['a URL', thrownBy(() => new URL(WORDS))],
  ['a TypeError with words', new TypeError(`${QUOTED} is not a function`)],
  [
    'a relay’s answer',
    with_(new Error(`Message failed: 550 ${QUOTED}`), { responseCode: 550, response: `550 ${WORDS}` }),
  ],
  ['an IMAP server’s answer', with_(new Error('Command failed'), { responseText: WORDS, response: { raw: WORDS } })],
  [
    'a file that has the name of an attachment',
    with_(new Error(`ENOENT: open '${WORDS}'`), { code: 'ENOENT', errno: -2, syscall: `open ${WORDS}`, path: WORDS }),
  ],
  ['a name and code that are words', with_(new Error(QUOTED), { name: WORDS, code: WORDS })],
  ['a name changed after the stack was taken', Object.assign(new Error(QUOTED), { message: 'short' })],
  ['a text', WORDS],
  ['an object', { message: WORDS, words: WORDS }],
  ['nothing', undefined],
];

const WAYS: readonly (readonly [name: string, log: (logger: Logger, error: unknown) => void])[] = [
  ['as err', (log, err) => log.error({ event: 'mail_failed', err })],
  [
    'as another field',
    (log, error) => log.warn({ event: 'mail_failed', why: error instanceof Error ? error : 'other' }),
  ],
  ['in a list', (log, error) => log.info({ event: 'mail_failed', list: [error instanceof Error ? error : 'other'] })],
  ['deep inside', (log, err) => log.fatal({ event: 'mail_failed', a: { b: { err } } })],
];

const logged = (write: (log: Logger) => void): string[] => {
  const lines: string[] = [];
  write(createLogger('trace', (line) => lines.push(line)));
  return lines;
};

describe.each(ERRORS)('%s', (_, error) => {
  it.each(WAYS)('is logged without a word of it, %s', (_way, log) => {
    const [line, ...more] = logged((logger) => log(logger, error));
    expect(more).toEqual([]);
    expect(JSON.parse(line ?? '')).toMatchObject({ event: 'mail_failed' });
    expect(line).not.toContain('unmistakable');
    expect(line).not.toContain(encodeURI(WORDS));
  });

  it('is told without a word of it', () => {
    expect(toldOf(error)).not.toContain('unmistakable');
  });
});

describe('what helps to find the fault is kept', () => {
  it.each<[string, Error, object]>([
    [
      'SQLSTATE and names',
      database('23514'),
      { code: '23514', where: { table: 'mail', constraint: 'mail_reason_known' } },
    ],
    [
      'connections',
      with_(database('57P01'), { message: 'terminating connection' }),
      { message: 'terminating connection' },
    ],
    [
      'rights',
      with_(database('42501'), { message: 'permission denied for table mail' }),
      { message: 'permission denied for table mail' },
    ],
    [
      'sockets',
      with_(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port: 5432 }),
      { message: 'connect ECONNREFUSED 127.0.0.1:5432' },
    ],
    ['the reply code of a relay', with_(new Error('x'), { responseCode: 421 }), { code: 421 }],
    ['the cause', new Error('Failed query', { cause: database('53300') }), { cause: { code: '53300' } }],
  ])('%s', (_, error, kept) => expect(loggedError(error)).toMatchObject(kept));

  it('the place', () => {
    const { stack } = loggedError(new Error(QUOTED));
    expect(stack?.[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+\)?$/);
  });

  it('what the program itself says', () => {
    expect(loggedError(thrownBy(() => requireDatabase({ databaseUrl: null }))).message).toContain('DATABASE_URL');
  });

  it('but not what a library or the engine says', () => {
    expect(loggedError(thrownBy(() => createLogger('no such level'))).message).toBeUndefined();
    expect(loggedError(thrownBy(() => formatNumber('TS', null as never))).message).toBeUndefined();
  });

  it('what the cause says, where the error itself may not speak', () => {
    const cause = with_(database('57014'), { message: 'canceling statement' });
    expect(toldOf(new Error(QUOTED, { cause }))).toBe('canceling statement');
  });
});

it('addresses, tokens and credentials are hidden at any depth', () => {
  const token = 'abcdefghijklmnopqrstuvwxyz234567abcdefghijkl';
  const [line] = logged((log) =>
    log.info({ event: 'x', a: 'zhang@bigcustomer.example', b: { c: [`ref: ${token}`, 'redis://user:pass@host'] } }),
  );
  expect(line).not.toMatch(/zhang|bigcustomer|abcdefgh|user:pass/);
});

it('one address has one name within a run, and levels that are off write nothing', () => {
  const lines = logged((log) => {
    log.info({ event: 'x', a: 'zhang@bigcustomer.example' });
    log.info({ event: 'x', a: 'ZHANG@bigcustomer.example' });
  });
  expect(JSON.parse(lines[0] ?? '').a).toBe(JSON.parse(lines[1] ?? '').a);
  const quiet: string[] = [];
  createLogger('error', (line) => quiet.push(line)).warn({ event: 'x' });
  expect(quiet).toEqual([]);
});
