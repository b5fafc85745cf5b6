import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/cli/doctor/finding.ts';
import { runTsdesk } from '../../support/daemon.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { dovecotMissing, startDovecot } from '../../support/dovecot.ts';
import { makeScratch } from '../../support/scratch.ts';

let scratch: Awaited<ReturnType<typeof makeScratch>>;
let database: TestDatabase;
beforeAll(async () => {
  [scratch, database] = await Promise.all([makeScratch('doctor'), createDatabase()]);
});
afterAll(async () => {
  await database.drop();
  await scratch.remove();
});

async function doctor(args: string[] = [], env: Record<string, string> = {}) {
  const own = {
    DATABASE_URL: database.url,
    IMAP_URL: 'imap://support:secret@127.0.0.1:1',
    SMTP_URL: 'smtp://127.0.0.1:1',
    SUPPORT_ADDRESS: 'support@desk.example',
  };
  const child = runTsdesk(['doctor', ...args], { env: { ...own, ...env }, cwd: scratch.path });
  const { code } = await child.exited;
  return { code, lines: child.stdout };
}
async function findings(args: string[] = [], env: Record<string, string> = {}): Promise<Record<string, Finding>> {
  const { lines } = await doctor(['--json', ...args], env);
  return Object.fromEntries(lines.map((line) => JSON.parse(line)).map((each: Finding) => [each.check, each]));
}
const write = (name: string, content: string): string => {
  const path = join(scratch.path, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};

describe('tsdesk doctor', () => {
  it('says once that the database is away, and looks at nothing that is in it', async () => {
    const found = await findings(['--probe'], { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' });
    expect(found.database).toMatchObject({ ok: false, remedy: expect.stringContaining('PostgreSQL at 127.0.0.1:1') });
    for (const check of ['schema', 'secret', 'clock', 'queue', 'database role', 'envelope sender support'])
      expect(found[check]?.ok ?? true).toBe(true);
    expect(Object.values(found).filter(({ remedy }) => /migrate|NTP/.test(remedy))).toEqual([]);
    expect(found.templates).toMatchObject({ ok: true });
  });

  it('prints what is well and could be better as a note', async () => {
    const { lines } = await doctor();
    expect(lines.join('\n')).toMatch(/^ok {4}database: PostgreSQL/m);
    expect(lines.join('\n')).toMatch(/^note {2}secret: .*\n {6}→ set TSDESK_SECRET/m);
    expect(lines.join('\n')).toMatch(/^FAIL {2}imap support: /m);
  });

  it('names the relay that does not answer a probe', async () => {
    expect((await findings(['--probe']))['envelope sender support']).toMatchObject({
      ok: false,
      finding: expect.stringMatching(/^no answer from the relay at 127\.0\.0\.1:1: .*ECONNREFUSED/),
      remedy: expect.stringContaining('mailboxes.support.smtp'),
    });
  });

  it('looks at the folder of the attachments, and makes none', async () => {
    mkdirSync(join(scratch.path, 'there'));
    write('a-file', '');
    const at = async (folder: string): Promise<Finding | undefined> =>
      (await findings(['--config', write('storage.yaml', `storage: { attachments: ${folder} }\n`)])).attachments;
    expect(await at('there')).toMatchObject({ ok: true, finding: expect.stringContaining('may be written') });
    expect(await at('not/yet')).toMatchObject({ ok: true, finding: expect.stringContaining('will be made') });
    expect(await at('a-file')).toMatchObject({ ok: false, remedy: expect.stringContaining('storage.attachments') });
    expect(await at('a-file/below')).toMatchObject({ ok: false });
  });

  it('notes a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const listen = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const found = await findings(['--config', write('http.yaml', `http: { listen: "${listen}" }\n`)]);
    expect(found.http).toMatchObject({
      ok: true,
      finding: expect.stringContaining(`${listen} cannot be used`),
      remedy: expect.stringContaining('http.listen'),
    });
    await new Promise((resolve) => server.close(resolve));
  });

  it.skipIf(dovecotMissing)('names the key for a certificate that nobody known has signed', async () => {
    const dovecot = await startDovecot({ tls: 'implicit' });
    const { user, pass } = dovecot.createMailbox('support');
    const found = await findings([], { IMAP_URL: `imaps://${user}:${pass}@${dovecot.host}:${dovecot.port}` });
    expect(found['imap support']).toMatchObject({
      ok: false,
      finding: expect.stringMatching(/^self[- ]signed certificate$/),
      remedy: expect.stringContaining('mailboxes.support.imap.ca'),
    });
    await dovecot.stop();
  });
});
