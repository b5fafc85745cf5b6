import { describe, expect, it } from 'vitest';
import {
  clockFinding,
  rightsFinding,
  serverFinding,
  sessionFinding,
  unreachable,
} from '../../../src/cli/doctor/database.ts';
import { type Finding, findingText } from '../../../src/cli/doctor/finding.ts';
import { serverFault } from '../../../src/cli/doctor/server-fault.ts';
import { line } from './line.ts';

const textOf = (finding: Finding): string => findingText(finding).replace(/\s+/g, ' ');

/** As imapflow, nodemailer and Node throw them. */
const thrown = (message: string, more: object = {}): Error => Object.assign(new Error(message), more);

describe('a mail server that cannot be used', () => {
  it.each<[string, Error, string]>([
    [
      'is not there',
      thrown('connect ECONNREFUSED 127.0.0.1:993'),
      'mail.example:993 does not answer: nothing listens there (ECONNREFUSED) → start the server, or correct KEY: host and port',
    ],
    [
      'hangs up',
      thrown('write EPIPE', { code: 'EPIPE' }),
      'mail.example:993 hangs up (EPIPE) → see the log of the server for why, or correct KEY: host, port and tls',
    ],
    [
      'has no address',
      thrown('getaddrinfo ENOTFOUND mail.example'),
      'mail.example:993 cannot be found: … (ENOTFOUND) → correct KEY.host, or have the resolver of this machine know it',
    ],
    ['is behind a firewall', thrown('connect ETIMEDOUT 192.0.2.1:993'), '… → let this machine through the firewall …'],
    [
      'says nothing',
      thrown('Connection timeout', { code: 'ETIMEDOUT' }),
      'mail.example:993 does not answer in time … → …',
    ],
    [
      'refuses the login, in words of its own',
      thrown('Command failed', { authenticationFailed: true, responseText: '用户名或密码错误' }),
      '用户名或密码错误 → correct KEY: user and pass, …',
    ],
    [
      'refuses the login over SMTP',
      thrown('Invalid login: 535 5.7.8 Error', { code: 'EAUTH' }),
      '… → correct KEY: user and pass, …',
    ],
    ['wants a login and is given none', thrown('Missing credentials for "PLAIN"'), '… → correct KEY: user and pass, …'],
    [
      'has a certificate of its own',
      thrown('self-signed certificate; if the root CA is installed locally …'),
      'self-signed certificate → set KEY.ca …',
    ],
    ['has an old certificate', thrown('certificate has expired'), '… → have the certificate renewed, …'],
    [
      'has the certificate of another host',
      thrown("Hostname/IP does not match certificate's altnames: Host: a."),
      '… → set KEY.host …',
    ],
    [
      'has a certificate nobody finds',
      thrown("ENOENT: no such file or directory, open '/etc/ca.pem'"),
      '… → correct KEY.ca: the file is not there',
    ],
    [
      'has no such folder',
      thrown('there is no folder Inbx; there are: INBOX, Sent'),
      '… → set KEY.folder to one of them',
    ],
    [
      'speaks no TLS at this port',
      thrown('SSL routines:ssl3_get_record:wrong version number'),
      'the server speaks no TLS at this port → name its TLS port, or set tls: starttls…',
    ],
    [
      'offers no STARTTLS',
      thrown('Server does not support STARTTLS'),
      'the server does not offer TLS at this port → …',
    ],
    [
      'waits for TLS',
      thrown('Failed to receive greeting from server in required time'),
      'no greeting came: … → set tls: implicit …',
    ],
    ['says what nobody knows', thrown('Bad Gateway'), 'Bad Gateway → check KEY: host, port, tls, user and pass'],
  ])('%s', (_what, error, expected) => {
    const { finding, remedy } = serverFault(error, 'mailboxes.support.imap', 'mail.example:993');
    expect(`${finding} → ${remedy}`).toEqual(line(expected.replace('KEY', 'mailboxes.support.imap')));
  });
});

