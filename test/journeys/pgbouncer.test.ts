import { describe, expect, it } from 'vitest';
import { createDatabase } from '../support/database.ts';
import { openTestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { pgbouncerMissing, startPgBouncer } from '../support/pgbouncer.ts';
import { until } from '../support/until.ts';

describe.skipIf(dovecotMissing || pgbouncerMissing)('the desk behind PgBouncer', () => {
  it.each(['transaction', 'session'] as const)('that pools by %s does its whole work', async (mode) => {
    const database = await createDatabase();
    const pgbouncer = await startPgBouncer(database.url, mode);
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
    } finally {
      await desk.close();
      await pgbouncer.stop();
    }
  });
});
