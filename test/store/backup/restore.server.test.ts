import { createHash, randomUUID } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { MARKER } from '../../../src/store/attachments/folder.ts';
import { checkBackup } from '../../../src/store/backup/check.ts';
import { manifestText, TABLES } from '../../../src/store/backup/manifest.ts';
import { restoreBackup } from '../../../src/store/backup/restore.ts';
import { takeBackup } from '../../../src/store/backup/take.ts';
import { keepAttachments, readAttachment } from '../../../src/store/blob.ts';
import { type Connection, connect } from '../../../src/store/connection/connection.ts';
import { sql } from '../../../src/store/drizzle.ts';
import { runTsdesk } from '../../support/daemon.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { makeScratch } from '../../support/scratch.ts';

const TODAY = '20261125';
const sha256 = (octets: string | Buffer): string => createHash('sha256').update(octets).digest('hex');
const attachment = (text: string) => ({
  ...{ name: 'log.txt', type: 'text/plain', size: text.length, inline: false, cid: null },
  ...{ sha256: sha256(text), content: Buffer.from(text) },
});

let scratch: Awaited<ReturnType<typeof makeScratch>>;
let living: TestDatabase & Connection;
let empty: TestDatabase & Connection;
/** The living desk's attachments, and where each test restores them. */
let attachments: string;
let target: string;
let backup: string;
const open = async () => {
  const database = await createDatabase();
  return { ...database, ...connect(database.url, { max: 2 }) };
};

beforeAll(async () => {
  scratch = await makeScratch('restore');
  [living, empty] = await Promise.all([open(), open()]);
  attachments = join(scratch.path, 'attachments');
  const kept = await keepAttachments(living.db, attachments, ['one', 'two', 'three'].map(attachment));
  for (const { sha256: hash, path, size } of kept)
    await living.db.execute(sql`insert into blob (sha256, path, size) values (${hash}, ${path}, ${size})`);
  for (const text of ['first mail', 'second mail']) {
    const id = randomUUID();
    const parts = [text.slice(0, 5), text.slice(5)];
    for (const [part, octets] of parts.entries())
      await living.db.execute(
        sql`insert into octets (id, part, bytes) values (${id}, ${part}, ${Buffer.from(octets)})`,
      );
    await living.db.execute(sql`insert into mail (mailbox, sha256, fingerprint, size, octets_id, received_at)
      values ('support', ${sha256(text)}, ${sha256(text)}, ${text.length}, ${id}, now())`);
  }
  backup = join(scratch.path, 'backup');
  await takeBackup(living.url, attachments, backup);
});
afterAll(async () => {
  for (const { close, drop } of [living, empty]) await close().then(drop);
  await scratch.remove();
});
beforeEach(() => {
  target = join(scratch.path, randomUUID());
});

