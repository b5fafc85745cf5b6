import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { connect } from '../../src/store/connection/connection.ts';
import { sql } from '../../src/store/drizzle.ts';
import { releaseLease, takeLease } from '../../src/store/lease.ts';
import { Child } from '../support/child.ts';
import { runTsdesk } from '../support/daemon.ts';
import { createDatabase, createEmptyDatabase, type TestDatabase } from '../support/database.ts';
import { mailOf } from '../support/mail.ts';
import { makeScratch } from '../support/scratch.ts';

const TSDESK = fileURLToPath(new URL('../../bin/tsdesk.js', import.meta.url));
let scratch: Awaited<ReturnType<typeof makeScratch>>;
let database: TestDatabase;
let environment: Record<string, string>;
beforeAll(async () => {
  [scratch, database] = await Promise.all([makeScratch('cli'), createDatabase()]);
  environment = {
    DATABASE_URL: database.url,
    IMAP_URL: 'imap://support:secret@127.0.0.1:1',
    SMTP_URL: 'smtp://127.0.0.1:1',
    SUPPORT_ADDRESS: 'support@desk.example',
  };
});
afterAll(async () => {
  await database.drop();
  await scratch.remove();
});

async function run(args: string[], env: Record<string, string> = environment) {
  const child = runTsdesk(args, { env, cwd: scratch.path });
  const { code } = await child.exited;
  return { code, stdout: child.stdout, stderr: child.stderr.join('\n') };
}

