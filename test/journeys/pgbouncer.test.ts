import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withSql } from '../faults/sql.ts';
import { createDatabase } from '../support/database.ts';
import { openTestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { pgbouncerMissing, startPgBouncer } from '../support/pgbouncer.ts';
import { until } from '../support/until.ts';

const ticketsIn = (url: string) =>
  withSql(url, (sql) => sql<{ number: string; subject: string }[]>`select number, subject from ticket order by number`);

describe.skipIf(dovecotMissing || pgbouncerMissing)('the desk behind PgBouncer', () => {
  it.each(['transaction', 'session'] as const)(
    'that pools by %s does its whole work, and is backed up and restored through it',
    async (mode) => {
      const database = await createDatabase();
      const pgbouncer = await startPgBouncer(database.url, mode);
      const empty = await createDatabase();
      const other = await startPgBouncer(empty.url, mode);
      const folder = mkdtempSync(join(tmpdir(), 'tsdesk-backup-'));
      const desk = await openTestDesk({
        database: { url: pgbouncer.url, drop: database.drop },
        config: { http: { listen: '127.0.0.1:0' } },
      });
      try {
        const daemon = await desk.start();
        const { address } = JSON.parse(await daemon.waitForLog((line) => line.includes('"http_listening"')));
        expect((await fetch(`${address}/healthz`)).status).toBe(200);
        for (let at = 0; at < 3; at++)
          await desk.receive({ from: `customer${at}@c${at}.example`, subject: '报错', text: '导出报错，请处理。' });
        for (let at = 0; at < 3; at++) await desk.letterTo(`customer${at}@c${at}.example`);
        await until('the desk to be ready', async () => (await fetch(`${address}/readyz`)).status === 200);
        const { stdout } = await desk.tsdesk(['doctor', '--json']);
        const findings = stdout.map((line) => JSON.parse(line) as { check: string; ok: boolean; finding: string });
        expect(findings.filter(({ check, ok }) => !ok && check !== 'http')).toEqual([]);
        expect(findings.find(({ check }) => check === 'sessions')?.finding).toContain('pooler');
        expect(daemon.stderr.filter((line) => /"event":"(queue_trouble|bell_unheard|defect)"/.test(line))).toEqual([]);
        expect(await daemon.stop()).toMatchObject({ code: 0 });
        const tickets = await ticketsIn(database.url);
        const backup = join(folder, mode);
        expect(await desk.tsdesk(['backup', backup])).toMatchObject({ code: 0 });
        expect(await desk.tsdesk(['backup', '--check', backup])).toMatchObject({ code: 0 });
        desk.use(other.url);
        expect(await desk.tsdesk(['attachments', 'adopt', '--yes'])).toMatchObject({ code: 0 });
        expect(await desk.tsdesk(['restore', backup])).toMatchObject({ code: 0 });
        expect(await ticketsIn(empty.url)).toEqual(tickets);
        expect(tickets).toHaveLength(3);
      } finally {
        await desk.close();
        await pgbouncer.stop();
        await other.stop();
        await empty.drop();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
