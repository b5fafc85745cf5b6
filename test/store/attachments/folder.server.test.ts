import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { stringify } from 'yaml';
import type { Attachment } from '../../../src/mail/mail.ts';
import { adoptFolder, claimFolder, lookAtFolder, MARKER } from '../../../src/store/attachments/folder.ts';
import { keepAttachments, readAttachment } from '../../../src/store/blob.ts';
import { cleanUp } from '../../../src/store/clean-up.ts';
import { type Connection, connect } from '../../../src/store/connection/connection.ts';
import { sql } from '../../../src/store/drizzle.ts';
import { deleteUnusedAttachments } from '../../../src/store/person-data.ts';
import { untilSql } from '../../faults/sql.ts';
import { runTsdesk } from '../../support/daemon.ts';
import { cloneDatabase, createDatabase, type TestDatabase } from '../../support/database.ts';
import { makeScratch } from '../../support/scratch.ts';

const DAY_MS = 86_400_000;
let scratch: Awaited<ReturnType<typeof makeScratch>>;
let folder: string;
type Opened = Connection & { readonly url: string };
const databases: TestDatabase[] = [];
/** Migrated databases that no test uses now. */
const idle: Opened[] = [];
const inUse: Opened[] = [];
beforeAll(async () => {
  scratch = await makeScratch('attachments');
});
beforeEach(() => {
  folder = join(scratch.path, randomUUID());
});
afterEach(async () => {
  for (const { db } of inUse) {
    await db.execute(sql`delete from blob`);
    await db.execute(sql`delete from attachment_folder`);
  }
  idle.push(...inUse.splice(0));
});
afterAll(async () => {
  await Promise.all(idle.map(({ close }) => close()));
  await Promise.all(databases.map((each) => each.drop()));
  await scratch.remove();
});

async function open(made?: Promise<TestDatabase>): Promise<Opened> {
  const opened = (made === undefined && idle.pop()) || connected(await (made ?? createDatabase()));
  inUse.push(opened);
  return opened;
}

function connected(database: TestDatabase): Opened {
  databases.push(database);
  return { ...connect(database.url, { max: 2 }), url: database.url };
}

/** As PostgreSQL copies a database, to which nobody may be connected meanwhile. */
async function copyOf(living: Opened): Promise<TestDatabase> {
  await living.close();
  const name = new URL(living.url).pathname.slice(1);
  await untilSql(inject('postgres').url, 'every session to be gone', async (admin) => {
    const [row] = await admin`
      select not exists (select from pg_stat_activity where datname = ${name}) as alone`;
    return row?.alone === true;
  });
  const copy = await cloneDatabase(living.url);
  Object.assign(living, connect(living.url, { max: 2 }));
  return copy;
}

const attachment = (text: string): Attachment => ({
  name: 'log.txt',
  type: 'text/plain',
  size: text.length,
  inline: false,
  cid: null,
  sha256: createHash('sha256').update(text).digest('hex'),
  content: Buffer.from(text),
});

/** Keeps a content as a commit would, with a file of that age. */
async function keep({ db }: Opened, text: string, ageDays = 3): Promise<{ sha256: string; file: string }> {
  const [kept] = await keepAttachments(db, folder, [attachment(text)]);
  if (kept === undefined) throw new Error('known already');
  await db.execute(sql`insert into blob (sha256, path, size) values (${kept.sha256}, ${kept.path}, ${kept.size})`);
  age(join(folder, kept.path), ageDays);
  return { sha256: kept.sha256, file: join(folder, kept.path) };
}

function age(file: string, days: number): void {
  const at = new Date(Date.now() - days * DAY_MS);
  utimesSync(file, at, at);
}

function put(path: string, days = 40): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, path);
  age(file, days);
  return file;
}

const OWN_NAME = `ab/${'c'.repeat(30)}`;