const write = (name: string, content: string): string => {
  const path = join(scratch.path, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};

/** A desk with an engineer. */
const staffed = (): string =>
  write(
    'staffed.yaml',
    stringify({
      desk: { domain: 'desk.example' },
      mailboxes: [
        {
          name: 'support',
          address: 'support@desk.example',
          imap: { host: '127.0.0.1', port: 1, tls: 'none' },
          smtp: { host: '127.0.0.1', port: 1, tls: 'none' },
        },
      ],
      staff: [{ name: '李工', email: 'li@desk.example', roles: ['engineer'] }],
    }),
  );

describe('exit codes', () => {
  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    ['an unknown command', ['sing'], {}, 2, /unknown command 'sing'/],
    ['an unknown option', ['start', '--loud'], {}, 2, /unknown option '--loud'/],
    ['a role there is not', ['start', '--role', 'cook'], {}, 2, /Allowed choices are all, intake, worker/],
    ['no database named', ['ticket', 'list'], {}, 78, /DATABASE_URL: is needed/],
    [
      'a configuration file that is not there',
      ['doctor', '--config', 'nowhere.yaml'],
      {},
      78,
      /nowhere\.yaml: cannot be read/,
    ],
    [
      'a database that is not reachable',
      ['ticket', 'list'],
      { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' },
      69,
      /The database at 127\.0\.0\.1:1 is not reachable/,
    ],
  ])('%s', async (_what, args, env, code, said) => {
    const ended = await run(args, env);
    expect(ended.stderr).toMatch(said);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toEqual([]);
  });

  it.each<[string, (url: URL) => void, RegExp]>([
    [
      'a wrong password',
      (url) => Object.assign(url, { password: 'wrong' }),
      /password authentication failed.*user and password in DATABASE_URL/,
    ],
    [
      'a database there is not',
      (url) => Object.assign(url, { pathname: '/nowhere' }),
      /does not exist.*Create the database/,
    ],
  ])('78 for %s, in one line', async (_what, spoil, said) => {
    const url = new URL(database.url);
    spoil(url);
    const { code, stderr } = await run(['ticket', 'list'], { ...environment, DATABASE_URL: url.href });
    expect(stderr).toMatch(said);
    expect(stderr.split('\n')).toHaveLength(1);
    expect(code).toBe(78);
  });

  it('start --once: 69 for a mailbox that is not reachable, 75 for one that another daemon reads', async () => {
    const unreachable = await run(['start', '--once']);
    expect(unreachable).toMatchObject({ code: 69 });
    expect(unreachable.stderr).toMatch(/The mailbox support at 127\.0\.0\.1:1: .*ECONNREFUSED/);
    const { db, close } = connect(database.url, { max: 1 });
    const lease = await takeLease(db, 'support', 'somebody');
    // Nobody renews it: it must outlast the start of the command on a busy machine.
    await db.execute(sql`update mailbox set lease_until = now() + interval '1 hour'`);
    expect(await run(['start', '--once'])).toMatchObject({
      code: 75,
      stderr: 'The mailbox support is being read by another daemon.',
    });
    if (lease !== null) await releaseLease(db, lease);
    await close();
  });

  it('a reader that stops early ends the command quietly', async () => {
    const child = new Child({
      command: 'sh',
      args: ['-c', `"${process.execPath}" "${TSDESK}" --help | head -c 1`],
      env: { PATH: process.env.PATH },
    });
    expect(await child.exited).toMatchObject({ code: 0 });
    expect(child.stderr).toEqual([]);
  });

  it('78 lists every fault with file, line and key', async () => {
    const file = write('bad.yaml', 'desk: { timezone: Mars }\nacceptWithin: soon\n');
    const { code, stderr } = await run(['start', '--config', file], { DATABASE_URL: database.url });
    expect(code).toBe(78);
    expect(stderr).toContain('bad.yaml:1: desk.timezone');
    expect(stderr).toContain('bad.yaml:2: acceptWithin');
  });

  it('78 for own templates that cannot be used, each with what to do', async () => {
    const folder = join(scratch.path, 'templates/en');
    const closed = { host: '127.0.0.1', port: 1, tls: 'none' };
    mkdirSync(folder, { recursive: true });
    const file = write(
      'templates.yaml',
      stringify({
        desk: { domain: 'desk.example' },
        mailboxes: [{ name: 'support', address: 'support@desk.example', imap: closed, smtp: closed }],
        templates: join(scratch.path, 'templates'),
      }),
    );
    writeFileSync(join(folder, 'note.hbs'), 'Note\n\n{{#if}\n');
    const broken = await run(['start', '--once', '--config', file]);
    expect(broken.stderr).toMatch(/has a fault:\n.*templates\/en\/note\.hbs:3: does not parse: Expecting/);
    expect(broken.code).toBe(78);
    for (const piece of ['subject', 'text']) writeFileSync(join(folder, `note.${piece}.hbs`), 'Note');
    const earlier = await run(['start', '--once', '--config', file]);
    expect(earlier.stderr).toMatch(/note\.subject\.hbs: .*belongs in .*en\/note\.hbs, first line/);
    expect(earlier.stderr).toMatch(/note\.text\.hbs: .*belongs in .*en\/note\.hbs, below the subject/);
    expect(earlier.code).toBe(78);
  });

  it('78 for a database that was never migrated, with the remedy', async () => {
    const empty = await createEmptyDatabase();
    const before = await run(['ticket', 'list'], { ...environment, DATABASE_URL: empty.url });
    expect(before).toMatchObject({ code: 78 });
    expect(before.stderr).toContain('run tsdesk migrate');
    expect(await run(['migrate'], { DATABASE_URL: empty.url })).toMatchObject({ code: 0 });
    expect(await run(['ticket', 'list', '--json'], { ...environment, DATABASE_URL: empty.url })).toMatchObject({
      code: 0,
      stdout: [],
    });
    await empty.drop();
  });

  it('0 for --help of every command, which names its options', async () => {
    const { code, stdout } = await run(['--help'], {});
    expect(code).toBe(0);
    expect(stdout.join('\n')).toContain('78 wrong configuration');
    expect((await run(['start', '--help'], {})).stdout.join('\n')).toContain('--once');
  });
});

