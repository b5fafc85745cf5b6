import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { migrate } from '../../src/store/migrate.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { mailOf, type WrittenAttachment } from '../support/mail.ts';
import { startPostgres } from '../support/postgres.ts';
import { randomOf } from '../support/random.ts';
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

  it('of the attachments is waited for by mails with attachments, and by no others', async () => {
    disk = await mountSmallDisk(1);
    desk = await openTestDesk({ config: { ...WORKLOAD_CONFIG, storage: { attachments: disk.path } } });
    disk.fill();
    const daemon = await desk.start();
    const log = { name: 'log.txt', type: 'text/plain', content: 'x'.repeat(20_000) };
    const problem = (name: string, attachments: WrittenAttachment[] = []) =>
      mailOf({ from: `${name}@customers.example`, subject: `问题 ${name}`, text: '请处理。', attachments });
    await desk.mailbox.deliverMany([problem('a', [log]), problem('b'), problem('c', [log]), problem('d')]);
    await daemon.waitForLog((line) => line.includes('"mail_waits"'));
    await until('the others to be ticketed', async () => (await desk.tickets()).length === 2);
    disk.free();
    await desk.settled(4);
    expect(await desk.tickets()).toHaveLength(4);
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });
});
