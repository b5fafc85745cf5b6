import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/load.ts';
import type { Decide, Inbox } from '../../src/inbox/inbox.ts';
import { openSession } from '../../src/inbox/session.ts';
import { createLogger } from '../../src/lib/log.ts';
import { randomOf } from '../../src/lib/random.ts';
import { CONVERSATION_FIELDS, conversationOf } from '../../src/mail/conversation.ts';
import { connect } from '../../src/store/connection/connection.ts';
import { sql } from '../../src/store/drizzle.ts';
import type { StoredMail } from '../../src/store/mail.ts';
import { withSql } from '../faults/sql.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { mailOf, SUPPORT } from '../support/mail.ts';
import { type Fault, type ScriptedImap, type ScriptedMail, startScriptedImap } from '../support/scripted-imap.ts';
import { until } from '../support/until.ts';

const MEGABYTE = 1024 * 1024;
const problem = (name: string, text = 'It does not start.'): string =>
  mailOf({ from: `${name}@customer.example`, subject: `Problem of ${name}`, text });
const whole = (name: string): ScriptedMail => ({ raw: problem(name) });
const large = (name: string, octets: number): string => problem(name, 'a line of a log\r\n'.repeat(octets / 17));
const always =
  (fault: Fault, what: 'content' | 'description' = 'content') =>
  (asked: { what: string }): Fault | null =>
    asked.what === what ? fault : null;
const lf = (mail: string): string => mail.replaceAll('\r\n', '\n');
const lines = (mail: string): number => mail.split('\n').length - 1;
/** Parts of the first so many octets only. */
const upTo =
  (raw: string, octets: number) =>
  ({ what, start, length }: { what: string; start: number; length: number | null }): Fault | null =>
    what === 'content'
      ? Buffer.from(raw).subarray(start, Math.min(octets, length === null ? octets : start + length))
      : null;
const isContent = (what: string): boolean => what === 'content';
const firstPart = (raw: string): Buffer => Buffer.from(raw).subarray(0, MEGABYTE);
const pieces =
  (raw: string, octets: number) =>
  ({ what, start }: { what: string; start: number }): Fault | null =>
    isContent(what) ? Buffer.from(raw).subarray(start, start + octets) : null;
const lastLine = (raw: string): number => raw.trimEnd().lastIndexOf('\n') + 1;
const multipart = (name: string): string =>
  `From: ${name}@customer.example\r\nContent-Type: multipart/mixed;\r\n boundary="=_b"\r\n\r\n--=_b\r\n\r\n${'words\r\n'.repeat(100)}--=_b--\r\n`;
const short = problem('bad');
const long = large('bad', 3_120_486);

type Row = { uid: number; withheld: string | null; octets: number; receivedAt: Date };