describe('answers and kb', () => {
  it('keep, show and drop canned answers, and refuse in one line with the names there are', async () => {
    const file = write('answer.txt', '{姓名}您好，已重置。');
    const english = write('answer-en.txt', 'Dear {name}, it is done.');
    expect(await run(['answers', 'list'])).toMatchObject({ code: 0, stdout: ['No answers are kept.'] });
    expect((await run(['answers', 'add', '密码重置', file])).stdout).toEqual(['@密码重置 (zh-CN) is kept.']);
    const added = await run(['answers', 'add', '@password-reset', english, '--of', '密码重置', '--json']);
    expect(JSON.parse(added.stdout[0] ?? '')).toMatchObject({ answer: '密码重置', locale: 'en', by: 'command line' });
    const shown = await run(['answers', 'show', 'password-reset', '--json']);
    expect(shown.stdout.map((line) => JSON.parse(line).text)).toEqual([
      'Dear {name}, it is done.',
      '{姓名}您好，已重置。',
    ]);
    expect(await run(['answers', 'show', '密码重设'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('@密码重设 → @密码重置'),
    });
    const bad = write('bad.txt', 'Dear {nmae}');
    expect((await run(['answers', 'add', 'x', bad])).stderr).toContain('No such variable: {nmae}');
    expect((await run(['answers', 'drop', '密码重置', '--locale', 'en'])).code).toBe(0);
    expect((await run(['answers', 'list', '--json'])).stdout.map((line) => JSON.parse(line).name)).toEqual([
      '密码重置',
    ]);
  });

  it('name an article by its short number', async () => {
    const file = write('article.txt', 'Title: Exports\nSteps: restart');
    const added = await run(['kb', 'add', file, '--approve', '--json']);
    const { number } = JSON.parse(added.stdout[0] ?? '') as { number: number };
    const shown = await run(['kb', 'show', String(number), '--json']);
    expect(JSON.parse(shown.stdout[0] ?? '')).toMatchObject({ number, title: 'Exports', state: 'approved' });
    expect((await run(['kb', 'show', '987'])).stderr).toContain('There is no article 987');
  });
});

describe('ingest', () => {
  const first = mailOf({ from: '张三 <zhang@a.example>', subject: '第一个问题', text: '打印机不工作。' });
  const second = mailOf({
    from: 'Ann <ann@b.example>',
    subject: 'Second problem',
    text: 'The export fails with an error.',
  });

  it('takes files, mbox files and Maildirs in, each mail once', async () => {
    const single = write('one.eml', first);
    const mbox = write(
      'old.mbox',
      `From zhang Mon Nov 23 01:00:00 2026\n${first.replaceAll('\r\n', '\n')}\nFrom ann Mon Nov 23 01:00:01 2026\n${second.replaceAll('\r\n', '\n')}\n`,
    );
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(scratch.path, 'Maildir', part), { recursive: true });
    write('Maildir/new/1.host', second);
    const counts = await run(['ingest', '--json', single, mbox, join(scratch.path, 'Maildir')]);
    expect(counts.stdout.map((line) => JSON.parse(line))).toMatchObject([
      { taken: 2, known: 2, tickets: 2, appended: 0, ignored: {}, unreadable: [] },
    ]);
    expect(counts.code).toBe(0);
    const again = await run(['ingest', '--json', single]);
    expect(JSON.parse(again.stdout[0] ?? '')).toMatchObject({ taken: 0, known: 1 });
    const tickets = (await run(['ticket', 'list', '--json'])).stdout.map((line) => JSON.parse(line));
    expect(tickets.map(({ subject }) => subject)).toEqual(['第一个问题', 'Second problem']);
    expect(tickets[0]).toMatchObject({
      state: 'triaged',
      urgency: 'medium',
      requester: { name: '张三', address: 'zhang@a.example' },
    });
    const record = (await run(['ticket', 'show', tickets[0].number])).stdout.join('\n');
    expect(record).toMatch(/requester +张三 <zhang@a\.example>\n.*\nConversation\n.*打印机不工作。\n.*\nHistory\n/s);
    const shown = JSON.parse((await run(['ticket', 'show', tickets[0].number, '--json'])).stdout[0] ?? '');
    expect(shown.messages[0]).toMatchObject({
      direction: 'in',
      visibility: 'public',
      from: { address: 'zhang@a.example' },
    });
    expect(shown.history[0]).toMatchObject({ event: 'received', by: { address: 'zhang@a.example' } });
  });

  it('keeps history quietly: tickets with their own times, their answers, and not a letter', async () => {
    const at = (day: string) => ({ date: new Date(`${day}T02:00:00Z`) });
    const staff = { ...environment, TSDESK_CONFIG: staffed() };
    const question = { from: 'old@d.example', messageId: '<q@d.example>', text: '报表导出时提示内存不足。' };
    const answer = {
      from: '李工 <li@desk.example>',
      to: 'old@d.example',
      inReplyTo: '<q@d.example>',
      text: '把堆内存调到 4 GB。',
    };
    // The answer stands before its question, and what is too late is not taken in.
    const old = [
      mailOf({ subject: 'Re: 导出失败', ...answer, ...at('2024-03-02') }),
      mailOf({ subject: '导出失败', ...question, ...at('2024-03-01') }),
      mailOf({
        from: 'old@d.example',
        subject: 'Away',
        text: 'I am away.',
        headers: ['Auto-Submitted: auto-replied'],
        ...at('2024-03-03'),
      }),
      mailOf({ from: 'new@d.example', subject: 'Too late', text: 'Not before the day.', ...at('2025-06-01') }),
    ];
    const file = write('history.mbox', old.map((mail) => `From x\n${mail.replaceAll('\r\n', '\n')}\n`).join(''));
    const args = ['ingest', file, '--as', 'closed', '--before', '2025-01-01', '--json'];
    const before = (await run(['outbox', 'list', '--json'], staff)).stdout.length;

    const counted = { taken: 3, known: 0, later: 1 };
    expect(JSON.parse((await run([...args, '--dry-run'], staff)).stdout[0] ?? '')).toMatchObject({
      dryRun: true,
      ...counted,
    });
    expect(JSON.parse((await run(args, staff)).stdout[0] ?? '')).toMatchObject({
      ...counted,
      tickets: 1,
      closed: 1,
      appended: 1,
      ignored: { auto_reply: 1 },
      quarantined: {},
    });
    expect(JSON.parse((await run(args, staff)).stdout[0] ?? '')).toMatchObject({ taken: 0, known: 3, later: 1 });

    const tickets = (await run(['ticket', 'list', '--json'], staff)).stdout.map((line) => JSON.parse(line));
    const kept = tickets.find(({ subject }) => subject === '导出失败');
    expect(kept).toMatchObject({ state: 'closed', assignee: null, createdAt: '2024-03-01T02:00:00.000Z' });
    const shown = JSON.parse((await run(['ticket', 'show', kept.number, '--json'], staff)).stdout[0] ?? '');
    expect(shown.messages).toMatchObject([
      { direction: 'in', from: { address: 'old@d.example' }, at: '2024-03-01T02:00:00.000Z' },
      { direction: 'out', from: { address: 'li@desk.example' }, text: expect.stringContaining('4 GB') },
    ]);
    expect((await run(['outbox', 'list', '--json'], staff)).stdout).toHaveLength(before);
  });

  it('takes in what another program exports, once, and goes on where it was interrupted', async () => {
    const lines = (count: number): string =>
      ['ticket,subject,customer,date,text,author,state']
        .concat(
          Array.from({ length: count }, (_, at) => [
            `${at},Export ${at},e${at}@export.example,2024-01-01T0${at}:00:00Z,It fails.,,`,
            `${at},,,2024-01-02T0${at}:00:00Z,Fixed.,staff,${at === 0 ? 'open' : 'closed'}`,
          ]).flat(),
        )
        .join('\n');
    const take = async (count: number) => {
      const args = ['ingest', write('tickets.csv', lines(count)), '--format', 'csv', '--json'];
      return JSON.parse((await run(args)).stdout[0] ?? '');
    };
    // Killed when all is stored and nothing is decided: the next run decides it.
    const crash = { ...environment, TSDESK_CRASH_AT: 'understood' };
    expect((await run(['ingest', write('tickets.csv', lines(2)), '--format', 'csv'], crash)).code).not.toBe(0);
    expect(await take(2)).toMatchObject({ taken: 0, known: 4, tickets: 2, closed: 1, appended: 2, quarantined: {} });
    expect(await take(2)).toMatchObject({ taken: 0, known: 4, tickets: 0, appended: 0 });
    expect(await take(3)).toMatchObject({ taken: 2, known: 4, tickets: 1, closed: 1, appended: 1 });
    const tickets = (await run(['ticket', 'list', '--json'])).stdout.map((line) => JSON.parse(line));
    const kept = tickets.filter(({ subject }) => subject.startsWith('Export '));
    expect(kept.map(({ subject, state }) => [subject, state])).toEqual([
      ['Export 0', 'triaged'],
      ['Export 1', 'closed'],
      ['Export 2', 'closed'],
    ]);
    const wrong = await run(['ingest', write('wrong.csv', 'a,b\n1,2\n'), '--format', 'csv']);
    expect(wrong).toMatchObject({
      code: 65,
      stderr: expect.stringMatching(/wrong\.csv: has no column ticket, subject/),
    });
    expect((await run(['ingest', 'x.csv', '--format', 'csv', '--as', 'live'])).code).toBe(2);
  });

  it('takes of an export what can be taken, whatever else is in it, and names the rest', async () => {
    const line = (ticket: string, date: string) => `${ticket},Export ${ticket},l@left.example,${date},It fails.`;
    const good = ['ticket,subject,customer,date,text', line('工单一', '2024/3/4 10:00'), line('工单二', '2024-03-05')];
    const years = ['0000-01-01', '-271821-04-20T00:00:00Z', '9999-12-31', '+275760-09-13T00:00:00Z'];
    const bad = [...years, ...Array.from({ length: 12 }, (_, at) => `${at + 1}/04/2024`)];
    const file = write('half.csv', [...good, ...bad.map((date, at) => line(`bad-${at}`, date))].join('\n'));
    const empty = write('empty.json', '[]');

    const before = await run(['ingest', file, '--format', 'csv', '--dry-run', '--json']);
    expect(before.code).toBe(65);
    expect(JSON.parse(before.stdout[0] ?? '')).toMatchObject({ taken: 2, leftOut: { length: 16 } });
    const { code, stdout, stderr } = await run(['ingest', file, '--format', 'csv', '--json']);
    expect(code).toBe(65);
    const counted = JSON.parse(stdout[0] ?? '');
    expect(counted).toMatchObject({ taken: 2, tickets: 2, appended: 0, unreadable: [], leftOut: { length: 16 } });
    expect(counted.leftOut[0]).toBe(`${file}, line 4: has a date that cannot be: "0000-01-01"`);
    expect(stderr.match(/^left out of .*half\.csv, line \d+: /gm)).toHaveLength(10);
    expect(stderr).toMatch(/^left out: 6 more, 16 in all \(--json names each\)$/m);

    // Another help desk's ticket of the same number, and an older line in front.
    for (const lines of [
      [
        line('工单一', '2024-03-04 10:00').replace('l@', 'other@'),
        line('工单一', '2024-03-07').replace('l@', 'other@'),
      ],
      [line('工单一', '2024-01-01'), line('工单一', '2024/3/4 10:00')],
    ]) {
      const again = await run([
        'ingest',
        write('other.csv', [good[0], ...lines].join('\n')),
        '--format',
        'csv',
        '--json',
      ]);
      expect(JSON.parse(again.stdout[0] ?? '')).toMatchObject({ taken: 0, known: 0, leftOut: { length: 1 } });
      expect(again.stderr).toMatch(
        /other\.csv, ticket 工单一: was taken in before with other words, people or times as its message 1;/,
      );
    }

    const none = await run(['ingest', empty, '--format', 'zammad']);
    expect(none.code).toBe(65);
    expect(none.stderr).toMatch(/^cannot read .*empty\.json: has no ticket that --format zammad can take in$/m);
  });

  it.each(['0000-01-01', '-000500-01-01T00:00:00Z', '+275760-09-12T00:00:00Z'])(
    'keeps a mail that claims to be of %s',
    async (date) => {
      const mail = mailOf({ from: 'd@d.example', subject: `Of ${date}`, text: 'It fails.' });
      const file = write('old-date.eml', mail.replace(/^Date: .*$/m, `Date: ${date}`));
      const { code, stdout, stderr } = await run(['ingest', file, '--as', 'closed', '--json']);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(JSON.parse(stdout[0] ?? '')).toMatchObject({ taken: 1, tickets: 1 });
    },
  );

  it('goes on after a path that cannot be read, and says so', async () => {
    const file = write(
      'three.eml',
      mailOf({ from: 'c@c.example', subject: 'third', text: 'Another problem with the scanner.' }),
    );
    const { code, stderr, stdout } = await run(['ingest', '--json', join(scratch.path, 'missing.eml'), file]);
    expect(code).toBe(65);
    expect(stderr).toMatch(/cannot read .*missing\.eml: ENOENT/);
    expect(JSON.parse(stdout[0] ?? '')).toMatchObject({ taken: 1 });
  });
});

