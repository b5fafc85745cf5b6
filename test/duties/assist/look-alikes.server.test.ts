import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAssistant } from '../../../src/duties/assist/assistant.ts';
import { removeLeftovers } from '../../../src/duties/clean-up.ts';
import { canonicalAddress } from '../../../src/people/address.ts';
import { sql } from '../../../src/store/drizzle.ts';
import { erasePerson } from '../../../src/store/person-data.ts';
import { makeVectorTable, vectorState } from '../../../src/store/vector-table.ts';
import { addressOf, LI, WANG, ZHAO } from '../../journeys/process/stage.ts';
import { openQuietTeam, type QuietTeam } from '../../journeys/team/quiet-team.ts';
import type { WrittenMail } from '../../support/mail.ts';
import { embeddings, type ModelAnswer, type ModelServer, startModelServer } from '../../support/model-server.ts';
import { createVectorDatabase } from '../../support/vector-database.ts';

const [li, zhao, wang] = [addressOf(LI), addressOf(ZHAO), addressOf(WANG)];
/** The rules look back from the time of the database. */
const START = new Date().toISOString();

/** What a text is about, as a model might see it: one direction for each matter, whatever the words. */
const MATTERS = [/导不出|月报|下载|export/i, /登录|密码|进不去/, /打印|卡纸/];
const byMatter = (text: string): number[] => [...MATTERS.map((matter) => (matter.test(text) ? 1 : 0)), 0.1];
const GOOD = embeddings(byMatter);

/** Of one matter, in words that have nothing in common. */
const MONTHLY = { subject: '月报拿不到', text: '页面一直转圈，等了半小时也没有结果。' };
const EXPORT = { subject: '数据导不出', text: '点了按钮没反应，换了浏览器还是老样子。' };
const LOGIN = { subject: '登录不了', text: '输入之后提示账号被锁。' };

let model: ModelServer;
let team: QuietTeam;
let url: string;
beforeAll(async () => {
  model = await startModelServer();
  const database = await createVectorDatabase();
  url = database.url;
  expect(await makeVectorTable(url)).toBe('ready');
  team = await openQuietTeam(
    START,
    {
      staff: [
        { name: '李工', email: li, roles: ['engineer'], teams: ['backend'] },
        { name: '赵一线', email: zhao, roles: ['frontline'] },
        { name: '王主管', email: wang, roles: ['supervisor'] },
      ],
      brands: [{ name: 'other', address: 'other@desk.example', staff: [wang] }],
      teams: [{ name: 'backend', categories: ['system_fault', 'other'] }],
      reports: { digestAt: 'off' },
      limits: { acknowledgements: { perSenderHour: 0, perSenderDay: 0 } },
      // PGlite is one session.
      database: { connections: 1, prepare: 'off' },
      assist: {
        url: model.url,
        key: 'k3y',
        model: 'bge-m3',
        purposes: ['alike'],
        timeout: '120s',
        exceptCompanies: ['保密公司'],
        budget: { requests: 200, tokens: 1_000_000 },
      },
      customers: [
        { company: '保密公司', domains: ['secret.example'] },
        { company: '大公司', domains: ['big.example'] },
      ],
    },
    { aliases: ['other@desk.example'] },
    database,
  );
}, 180_000);
afterAll(async () => {
  await team.close();
  await model.close();
});
beforeEach(async () => {
  model.requests.splice(0);
  model.answerWith(GOOD);
  const { db } = team.quiet.desk;
  // What earlier tests have opened is out of sight.
  await db.execute(
    sql`update ticket set created_at = created_at - interval '8 days', state = 'closed', closed_at = now() where state <> 'closed'`,
  );
  await db.execute(sql`delete from assist_usage`);
  await db.execute(sql`delete from ticket_vector`);
  await db.execute(sql`delete from assist_task`);
  await team.quiet.newLetters();
});

