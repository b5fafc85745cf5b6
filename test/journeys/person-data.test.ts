import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit.ts';
import { ingestFiles } from '../../src/cli/ingest.ts';
import { outputTo } from '../../src/cli/output.ts';
import type { Run } from '../../src/cli/run.ts';
import { addStaff, listStaff, setStaffDuty } from '../../src/cli/staff.ts';
import { erase, exportPerson } from '../../src/cli/ticket-person.ts';
import { loadSettings } from '../../src/config/settings.ts';
import { applyWithoutMail } from '../../src/desk/apply.ts';
import { composeWithoutMail } from '../../src/desk/compose.ts';
import type { Desk } from '../../src/desk/desk.ts';
import { openDesk } from '../../src/desk/open.ts';
import { reportOn } from '../../src/desk/report.ts';
import { loadContext } from '../../src/desk/staffing.ts';
import { sendCollectedCopies } from '../../src/duties/collected-copies.ts';
import { createLogger } from '../../src/lib/log.ts';
import { dayOf } from '../../src/report/period.ts';
import { MARKER } from '../../src/store/attachments/folder.ts';
import { sql } from '../../src/store/drizzle.ts';
import { unpacked } from '../../src/store/octets.ts';
import { loadTickets, ticketIds } from '../../src/store/ticket.ts';
import { isRefusal } from '../../src/ticket/change.ts';
import { transition } from '../../src/ticket/transition.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { mailOf } from '../support/mail.ts';

const CONFIG = (folder: string) => `# Who works here.
desk: { domain: desk.example, locale: zh-CN }
mailboxes:
  - { name: support, address: support@desk.example, imap: { host: 127.0.0.1, tls: none }, smtp: { host: 127.0.0.1, tls: none } }
trust: { authservId: mx.desk.example }
storage: { attachments: ${folder}/attachments }
staff:
  - { name: 王主管, email: wang@desk.example, roles: [supervisor, engineer] } # the boss
`;

let folder: string;
let database: TestDatabase;
let lines: string[];
let run: Run;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tsdesk-person-'));
  database = await createDatabase();
  const file = join(folder, 'tsdesk.yaml');
  writeFileSync(file, CONFIG(folder), { mode: 0o600 });
  lines = [];
  const environment = {
    DATABASE_URL: database.url,
    TSDESK_SECRET: 'a secret that only this test knows',
    LOG_LEVEL: 'silent',
  };
  run = { settings: () => loadSettings({ file, environment }), output: outputTo(true, (text) => lines.push(text)) };
  return async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  };
});

const printed = (): Record<string, unknown> => JSON.parse(lines.pop() ?? '{}');

/** What a mail by this customer leaves behind, the letters about it included. */
async function takeIn(from: string, subject: string, cc?: string): Promise<void> {
  const [, address = ''] = /<(.*)>/.exec(from) ?? [];
  const attachments = [{ name: 'geheim.txt', type: 'text/plain', content: `Vertrag von ${address}` }];
  const copied = cc === undefined ? {} : { cc };
  const mail = mailOf({ from, subject, text: `我是${from}，密码是 hunter2。`, attachments, ...copied });
  writeFileSync(join(folder, 'one.eml'), mail);
  await ingestFiles(run, [join(folder, 'one.eml')], {});
}

async function withDesk<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
  const { desk, close } = await openDesk(run.settings(), createLogger('silent'));
  try {
    return await work(desk);
  } finally {
    await close();
  }
}

const closeAll = (): Promise<void> =>
  withDesk(async (desk) => {
    for (const ticket of await loadTickets(desk.db, await ticketIds(desk.db))) {
      const context = await loadContext(desk);
      const by = desk.directory.staff[0];
      if (by === undefined) throw new Error('nobody is on the staff');
      const words = { words: '好了', hasAttachments: false };
      const resolution = {
        cause: `${ticket.requester.name}的密码`,
        steps: '重置',
        kind: null,
        workaround: null,
        verified: null,
        resources: null,
      };
      const resolved = transition(ticket, { name: 'resolve', by, resolution, ...words }, context);
      if (isRefusal(resolved)) throw new Error(resolved.refused);
      await applyWithoutMail(desk, await composeWithoutMail(desk, resolved));
      const closed = transition(
        { ...resolved.ticket, version: ticket.version + 1 },
        { name: 'close', by, how: '电话确认' },
        context,
      );
      if (isRefusal(closed)) throw new Error(closed.refused);
      await applyWithoutMail(desk, await composeWithoutMail(desk, closed));
    }
  });