describe('simulate', () => {
  const old = (day: string, mail: Parameters<typeof mailOf>[0]): string =>
    `From x\n${mailOf({ ...mail, date: new Date(`${day}T02:00:00Z`) }).replaceAll('\r\n', '\n')}\n`;
  const question = {
    from: '张三 <zhang@f.example>',
    subject: '报表导出报错',
    text: '紧急程度：高\n导出时提示内存不足。',
  };
  const answer = {
    from: '李工 <li@desk.example>',
    to: 'zhang@f.example',
    subject: 'Re: 报表导出报错',
    text: '把堆内存调到 4 GB。',
  };

  it('plays old mail in the order it was received, tells what would have come of it, and leaves nothing behind', async () => {
    const asked = old('2024-03-01', { ...question, messageId: '<sim@f.example>' });
    const file = write(
      'simulated.mbox',
      [
        old('2024-03-02', { ...answer, inReplyTo: '<sim@f.example>' }),
        asked,
        asked,
        old('2024-03-03', {
          from: 'a@f.example',
          subject: 'Away',
          text: 'I am away.',
          headers: ['Auto-Submitted: auto-replied'],
        }),
      ].join(''),
    );
    const databases = async (): Promise<string[]> => {
      const { db, close } = connect(database.url, { max: 1 });
      const found = await db.execute<{ name: string }>(
        sql`select datname as name from pg_database where datname like 'tsdesk_simulate_%'`,
      );
      await close();
      return found.map(({ name }) => name);
    };
    const others = await databases();
    const before = (await run(['ticket', 'list', '--json'])).stdout;
    const out = join(scratch.path, 'report.html');
    const ended = await run(['simulate', file, '--out', out, '--json'], { ...environment, TSDESK_CONFIG: staffed() });
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout[0] ?? '')).toMatchObject({
      mails: 4,
      duplicates: 1,
      tickets: 1,
      threads: 1,
      appended: 1,
      byUrgency: { high: 1 },
      letters: { acknowledgement: 1 },
      // 4 h for a high urgency, and the answer came a day later.
      deadlines: { withinDeadline: 0, late: 1, unanswered: 0 },
      report: out,
    });
    const page = readFileSync(out, 'utf8');
    expect(page).toContain('2024-03-01 10:00');
    expect(page).toContain('报表导出报错');
    expect((await databases()).filter((name) => !others.includes(name))).toEqual([]);
    expect((await run(['ticket', 'list', '--json'])).stdout).toEqual(before);
  });

  it('writes the page in the language of the terminal where no configuration says another, and none without mail', async () => {
    const english = { ...environment, LANG: 'en_GB.UTF-8' };
    const out = join(scratch.path, 'english.html');
    const none = await run(['simulate', join(scratch.path, 'nosuch'), '--out', out], english);
    expect(none.code).toBe(65);
    expect(none.stderr).toMatch(/cannot read .*nosuch.*\nThere is no mail to play/);
    expect(existsSync(out)).toBe(false);
    const file = write(
      'english.mbox',
      old('2024-03-01', { from: 'a@f.example', subject: 'Export', text: 'It fails.' }),
    );
    expect((await run(['simulate', file, '--out', out], english)).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('<html lang="en"');
  });
});