let people = 0;
/** A new customer, of no company that is known. */
const somebody = (): string => `客户 <someone@c${++people}.example>`;
const writes = (mail: Partial<WrittenMail> & { text: string }, from = somebody()) => {
  const { text, ...more } = mail;
  return team.writes(from, text, more);
};
/** A process of its own looks once, with other words of the configuration where they are given. */
async function looks(assist: object = {}): Promise<void> {
  const { desk } = team.quiet;
  const { config } = desk;
  if (config.assist === null) throw new Error('the desk has no model');
  const process = openAssistant({ ...desk, config: { ...config, assist: { ...config.assist, ...assist } } });
  await process.drained();
  await process.close();
}
const opens = async (mail: Partial<WrittenMail> & { text: string }, from?: string): Promise<string> => {
  const { ticket } = await writes(mail, from);
  await looks();
  return ticket ?? '';
};
const told = async () => (await team.quiet.newLetters()).filter(({ kind }) => kind === 'suggested');
const taskOf = async (number: string) =>
  (
    await team.quiet.desk.db.execute<Record<string, unknown>>(
      sql`select assist_task.state, fault, suggestion -> 'tickets' as tickets
        from assist_task join ticket on ticket.id = ticket_id where number = ${number}`,
    )
  )[0];
const vectors = () =>
  team.quiet.desk.db.execute<{ number: string; model: string; dimensions: number | null }>(
    sql`select number, model, dimensions from ticket_vector join ticket on ticket.id = ticket_id order by number`,
  );
const inputs = (): string[] => model.requests.flatMap(({ input }) => input);
const set = (number: string, assignment: string) =>
  team.quiet.desk.db.execute(sql`update ticket set ${sql.raw(assignment)} where number = ${number}`);

