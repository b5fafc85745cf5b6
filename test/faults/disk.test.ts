import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { randomOf } from '../../src/lib/random.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { mailOf, type WrittenAttachment } from '../support/mail.ts';
import { startPostgres } from '../support/postgres.ts';
import { mountSmallDisk, type SmallDisk, smallDiskMissing } from '../support/small-disk.ts';
import { until } from '../support/until.ts';
import { accountOf, FAULTLESS } from './account.ts';
import { settled } from './settled.ts';
import { WORKLOAD_CONFIG, Workload } from './workload.ts';

describe.skipIf(dovecotMissing || smallDiskMissing)('a full disk', () => {
  let disk: SmallDisk;
  let desk: TestDesk;
  afterEach(async () => {
    await desk.close();
    await disk.remove();
  });

  it('of the database is waited for, whatever the server makes of it', async () => {
    disk = await mountSmallDisk(160);
    const directory = join(disk.path, 'cluster');
    const server = await startPostgres({ dataDir: directory });
    await migrate(server.url);
    desk = await openTestDesk({
      config: WORKLOAD_CONFIG,
      database: { url: server.url, drop: () => server.remove() },
    });
    const work = new Workload(randomOf(17));
    const deliver = async (rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) await desk.mailbox.deliverMany(work.next());
    };
    const daemon = await desk.start();
    await deliver(4);
    await settled(server.url, work);
    disk.fill();
    await deliver(16);
    await until('the server to have no room', () =>
      readFileSync(join(directory, 'log'), 'utf8').includes('No space left on device'),
    );
    await daemon.waitForLog((line) => /"event":"(mailbox_failed|mail_waits|mails_wait)"/.test(line));
    disk.free();
    // It may have stopped by itself, when the room was needed for its log.
    await server.stop('immediate').catch(() => undefined);
    await server.start();
    await settled(server.url, work);
    expect((await accountOf(server.url, work, desk.postbox.mails)).deviations).toEqual(FAULTLESS);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  }, 240_000);

  it('of the attachments, one that is gone, and one that takes no writes is waited for and told', async () => {
    disk = await mountSmallDisk(1);
    const folder = join(disk.path, 'attachments');
    const config = { ...WORKLOAD_CONFIG, storage: { attachments: folder }, http: { listen: '127.0.0.1:0' } };
    desk = await openTestDesk({ config });
    const daemon = await desk.start();
    const base = JSON.parse(await daemon.waitForLog((line) => line.includes('"http_listening"'))).address;
    let mails = 0;
    /** A mail that needs the folder and one that does not. */
    const deliver = async (): Promise<void> => {
      const content = String(mails).repeat(20_000);
      const problem = (name: string, attachments: WrittenAttachment[] = []) =>
        mailOf({ from: `${name}@${name}.example`, subject: `问题 ${name}`, text: '请处理。', attachments });
      const log = { name: 'log.txt', type: 'text/plain', content };
      await desk.mailbox.deliverMany([problem(`a${mails}`, [log]), problem(`b${mails}`)]);
      mails += 2;
    };
    const told = (status: number) =>
      until(`/readyz to be ${status}`, async () => {
        const response = await fetch(`${base}/readyz`);
        const { checks } = (await response.json()) as { checks: { name: string; ok: boolean }[] };
        return (
          response.status === status &&
          checks.some(({ name, ok }) => name === 'attachments' && !ok) !== (status === 200)
        );
      });
    await deliver();
    await until('the first to be ticketed', async () => (await desk.tickets()).length === 2);

    // One after the other without a pause: an alarm takes half a minute of trouble.
    const faults: (() => void | Promise<void>)[] = [
      () => renameSync(folder, `${folder}.away`),
      () => {
        disk.fill();
        renameSync(`${folder}.away`, folder);
      },
      () => disk.readOnly(true),
    ];
    for (const [at, strike] of faults.entries()) {
      await strike();
      await deliver();
      await until('the one without a file to be ticketed', async () => (await desk.tickets()).length === 3 + at);
      await told(503);
    }
    await daemon.waitForLog((line) => /"event":"alarm".*attachments/.test(line));
    expect(await desk.tickets()).toHaveLength(5);

    await disk.readOnly(false);
    disk.free();
    await desk.settled(mails);
    expect((await desk.ledger()).map(({ outcome }) => outcome)).toEqual(Array(mails).fill('ticketed'));
    await told(200);
    const kept = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile() && !each.name.startsWith('.'))
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
    expect(kept.map((text) => [text[0], text.length]).toSorted()).toEqual(
      ['0', '2', '4', '6'].map((digit) => [digit, 20_000]),
    );
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });
});
