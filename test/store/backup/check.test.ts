import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBackup } from '../../../src/store/backup/check.ts';
import { type BackupContent, type Manifest, manifestText, TABLES } from '../../../src/store/backup/manifest.ts';
import { currentSchema } from '../../../src/store/schema-version.ts';

const sha256 = (octets: Buffer): string => createHash('sha256').update(octets).digest('hex');

/** Rows as `COPY … TO … (FORMAT binary)` writes them. */
function copyOf(rows: readonly (readonly (Buffer | null)[])[]): Buffer {
  const number = (value: number, octets: 2 | 4): Buffer => {
    const made = Buffer.alloc(octets);
    if (octets === 2) made.writeInt16BE(value);
    else made.writeInt32BE(value);
    return made;
  };
  const fields = rows.flatMap((row) => [
    number(row.length, 2),
    ...row.flatMap((field) => (field === null ? [number(-1, 4)] : [number(field.length, 4), field])),
  ]);
  return Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8), ...fields, number(-1, 2)]);
}

type Written = BackupContent & { text: string; kept?: boolean };
const CONTENTS: readonly Written[] = ['first content', 'second, a little longer', ''].map((text, at) => ({
  text,
  sha256: sha256(Buffer.from(text)),
  path: `${at}a/${String(at).repeat(30)}`,
  size: text.length,
}));