describe('two customers who tell of the same in other words', () => {
  it('are found; the staff are told, set apart, and one tap makes an incident of them', async () => {
    const first = await opens({ ...MONTHLY, text: `${MONTHLY.text}我的电话 13800138000` });
    expect(await told()).toEqual([]);
    const { ticket } = await writes(EXPORT);
    // Nothing waits for it: not the customer, and not the engineer.
    const letters = await team.quiet.newLetters();
    expect(letters.map(({ kind }) => kind).toSorted()).toEqual(['acknowledgement', 'dispatch', 'follower_copy']);
    expect(letters.every(({ text }) => !text.includes(first))).toBe(true);
    await looks();
    const found = await told();
    expect(found.map(({ to }) => to).toSorted()).toEqual([li]);
    for (const { text } of found) {
      expect(text).toContain('建议，由模型给出');
      expect(text).toContain('可能是同一问题');
      expect(text).toContain(first);
      expect(text).toContain('月报拿不到');
    }
    const html = String(found[0]?.parsed.html).replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
    const body = [...html.matchAll(/href="mailto:[^?"]+\?([^"]+)"/g)]
      .map(([, query = '']) => new URLSearchParams(query).get('body') ?? '')
      .find((each) => each.startsWith('#事件 新建'));
    expect(body).toContain(first);
    expect(await taskOf(ticket ?? '')).toEqual({ state: 'done', fault: null, tickets: [first] });

    expect(inputs()).toEqual([
      '月报拿不到\n页面一直转圈，等了半小时也没有结果。我的电话 [PHONE-1]',
      '数据导不出\n点了按钮没反应，换了浏览器还是老样子。',
    ]);
    expect(
      model.requests.every(({ path, authorization }) => path === '/v1/embeddings' && authorization === 'Bearer k3y'),
    ).toBe(true);
    expect(model.requests.map(({ text }) => text).join()).not.toMatch(/someone@|TS2026|13800138000/);
  });

  it('and one who tells of another matter is not', async () => {
    await opens(MONTHLY);
    const other = await opens(LOGIN);
    expect(await told()).toEqual([]);
    expect(await taskOf(other)).toEqual({ state: 'done', fault: 'nothing', tickets: null });
  });

  it('are no suggestion where a rule has found them', async () => {
    const words = { subject: '数据导不出', text: '点了导出按钮没有反应，换了浏览器和电脑也还是老样子，今天要交。' };
    await opens(words);
    const { ticket } = await writes(words);
    const dispatch = (await team.quiet.newLetters()).findLast(({ kind }) => kind === 'dispatch');
    expect(dispatch?.text).toContain('其他客户的同类问题');
    await looks();
    expect(await told()).toEqual([]);
    expect(await taskOf(ticket ?? '')).toMatchObject({ fault: 'nothing' });
  });

  it('are found by as much as the configuration wants', async () => {
    await opens({ subject: '登录之后导不出', text: '两件事。' });
    const { ticket } = await writes(EXPORT);
    const embedding = { url: null, key: null, model: null, dimensions: null };
    await looks({ embeddings: { ...embedding, threshold: 0.99 } });
    expect(await taskOf(ticket ?? '')).toMatchObject({ tickets: null });
    const next = await writes(EXPORT);
    await looks({ embeddings: { ...embedding, threshold: 0.7 } });
    expect((await taskOf(next.ticket ?? ''))?.tickets).toHaveLength(1);
  });

  it('are told of once, however many processes look', async () => {
    await writes(MONTHLY);
    await writes(EXPORT);
    await Promise.all([looks(), looks(), looks()]);
    // Each of the other, once: whichever was compared first may not have known of it.
    const letters = (await told()).map(({ to, parsed }) => `${to} ${parsed.subject}`);
    expect(letters.length).toBeGreaterThan(0);
    expect(new Set(letters).size).toBe(letters.length);
  });
});

describe('what is never compared or shown', () => {
  it.each<[string, (first: string) => Promise<unknown>]>([
    ['one that is closed', (first) => set(first, "state = 'closed', closed_at = now()")],
    ['one that was merged', (first) => set(first, "state = 'merged'")],
    ['one that has become confidential', (first) => set(first, 'confidential = true')],
    ['one of another brand', (first) => set(first, "brand = 'other'")],
    ['one of more than a week ago', (first) => set(first, "created_at = created_at - interval '8 days'")],
    ['one of a company that does not want it', (first) => set(first, "company = ' 保密公司'")],
    ['one that has become encrypted', (first) => set(first, `details = jsonb_set(details, '{encrypted}', 'true')`)],
  ])('%s', async (_case, happens) => {
    const first = await opens(MONTHLY);
    await happens(first);
    const second = await opens(EXPORT);
    expect(await taskOf(second)).toMatchObject({ fault: 'nothing', tickets: null });
    expect(await told()).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['the same person', 'a@one.example', 'a@one.example'],
    ['a colleague of the same company', 'a@big.example', 'b@big.example'],
  ])('%s: as the rules have it, another customer is', async (_case, one, other) => {
    await opens(MONTHLY, one);
    expect(await taskOf(await opens(EXPORT, other))).toMatchObject({ tickets: null });
  });

  it('brands, of each other', async () => {
    const first = await opens({ ...MONTHLY, to: 'other@desk.example' });
    const second = await opens(EXPORT);
    const third = await opens({ ...EXPORT, to: 'other@desk.example' });
    expect(await taskOf(second)).toMatchObject({ tickets: null });
    expect(await taskOf(third)).toMatchObject({ tickets: [first] });
    expect((await told()).map(({ to }) => to)).not.toContain(li);
  });

  it('what closed between the finding and the letter', async () => {
    const first = await opens(MONTHLY);
    const { ticket } = await writes(EXPORT);
    await looks();
    expect(await told()).toHaveLength(1);
    await set(first, "state = 'closed', closed_at = now()");
    await team.quiet.desk.db.execute(
      sql`update assist_task set told_at = null where ticket_id = (select id from ticket where number = ${ticket})`,
    );
    await looks();
    expect(await told()).toEqual([]);
  });

  it('to the model, what came encrypted or is of a company that does not want it', async () => {
    await opens(MONTHLY, '周密 <zhou@secret.example>');
    const { ticket } = await writes(EXPORT);
    await set(ticket ?? '', `details = jsonb_set(details, '{encrypted}', 'true')`);
    await looks();
    expect(model.requests).toEqual([]);
    expect(await vectors()).toEqual([]);
    expect(await taskOf(ticket ?? '')).toMatchObject({ state: 'given_up', fault: 'confidential' });
    await opens(LOGIN);
    // Neither of them for the sake of the third.
    expect(inputs()).toEqual(['登录不了\n输入之后提示账号被锁。']);
  });
});

describe('another model', () => {
  it('makes the vectors of all that is compared again, each once', async () => {
    const numbers = [await opens(MONTHLY), await opens(LOGIN)];
    model.requests.splice(0);
    const { ticket } = await writes(EXPORT);
    await looks({ model: 'qwen3-embedding' });
    expect(inputs()).toHaveLength(3);
    expect(await taskOf(ticket ?? '')).toMatchObject({ tickets: [numbers[0]] });
    expect((await vectors()).map((each) => each.model)).toEqual(Array(3).fill('qwen3-embedding'));
  });

  it('is never compared with the one before', async () => {
    await opens(MONTHLY);
    const { ticket } = await writes(EXPORT);
    // Of the other ticket the new model makes none.
    model.answerWith((request, ...rest) =>
      request.input.some((text) => text.includes('导不出')) ? GOOD(request, ...rest) : rest[0].writeHead(400).end(),
    );
    await looks({ model: 'qwen3-embedding' });
    expect(model.requests).toHaveLength(3);
    expect(await taskOf(ticket ?? '')).toMatchObject({ state: 'done', fault: 'nothing' });
    // It is not asked about at every ticket: in an hour.
    const before = model.requests.length;
    await writes(LOGIN);
    await looks({ model: 'qwen3-embedding' });
    expect(inputs().slice(before)).not.toContain(inputs()[0]);
    await team.quiet.desk.db.execute(sql`update ticket_vector set claimed_at = claimed_at - interval '61 minutes'`);
    model.answerWith(GOOD);
    await writes(EXPORT);
    await looks({ model: 'qwen3-embedding' });
    expect((await vectors()).every(({ dimensions }) => dimensions === 4)).toBe(true);
  });

  it('or the same one with vectors of another length has them made again', async () => {
    const first = await opens(MONTHLY);
    model.answerWith(embeddings((text) => [...byMatter(text), 0]));
    const second = await opens(EXPORT);
    expect(await taskOf(second)).toMatchObject({ tickets: [first] });
    expect((await vectors()).map(({ dimensions }) => dimensions)).toEqual([5, 5]);
  });
});

describe('answers that are none', () => {
  const vector =
    (embedding: string): ModelAnswer =>
    (_request, response) =>
      void response.end(`{"data":[{"index":0,"embedding":${embedding}}]}`);
  it.each<[string, ModelAnswer]>([
    ['NaN', vector('[1,NaN]')],
    ['zeros', vector('[0,0]')],
    ['too many numbers', vector(JSON.stringify(Array(16_001).fill(1)))],
    ['words', vector('["1\'); drop table ticket; --"]')],
    ['no vector', (_request, response) => void response.end('{"data":[]}')],
    ['two', embeddings(() => [1, 2], { data: [{ embedding: [1] }, { embedding: [2] }] })],
  ])('%s: nothing is kept or said, and the customer has their answer', async (_case, answer) => {
    await opens(MONTHLY);
    model.answerWith(answer);
    const { ticket } = await writes(EXPORT);
    const kinds = (await team.quiet.newLetters()).map(({ kind }) => kind);
    expect(kinds).toContain('acknowledgement');
    expect(kinds).toContain('dispatch');
    await looks();
    expect(await taskOf(ticket ?? '')).toEqual({ state: 'given_up', fault: 'malformed', tickets: null });
    expect((await vectors()).map(({ dimensions }) => dimensions)).toEqual([4, null]);
    expect(await told()).toEqual([]);
  });

  it('as many numbers as pgvector stores are kept', async () => {
    model.answerWith(
      embeddings((text) => Array.from({ length: 16_000 }, (_, at) => (MATTERS[at]?.test(text) ? 1 : 1e-9))),
    );
    const first = await opens(MONTHLY);
    expect(await taskOf(await opens(EXPORT))).toMatchObject({ tickets: [first] });
  });

  it('a model that is away is tried three times, and what waits for nothing went out long ago', async () => {
    model.answerWith((_request, response) => void response.writeHead(503).end());
    const { ticket } = await writes(EXPORT);
    expect((await team.quiet.newLetters()).map(({ kind }) => kind)).toContain('dispatch');
    for (let round = 0; round < 4; round++) {
      await looks();
      team.quiet.clock.set(new Date(team.quiet.desk.now().getTime() + 10_000));
    }
    expect(model.requests).toHaveLength(3);
    expect(await taskOf(ticket ?? '')).toMatchObject({ state: 'given_up', fault: 'overloaded' });
  });
});

describe('the budget of the day', () => {
  it('is spent on the new ticket first; the others are compared as far as they have vectors', async () => {
    const known = await opens(MONTHLY);
    await writes({ subject: '月报下载失败', text: '一直不动。' });
    await team.quiet.desk.db.execute(sql`delete from assist_task`);
    await team.quiet.desk.db.execute(sql`delete from assist_usage`);
    model.requests.splice(0);
    const { ticket } = await writes(EXPORT);
    await looks({ budget: { requests: 1, tokens: 1_000 } });
    expect(inputs()).toEqual(['数据导不出\n点了按钮没反应，换了浏览器还是老样子。']);
    expect(await taskOf(ticket ?? '')).toMatchObject({ tickets: [known] });
    const next = await writes(EXPORT);
    await looks({ budget: { requests: 1, tokens: 1_000 } });
    expect(await taskOf(next.ticket ?? '')).toMatchObject({ state: 'given_up', fault: 'budget' });
  });
});

describe('what is forgotten', () => {
  const erase = (address: string) => erasePerson(url, canonicalAddress(address), `erased-${++people}@invalid`);

  it('is what was made of the words of somebody who is erased', async () => {
    const first = await opens(MONTHLY, 'gone@one.example');
    const second = await opens(EXPORT);
    await team.quiet.newLetters();
    await erase('gone@one.example');
    expect((await vectors()).map(({ number }) => number)).toEqual([second]);
    expect(await taskOf(await opens(EXPORT))).toMatchObject({ tickets: null });
    expect(inputs().slice(-1)).not.toContain(first);
  });

  it('even while it is being made', async () => {
    model.answerWith((...request) => void erase('going@one.example').then(() => GOOD(...request)));
    await writes(MONTHLY, 'going@one.example');
    await team.quiet.newLetters();
    await looks();
    expect(inputs()).toHaveLength(1);
    expect(await vectors()).toEqual([]);
  });

  it('is what nothing is compared with any more, by the nightly clean-up', async () => {
    const [closed, old, kept] = [await opens(MONTHLY), await opens(LOGIN), await opens(EXPORT)];
    await set(closed, "state = 'closed', closed_at = now()");
    await set(old, "created_at = created_at - interval '8 days'");
    await removeLeftovers(team.quiet.desk);
    expect((await vectors()).map(({ number }) => number)).toEqual([kept]);
    const { desk } = team.quiet;
    await removeLeftovers({ ...desk, config: { ...desk.config, assist: null } });
    expect(await vectors()).toEqual([]);
  });
});

it('a database without the table is told so, and making it twice does no harm', async () => {
  const { db } = team.quiet.desk;
  await db.execute(sql`drop table ticket_vector`);
  expect(await vectorState(db)).toBe('not_created');
  expect(await makeVectorTable(url)).toBe('ready');
  expect(await makeVectorTable(url)).toBe('ready');
  expect(await vectorState(db)).toBe('ready');
});