describe('another database with the same folder', () => {
  it.each<[string, (living: Opened) => Promise<Opened>]>([
    ['a new one', () => open()],
    ['a copy', async (living) => open(copyOf(living))],
    [
      'a new one with the id of the living desk',
      async (living) => {
        const [row] = await living.db.execute<{ id: string }>(sql`select id from attachment_folder`);
        const other = await open();
        await other.db.execute(sql`insert into attachment_folder (id, server) values (${row?.id}, '1/2')`);
        return other;
      },
    ],
  ])('%s removes and writes nothing there', async (_what, another) => {
    const living = await open();
    const kept = await Promise.all(['one', 'two'].map((text) => keep(living, text)));
    const other = await another(living);
    await other.db.execute(sql`delete from blob`);
    await expect(cleanUp(other.db, folder, Date.now())).rejects.toThrow(/tsdesk attachments adopt/);
    await expect(deleteUnusedAttachments(other.db, folder)).rejects.toThrow(/tsdesk attachments adopt/);
    await expect(keepAttachments(other.db, folder, [attachment('three')])).rejects.toThrow(/another desk|copy/);
    expect(await lookAtFolder(other.db, folder)).toMatchObject({ kind: 'refused' });
    for (const { file } of kept) expect(existsSync(file)).toBe(true);
  });

  it('is not taken for one where many of a desk keep their first files at once', async () => {
    const living = await open();
    const second: Opened = { ...connect(living.url, { max: 2 }), url: living.url };
    for (let round = 0; round < 20; round++) {
      folder = join(scratch.path, randomUUID());
      await living.db.execute(sql`delete from blob`);
      await living.db.execute(sql`delete from attachment_folder`);
      const kept = await Promise.all(
        Array.from({ length: 8 }, (_, at) => keep(at % 2 === 0 ? living : second, `${round} ${at}`)),
      );
      for (const { file } of kept) expect(existsSync(file)).toBe(true);
    }
    await second.close();
  });

  it('gets a folder of its own by an explicit word, and the living desk keeps its own', async () => {
    const living = await open();
    const kept = await keep(living, 'one');
    const copy = await open(copyOf(living));
    const own = `${folder}-copy`;
    await adoptFolder(copy.db, own);
    await claimFolder(copy.db, own);
    expect(await lookAtFolder(copy.db, folder)).toMatchObject({ kind: 'refused' });
    expect((await readAttachment(living.db, folder, kept.sha256)).toString()).toBe('one');
    expect(await lookAtFolder(living.db, folder)).toEqual({ kind: 'own' });
  });

  it('that adopts the folder has it: the desk that used it stops, while it runs', async () => {
    const first = await open();
    await keep(first, 'one');
    const second = await open();
    await adoptFolder(second.db, folder);
    await expect(keepAttachments(first.db, folder, [attachment('two')])).rejects.toThrow(/another desk/);
    await expect(cleanUp(first.db, folder, Date.now())).rejects.toThrow(/another desk/);
  });

  it('of a physical copy, which shares every name: neither cleans the folder while both run', async () => {
    const desk = await open();
    await keep(desk, 'one');
    put(OWN_NAME);
    const elsewhere = JSON.stringify({ server: '1764000000.5', at: Date.now() - DAY_MS });
    writeFileSync(join(folder, '.tsdesk-last-clean-up.json'), elsewhere);
    expect(await cleanUp(desk.db, folder, Date.now())).toMatchObject({ files: 0, waits: true });
    expect(existsSync(join(folder, OWN_NAME))).toBe(true);
    expect(await cleanUp(desk.db, folder, Date.now())).toMatchObject({ files: 1, waits: false });
  });
});

