import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ingestFiles } from '../../src/cli/ingest.ts';
import { listTokenKeys, rotate } from '../../src/cli/keys.ts';
import { listLedger } from '../../src/cli/mail.ts';
import { outputTo } from '../../src/cli/output.ts';
import type { Run } from '../../src/cli/run.ts';
import { listTickets, showTicket } from '../../src/cli/ticket.ts';
import { assignTicket, closeTicket, noteTicket } from '../../src/cli/ticket-change.ts';
import { loadSettings } from '../../src/config/settings.ts';
import { connect } from '../../src/store/connection/connection.ts';
import { listLetters } from '../../src/store/letter.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { mailOf } from '../support/mail.ts';
import { makeScratch } from '../support/scratch.ts';

const CONFIG = {
  desk: { domain: 'desk.example', locale: 'zh-CN', timezone: 'Asia/Shanghai' },
  mailboxes: [
    {
      ...{ name: 'support', address: 'support@desk.example' },
      imap: { host: '127.0.0.1', tls: 'none', user: 'support', pass: `\${IMAP_PASS}` },
      smtp: { host: '127.0.0.1', tls: 'none' },
    },
  ],
  trust: { authservId: 'mx.desk.example' },
  staff: [
    { name: '李工', email: 'li@staff.example', roles: ['engineer'], teams: ['backend'] },
    { name: '陈工', email: 'chen@staff.example', roles: ['engineer'] },
    { name: '王主管', email: 'wang@staff.example', roles: ['supervisor'] },
  ],
  teams: [{ name: 'backend', categories: ['other'] }],
};

let scratch: Awaited<ReturnType<typeof makeScratch>>;
let database: TestDatabase;
let lines: string[];
let run: Run;
let people: Run;
let numbers: string[];

beforeAll(async () => {
  [scratch, database] = await Promise.all([makeScratch('ticket-change'), createDatabase()]);
  const file = join(scratch.path, 'tsdesk.yaml');
  writeFileSync(file, stringify({ ...CONFIG, storage: { attachments: join(scratch.path, 'attachments') } }));
  const environment = {
    DATABASE_URL: database.url,
    TSDESK_SECRET: 'a secret that only this test knows',
    LOG_LEVEL: 'silent',
  };
  lines = [];
  const settings: Run['settings'] = (needs = 'desk') => loadSettings({ file, environment, needs });
  run = { settings, output: outputTo(true, (text) => lines.push(text)) };
  people = { settings, output: outputTo(false, (text) => lines.push(text)) };
  for (const [at, name] of ['甲', '乙', '丙'].entries()) {
    const mail = mailOf({ from: `${name} <customer${at}@c${at}.example>`, subject: `报错${at}`, text: '导出时报错。' });
    writeFileSync(join(scratch.path, `${at}.eml`), mail);
  }
  // One after the other, so that their numbers go in this order.
  for (const each of ['0.eml', '1.eml', '2.eml']) await ingestFiles(run, [join(scratch.path, each)], {});
  numbers = (await listed({})).map(({ number }) => String(number));
});
afterAll(async () => {
  await database.drop();
  await scratch.remove();
});

const printed = (): Record<string, unknown>[] => lines.splice(0).map((line) => JSON.parse(line));
async function listed(wanted: Parameters<typeof listTickets>[1]): Promise<Record<string, unknown>[]> {
  lines.splice(0);
  await listTickets(run, wanted);
  return printed();
}
async function shown(number: string): Promise<Record<string, unknown>> {
  lines.splice(0);
  await showTicket(run, number);
  return printed()[0] ?? {};
}
async function lettersTo(address: string): Promise<string[]> {
  const { db, close } = connect(database.url, { max: 1 });
  const letters = await listLetters(db);
  await close();
  return letters.filter(({ toAddress }) => toAddress === address).map(({ kind }) => kind);
}