/** Every row of every table, as text. */
const everything = (): Promise<string> =>
  withDesk(async ({ db }) => {
    const tables = await db.execute<{ name: string }>(
      sql`select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'bullmq%'`,
    );
    const rows = await Promise.all(
      tables.map(({ name }) => db.execute(sql`select row_to_json(t)::text from ${sql.identifier(name)} t`)),
    );
    const parts = await db.execute<{ bytes: Buffer; size: number | null }>(sql`select bytes, size from octets`);
    return JSON.stringify([rows, parts.map((part) => Buffer.from(unpacked(part)).toString())]);
  });

const ZHANG = '张三丰 <zhangsf@customer.example>';

describe('what is kept about a person', () => {
  it('is exported whole, with the mails as they arrived', async () => {
    await takeIn(ZHANG, '登录不了');
    await exportPerson(run, 'ZhangSF@customer.example', {});
    expect(printed()).toMatchObject({
      name: '张三丰',
      tickets: [
        {
          subject: '登录不了',
          messages: [{ direction: 'in', attachments: [{ name: 'geheim.txt' }] }, { direction: 'out' }],
        },
      ],
      mails: [{ subject: '登录不了' }],
      letters: [{ kind: 'acknowledgement' }],
    });
    const out = join(folder, 'export');
    await exportPerson(run, 'zhangsf@customer.example', { out });
    expect(readdirSync(out).toSorted()).toEqual(['mail-1.eml', 'person.json']);
    expect(readFileSync(join(out, 'mail-1.eml'), 'utf8')).toContain('hunter2');
  });

  it('is erased whole once their tickets are closed, and no figure changes', async () => {
    const today = () => dayOf(new Date(), 'Asia/Shanghai');
    const from = today();
    await takeIn(ZHANG, '登录不了');
    await takeIn('李四光 <lisg@other.example>', '报表报错');
    await expect(erase(run, 'zhangsf@customer.example', {})).rejects.toMatchObject({ exitCode: EXIT.usage });
    await expect(erase(run, 'zhangsf@customer.example', { yes: true })).rejects.toThrow(/still has open tickets: TS/);
    await closeAll();
    const to = today();
    // Words of a report go with the ticket they were said on.
    const figures = async () => {
      const report = await withDesk((desk) => reportOn(desk, { from, to }));
      return { ...report, causes: [], suggestions: [], reopenings: [], lowRatings: [] };
    };
    const before = await figures();
    expect(before).toMatchObject({ opened: 2, closed: 2 });
    for (const trace of ['zhangsf', '张三丰', 'hunter2']) expect(await everything()).toContain(trace);

    await erase(run, 'zhangsf@customer.example', { yes: true });
    expect(printed()).toMatchObject({ tickets: 1, attachments: 1 });
    expect(await figures()).toEqual(before);
    const left = await everything();
    for (const trace of ['zhangsf', '张三丰']) expect(left).not.toContain(trace);
    for (const other of ['lisg@other.example', '李四光', '报表报错']) expect(left).toContain(other);
    const files = readdirSync(join(folder, 'attachments'), { recursive: true, withFileTypes: true }).filter(
      (each) => each.isFile() && each.name !== MARKER,
    );
    expect(files).toHaveLength(1);
    await exportPerson(run, 'zhangsf@customer.example', {});
    expect(printed()).toMatchObject({ tickets: [], mails: [], letters: [] });
  });

  it('is erased from the tickets of others, and from letters about several', async () => {
    await takeIn(ZHANG, '登录不了');
    await takeIn('李四光 <lisg@other.example>', '报表报错', '张三丰 <ZhangSF@customer.example>');
    await withDesk(async (desk) => {
      const [by] = desk.directory.staff;
      const theirs = (await loadTickets(desk.db, await ticketIds(desk.db))).find(
        ({ subject }) => subject === '报表报错',
      );
      if (by === undefined || theirs === undefined) throw new Error('nothing to let somebody into');
      const admit = { name: 'admit', by, address: 'zhangsf@customer.example' } as const;
      const admitted = transition(theirs, admit, await loadContext(desk));
      if (isRefusal(admitted)) throw new Error(admitted.refused);
      await applyWithoutMail(desk, await composeWithoutMail(desk, admitted));
      await desk.db.execute(sql`insert into waiting_copy (reader, ticket_id, kind, content, mailbox, at)
        select 'wang@desk.example', id, 'note', '{"by": "", "words": "hunter2"}', 'support', '2026-01-01' from ticket`);
      await sendCollectedCopies(desk);
      await desk.db.execute(sql`update letter set state = 'sent', sent_at = now(), due_at = null`);
    });
    await closeAll();
    await erase(run, 'zhangsf@customer.example', { yes: true });
    await withDesk(async ({ db }) => {
      expect(await db.execute(sql`select event from history where concat(by, detail) ~* 'zhangsf'`)).toEqual([]);
      const kept = sql`select kind from letter where kind = 'collected_copies' and octets_id in (select id from octets)`;
      expect(await db.execute(kept)).toHaveLength(0);
    });
  });

  it('is erased from what goes on by itself: recurring tickets, questions outside, webhooks', async () => {
    await takeIn('李四光 <lisg@other.example>', '报表报错');
    await withDesk(async (desk) => {
      const [by] = desk.directory.staff;
      const [theirs] = await loadTickets(desk.db, await ticketIds(desk.db));
      if (by === undefined || theirs === undefined) throw new Error('nothing to ask about');
      const address = { name: '张三丰', address: 'ZhangSF@customer.example' };
      const asks = {
        name: 'involve_outside',
        by,
        outsider: { address, shows: [] },
        question: '接口何时恢复？',
        dueAt: null,
      } as const;
      const asked = transition(theirs, asks, await loadContext(desk));
      if (isRefusal(asked)) throw new Error(asked.refused);
      await applyWithoutMail(desk, await composeWithoutMail(desk, asked));
      expect(await desk.db.execute(sql`select 1 from clock where kind like 'side_thread%'`)).toHaveLength(2);
      for (const [title, customer, form] of [
        ['每月巡检', 'ZhangSF@customer.example', {}],
        ['每周备份', 'boss@other.example', { contact: '张三丰zhangsf@customer.example。' }],
        ['每日对账', 'boss@other.example', { contact: 'azhangsf@customer.example' }],
      ] as const)
        await desk.db.execute(sql`insert into recurring
          (rule, title, text, form, customer_name, customer_address, set_by, set_at, next_at)
          values ('{}', ${title}, 'hunter2', ${JSON.stringify(form)}::jsonb, '张三丰', ${customer}, 'wang@desk.example', now(), now())`);
      for (const who of ['ZhangSF@customer.example', 'azhangsf@customer.example'])
        await desk.db.execute(sql`insert into webhook_event
          (id, webhook, ticket_id, type, body, state, attempts, due_at, fence, created_at)
          select gen_random_uuid(), 'crm', id, 'ticket.note', ${JSON.stringify({ by: `一行\n${who}` })}, 'pending', 0, now(), 0, now()
          from ticket`);
    });
    await exportPerson(run, 'zhangsf@customer.example', {});
    expect(printed()).toMatchObject({ recurring: [{ title: '每月巡检', text: 'hunter2' }, { title: '每周备份' }] });

    await erase(run, 'zhangsf@customer.example', { yes: true });
    expect(printed()).toMatchObject({ tickets: 0 });
    const left = await everything();
    expect(left).not.toMatch(/(?<!a)zhangsf/i);
    for (const other of ['azhangsf', '每日对账', '接口何时恢复']) expect(left).toContain(other);
    for (const trace of ['每月巡检', '每周备份']) expect(left).not.toContain(trace);
    await withDesk(async ({ db }) => {
      expect(await db.execute(sql`select 1 from clock where kind like 'side_thread%'`)).toEqual([]);
      expect(await db.execute(sql`select title from recurring where stopped_at is null`)).toEqual([
        { title: '每日对账' },
      ]);
      expect(await db.execute(sql`select 1 from webhook_event`)).toHaveLength(1);
      const [theirs] = await loadTickets(db, await ticketIds(db));
      expect(theirs?.sideThreads).toMatchObject([
        { responsible: expect.stringMatching(/@erased\.invalid$/), outside: { name: '' } },
      ]);
    });
  });

  it('is erased with every letter about several tickets', async () => {
    const kinds = ['stand_in', 'welcome_back', 'ticket_list', 'own_digest', 'customer_tickets', 'service_report'];
    for (const [at, kind] of kinds.entries()) await takeIn(`李 <li-${at}@other.example>`, kind);
    const octets = sql`select 1 from letter join octets on octets.id = octets_id where state = 'sent'`;
    await withDesk(async ({ db }) => {
      for (const [at, kind] of kinds.entries())
        await db.execute(sql`update letter set kind = ${kind}, state = 'sent', sent_at = now(), due_at = null
          where to_canonical = ${`li-${at}@other.example`}`);
      expect(await db.execute(octets)).toHaveLength(kinds.length);
    });
    await erase(run, 'zhangsf@customer.example', { yes: true });
    await withDesk(async ({ db }) => expect(await db.execute(octets)).toEqual([]));
  });

  it('is that of one person', async () => {
    await expect(erase(run, 'TEL:', { yes: true })).rejects.toThrow('everybody who has left neither');
    await expect(exportPerson(run, 'tel:', {})).rejects.toThrow('everybody who has left neither');
  });

  it('is not that of the staff', async () => {
    await expect(erase(run, 'wang@desk.example', { yes: true })).rejects.toThrow('is on the staff');
    await expect(exportPerson(run, 'Wang@desk.example', {})).rejects.toThrow('is on the staff');
  });
});

