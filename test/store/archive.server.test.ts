import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CanonicalAddress } from '../../src/people/address.ts';
import { archiveOctets } from '../../src/store/archive.ts';
import { restoreBackup } from '../../src/store/backup/restore.ts';
import { takeBackup } from '../../src/store/backup/take.ts';
import { type Connection, connect } from '../../src/store/connection/connection.ts';
import { firstIdOf, readOctets, sha256Of } from '../../src/store/octets.ts';
import { claimLetters } from '../../src/store/outbox.ts';
import { erasePerson } from '../../src/store/person-data.ts';
import { createDatabase, type TestDatabase, terminateBackends } from '../support/database.ts';

const DAY_MS = 86_400_000;
const YEAR_AGO = Date.now() - 365 * DAY_MS;

let database: TestDatabase;
let client: pg.Client;
let connection: Connection;
beforeAll(async () => {
  database = await createDatabase();
  client = new pg.Client(database.url);
  client.on('error', () => undefined);
  await client.connect();
  connection = connect(database.url);
});
afterAll(async () => {
  await client.end();
  await connection.close();
  await database.drop();
});
beforeEach(async () => {
  await client.query('truncate octets, octets_archive, mail, letter restart identity cascade');
});

let made = 0;
/** An id of that time, as UUIDs of version 7 have it. */
const idOf = (time: number): string => `${firstIdOf(time).slice(0, 24)}${String(++made).padStart(12, '0')}`;

async function keep(id: string, parts: readonly Buffer[]): Promise<string> {
  for (const [part, bytes] of parts.entries())
    await client.query('insert into octets (id, part, bytes) values ($1, $2, $3)', [id, part, bytes]);
  return id;
}

async function mailOf(address: string, octetsId: string, octets: Buffer): Promise<void> {
  await client.query(
    `insert into mail (mailbox, sha256, fingerprint, size, octets_id, from_address, from_canonical, received_at)
     values ('support', $1, $2, $3, $4, $5, $5, now())`,
    [sha256Of(octets), octetsId, octets.length, octetsId, address],
  );
}

async function counts(): Promise<{ hot: number; old: number }> {
  const { rows } = await client.query<{ hot: string; old: string }>(
    'select (select count(*) from octets) as hot, (select count(*) from octets_archive) as old',
  );
  return { hot: Number(rows[0]?.hot), old: Number(rows[0]?.old) };
}

const PATIENT = 60_000;