it('doctor names each check, what it found and the remedy, and fails when one does', async () => {
  const { code, stdout } = await run(['doctor', '--json']);
  const findings = Object.fromEntries(stdout.map((line) => JSON.parse(line)).map((each) => [each.check, each]));
  expect(findings.database).toMatchObject({ ok: true });
  expect(findings.schema).toMatchObject({ ok: true });
  expect(findings.queue).toMatchObject({ ok: true, finding: expect.stringContaining('BullMQ on PostgreSQL') });
  expect(findings['imap support']).toMatchObject({ ok: false, remedy: expect.stringContaining('imap') });
  expect(findings['smtp support']).toMatchObject({ ok: false });
  expect(code).toBe(1);
});

it('a mail gives no orders to the terminal it is shown on', async () => {
  const mail = mailOf({ from: 'esc@c.example', subject: 'title \x1b]0;owned\x07', text: 'clear \x1b[2J and \u009b2J' });
  const file = write('escape.eml', mail);
  await run(['ingest', file]);
  const tickets = (await run(['ticket', 'list', '--json'])).stdout.map((line) => JSON.parse(line));
  const shown = await Promise.all([
    run(['inspect', file]),
    run(['mail', 'list']),
    run(['ticket', 'list']),
    run(['ticket', 'show', tickets.at(-1).number]),
  ]);
  for (const { stdout } of shown) {
    expect(stdout.join('\n')).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
    expect(stdout.join('')).toContain('title');
  }
});