const copyOfBackup = (): string => {
  const folder = join(scratch.path, randomUUID());
  cpSync(backup, folder, { recursive: true });
  return folder;
};
const contentsOf = (folder: string): string[] =>
  readdirSync(join(folder, 'attachments'), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .toSorted();
const rowsIn = async ({ db }: Connection): Promise<number> => {
  let rows = 0;
  for (const table of [...TABLES, 'attachment_folder']) {
    const [found] = await db.execute<{ n: string }>(sql.raw(`select count(*) as n from "${table}"`));
    rows += Number(found?.n);
  }
  return rows;
};
const clear = async (): Promise<void> => {
  await empty.db.execute(
    sql.raw(`truncate ${[...TABLES, 'attachment_folder'].map((each) => `"${each}"`).join(', ')} cascade`),
  );
};
/** Refused with these words, and nothing written anywhere. */
async function refuses(folder: string, said: RegExp): Promise<void> {
  const error = await restoreBackup(empty.url, target, folder, TODAY).then(
    () => null,
    (thrown) => thrown,
  );
  expect(error).toMatchObject({ name: 'BackupRefused' });
  expect([error.message, ...error.faults].join('\n')).toMatch(said);
  expect(existsSync(target)).toBe(false);
  expect(await rowsIn(empty)).toBe(0);
}

describe('a whole backup', () => {
  it('is restored with every attachment and every octet, and the restored desk owns its folder', async () => {
    await restoreBackup(empty.url, target, backup, TODAY);
    for (const text of ['one', 'two', 'three'])
      expect((await readAttachment(empty.db, target, sha256(text))).toString()).toBe(text);
    await expect(restoreBackup(empty.url, target, backup, TODAY)).rejects.toThrow(/in use \(octets, blob, mail\)/);
    await clear();
  });

  it('of format 1 is restored too', async () => {
    const folder = copyOfBackup();
    const { takenAt, tables, attachments: count } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    const old = {
      format: 1,
      takenAt,
      tables: tables.map(({ sha256: _, ...each }: { sha256: string }) => each),
      attachments: count,
    };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(old));
    await restoreBackup(empty.url, target, folder, TODAY);
    expect((await readAttachment(empty.db, target, sha256('two'))).toString()).toBe('two');
    await clear();
  });

  it('of format 1 by an older version is left to that version, which has fewer tables', async () => {
    const folder = copyOfBackup();
    const { takenAt, tables, attachments: count } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    const newer = new Set(['incident_entry_ticket', 'incident_entry', 'incident']);
    const old = tables.flatMap(({ sha256: _, ...each }: { name: string; sha256: string }) =>
      newer.has(each.name) ? [] : [each],
    );
    writeFileSync(
      join(folder, 'manifest.json'),
      JSON.stringify({ format: 1, takenAt, tables: old, attachments: count }),
    );
    for (const name of newer) rmSync(join(folder, `${name}.copy.gz`));
    await refuses(
      folder,
      /taken by another version.*no table incident\b.*restore it with that version.*tsdesk migrate/,
    );
  });

  it('leaves a file that is there already as it is, and puts another one aside', async () => {
    await restoreBackup(empty.url, target, backup, TODAY);
    await empty.db.execute(sql.raw(`truncate ${TABLES.map((each) => `"${each}"`).join(', ')} cascade`));
    const [{ path = '' } = {}] = await living.db.execute<{ path: string }>(
      sql`select path from blob where sha256 = ${sha256('one')}`,
    );
    writeFileSync(join(target, path), 'another');
    await restoreBackup(empty.url, target, backup, TODAY);
    expect(readFileSync(join(target, path), 'utf8')).toBe('one');
    const aside = readdirSync(join(target, 'trash'), { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    expect(aside.map((each) => readFileSync(join(each.parentPath, each.name), 'utf8'))).toEqual(['another']);
    await clear();
  });
});

describe('refused before anything is written:', () => {
  it.each<[string, (folder: string) => void, RegExp]>([
    ['a missing attachment', (folder) => rmSync(contentsOf(folder)[0] ?? ''), /attachments\/..\/.{30}: missing/],
    [
      'an altered attachment',
      (folder) => writeFileSync(contentsOf(folder)[1] ?? '', 'TWO'),
      /attachments\/.*: altered/,
    ],
    [
      'a linked attachment',
      (folder) => {
        const [first = ''] = contentsOf(folder);
        renameSync(first, `${folder}-linked`);
        symlinkSync(`${folder}-linked`, first);
      },
      /a symbolic link/,
    ],
    [
      'an attachment too much',
      (folder) => writeFileSync(join(folder, 'attachments', 'more'), ''),
      /more: not written by the backup/,
    ],
    ['a table that was cut', (folder) => truncateSync(join(folder, 'mail.copy.gz'), 60), /mail\.copy\.gz: damaged/],
    [
      'a table with something behind it',
      (folder) => appendFileSync(join(folder, 'mail.copy.gz'), gzipSync('x')),
      /mail\.copy\.gz: damaged/,
    ],
    ['no table', (folder) => rmSync(join(folder, 'ticket.copy.gz')), /ticket\.copy\.gz: missing/],
    ['nothing', (folder) => rmSync(folder, { recursive: true }), /no complete backup/],
    ['an empty manifest', (folder) => writeFileSync(join(folder, 'manifest.json'), ''), /manifest\.json .* is damaged/],
    [
      'the schema of another version',
      (folder) => changeManifest(folder, (m) => ({ ...m, schema: '0001_other' })),
      /another version of tsdesk \(its schema is 0001_other/,
    ],
    [
      'a column of another version',
      (folder) =>
        changeManifest(folder, (m) => ({
          ...m,
          tables: m.tables.map((each: { name: string; columns: string[] }) =>
            each.name === 'notice' ? { ...each, columns: ['kind', 'day', 'about', 'written'] } : each,
          ),
        })),
      /another version of tsdesk \(notice has other columns: written_at, written\)/,
    ],
  ])('%s', async (_what, damage, said) => {
    const folder = copyOfBackup();
    damage(folder);
    await refuses(folder, said);
  });

  it('octets of a mail that are not those that arrived, though every checksum fits', async () => {
    const folder = copyOfBackup();
    const file = join(folder, 'octets.copy.gz');
    const octets = gunzipSync(readFileSync(file));
    octets.write('F', octets.indexOf('first'));
    writeFileSync(file, gzipSync(octets));
    changeManifest(folder, (m) => ({
      ...m,
      tables: m.tables.map((each: { name: string }) =>
        each.name === 'octets' ? { ...each, sha256: sha256(readFileSync(file)) } : each,
      ),
    }));
    const error = await restoreBackup(empty.url, target, folder, TODAY).then(
      () => null,
      (thrown) => thrown,
    );
    expect(error.faults).toEqual([expect.stringMatching(/^mail \d+: its octets are not those that arrived/)]);
    expect(await rowsIn(empty)).toBeLessThanOrEqual(1);
    expect(readdirSync(target)).toEqual([MARKER]);
    await clear();
  });

  it('a database in use, whose attachments stay as they are', async () => {
    const before = contentsOf(scratch.path).map((file) => readFileSync(file, 'utf8'));
    await expect(restoreBackup(living.url, attachments, backup, TODAY)).rejects.toThrow(/in use/);
    expect(contentsOf(scratch.path).map((file) => readFileSync(file, 'utf8'))).toEqual(before);
  });

  it('a database on which a daemon works, and not one that has ended', async () => {
    await empty.db.execute(sql`insert into desk_process (id, role, host, pid, configuration, started_at, seen_at)
      values (gen_random_uuid(), 'all', 'desk.example', 7, '{}', now(), now() + interval '1 hour')`);
    await expect(restoreBackup(empty.url, target, backup, TODAY)).rejects.toThrow(
      /a daemon works on this database \(desk\.example, process 7\): stop it first/,
    );
    expect(await rowsIn(empty)).toBe(0);
    await empty.db.execute(sql`update desk_process set seen_at = now() - interval '31 seconds'`);
    await empty.db.execute(sql`insert into desk_process (id, role, host, pid, configuration, started_at, seen_at, stopped_at)
      values (gen_random_uuid(), 'all', 'desk.example', 8, '{}', now(), now(), now())`);
    await restoreBackup(empty.url, target, backup, TODAY);
    await empty.db.execute(sql`delete from desk_process`);
    await clear();
  });

  it('the folder of another desk', async () => {
    await expect(restoreBackup(empty.url, attachments, backup, TODAY)).rejects.toMatchObject({ name: 'FolderRefused' });
    expect(await rowsIn(empty)).toBe(0);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: a manifest as JSON gives it
function changeManifest(folder: string, change: (manifest: any) => unknown): void {
  const file = join(folder, 'manifest.json');
  const { checksum: _, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, manifestText(change(manifest) as Parameters<typeof manifestText>[0]));
}

describe('taking a backup', () => {
  it.each<[string, (file: string) => void, RegExp]>([
    ['missing', (file) => rmSync(file), /^missing$/],
    ['altered', (file) => writeFileSync(file, 'TWO'), /^altered$/],
    ['cut', (file) => truncateSync(file, 1), /^altered: 1 octets instead of 3$/],
    [
      'a link',
      (file) => {
        writeFileSync(`${file}-elsewhere`, 'two');
        rmSync(file);
        symlinkSync(`${file}-elsewhere`, file);
      },
      /^a symbolic link$/,
    ],
    [
      'a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
      /not a plain file/,
    ],
  ])('names an attachment that is %s, and is whole otherwise', async (_what, damage, why) => {
    const [{ path = '' } = {}] = await living.db.execute<{ path: string }>(
      sql`select path from blob where sha256 = ${sha256('two')}`,
    );
    const file = join(attachments, path);
    damage(file);
    const folder = join(scratch.path, randomUUID());
    const { lost } = await takeBackup(living.url, attachments, folder);
    rmSync(file, { recursive: true, force: true });
    rmSync(`${file}-elsewhere`, { force: true });
    writeFileSync(file, 'two');
    expect(lost).toEqual([{ what: `attachments/${path}`, why: expect.stringMatching(why) }]);
    expect((await checkBackup(folder)).contents).toHaveLength(2);
    await restoreBackup(empty.url, target, folder, TODAY);
    expect((await readAttachment(empty.db, target, sha256('one'))).toString()).toBe('one');
    await clear();
  });

  it('writes nothing outside its folder for a path that leads there', async () => {
    await living.db.execute(sql`insert into blob (sha256, path, size) values (${sha256('x')}, '../../escaped', 1)`);
    writeFileSync(join(scratch.path, 'escaped'), 'x');
    const folder = join(scratch.path, 'deep', randomUUID());
    const { lost } = await takeBackup(living.url, attachments, folder);
    await living.db.execute(sql`delete from blob where path = '../../escaped'`);
    expect(lost).toEqual([
      { what: `the attachment with the SHA-256 ${sha256('x')}`, why: expect.stringMatching(/path/) },
    ]);
    expect(readdirSync(join(scratch.path, 'deep'))).toHaveLength(1);
    await checkBackup(folder);
  });

  it('is not kept from it by what an attempt that was killed has left', async () => {
    const folder = join(scratch.path, randomUUID());
    mkdirSync(`${folder}.part`);
    writeFileSync(join(`${folder}.part`, 'octets.copy.gz'), 'half');
    await takeBackup(living.url, attachments, `${folder}/`);
    expect((await checkBackup(folder)).contents).toHaveLength(3);
    await expect(takeBackup(living.url, attachments, folder)).rejects.toThrow(/already and not empty/);
    expect(readdirSync(scratch.path).filter((name) => name.includes('.part-'))).toEqual([]);
  });
});

describe('the command line', () => {
  const run = async (args: string[], url: string) => {
    const config = join(scratch.path, 'tsdesk.yaml');
    const child = runTsdesk(args, { env: { DATABASE_URL: url, TSDESK_CONFIG: config }, cwd: scratch.path });
    const { code } = await child.exited;
    return { code, stdout: child.stdout.join('\n'), stderr: child.stderr.join('\n') };
  };

  it('names what is wrong, ends with 1, and shows no stack', async () => {
    const config = stringify({ desk: { domain: 'desk.example' }, storage: { attachments: target } });
    writeFileSync(join(scratch.path, 'tsdesk.yaml'), config, { mode: 0o600 });
    const folder = copyOfBackup();
    const [first = '', second = ''] = contentsOf(folder);
    rmSync(first);
    writeFileSync(second, '');
    const names = [first, second].map((each) => each.slice(folder.length + 1));
    const [checked, restored, whole, nothing] = await Promise.all([
      run(['backup', '--check', folder], 'postgres://nobody@127.0.0.1:1/none'),
      run(['restore', folder], empty.url),
      run(['backup', '--check', backup, '--json'], 'postgres://nobody@127.0.0.1:1/none'),
      run(['backup', '--check'], empty.url),
    ]);
    for (const { code, stderr } of [checked, restored]) {
      expect(code).toBe(1);
      for (const name of names) expect(stderr).toContain(name);
      expect(stderr).not.toMatch(/^\s+at /m);
    }
    expect(whole.code).toBe(0);
    expect(JSON.parse(whole.stdout)).toMatchObject({ attachments: 3, lost: [], rows: { mail: 2 } });
    expect(nothing.code).toBe(2);
  });
});