describe('an administrator, without the password of the mailbox', () => {
  it('lists tickets: oldest first, and with a limit the newest', async () => {
    expect(numbers).toHaveLength(3);
    expect((await listed({ limit: '2' })).map(({ number }) => number)).toEqual(numbers.toReversed().slice(0, 2));
    expect(await listed({ since: '2099-01-01' })).toEqual([]);
    expect(await listed({ since: '2020-01-01', open: true })).toHaveLength(3);
    await expect(listTickets(run, { limit: 'all' })).rejects.toThrow('--limit takes a number from 1, not all.');
    await expect(listTickets(run, { since: 'yesterday' })).rejects.toThrow('days are written like');
  });

  it('gives a ticket to somebody, who is told', async () => {
    const [number = ''] = numbers;
    await assignTicket(run, number, 'chen@staff.example');
    expect(printed()[0]).toMatchObject({ number, assignee: { name: '陈工', address: 'chen@staff.example' } });
    expect(await lettersTo('chen@staff.example')).toContain('dispatch');
    await assignTicket(people, number, 'backend');
    expect(lines.splice(0).join()).toMatch(new RegExp(`^${number} is assigned, with li@staff\\.example; .*letter`));
    await expect(assignTicket(run, number, 'nobody')).rejects.toThrow(/neither on the staff nor a team/);
    await expect(assignTicket(run, 'TS1', 'backend')).rejects.toThrow('There is no ticket TS1.');
  });

  it('leaves a note, which stays inside', async () => {
    const [number = ''] = numbers;
    const before = (await lettersTo('customer0@c0.example')).length;
    await noteTicket(run, number, ['客户改期了，', '周五再联系。']);
    const { messages, history } = await shown(number.toLowerCase());
    expect(messages).toContainEqual(
      expect.objectContaining({
        visibility: 'internal',
        from: { name: 'command line', address: '' },
        text: '客户改期了， 周五再联系。',
      }),
    );
    expect(history).toContainEqual(
      expect.objectContaining({ event: 'noted', by: { name: 'command line', address: '' } }),
    );
    expect(await lettersTo('li@staff.example')).toContain('note');
    expect(await lettersTo('customer0@c0.example')).toHaveLength(before);
  });

  it('closes a ticket, of which the customer hears; a second time is refused', async () => {
    const [number = ''] = numbers;
    await closeTicket(run, number, { how: '电话确认' });
    expect(printed()[0]).toMatchObject({ number, state: 'closed' });
    expect(await shown(number)).toMatchObject({ closing: { confirmedBy: '电话确认' } });
    expect(await lettersTo('customer0@c0.example')).toContain('closing');
    expect(await listed({ open: true })).toHaveLength(2);
    await expect(closeTicket(run, number, {})).rejects.toThrow(new RegExp(`^${number}: The ticket is closed`));
  });

  it('lists the keys, and never what they are made of', async () => {
    await rotate(run);
    printed();
    await listTokenKeys(run);
    const keys = printed();
    expect(keys.map(({ signs, ofThisSecret }) => [signs, ofThisSecret])).toEqual([
      [true, true],
      [false, true],
    ]);
    expect(Object.keys(keys[0] ?? {})).toEqual(['id', 'createdAt', 'signs', 'ofThisSecret']);
    await listTokenKeys(people);
    expect(lines.splice(0).join('')).toMatch(/key +made +signs +secret/);
  });
});

describe('what people are told', () => {
  it('that a note was added, and to what', async () => {
    const [number = ''] = numbers;
    await noteTicket(people, number, ['called', 'the', 'data', 'centre']);
    expect(lines.splice(0).join('')).toMatch(
      new RegExp(`^The note was added to ${number}, which is \\w+.*; \\d+ letters? (goes|go) out`),
    );
  });

  it('one mail and one ticket, not one mails', async () => {
    const file = join(scratch.path, 'one.eml');
    writeFileSync(file, mailOf({ from: '丁 <d@d.example>', subject: '别的事', text: '打印机不工作。' }));
    await ingestFiles(people, [file], {});
    expect(lines.splice(0).join('')).toBe(
      '1 mail taken in, 0 known already.\n1 ticket (0 closed), 0 mails added to tickets.\n',
    );
  });

  it('mail list with a limit has the newest mails, newest first', async () => {
    const ids = async (filter: Parameters<typeof listLedger>[1]): Promise<unknown[]> => {
      lines.splice(0);
      await listLedger(run, filter);
      return printed().map(({ id }) => id);
    };
    const all = await ids({});
    expect(all).toHaveLength(4);
    expect(await ids({ limit: '2' })).toEqual(all.toReversed().slice(0, 2));
    await expect(listLedger(run, { limit: '0' })).rejects.toThrow(/--limit takes a number from 1, not 0/);
  });
});