describe('the clean-up', () => {
  it.each([
    ['a foreign file', 'contract.pdf'],
    ['a foreign file in a folder of the desk’s pattern', 'ab/contract.pdf'],
    ['a file whose name is nearly the desk’s', `ab/${'c'.repeat(31)}`],
    ['capitals', `ab/${'C'.repeat(30)}`],
    ['a file in a foreign folder', `invoices/${'c'.repeat(30)}`],
    ['a deeper folder', `ab/cd/${'c'.repeat(30)}`],
    ['a foreign file in the trash', 'trash/2020-01-01/ab/contract.pdf'],
    ['something that is no day of the trash', `trash/old/ab/${'c'.repeat(30)}`],
  ])('leaves %s alone', async (_what, path) => {
    const desk = await open();
    const file = put(path);
    await keep(desk, 'one');
    for (const days of [0, 1, 30]) await cleanUp(desk.db, folder, Date.now() + days * DAY_MS);
    expect(readFileSync(file, 'utf8')).toBe(path);
  });

  it('follows no symbolic link, to a file or to a folder', async () => {
    const desk = await open();
    await keep(desk, 'one');
    const outside = `${folder}-outside`;
    mkdirSync(join(outside, 'trash/2020-01-01/ab'), { recursive: true });
    const theirs = ['c'.repeat(30), `trash/2020-01-01/ab/${'d'.repeat(30)}`].map((name) => join(outside, name));
    for (const file of theirs) {
      writeFileSync(file, 'theirs');
      age(file, 40);
    }
    symlinkSync(outside, join(folder, 'ab'));
    mkdirSync(join(folder, 'ef'), { recursive: true });
    symlinkSync(theirs[0] ?? '', join(folder, 'ef', 'c'.repeat(30)));
    symlinkSync(join(outside, 'trash'), join(folder, 'trash'));
    await cleanUp(desk.db, folder, Date.now()).catch(() => undefined);
    rmSync(join(folder, 'trash'));
    await cleanUp(desk.db, folder, Date.now());
    for (const file of theirs) expect(readFileSync(file, 'utf8')).toBe('theirs');
  });

  it('moves a leftover into the trash, and deletes it two weeks later', async () => {
    const desk = await open();
    await keep(desk, 'one');
    const young = put(`ab/${'d'.repeat(30)}`, 0);
    put(OWN_NAME);
    const now = Date.now();
    expect(await cleanUp(desk.db, folder, now)).toMatchObject({ files: 1, deleted: 0 });
    expect(existsSync(join(folder, OWN_NAME))).toBe(false);
    expect(existsSync(young)).toBe(true);
    const trashed = join(folder, 'trash', new Date(now).toISOString().slice(0, 10), OWN_NAME);
    expect(existsSync(trashed)).toBe(true);
    expect(await cleanUp(desk.db, folder, now + 13 * DAY_MS)).toMatchObject({ deleted: 0 });
    expect(await cleanUp(desk.db, folder, now + 16 * DAY_MS)).toMatchObject({ deleted: 1 });
    expect(existsSync(trashed)).toBe(false);
  });

  it('brings back what the database names, and until then it is read from the trash', async () => {
    const desk = await open();
    const { sha256, file } = await keep(desk, 'one');
    const path = file.slice(folder.length + 1);
    mkdirSync(join(folder, 'trash/2026-01-01', path.slice(0, 2)), { recursive: true });
    renameSync(file, join(folder, 'trash/2026-01-01', path));
    expect((await readAttachment(desk.db, folder, sha256)).toString()).toBe('one');
    expect(await cleanUp(desk.db, folder, Date.now())).toMatchObject({ restored: 1, deleted: 0 });
    expect(readFileSync(file, 'utf8')).toBe('one');
  });

  it('may be done by several processes at once', async () => {
    const desk = await open();
    await keep(desk, 'one');
    for (let at = 10; at < 40; at++) put(`${at}/${'e'.repeat(30)}`);
    const done = await Promise.all([1, 2, 3].map(() => cleanUp(desk.db, folder, Date.now())));
    expect(done.reduce((sum, { files }) => sum + files, 0)).toBe(30);
  });

  it('leaves folders of the trash that another process may be about to fill', async () => {
    const desk = await open();
    const now = Date.now();
    const ago = (days: number) => `trash/${new Date(now - days * 86_400_000).toISOString().slice(0, 10)}`;
    for (const days of [0, 1, 2]) mkdirSync(join(folder, ago(days), 'ab'), { recursive: true });
    await cleanUp(desk.db, folder, now);
    expect([0, 1, 2].map((days) => existsSync(join(folder, ago(days), 'ab')))).toEqual([true, true, false]);
  });
});

describe('a folder from before the marker', () => {
  const unmark = () => rmSync(join(folder, MARKER));

  it('is taken over by the database that names its files, with a few leftovers', async () => {
    const desk = await open();
    for (let at = 0; at < 10; at++) await keep(desk, `content ${at}`);
    put(OWN_NAME);
    unmark();
    await desk.db.execute(sql`delete from attachment_folder`);
    await claimFolder(desk.db, folder);
    expect(await lookAtFolder(desk.db, folder)).toEqual({ kind: 'own' });
  });

  it.each([0, 3])('is refused to a database that knows few of its files, %i days old', async (days) => {
    const old = await open();
    for (let at = 0; at < 5; at++) await keep(old, `content ${at}`, days);
    unmark();
    const other = await open();
    await expect(claimFolder(other.db, folder)).rejects.toThrow(/of which the database names 0.*adopt/);
  });

  it('with nothing of a desk in it is marked, whatever else lies there', async () => {
    put('contract.pdf');
    const desk = await open();
    await claimFolder(desk.db, folder);
    expect(JSON.parse(readFileSync(join(folder, MARKER), 'utf8'))).toMatchObject({ desk: expect.any(String) });
  });
});