describe('octets that are older than configured', () => {
  it('move, and newer ones stay; both are read as before', async () => {
    const [old, fresh] = [randomBytes(3_000), randomBytes(3_000)];
    const oldId = await keep(idOf(YEAR_AGO - 1_000), [old]);
    const freshId = await keep(idOf(YEAR_AGO + 1_000), [fresh]);
    expect(await archiveOctets(connection.db, YEAR_AGO, PATIENT)).toBe(1);
    expect(await counts()).toEqual({ hot: 1, old: 1 });
    expect((await readOctets(connection.db, oldId)).equals(old)).toBe(true);
    expect((await readOctets(connection.db, freshId)).equals(fresh)).toBe(true);
  });

  it('are read in order while only their first parts have moved', async () => {
    const parts = Array.from({ length: 12 }, () => randomBytes(1024 * 1024));
    const id = await keep(idOf(YEAR_AGO - 1_000), parts);
    await archiveOctets(connection.db, YEAR_AGO, 0);
    const { hot, old } = await counts();
    expect({ all: hot + old, some: hot > 0 && old > 0 }).toEqual({ all: 12, some: true });
    expect((await readOctets(connection.db, id)).equals(Buffer.concat(parts))).toBe(true);
  });

  it('move in small statements, a part that is larger than one of them too', async () => {
    for (let at = 0; at < 450; at++) await keep(idOf(YEAR_AGO - 1_000), [Buffer.from([at % 256])]);
    await keep(idOf(YEAR_AGO - 500), [Buffer.alloc(9 * 1024 * 1024)]);
    expect(await archiveOctets(connection.db, YEAR_AGO, 0)).toBe(200);
    expect(await archiveOctets(connection.db, YEAR_AGO, PATIENT)).toBe(251);
    expect(await counts()).toEqual({ hot: 0, old: 451 });
  });

  it('move once where two processes move them, and none is lost where every session ends on the way', async () => {
    const kept = [];
    for (let at = 0; at < 900; at++) kept.push(await keep(idOf(YEAR_AGO - 1_000), [Buffer.from(`octets ${at}`)]));
    const other = connect(database.url);
    const moving = [connection, other].map(({ db }) => archiveOctets(db, YEAR_AGO, PATIENT).catch(() => 0));
    await terminateBackends(database.url);
    await Promise.all(moving);
    await client.end();
    client = new pg.Client(database.url);
    client.on('error', () => undefined);
    await client.connect();
    const { hot, old } = await counts();
    expect(hot + old).toBe(900);
    await Promise.all([connection, other].map(({ db }) => archiveOctets(db, YEAR_AGO, PATIENT)));
    expect(await counts()).toEqual({ hot: 0, old: 900 });
    const read = await Promise.all(kept.map(async (id) => (await readOctets(connection.db, id)).toString()));
    expect(read).toEqual(kept.map((_, at) => `octets ${at}`));
    await other.close();
  });

  it('of a letter that is tried again are read when its turn comes', async () => {
    const octets = Buffer.from('Subject: again\r\n\r\nWords');
    const id = await keep(idOf(YEAR_AGO - 1_000), [octets]);
    await client.query(
      `insert into letter (id, kind, mailbox, to_name, to_address, to_canonical, to_limit_key, subject, message_id, envelope_from, octets_id,
        automatic, priority, state, due_at, created_at)
       values (gen_random_uuid(), 'reply', 'support', '', 'a@a.example', 'a@a.example', 'a@a.example', '', $1::text, '', $1::uuid, false, 1, 'retry', now(), now())`,
      [id],
    );
    await archiveOctets(connection.db, YEAR_AGO, PATIENT);
    const [claim] = await claimLetters(connection.db, 'support', 1, 9);
    expect(claim).toMatchObject({ octetsId: id, octets: null });
    expect((await readOctets(connection.db, id)).equals(octets)).toBe(true);
  });

  it('are in a backup, held to their SHA-256, and there after the restore', async () => {
    const octets = randomBytes(5_000);
    const id = await keep(idOf(YEAR_AGO - 1_000), [octets]);
    await mailOf('zhang@a.example', id, octets);
    await archiveOctets(connection.db, YEAR_AGO, PATIENT);
    const folder = mkdtempSync(join(tmpdir(), 'tsdesk-archive-'));
    const restored = await createDatabase();
    try {
      const attachments = join(folder, 'attachments');
      expect(await takeBackup(database.url, attachments, join(folder, 'backup'))).toMatchObject({ lost: [] });
      await restoreBackup(restored.url, join(folder, 'restored'), join(folder, 'backup'), '2026-11-26');
      const there = connect(restored.url);
      expect((await readOctets(there.db, id)).equals(octets)).toBe(true);
      await there.close();
      await client.query(`update octets_archive set bytes = '\\x00'`);
      const damaged = await takeBackup(database.url, attachments, join(folder, 'damaged'));
      expect(damaged.lost).toEqual([{ what: 'mail 1', why: 'its octets are not those that arrived' }]);
    } finally {
      await restored.drop();
      rmSync(folder, { recursive: true });
    }
  });

  it('of a person who is erased go, and those of others stay', async () => {
    const [theirs, others] = [randomBytes(100), randomBytes(100)];
    const ids = [await keep(idOf(YEAR_AGO - 2_000), [theirs]), await keep(idOf(YEAR_AGO - 1_000), [others])];
    await mailOf('zhang@a.example', ids[0] ?? '', theirs);
    await mailOf('wang@a.example', ids[1] ?? '', others);
    await archiveOctets(connection.db, YEAR_AGO, PATIENT);
    await erasePerson(database.url, 'zhang@a.example' as CanonicalAddress, 'erased-1@invalid');
    const { rows } = await client.query<{ id: string }>('select id from octets_archive');
    expect(rows).toEqual([{ id: ids[1] }]);
  });
});