describe('the staff', () => {
  it('is listed with who is on duty', async () => {
    await setStaffDuty(run, ['王主管', 'off'], { until: '3d' });
    expect(printed()).toMatchObject({ address: 'wang@desk.example', duty: 'off' });
    await listStaff(run);
    expect(printed()).toMatchObject({ name: '王主管', roles: ['supervisor', 'engineer'], onDuty: false, open: 0 });
    await expect(setStaffDuty(run, ['somebody', 'off'], {})).rejects.toThrow('not on the staff');
    await expect(setStaffDuty(run, ['王主管', 'maybe'], {})).rejects.toMatchObject({ exitCode: EXIT.usage });
  });

  it('grows by an entry in the configuration file, whose comments stay', async () => {
    await addStaff(run, 'li@desk.example', { name: '李工', role: ['engineer'], capacity: '4' });
    const text = readFileSync(join(folder, 'tsdesk.yaml'), 'utf8');
    for (const comment of ['# Who works here.', '# the boss']) expect(text).toContain(comment);
    expect(run.settings().config.staff.map(({ name, capacity }) => [name, capacity])).toEqual([
      ['王主管', 8],
      ['李工', 4],
    ]);
    expect(existsSync(join(folder, 'tsdesk.yaml.new'))).toBe(false);
  });

  it.each([
    ['somebody who is there already', 'wang@desk.example', { role: ['engineer'] }],
    ['a role that is none', 'li@desk.example', { role: ['boss'] }],
    ['a team that is none', 'li@desk.example', { role: ['engineer'], team: ['nobody'] }],
    ['what is no address', 'li', { role: ['engineer'] }],
  ])('refuses %s, and leaves the file as it is', async (_, address, options) => {
    await expect(addStaff(run, address, { name: '李工', ...options })).rejects.toThrow('staff');
    expect(readFileSync(join(folder, 'tsdesk.yaml'), 'utf8')).toBe(CONFIG(folder));
  });
});