/** A backup as `tsdesk backup` writes it, without a database. */
function write(
  folder: string,
  {
    format = 2,
    contents = CONTENTS,
    change = {},
  }: { format?: 1 | 2; contents?: readonly Written[]; change?: Partial<Manifest> } = {},
): void {
  mkdirSync(folder, { recursive: true });
  const int4 = (value: number): Buffer => {
    const made = Buffer.alloc(4);
    made.writeInt32BE(value);
    return made;
  };
  const tables = TABLES.map((name) => {
    const columns = name === 'blob' ? ['sha256', 'path', 'size'] : ['id', 'text'];
    const rows =
      name === 'blob'
        ? contents.map((each) => [Buffer.from(each.sha256), Buffer.from(each.path), int4(each.size)])
        : [0, 1, 2].map((at) => [int4(at), at === 1 ? null : Buffer.alloc(1500 * at, name)]);
    const file = gzipSync(copyOf(rows));
    writeFileSync(join(folder, `${name}.copy.gz`), file);
    return { name, columns, rows: rows.length, sha256: sha256(file) };
  });
  for (const { path, text, kept = true } of contents) {
    if (!kept) continue;
    const file = join(folder, 'attachments', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const takenAt = '2026-11-25T10:00:00.000Z';
  const whole: Manifest = {
    format: 2,
    takenAt,
    schema: currentSchema(),
    tables,
    attachments: contents.length,
    lost: [],
    ...change,
  };
  const old = { format, takenAt, tables: tables.map(({ sha256: _, ...table }) => table), attachments: contents.length };
  writeFileSync(join(folder, 'manifest.json'), format === 2 ? manifestText(whole) : JSON.stringify(old, null, 2));
}

let base: string;
let made = 0;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'tsdesk-test-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));
const fresh = (options?: Parameters<typeof write>[1]): string => {
  const folder = join(base, String(made++));
  write(folder, options);
  return folder;
};
const faultsOf = async (folder: string): Promise<readonly string[]> =>
  checkBackup(folder).then(
    () => [],
    (error) => {
      expect(error).toMatchObject({ name: 'BackupRefused' });
      return error.faults.length > 0 ? error.faults : [error.message];
    },
  );
const content = (at: number): string => `attachments/${CONTENTS[at]?.path}`;

describe('a whole backup', () => {
  it.each([1, 2] as const)('of format %i is found to be whole', async (format) => {
    const { manifest, contents } = await checkBackup(fresh({ format }));
    expect(manifest.tables.map(({ name }) => name)).toEqual(TABLES);
    expect(contents.map(({ path, size }) => ({ path, size }))).toEqual(
      CONTENTS.map(({ path, size }) => ({ path, size })),
    );
  });

  it('of format 1 has the tables of its time, and lacks none of those', async () => {
    const newer = [
      'staff_wish',
      'absence',
      'recurring',
      'incident',
      'incident_entry',
      'webhook_event',
      'canned_answer',
    ];
    const without = (names: readonly string[]): string => {
      const folder = fresh({ format: 1 });
      const path = join(folder, 'manifest.json');
      const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
      const tables = manifest.tables.filter(({ name }) => !names.includes(name));
      writeFileSync(path, JSON.stringify({ ...manifest, tables }));
      for (const name of names) rmSync(join(folder, `${name}.copy.gz`));
      return folder;
    };
    expect(await faultsOf(without(newer))).toEqual([]);
    expect(await faultsOf(without([...newer, 'letter']))).toEqual([expect.stringContaining('table letter is missing')]);
  });

  it('may lack what was lost when it was taken, and says so', async () => {
    const lost = [{ what: content(1), why: 'missing' }];
    const folder = fresh({ change: { lost } });
    expect(await faultsOf(folder)).toEqual([`${content(1)}: not written by the backup`]);
    rmSync(join(folder, content(1)));
    expect((await checkBackup(folder)).manifest.lost).toEqual(lost);
  });
});

describe('a damaged backup is named for what is wrong:', () => {
  it.each<[string, (folder: string) => void, RegExp[]]>([
    ['a content that is missing', (folder) => rmSync(join(folder, content(0))), [/0a\/0{30}: missing/]],
    [
      'all contents',
      (folder) => rmSync(join(folder, 'attachments'), { recursive: true }),
      [/0a.*missing/, /1a.*missing/, /2a.*missing/],
    ],
    [
      'an altered content',
      (folder) => writeFileSync(join(folder, content(0)), 'First content'),
      [/0a\/0{30}: altered$/],
    ],
    [
      'a cut content',
      (folder) => truncateSync(join(folder, content(1)), 3),
      [/1a\/1{30}: altered: 3 octets instead of 23/],
    ],
    [
      'an empty content that is not',
      (folder) => writeFileSync(join(folder, content(2)), 'x'),
      [/2a\/2{30}: altered: 1 octets instead of 0/],
    ],
    ['a content that is a link', (folder) => link(folder, content(0)), [/0a\/0{30}: a symbolic link/]],
    [
      'a folder of contents that is a link',
      (folder) => link(folder, 'attachments/0a'),
      [/attachments\/0a: a symbolic link/, /0{30}: missing/],
    ],
    ['the folder of all contents as a link', (folder) => link(folder, 'attachments'), [/attachments: a symbolic link/]],
    ['a table that is a link', (folder) => link(folder, 'mail.copy.gz'), [/mail\.copy\.gz: a symbolic link/]],
    [
      'a manifest that is a link',
      (folder) => link(folder, 'manifest.json'),
      [/no complete backup: manifest\.json cannot be read/],
    ],
    ['no manifest', (folder) => rmSync(join(folder, 'manifest.json')), [/no complete backup: there is no manifest/]],
    ['a table that is missing', (folder) => rmSync(join(folder, 'mail.copy.gz')), [/mail\.copy\.gz: missing/]],
    [
      'a table of another backup',
      (folder) => cpSync(join(folder, 'mail.copy.gz'), join(folder, 'ticket.copy.gz')),
      [/ticket\.copy\.gz: altered/],
    ],
    [
      'something added',
      (folder) => writeFileSync(join(folder, 'attachments/0a/contract.pdf'), ''),
      [/contract\.pdf: not written by the backup/],
    ],
    ['a folder added', (folder) => mkdirSync(join(folder, 'more')), [/more: not written by the backup/]],
  ])('%s', async (_what, damage, said) => {
    const folder = fresh();
    damage(folder);
    const faults = await faultsOf(folder);
    for (const each of said) expect(faults.join('\n')).toMatch(each);
  });

  it.each([
    ['upwards', '../../../etc/cron.d/x'],
    ['to the root', '/etc/passwd'],
    ['aside', `0a/../../${'0'.repeat(30)}`],
  ])('a path that leads %s', async (_what, path) => {
    const folder = fresh({ contents: CONTENTS.map((each, at) => (at === 0 ? { ...each, path, kept: false } : each)) });
    expect(await faultsOf(folder)).toEqual([
      expect.stringMatching(/^the attachment with the SHA-256 \w{64}: has a path that is not one of the desk/),
    ]);
  });

  it.each<[string, (manifest: Record<string, unknown>) => unknown, RegExp]>([
    ['a table less', (m) => ({ ...m, tables: (m.tables as unknown[]).slice(1) }), /the table octets is missing/],
    [
      'a table more',
      (m) => ({ ...m, tables: [...(m.tables as object[]), { name: 'x', columns: ['a'], rows: 0, sha256: '' }] }),
      /a table "x" too much/,
    ],
    [
      'a table twice',
      (m) => ({ ...m, tables: [...(m.tables as object[]), (m.tables as object[])[3]] }),
      /a table "mail" too much/,
    ],
    ['no tables', ({ tables: _, ...m }) => m, /something is missing/],
    [
      'rows that are no number',
      (m) => ({ ...m, tables: (m.tables as object[]).map((each) => ({ ...each, rows: '3' })) }),
      /something is missing/,
    ],
    ['a list', () => [], /not JSON/],
    ['null', () => null, /not JSON/],
    ['a newer format', (m) => ({ ...m, format: 3 }), /newer version/],
    ['no format', ({ format: _, ...m }) => m, /has no format/],
  ])('a manifest with %s, its checksum aside', async (_what, change, said) => {
    for (const format of [1, 2] as const) {
      const folder = fresh({ format });
      const file = join(folder, 'manifest.json');
      const { checksum: _, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
      const changed = change(manifest);
      const text =
        (changed as Manifest | null)?.format === 2 ? manifestText(changed as Manifest) : JSON.stringify(changed);
      writeFileSync(file, text);
      expect((await faultsOf(folder)).join('\n')).toMatch(said);
    }
  });
});

function link(folder: string, path: string): void {
  renameSync(join(folder, path), `${folder}-linked`);
  symlinkSync(`${folder}-linked`, join(folder, path));
}

/** Every file and every place in it. */
const damage = fc.record({
  file: fc.nat(),
  kind: fc.constantFrom('flip', 'truncate', 'remove', 'append', 'add', 'swap', 'empty'),
  at: fc.nat(),
  bit: fc.nat(7),
});

it.each([1, 2] as const)(
  'property: damage to format %i is found, or changes nothing that would be restored',
  async (format) => {
    const whole = fresh({ format });
    const before = await checkBackup(whole);
    const files = readdirSync(whole, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name).slice(whole.length + 1))
      .toSorted();
    await fc.assert(
      fc.asyncProperty(damage, async ({ file, kind, at, bit }) => {
        const folder = join(base, String(made++));
        cpSync(whole, folder, { recursive: true });
        const path = join(folder, files[file % files.length] ?? '');
        const octets = readFileSync(path);
        const place = octets.length === 0 ? 0 : at % octets.length;
        if (kind === 'flip' && octets.length > 0) {
          octets[place] = (octets[place] ?? 0) ^ (1 << bit);
          writeFileSync(path, octets);
        } else if (kind === 'truncate') truncateSync(path, place);
        else if (kind === 'remove') rmSync(path);
        else if (kind === 'append') appendFileSync(path, Buffer.alloc((at % 50) + 1, bit));
        else if (kind === 'add') writeFileSync(join(dirname(path), `added-${at}`), octets);
        else if (kind === 'swap') writeFileSync(path, readFileSync(join(folder, files[at % files.length] ?? '')));
        else if (kind === 'empty') writeFileSync(path, '');
        const after = await checkBackup(folder).catch((error) => {
          expect(error).toMatchObject({ name: 'BackupRefused' });
          return null;
        });
        if (after !== null) {
          // Of format 1 the restore compares the columns with the database's.
          const rest = ({ takenAt: _, tables, ...manifest }: Manifest) => ({
            ...manifest,
            tables: tables.map(({ columns, ...table }) => (format === 1 ? table : { columns, ...table })),
          });
          expect(rest(after.manifest)).toEqual(rest(before.manifest));
          expect(after.contents).toEqual(before.contents);
          if (format === 2) expect(after.manifest.takenAt).toBe(before.manifest.takenAt);
        }
        rmSync(folder, { recursive: true, force: true });
      }),
      { numRuns: 100 },
    );
  },
);