describe('a folder that is away', () => {
  it('is not begun anew: a network file system may be mounted later', async () => {
    const desk = await open();
    const { sha256 } = await keep(desk, 'one');
    renameSync(folder, `${folder}-mounted`);
    mkdirSync(folder);
    await expect(keepAttachments(desk.db, folder, [attachment('two')])).rejects.toMatchObject({
      name: 'StorageTrouble',
    });
    expect(existsSync(join(folder, MARKER))).toBe(false);
    rmSync(folder, { recursive: true });
    renameSync(`${folder}-mounted`, folder);
    await keepAttachments(desk.db, folder, [attachment('two')]);
    expect((await readAttachment(desk.db, folder, sha256)).toString()).toBe('one');
  });

  it('is trouble that passes when it cannot be made', async () => {
    const desk = await open();
    writeFileSync(`${folder}-file`, '');
    const trouble = expect.objectContaining({ name: 'StorageTrouble' });
    await expect(claimFolder(desk.db, join(`${folder}-file`, 'x'))).rejects.toEqual(trouble);
  });

  it.each(['', '{', '{"desk":7}', 'null', '[]'])('has a marker that cannot be read: %j', async (text) => {
    const desk = await open();
    await keep(desk, 'one');
    writeFileSync(join(folder, MARKER), text);
    await expect(claimFolder(desk.db, folder)).rejects.toThrow(/cannot be read as one.*adopt/);
  });

  it('has a link for a marker', async () => {
    const desk = await open();
    await keep(desk, 'one');
    renameSync(join(folder, MARKER), `${folder}-marker`);
    symlinkSync(`${folder}-marker`, join(folder, MARKER));
    await expect(claimFolder(desk.db, folder)).rejects.toMatchObject({ name: 'StorageTrouble' });
  });
});

it('an attachment that was altered or replaced by a link is not read', async () => {
  const desk = await open();
  const { sha256, file } = await keep(desk, 'one');
  writeFileSync(file, 'two');
  await expect(readAttachment(desk.db, folder, sha256)).rejects.toThrow(/not as it was/);
  writeFileSync(`${folder}-one`, 'one');
  rmSync(file);
  symlinkSync(`${folder}-one`, file);
  await expect(readAttachment(desk.db, folder, sha256)).rejects.toMatchObject({ code: 'ELOOP' });
});

it('many processes that start at once agree on one marker, and of two desks one gets the folder', async () => {
  const one = await open();
  const same = Array.from({ length: 4 }, () => connect(one.url, { max: 1 }));
  await Promise.all(same.map(({ db }) => claimFolder(db, folder)));
  await Promise.all(same.map(({ close }) => close()));
  folder = `${folder}-two`;
  const desks = await Promise.all([open(), open(), open()]);
  const ended = await Promise.allSettled(desks.map(({ db }) => claimFolder(db, folder)));
  expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
});

describe('the command line', () => {
  const run = async (args: string[], { url }: Opened) => {
    const file = join(scratch.path, `${randomUUID()}.yaml`);
    const server = { host: '127.0.0.1', port: 9, tls: 'none' };
    const mailbox = {
      name: 'support',
      address: 'support@desk.example',
      imap: { ...server, user: 'u', pass: 'p' },
      smtp: server,
    };
    const config = {
      desk: { domain: 'desk.example' },
      mailboxes: [mailbox],
      storage: { attachments: folder },
      http: { listen: 'off' },
    };
    writeFileSync(file, stringify(config), { mode: 0o600 });
    const child = runTsdesk([...args, '--config', file], { env: { DATABASE_URL: url }, cwd: scratch.path });
    return { code: (await child.exited).code, stdout: child.stdout.join('\n'), stderr: child.stderr };
  };

  it('refuses to start on another desk’s folder, in one line with 78; doctor says so; adopting needs a yes', async () => {
    await keep(await open(), 'one');
    const other = await open();
    const starts = await Promise.all([['start'], ['start', '--once']].map((args) => run(args, other)));
    for (const { code, stderr } of starts) {
      expect(stderr).toHaveLength(1);
      expect(stderr[0]).toMatch(
        /belongs to another desk.*tsdesk attachments adopt; only if .* gone for good.*adopt --yes/,
      );
      expect(code).toBe(78);
    }
    const [doctor, unsure] = await Promise.all([run(['doctor'], other), run(['attachments', 'adopt'], other)]);
    expect(doctor.stdout).toMatch(/FAIL {2}attachments: .*another desk/);
    expect(doctor.code).toBe(1);
    expect(unsure).toMatchObject({ code: 1 });
    expect(await run(['attachments', 'adopt', '--yes'], other)).toMatchObject({ code: 0 });
    expect((await run(['doctor'], other)).stdout).toMatch(/ok {4}attachments/);
  });
});