describe('a server that does not hand a mail over', () => {
  let server: ScriptedImap;
  let database: TestDatabase;
  let opened: ReturnType<typeof connect>;
  let inbox: Inbox;
  let stop: AbortController;
  let alarms: string[];
  let decided: number[];
  beforeAll(async () => {
    database = await createDatabase();
    opened = connect(database.url);
  });
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });
  beforeEach(async () => {
    server = await startScriptedImap();
    stop = new AbortController();
    alarms = [];
    decided = [];
    await withSql(database.url, (sql) => sql`truncate mail, mailbox, octets cascade`);
    const { host, port } = server;
    const account = { host, port, user: 'u', pass: 'p', tls: 'none' };
    const written = { name: 'support', address: SUPPORT, startFrom: 'backfill', imap: account, smtp: account };
    const [config] = parseConfig(stringify({ mailboxes: [{ ...written, pollEvery: '1s' }] }), 'a test').mailboxes;
    if (config === undefined) throw new Error('the configuration has no mailbox');
    inbox = {
      mailbox: config,
      sizeLimit: 0,
      db: opened.db,
      log: createLogger('silent'),
      now: () => new Date(),
      conversationOf,
      conversationFields: CONVERSATION_FIELDS,
      alarm: (reason) => alarms.push(reason),
      received: () => undefined,
      patience: { answerMs: 10_000, octetsPerSecond: MEGABYTE },
    };
  });
  afterEach(async () => {
    stop.abort();
    await server.stop();
  });

  /** `takesLong`: which the quick row gives up, with all later ones of their conversations in the batch. */
  const decide = (takesLong: (uid: number) => boolean = () => false): Decide => {
    const note = async (mails: readonly { id: number; uid: number | null }[]): Promise<void> => {
      decided.push(...mails.map(({ uid }) => uid ?? 0));
      for (const { id } of mails)
        await withSql(
          database.url,
          (sql) => sql`update mail set outcome = case when withheld is null then 'duplicate' else 'quarantined' end,
            decided_at = now(), reason_code = 'own_mail' where id = ${id}`,
        );
    };
    return {
      begin: () => undefined,
      leftover: async (mail) => note([mail]).then(() => []),
      quick: async (mails) => {
        const slow: StoredMail[] = [];
        const keysOf = ({ raw }: StoredMail): readonly string[] => (raw === null ? [] : conversationOf(raw).keys);
        for (const mail of mails)
          if (takesLong(mail.uid ?? 0) || slow.some((each) => keysOf(each).some((key) => keysOf(mail).includes(key))))
            slow.push(mail);
        await note(mails.filter((mail) => !slow.includes(mail)));
        return { waiting: [], slow };
      },
      slow: async (mails) => note(mails).then(() => []),
    };
  };
  const rows = (): Promise<Row[]> =>
    withSql(database.url, async (sql) => {
      const found = await sql<{ uid: string; withheld: string | null; octets: string; received_at: Date }[]>`
        select uid, withheld, (select sum(coalesce(size, length(bytes))) from octets where id = octets_id) as octets, received_at
        from mail order by uid`;
      return found.map((row) => ({
        uid: Number(row.uid),
        withheld: row.withheld,
        octets: Number(row.octets),
        receivedAt: row.received_at,
      }));
    });
  const cursor = async (): Promise<number> =>
    Number((await opened.db.execute<{ uid: string }>(sql`select uid from mailbox`))[0]?.uid);
  /** Reads until so many mails are decided. */
  const readUntil = async (mails: number, session = openSession(inbox, decide())): Promise<void> => {
    const reading = session.run(stop.signal);
    await until(`${mails} mails to be decided`, () => decided.length >= mails, { timeoutMs: 180_000 });
    stop.abort();
    await reading;
    stop = new AbortController();
  };

  /** Puts each of these mails between two good ones, reads until all are decided, and gives back their rows. */
  const readAmongGood = async (mails: readonly ScriptedMail[]): Promise<(Row | undefined)[]> => {
    server.add(whole('first'));
    const uids = mails.flatMap((mail, at) => [server.add(mail), server.add(whole(`good${at}`))]);
    await readUntil(uids.length + 1);
    const found = await rows();
    expect(found).toHaveLength(uids.length + 1);
    expect(await cursor()).toBe(uids.length + 1);
    for (const row of found) if (row.uid % 2 === 1) expect(row.withheld).toBeNull();
    return uids.filter((uid) => uid % 2 === 0).map((uid) => found.find((row) => row.uid === uid));
  };

  const HOSTILE: readonly (readonly [string, ScriptedMail, RegExp])[] = [
    ['sends NIL', { raw: short, fault: always('nil') }, /no content/],
    ['sends an empty body', { raw: short, fault: always(Buffer.alloc(0)) }, /no content/],
    ['sends no row', { raw: short, fault: always('no row') }, /no content/],
    ['says nothing of it', { raw: short, fault: always('no row', 'description') }, /says nothing/],
    ['names no UID', { raw: short, fault: always('no uid') }, /no content/],
    ['refuses with NO', { raw: short, fault: always('NO') }, /refused: cannot read it/],
    ['refuses with BAD', { raw: short, fault: always('BAD') }, /refused/],
    ['refuses to describe it', { raw: short, fault: always('NO', 'description') }, /refused/],
    ['cuts a small one', { raw: short, fault: upTo(short, 300) }, /300 octets came of/],
    ['cuts off the last line', { raw: short, fault: upTo(short, lastLine(short)) }, /octets came of/],
    ['cuts a large one', { raw: long, fault: upTo(long, 400_000) }, /400000 octets came of/],
    ['cuts a large one behind its first part', { raw: long, fault: upTo(long, MEGABYTE) }, /1048576 octets came of/],
    ['sends the first part again and again', { raw: long, fault: always(firstPart(long)) }, /more and more/],
    ['cuts a multipart', { raw: multipart('bad'), fault: upTo(multipart('bad'), 500) }, /500 octets came of/],
  ];
  it('is passed, whatever it does instead: the others are taken in, and each of these is named', async () => {
    const found = await readAmongGood(HOSTILE.map(([, mail]) => mail));
    for (const [at, [what, , why]] of HOSTILE.entries()) {
      expect.soft(found[at]?.withheld, what).toMatch(why);
      expect.soft(found[at]?.octets, what).toBe(0);
    }
    expect(new Set(alarms)).toEqual(new Set(['mail_withheld']));
  });

  it('is passed when it ends the connection, or never answers', async () => {
    inbox = { ...inbox, patience: { answerMs: 3_000, octetsPerSecond: MEGABYTE } };
    const found = await readAmongGood([
      { raw: long, fault: always('drop') },
      { raw: short, fault: always('trickle') },
    ]);
    for (const row of found) expect(row?.withheld).toMatch(/connection ended/);
  });

  const ODD: readonly (readonly [string, ScriptedMail, number])[] = [
    ['counts the line ends of its disk', { raw: short, size: short.length - lines(short) }, short.length],
    ['sends the line ends of its disk', { raw: lf(short), size: lf(short).length + lines(short) }, lf(short).length],
    ['names too low a size', { raw: short, size: short.length - 7 }, short.length],
    ['names too high a size', { raw: short, size: short.length + 9 }, short.length],
    ['names no size', { raw: short, size: null }, short.length],
    ['names no size of a large one', { raw: long, size: null }, long.length],
    ['names too high a size of a multipart', { raw: multipart('odd'), size: 9_000 }, multipart('odd').length],
    ['knows no parts', { raw: long, fault: always(Buffer.from(long)) }, long.length],
    ['sends a part in pieces', { raw: long, fault: pieces(long, 300_000) }, long.length],
    ['names a date that cannot be read', { raw: short, date: 'the day before' }, short.length],
    ['names no date', { raw: short, date: null }, short.length],
    [
      'sends NIL at first',
      { raw: short, fault: ({ what, times }) => (isContent(what) && times < 3 ? 'nil' : null) },
      short.length,
    ],
  ];
  it('but a mail that is only odd is taken in whole', async () => {
    const began = Date.now();
    const found = await readAmongGood(ODD.map(([, mail]) => mail));
    const ended = Date.now();
    for (const [at, [what, { date }, octets]] of ODD.entries()) {
      expect.soft(found[at]?.withheld, what).toBeNull();
      expect.soft(found[at]?.octets, what).toBe(octets);
      const receivedAt = Number(found[at]?.receivedAt);
      if (date === undefined) expect.soft(receivedAt, what).toBe(Date.UTC(2026, 10, 25, 4));
      else expect.soft(receivedAt >= began && receivedAt <= ended, what).toBe(true);
    }
    expect(alarms).toEqual([]);
  });

  it('a mail that is deleted meanwhile is passed', async () => {
    server.add(whole('first'));
    const uid = server.add({
      raw: short,
      fault({ what }) {
        if (what === 'content') server.expunge(uid);
        return what === 'content' ? 'no row' : null;
      },
    });
    server.add(whole('last'));
    await readUntil(2);
    expect((await rows()).map((row) => row.uid)).toEqual([1, 3]);
  });

  it('a mail that was withheld is taken in when the server hands it over, and decided', async () => {
    const uid = server.add({ raw: short, fault: always('nil') });
    server.add(whole('other'));
    await readUntil(2);
    expect((await rows())[0]?.withheld).not.toBeNull();
    server.mend(uid, { raw: short });
    await readUntil(3);
    expect(decided.at(-1)).toBe(uid);
    expect((await rows())[0]).toMatchObject({ uid, withheld: null, octets: short.length });
  });

  it('a server that hands over nothing at all is in trouble: no mail is given up for it', async () => {
    let trouble = true;
    const fault = ({ what }: { what: string }): Fault | null => (trouble && what === 'content' ? 'NO' : null);
    for (const name of ['a', 'b', 'c']) server.add({ raw: problem(name), fault });
    const session = openSession(inbox, decide());
    const reading = session.run(stop.signal);
    await until('the session to have failed', () => session.health().state === 'failed');
    expect(session.health().error).toBe('the server hands over no mail at all');
    expect(await rows()).toEqual([]);
    trouble = false;
    await until('all to be decided', () => decided.length === 3);
    stop.abort();
    await reading;
    expect((await rows()).map(({ withheld }) => withheld)).toEqual([null, null, null]);
  });

  it('a server without UIDVALIDITY and UIDNEXT is read, also when it begins its UIDs again', async () => {
    server.uidValidity = null;
    server.uidNext = false;
    for (const name of ['a', 'b', 'c']) server.add(whole(name));
    await readUntil(3);
    server.add(whole('d'));
    await readUntil(4);
    expect(await cursor()).toBe(4);
    for (const uid of [2, 3, 4]) server.expunge(uid);
    server.mend(1, whole('e'));
    await readUntil(5);
    expect(await rows()).toHaveLength(5);
  });

  it('small mails do not wait behind large ones, whichever came first', async () => {
    for (let at = 0; at < 3; at++) server.add({ raw: large(`large${at}`, 3 * MEGABYTE) });
    server.add(whole('small'));
    server.slowMs = 1_000;
    const session = openSession(inbox, decide());
    const reading = session.run(stop.signal);
    await until('the small one to be decided', () => decided.length > 0);
    expect(decided).toEqual([4]);
    expect(await cursor()).toBe(0);
    // Between the parts of a large one, too.
    await until('a large one to be on its way', () => server.sent().filter((uid) => uid === 1).length > 1);
    server.add(whole('later'));
    await until('the later one to be decided', () => decided.length > 1);
    expect(decided).toEqual([4, 5]);
    server.slowMs = 0;
    await until('all to be decided', () => decided.length === 5);
    stop.abort();
    await reading;
    expect(decided).toEqual([4, 5, 1, 2, 3]);
    expect(await cursor()).toBe(5);
  });

  it('and what belongs to the conversation of a large one comes after it, strangers before', async () => {
    const id = '<problem@customer.example>';
    server.add({ raw: large('first', 3 * MEGABYTE).replace(/^Message-ID: .*$/im, `Message-ID: ${id}`) });
    server.add({
      raw: mailOf({ from: 'li@desk.example', subject: 'Re: x', text: '#resolve', inReplyTo: id, references: id }),
    });
    server.add({ raw: problem('first', 'And another thing.') });
    server.add(whole('stranger'));
    server.slowMs = 50;
    const session = openSession(inbox, decide());
    const reading = session.run(stop.signal);
    await until('all to be decided', () => decided.length === 4);
    stop.abort();
    await reading;
    expect(decided).toEqual([4, 1, 2, 3]);
  });

  it('every conversation is decided in order, whichever of its mails are large or take long', async () => {
    const random = randomOf(11);
    const conversation: number[] = [0];
    for (let uid = 1; uid <= 40; uid++) {
      const root = Math.floor(random() * 6);
      conversation.push(root);
      const head = { from: `p${uid}@x.example`, subject: 'x', references: `<${root}@x>`, inReplyTo: `<${root}@x>` };
      server.add({ raw: mailOf({ ...head, text: 'a line of a log\r\n'.repeat(random() < 0.2 ? 70_000 : 1) }) });
    }
    const slow = new Set(conversation.keys().filter(() => random() < 0.2));
    const session = openSession(
      inbox,
      decide((uid) => slow.has(uid)),
    );
    const reading = session.run(stop.signal);
    await until('all to be decided', () => decided.length === 40);
    stop.abort();
    await reading;
    for (const root of [0, 1, 2, 3, 4, 5]) {
      const own = decided.filter((uid) => conversation[uid] === root);
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
    expect(decided).not.toEqual(decided.toSorted((a, b) => a - b));
  });
});
