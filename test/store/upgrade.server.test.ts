import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyFolder } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/store/connection/connection.ts';
import { migrate } from '../../src/store/migrate.ts';
import { loadTickets } from '../../src/store/ticket.ts';
import { reasonText } from '../../src/ticket/mail-outcome.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/database.ts';

/** The last migration before the reasons became codes. */
const BEFORE = '0002_search';

let database: TestDatabase;
let client: pg.Client;
let applied: string[];
beforeAll(async () => {
  database = await createEmptyDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  await migrateUpTo(client, BEFORE);
  await fill(client);
  applied = await migrate(database.url);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function migrateUpTo(to: pg.Client, last: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tsdesk-test-'));
  cpSync(new URL('../../drizzle/', import.meta.url), folder, { recursive: true });
  const path = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: { tag: string }[] };
  const entries = journal.entries.slice(0, journal.entries.findIndex(({ tag }) => tag === last) + 1);
  writeFileSync(path, JSON.stringify({ ...journal, entries }));
  await applyFolder(drizzle(to), {
    migrationsFolder: folder,
    migrationsSchema: 'public',
    migrationsTable: 'tsdesk_migration',
  });
  rmSync(folder, { recursive: true });
}

/** Outcome and reason as they were stored, and the code the reason has now. */
const REASONS = [
  ['ticketed', 'acknowledgement', 'acknowledgement'],
  ['ticketed', 'short_acknowledgement', 'short_acknowledgement'],
  ['ticketed', 'none', 'unacknowledged'],
  ['ticketed', 'follows up TS20261123001', 'follows_up'],
  ['ticketed', 'claims TS20261123001', 'claims'],
  ['appended', 'E4', 'E4'],
  ['appended', 'unverified', 'unverified'],
  ['appended', 'note', 'note'],
  ['command', 'accept, progress', 'commands'],
  ['command', 'note', 'commands'],
  ['command', 'article_approved', 'draft_decided'],
  ['command', 'draft_changed', 'draft_changed'],
  ['command', 'releases mail 7', 'releases'],
  ['command', 'confirms mail 7', 'confirms'],
  ['refused', 'supervisors_only', 'commands_refused'],
  ['refused', 'accept', 'commands_refused'],
  ['refused', 'note', 'commands_refused'],
  ['refused', 'unknown commands', 'unknown_commands'],
  ['refused', 'nothing_waits', 'nothing_waits'],
  ['duplicate', 'of mail 12', 'copy_of'],
  ['ignored', 'own_mail', 'own_mail'],
  ['ignored', 'auto_reply', 'auto_reply'],
  ['held', 'challenge', 'challenge'],
  ['held', 'held: nothing_aligned', 'held'],
  ['quarantined', 'held_forged: dmarc_failed', 'held_forged'],
  ['quarantined', 'quarantine: authentication F (dmarc_failed)', 'quarantine'],
  ['quarantined', 'third_party_reply', 'third_party_reply'],
  ['quarantined', 'virus: Test.Virus-1', 'virus'],
  ['quarantined', 'not_scanned', 'not_scanned'],
  ['quarantined', 'over_limit: 99 octets', 'over_limit'],
  ['quarantined', 'failed: TypeError', 'failed'],
  ['quarantined', 'parser_time: not understood within 10000 ms', 'parser_time'],
  ['bounce', 'permanent 5.1.1', 'permanent'],
  ['bounce', 'temporary', 'temporary'],
  ['bounce', 'matches no letter', 'matches_no_letter'],
] as const;

/** State and last reply as they were stored, and the result the letter has now. */
const REPLIES = [
  ['sent', '250 OK', 'accepted'],
  ['sent', 'bounced 4.4.1: delayed', 'delayed'],
  ['failed', 'bounced 5.1.1: no such user', 'bounced'],
  ['failed', '550 5.7.1 no', 'refused'],
  ['failed', 'held back: letters to this address have come back too often', 'held_back'],
  ['failed', 'the configuration has no mailbox old any more', 'no_mailbox'],
  ['retry', '450 4.2.0 later', 'put_off'],
  ['retry', 'connect ECONNREFUSED 127.0.0.1:25', 'lost'],
  ['retry', 'not ended: the database was away', 'interrupted'],
  ['uncertain', 'the sender was gone before it heard whether the relay has it', 'sender_gone'],
  ['uncertain', 'restored from a backup: it may have been sent after that was taken', 'restored'],
  ['pending', null, null],
] as const;

async function fill(to: pg.Client): Promise<void> {
  await insertTicket(to);
  await to.query(
    `insert into article (id, version, state, locale, title, symptom, cause, steps, category, module, tags, created_at)
     values (gen_random_uuid(), 1, 'draft', 'zh-CN', '导出', '', '', '重启', 'other', '', '{}', now())`,
  );
  await to.query(
    `insert into customer (address, name, locale, first_seen_at) values ('zhang@customer.example', 'Zhang', 'zh', now())`,
  );
  for (const [outcome, reason] of [...REASONS, [null, null] as const])
    await to.query(
      `insert into mail (mailbox, sha256, fingerprint, size, octets_id, received_at, outcome, reason, decided_at, decisions)
       values ('support', '', gen_random_uuid()::text, 1, gen_random_uuid(), now(), $1, $2, case when $1::text is not null then now() end, $3)`,
      [
        outcome,
        reason,
        JSON.stringify(['class human', 'authentication F: dmarc_failed', 'authentication N: nothing_aligned']),
      ],
    );
  for (const [at, [state, reply]] of REPLIES.entries())
    await to.query(
      `insert into letter (id, kind, mailbox, to_name, to_address, subject, message_id, envelope_from, octets_id, automatic, priority,
         state, last_reply, created_at, sent_at)
       values (gen_random_uuid(), 'note', 'support', '', 'a@b.example', '', $1, '', gen_random_uuid(), false, 1, $2, $3, now(),
         case when $2 = 'sent' then now() end)`,
      [`<${at}@desk.example>`, state, reply],
    );
}

const TICKET = '00000000-0000-7000-8000-000000000001';
const DETAILS = {
  urgencyReason: { source: 'claim', detail: '高' },
  categoryReason: { source: 'default', detail: '' },
  timezone: null,
  form: { errorCode: ' E-1; E-2' },
  passedOver: [],
  acceptRound: 1,
  pausedAt: null,
  lastProgressAt: null,
  analysis: null,
  customerAskedAt: null,
  newsSentAt: null,
  askedBackAt: { $at: '2026-11-22T04:00:00.000Z' },
  unclearAt: { $at: '2026-11-23T04:00:00.000Z' },
  resolution: null,
  closing: {
    solution: 'again',
    handlingMinutes: 7,
    minutesByState: {},
    resources: null,
    confirmedBy: 'a@b.example',
    satisfaction: 4,
  },
  sideThreads: [
    {
      id: '00000000-0000-7000-8000-000000000002',
      team: 'databases',
      question: 'Which index?',
      responsible: 'wang@b.example',
      askedBy: 'li@b.example',
      dueAt: null,
      answeredAt: null,
    },
  ],
  pausedClocks: [],
  stateSince: { $at: '2026-11-21T04:00:00.000Z' },
  spent: { new: 1 },
  mergedInto: null,
  linkedTo: [],
  claims: null,
  tokenEpoch: 3,
};

const insertTicket = (to: pg.Client): Promise<unknown> =>
  to.query(
    `insert into ticket (id, number, version, state, urgency, category, subject, locale, requester_name, requester_address, line,
       created_at, closed_at, reopen_count, details)
     values ($1, 'TS20261120001', 9, 'closed', 'high', 'other', 'Printer', 'en', 'Ann', 'a@b.example', 1, '2026-11-20T04:00Z',
       '2026-11-23T05:00Z', 0, $2)`,
    [TICKET, DETAILS],
  );

describe('a database of an earlier version', () => {
  it('gets the migrations it lacks, in order', () => {
    expect(applied).toEqual([
      '0003_reason-codes',
      '0004_ticket-columns',
      '0005_attachment-folder',
      '0006_withheld-mail',
      '0007_canonical-addresses',
      '0008_letter-octets',
      '0009_customer-language',
      '0010_customer-edges',
      '0011_ticket-channel',
      '0012_ticket-open-error',
      '0013_article-caution',
      '0014_ticket-error-code',
      '0015_staff-wishes',
      '0016_mail-history',
      '0017_incidents',
      '0018_canned-answers',
      '0019_absence',
      '0020_webhook-events',
      '0021_packed-octets',
      '0022_contracts',
      '0023_assist',
      '0024_scale',
      '0025_secrecy',
      '0026_certificate-renewed',
      '0027_brands',
      '0028_asked',
    ]);
  });

  it('keeps the reason of every mail, as a code with its detail', async () => {
    const { rows } = await client.query(
      'select outcome, reason_code as code, reason_detail as detail from mail where outcome is not null order by id',
    );
    expect(rows.map(({ outcome, code, detail }) => [outcome, reasonText({ code, detail }), code])).toEqual(REASONS);
  });

  it('has no mail that a website posted, and no event that a webhook is told of', async () => {
    const { rows } = await client.query(`
      select (select count(*) from mail where website is not null or website_request is not null)::int as mails,
        (select count(*) from webhook_event)::int as events`);
    expect(rows).toEqual([{ mails: 0, events: 0 }]);
  });

  it('has no contract on its tickets, notices about the desk alone, and nobody who unsubscribed', async () => {
    const { rows } = await client.query(
      `select (select count(*) from ticket where contract is not null)::int as contracts,
        (select count(*) from notice where about <> '')::int as about, (select count(*) from letter_wish)::int as wishes`,
    );
    expect(rows).toEqual([{ contracts: 0, about: 0, wishes: 0 }]);
  });

  it('has asked no model about anything, and no letter waits for one', async () => {
    const { rows } = await client.query(`
      select (select count(*) from assist_task)::int as tasks, (select count(*) from assist_usage)::int as days,
        (select count(*) from waiting_letter)::int as letters`);
    expect(rows).toEqual([{ tasks: 0, days: 0, letters: 0 }]);
  });

  it('has no ticket that came encrypted, and nobody’s certificate', async () => {
    const { rows } = await client.query(`
      select (select count(*) from ticket where confidential)::int as confidential,
        (select count(*) from certificate)::int as certificates`);
    expect(rows).toEqual([{ confidential: 0, certificates: 0 }]);
  });

  it('takes a certificate once more, that its owner has renewed, and no third time', async () => {
    const add = (confirmed: string) =>
      client.query(`insert into certificate (address, fingerprint, form, name, issuer, content, first_seen_at, confirmed_at, confirmed_by)
        values ('a@b.example', 'f1', 'openpgp', '', '', 'K', now(), ${confirmed})`);
    await add("now(), 'x'");
    await add('null, null');
    await expect(add('null, null')).rejects.toMatchObject({ constraint: 'certificate_once' });
    await expect(add("now(), 'y'")).rejects.toMatchObject({ constraint: 'certificate_once' });
  });

  it('has no reason for a mail that is not decided', async () => {
    const { rows } = await client.query('select reason_code, reason_detail from mail where outcome is null');
    expect(rows).toEqual([{ reason_code: null, reason_detail: null }]);
  });

  it('knows what the last verdict about a sender rested on', async () => {
    const { rows } = await client.query('select distinct authentication_reason from mail');
    expect(rows).toEqual([{ authentication_reason: 'nothing_aligned' }]);
  });

  it('keeps everything about a ticket', async () => {
    const { db, close } = connect(database.url);
    const [ticket] = await loadTickets(db, [TICKET]);
    await close();
    expect(ticket).toMatchObject({
      ...DETAILS,
      askedBackAt: new Date('2026-11-22T04:00:00Z'),
      unclearAt: new Date('2026-11-23T04:00:00Z'),
      stateSince: new Date('2026-11-21T04:00:00Z'),
    });
    const { rows } = await client.query(
      'select unclear_at, state_since, satisfaction, token_epoch, channel, error_code, incident_number, brand, asks_somebody, details from ticket',
    );
    expect(rows[0]).toMatchObject({
      satisfaction: 4,
      token_epoch: 3,
      channel: 'mail',
      error_code: 'e-1; e-2',
      incident_number: null,
      brand: null,
      asks_somebody: true,
      state_since: new Date('2026-11-21T04:00:00Z'),
    });
    expect(Object.keys(rows[0].details)).toEqual(expect.not.arrayContaining(['unclearAt', 'stateSince', 'tokenEpoch']));
    expect(rows[0].details.closing).not.toHaveProperty('satisfaction');
  });

  it('counts what the staff have open from now on', async () => {
    const counted = async (): Promise<unknown> =>
      (await client.query('select address, sum(open)::int as open from staff_load group by address order by address'))
        .rows;
    const has = (state: string): Promise<unknown> =>
      client.query(`update ticket set state = $1, assignee = 'li@b.example', follower = 'chen@b.example'`, [state]);
    expect(await counted()).toEqual([]);
    await has('in_progress');
    expect(await counted()).toEqual([
      { address: 'chen@b.example', open: 1 },
      { address: 'li@b.example', open: 1 },
    ]);
    await has('closed');
    expect(await counted()).toEqual([
      { address: 'chen@b.example', open: 0 },
      { address: 'li@b.example', open: 0 },
    ]);
  });

  it('keeps the language of a customer until two mails in a row are in another', async () => {
    const { rows } = await client.query('select locale, heard_locale from customer');
    expect(rows).toEqual([{ locale: 'zh', heard_locale: null }]);
  });

  it('keeps its articles, which say nothing to mind', async () => {
    const { rows } = await client.query('select title, steps, caution from article');
    expect(rows).toEqual([{ title: '导出', steps: '重启', caution: '' }]);
  });

  it('numbers its articles from the first on, and goes on behind them', async () => {
    const { rows } = await client.query("select number, nextval('article_number_seq')::int as next from article");
    expect(rows).toEqual([{ number: 1, next: 2 }]);
  });

  it('keeps how the last attempt at each letter ended', async () => {
    const { rows } = await client.query(
      'select state, last_reply, last_result from letter order by message_id collate "C"',
    );
    expect(rows.map(Object.values)).toEqual(expect.arrayContaining(REPLIES.map((each) => [...each])));
    expect(rows).toHaveLength(REPLIES.length);
  });
});