it('doctor finds a secret that is not the one the keys were made with', async () => {
  await run(['keys', 'rotate']);
  const { stdout } = await run(['doctor', '--json'], { ...environment, TSDESK_SECRET: 'another secret, and long' });
  const findings = stdout.map((line) => JSON.parse(line));
  expect(findings.find(({ check }) => check === 'secret')).toMatchObject({
    ok: false,
    finding: expect.stringContaining('another one'),
    remedy: expect.stringContaining('keys rotate'),
  });
});

it('mail explain tells every question and its answer', async () => {
  const [mail] = (await run(['mail', 'list', '--json'])).stdout.map((line) => JSON.parse(line));
  const { stdout } = await run(['mail', 'explain', String(mail.id), '--json']);
  const { steps, outcome, ticket, explanation } = JSON.parse(stdout[0] ?? '');
  expect(outcome).toBe('ticketed');
  expect(steps.at(-1)).toMatch(/^from a customer\? ticketed/);
  expect(ticket).toMatch(/^TS\d+/);
  expect(explanation[0]).toMatch(/^A new ticket[,;] .+\.$/);
  expect(explanation[1]).toMatch(/^[A-Z].+\.$/);
});

it('a file that says nothing wrong starts nothing embedded', async () => {
  const file = write('desk.yaml', stringify({ desk: { name: 'Desk' } }));
  const { code, stderr } = await run(['start', '--config', file], { DATABASE_URL: database.url });
  expect(code).toBe(78);
  expect(stderr).toContain('There is no mailbox to read');
});