describe('a database server', () => {
  const url = 'postgres://desk@db.example/desk';
  it.each([
    [
      'is not there',
      'ECONNREFUSED',
      'nothing listens there (ECONNREFUSED) → start PostgreSQL at db.example:5432, or …',
    ],
    ['hangs up', 'ECONNRESET', 'hangs up (ECONNRESET) → see the log of PostgreSQL …'],
    ['has no address', 'ENOTFOUND', '(ENOTFOUND) → start PostgreSQL at db.example:5432, or …'],
    [
      'says nothing',
      'CONNECT_TIMEOUT',
      'does not answer in time (CONNECT_TIMEOUT) → let this machine through the firewall …',
    ],
  ])('%s', (_what, code, expected) => {
    const found = unreachable('database', thrown('', { code }), url);
    expect(textOf(found)).toEqual(line(`FAIL database: db.example:5432 …${expected}`));
    expect(found.remedy).toMatch(/correct DATABASE_URL/);
  });

  const good = { version: '16.4', fsync: true, standby: false };
  it.each([
    [
      'is too old',
      { ...good, version: '13.9' },
      'FAIL database: PostgreSQL 13.9 is too old → install PostgreSQL 14 or newer',
    ],
    [
      'is a standby',
      { ...good, standby: true },
      'FAIL database: PostgreSQL at db.example:5432 is a standby … → name the primary in DATABASE_URL',
    ],
    ['may lose mail', { ...good, fsync: false }, 'FAIL database: … fsync off … → set fsync = on in postgresql.conf'],
  ])('%s', (_what, facts, expected) => expect(textOf(serverFinding(url, facts))).toEqual(line(expected)));

  it('whose database is in another encoding', () => {
    const unfit = [`has the encoding LATIN1, and mail needs UTF8: create it with CREATE DATABASE desk ENCODING 'UTF8'`];
    expect(textOf(sessionFinding({ shared: false, unfit }))).toEqual(
      line(
        `FAIL sessions: the database has the encoding LATIN1, and mail needs UTF8 → create it with CREATE DATABASE desk ENCODING 'UTF8'`,
      ),
    );
  });

  it('whose clock is another', () => {
    const now = new Date('2026-11-26T08:00:00Z');
    const findingAt = (askedAt: number, heardAt = askedAt + 10) =>
      clockFinding({ now, askedAt: now.getTime() + askedAt, heardAt: now.getTime() + heardAt });
    const apart = line(
      'FAIL clock: this machine and the database are 90.0 s apart → set the clocks of both machines by NTP',
    );
    expect(textOf(findingAt(90_000))).toEqual(apart);
    expect(textOf(findingAt(-90_010))).toEqual(apart);
    expect(findingAt(-1_500).ok).toBe(true);
    expect(findingAt(-8_000, 1_000).ok).toBe(true);
  });
});

describe('rights', () => {
  const lacking = (...missing: [right: string, on: string][]) => ({
    role: 'desk_daemon',
    gone: [],
    missing: missing.map(([right, on]) => ({ right, on })),
  });
  it.each([
    [
      'of one table',
      lacking(['SELECT', 'ticket']),
      'FAIL rights: the role desk_daemon has no SELECT on ticket → run tsdesk migrate, which grants it; or as that owner: GRANT SELECT ON ticket TO desk_daemon;',
    ],
    [
      'of many tables, a statement for each set of them',
      lacking(['SELECT', 'mail'], ['INSERT', 'mail'], ['SELECT', 'blob'], ['INSERT', 'blob'], ['UPDATE', 'letter']),
      '… no SELECT, INSERT on mail, blob; no UPDATE on letter → …: GRANT SELECT, INSERT ON mail, blob TO desk_daemon; GRANT UPDATE ON letter TO desk_daemon;',
    ],
    [
      'of what is no table',
      lacking(['USAGE', 'SCHEMA bullmq'], ['EXECUTE', 'FUNCTION commit_change(jsonb)']),
      '… no USAGE on schema bullmq; no EXECUTE on function commit_change(jsonb) → …: GRANT USAGE ON SCHEMA bullmq TO desk_daemon; GRANT EXECUTE ON FUNCTION commit_change(jsonb) TO desk_daemon;',
    ],
    ['of a role with an odd name', { ...lacking(['SELECT', 'mail']), role: 'Desk-1' }, '… TO "Desk-1";'],
    [
      'over what is gone',
      { ...lacking(), gone: ['blob', 'commit_change'] },
      'FAIL rights: no table blob; no function commit_change → …',
    ],
  ])('%s', (_what, found, expected) => expect(textOf(rightsFinding(found))).toEqual(line(expected)));

  it('has one statement a line below the remedy, and asks for the owner where none is named', () => {
    const found = rightsFinding(lacking(['SELECT', 'mail'], ['UPDATE', 'letter']), false);
    expect(findingText(found).split('\n').slice(1)).toEqual([
      '      → name the owner of the database in MIGRATE_DATABASE_URL and run tsdesk migrate, which grants it; or as that owner:',
      '        GRANT SELECT ON mail TO desk_daemon;',
      '        GRANT UPDATE ON letter TO desk_daemon;',
    ]);
  });
});

it('a role that may not connect is named in its remedy', () => {
  const error = thrown('permission denied for database "desk-1"', { code: '42501', severity: 'FATAL' });
  expect(unreachable('database', error, 'postgres://Desk_Daemon:x@db.example/desk-1').remedy).toBe(
    'Let the role in: GRANT CONNECT ON DATABASE "desk-1" TO "Desk_Daemon";',
  );
});
