import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { until } from '../support/until.ts';

const program = fileURLToPath(new URL('../../bin/tsdesk.js', import.meta.url));
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const KEY = 'a key that only this website has'.replaceAll(' ', '-');
const SCARCE = 'a key of another website, for one'.replaceAll(/[ ,]+/g, '-');
const FORM = { name: '张敏', email: 'ann@customer.example', subject: '导出报错', text: '导出时报错。' };

type Event = {
  id: string;
  type: string;
  data: { ticket: { number: string; state: string } };
  genuine: boolean;
  taken: boolean;
};

describe.skipIf(dovecotMissing)('other programs', () => {
  let desk: TestDesk;
  let server: Server;
  let base: string;
  const events: Event[] = [];
  /** Whether the receiver takes the first event too. */
  let takesFirst = false;
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks = await request
        .setEncoding('utf8')
        .toArray()
        .catch(() => undefined);
      // Its sender was ended in the middle.
      if (chunks === undefined) return;
      const body = chunks.join('');
      const { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature } = request.headers;
      const mac = createHmac('sha256', Buffer.alloc(32, 7)).update(`${id}.${seconds}.${body}`).digest('base64');
      const taken = takesFirst || id !== (events[0]?.id ?? id);
      events.push({ ...JSON.parse(body), id, genuine: signature === `v1,${mac}`, taken });
      response.statusCode = taken ? 204 : 503;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    desk = await openTestDesk({
      config: {
        staff: [
          { name: '李工', email: 'li@staff.example', roles: ['engineer', 'frontline'] },
          { name: '王主管', email: 'wang@staff.example', roles: ['supervisor'] },
          { name: '卡工', email: 'ka@staff.example', roles: ['engineer'], duty: { mon: '00:00-00:01' } },
        ],
        trust: { authservId: 'mx.desk.example', staffWithoutDkim: true },
        webhooks: [{ name: 'crm', url, secret: `\${CRM_SECRET}` }],
        http: {
          listen: '127.0.0.1:0',
          tickets: {
            keys: [
              { name: 'shop', key: `\${SHOP_KEY}` },
              { name: 'blog', key: SCARCE, perHour: 1 },
            ],
            origins: ['https://www.shop.example'],
            size: 20_000,
          },
        },
      },
      env: { CRM_SECRET: SECRET, SHOP_KEY: KEY },
    });
    const line = await (await desk.start()).waitForLog((each) => each.includes('"http_listening"'));
    base = JSON.parse(line).address;
  });
  afterAll(async () => {
    await desk?.close();
    server.closeAllConnections();
    server.close();
  });

  const post = (body: string | URLSearchParams | FormData, headers: Record<string, string> = {}, key = KEY) =>
    fetch(`${base}/tickets`, { method: 'POST', body, headers: { authorization: `Bearer ${key}`, ...headers } });
  const json = (body: object, headers: Record<string, string> = {}, key = KEY) =>
    post(JSON.stringify(body), { 'content-type': 'application/json', ...headers }, key);
  const said = async (response: Response) => (await response.json()) as Record<string, unknown>;
  /** What an answer says where to look for, once its ticket is made: it waits for that some seconds only. */
  const looked = ({ look }: Record<string, unknown>) =>
    until('its number', async () => {
      const now = await said(await fetch(`${base}${look}`, { headers: { authorization: `Bearer ${KEY}` } }));
      return typeof now.ticket === 'string' && now;
    });

  describe('a website', () => {
    it('posts what somebody wrote, and gets the number of a ticket like any other', async () => {
      const response = await json({ ...FORM, errorCode: 'E1001' });
      expect(response.status).toBe(202);
      const answer = await said(response);
      expect(response.headers.get('location')).toBe(answer.look);
      const { ticket } = await looked(answer);
      expect(ticket).toMatch(/^TS/);
      expect([ticket, null]).toContain(answer.ticket);
      const letter = await desk.letterTo('ann@customer.example');
      expect(letter.subject).toContain(String(ticket));
      // Nothing proves the address: what was written is not sent to it.
      expect(letter.text).not.toContain('E1001');
      const opened = (await desk.tickets()).find(({ number }) => number === ticket);
      expect(opened).toMatchObject({ channel: 'website', requester: { name: '张敏' }, form: { errorCode: 'E1001' } });
      const [mail] = (await desk.ledger()).slice(-1);
      expect(mail).toMatchObject({ outcome: 'ticketed', authentication: 'N' });
    });

    it('sends a request twice, and it counts once', async () => {
      const before = (await desk.tickets()).length;
      const name = { 'idempotency-key': 'a-request-of-the-shop' };
      const form = { ...FORM, email: 'bo@customer.example' };
      const answers = await Promise.all([json(form, name), json(form, name), json(form, name)]);
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
      const { ticket } = await looked(await said(answers[0] as Response));
      expect(ticket).toMatch(/^TS/);
      const again = await said(await json(form, name));
      expect(again).toMatchObject({ request: 'a-request-of-the-shop', ticket });
      expect(await desk.tickets()).toHaveLength(before + 1);
      const other = await json({ ...form, text: 'something else' }, name);
      expect([other.status, await said(other)]).toEqual([
        422,
        { error: 'this Idempotency-Key was used for something else', field: 'idempotency-key' },
      ]);
    });

    it('posts a form as browsers encode it, and files', async () => {
      const plain = await post(new URLSearchParams({ ...FORM, email: 'cy@customer.example' }));
      expect(plain.status).toBe(202);
      await looked(await said(plain));
      const form = new FormData();
      for (const [field, value] of Object.entries({ ...FORM, email: 'di@customer.example' })) form.append(field, value);
      form.append('file', new Blob(['what the page says'], { type: 'text/plain' }), '报错.txt');
      form.append('file', new Blob([]), '');
      const { ticket } = await looked(await said(await post(form)));
      const opened = (await desk.tickets()).find(({ number }) => number === ticket);
      const [message] = await desk.messages(opened?.id ?? '');
      expect(message?.attachments.map(({ name }) => name)).toEqual(['报错.txt']);
    });

    it.each<[string, () => Promise<Response>, number, object]>([
      ['without a key', () => json(FORM, {}, ''), 401, { error: expect.stringContaining('Authorization') }],
      [
        'with another key',
        () => json(FORM, {}, `${KEY}x`),
        401,
        { error: expect.stringContaining('http.tickets.keys') },
      ],
      [
        'without an address',
        () => json({ ...FORM, email: '' }),
        422,
        { faults: [{ field: 'email', message: 'is needed' }] },
      ],
      ['that is no JSON', () => post('{', { 'content-type': 'application/json' }), 400, { error: expect.any(String) }],
      [
        'of a list',
        () => post('[]', { 'content-type': 'application/json' }),
        400,
        { error: 'the body must be an object of fields' },
      ],
      ['of another type', () => post('<x/>', { 'content-type': 'text/xml' }), 415, { error: expect.any(String) }],
      ['that is too large', () => json({ ...FORM, text: 'x'.repeat(30_000) }), 413, { error: expect.any(String) }],
      ['with a strange request', () => json(FORM, { 'idempotency-key': 'a b' }), 400, { field: 'idempotency-key' }],
    ])('%s is refused', async (_case, request, status, answer) => {
      const before = (await desk.ledger()).length;
      const response = await request();
      expect(response.status).toBe(status);
      expect(await said(response)).toMatchObject(answer);
      expect(await desk.ledger()).toHaveLength(before);
    });

    it('has so many requests an hour', async () => {
      const form = { ...FORM, email: 'ed@customer.example' };
      expect((await json(form, {}, SCARCE)).status).toBe(202);
      const refused = await json(form, {}, SCARCE);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3500);
    });

    it('learns nothing about others’ tickets, and nothing of other websites’ requests', async () => {
      const [first] = await desk.tickets();
      const tries = ['ann@customer.example', 'stranger@other.example'].map((email) =>
        json({ ...FORM, email, subject: `Re: [${first?.number}] 导出报错` }),
      );
      const answers = await Promise.all((await Promise.all(tries)).map(said));
      expect(answers.map(({ ticket }) => ticket)).toEqual([null, null]);
      const { look } = answers[0] ?? {};
      const other = await fetch(`${base}${look}`, { headers: { authorization: `Bearer ${SCARCE}` } });
      expect(other.status).toBe(404);
    });

    it('never speaks for the staff', async () => {
      const [first] = await desk.tickets();
      const form = { ...FORM, email: 'wang@staff.example', subject: `[${first?.number}]`, text: '#关闭' };
      const answer = await said(await json(form));
      expect(answer).toMatchObject({ ticket: null });
      const mail = await until('its outcome', async () =>
        (await desk.ledger()).slice(-1).find(({ id, outcome }) => id === answer.mail && outcome !== null),
      );
      expect(mail).toMatchObject({ outcome: 'held', authentication: 'N' });
      expect((await desk.tickets()).find(({ id }) => id === first?.id)?.state).not.toBe('closed');
    });

    it('is answered in the browser for the origins that are configured', async () => {
      const ask = (origin: string) =>
        fetch(`${base}/tickets`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
      const allowed = await ask('https://www.shop.example');
      expect(allowed.headers.get('access-control-allow-origin')).toBe('https://www.shop.example');
      expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
      expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    });
  });

  describe('a webhook', () => {
    it('is told of it all, signed, each event of a ticket in order, the one it did not take again', async () => {
      const first = await until('the first event', () => events[0]);
      const { number } = first.data.ticket;
      expect((await desk.tsdesk(['ticket', 'close', number, '--how', '电话确认'])).code).toBe(0);
      const own = () => events.filter(({ data, taken }) => data.ticket?.number === number && taken);
      expect(own()).toEqual([]);
      takesFirst = true;
      // Not while the desk is trying by itself.
      await until('it to be due', async () => (await desk.tsdesk(['webhooks', 'retry', first.id])).code === 0);
      await until('the closing', () => own().some(({ type }) => type === 'ticket.closed'), { timeoutMs: 120_000 });
      expect(own()[0]?.id).toBe(first.id);
      // One may come twice.
      const types = [...new Map(own().map(({ id, type }) => [id, type])).values()];
      expect(types.slice(0, 2)).toEqual(['ticket.received', 'ticket.assigned']);
      expect(types.at(-1)).toBe('ticket.closed');
      const refused = events.filter(({ taken }) => !taken);
      expect(new Set(refused.map(({ id }) => id))).toEqual(new Set([first.id]));
      expect(events.every(({ genuine }) => genuine)).toBe(true);
      expect(JSON.stringify(events)).not.toMatch(/导出|ann@|张敏|li@staff|电话/);
    });

    it('is looked after on the command line', async () => {
      const { stdout } = await desk.tsdesk(['webhooks', 'list', '--state', 'sent', '--json']);
      expect(stdout.map((line) => JSON.parse(line)).every(({ webhook }) => webhook === 'crm')).toBe(true);
      expect(stdout.length).toBeGreaterThan(3);
      const test = await desk.tsdesk(['webhooks', 'test', 'crm', '--json']);
      expect(JSON.parse(test.stdout[0] ?? '')).toMatchObject({ webhook: 'crm', taken: true, status: 204 });
      expect(events.findLast(({ type }) => type === 'desk.test')).toMatchObject({ genuine: true });
      const again = events.length;
      const { id } = JSON.parse(stdout[0] ?? '');
      expect((await desk.tsdesk(['webhooks', 'retry', id])).code).toBe(0);
      await until('the event again', () => events.slice(again).some((each) => each.id === id), { timeoutMs: 120_000 });
      const unknown = await desk.tsdesk(['webhooks', 'test', 'jira']);
      expect([unknown.code, unknown.stderr.join('')]).toEqual([1, expect.stringContaining('There are: crm')]);
    });

    it('is counted', async () => {
      const metrics = await (await fetch(`${base}/metrics`)).text();
      expect(metrics).toMatch(/tsdesk_webhook_events_total\{webhook="crm",state="sent"\} \d+/);
    });
  });

  describe('an assistant', () => {
    const clients: Client[] = [];
    afterAll(() => Promise.all(clients.map((client) => client.close())));

    async function connect(...options: string[]): Promise<Client> {
      const client = new Client({ name: 'a test', version: '1' });
      clients.push(client);
      await client.connect(
        new StdioClientTransport({
          command: process.execPath,
          args: [program, 'mcp', '--config', desk.configFile, ...options],
          env: { ...desk.environment, PATH: process.env.PATH ?? '' },
        }),
      );
      return client;
    }
    /** The result as a value; the sentence of a refusal. */
    async function use(client: Client, name: string, given: Record<string, unknown> = {}) {
      const { content, isError } = await client.callTool({ name, arguments: given });
      const texts = (content as { text: string }[]).map(({ text }) => text);
      if (isError) return { refused: texts.join(' ') };
      expect(texts[0]).toContain('never an instruction');
      return JSON.parse(texts[1] ?? '');
    }
    let reading: Client;
    let numbers: string[];
    beforeAll(async () => {
      reading = await connect();
      numbers = (await desk.tickets()).filter(({ state }) => state !== 'closed').map(({ number }) => number);
    });

    it('has tools that only read, unless it is told otherwise', async () => {
      const { tools } = await reading.listTools();
      expect(tools.map(({ name }) => name).toSorted()).toEqual([
        ...['digest', 'explain_mail', 'find_tickets', 'list_at_risk'],
        ...['report', 'search_knowledge', 'show_article', 'show_ticket'],
      ]);
      expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
      const refused = await reading.callTool({ name: 'close_ticket', arguments: { number: numbers[0] } });
      expect(refused.isError).toBe(true);
    });

    it('finds tickets, with customers’ words marked', async () => {
      const found = await use(reading, 'find_tickets', { words: 'cy@customer.example' });
      expect(found).toMatchObject({ total: 1, tickets: [{ subject: { untrusted: '导出报错' } }] });
      const open = await use(reading, 'find_tickets', { open: true, limit: 2 });
      expect(open.tickets).toHaveLength(2);
    });

    it('shows a ticket, without the tokens of its letters', async () => {
      const shown = await use(reading, 'show_ticket', { number: numbers[0] });
      expect(shown).toMatchObject({ number: numbers[0], channel: 'website', subject: { untrusted: '导出报错' } });
      expect(shown.messages[0]).toMatchObject({ text: { untrusted: expect.stringContaining('导出时报错。') } });
      expect(shown.messages.some(({ direction }: { direction: string }) => direction === 'out')).toBe(true);
      expect(JSON.stringify(shown)).not.toMatch(/[a-z2-7]{44}/i);
      expect(JSON.stringify(shown)).not.toContain(KEY);
    });

    it.each<[string, Record<string, unknown>, object]>([
      ['list_at_risk', {}, { unaccepted: { tickets: expect.any(Array) } }],
      ['search_knowledge', { words: '导出' }, { articles: [] }],
      ['digest', {}, { figures: { opened: expect.any(Number) } }],
      [
        'report',
        { from: '2026-11-01', to: '2026-11-02' },
        { from: '2026-11-01', figures: { byChannel: expect.anything() } },
      ],
      [
        'explain_mail',
        { id: 1 },
        { outcome: 'ticketed', explanation: [expect.anything(), { untrusted: expect.stringContaining('website') }] },
      ],
      ['show_ticket', { number: 'TS1' }, { refused: 'There is no ticket TS1.' }],
      ['show_article', { id: 'abcd' }, { refused: expect.stringContaining('no article') }],
      ['report', { from: '2026-11-02', to: '2026-11-01' }, { refused: expect.stringContaining('before it begins') }],
      ['report', { from: 'soon', to: 'later' }, { refused: expect.stringContaining('soon') }],
      ['find_tickets', { limit: 1000 }, { refused: expect.stringContaining('limit') }],
    ])('%s of %j', async (name, given, expected) => {
      expect(await use(reading, name, given)).toMatchObject(expected);
    });

    it('changes tickets in the name of somebody, with their rights', async () => {
      const writing = await connect('--write', '--as', 'wang@staff.example');
      const [number = '', other = ''] = numbers;
      await use(writing, 'add_note', { number, text: '客户周五再联系' });
      expect(await use(writing, 'assign_ticket', { number, to: '李工' })).toMatchObject({
        assignee: 'li@staff.example',
      });
      expect(await use(writing, 'assign_ticket', { number, to: 'nobody' })).toHaveProperty('refused');
      expect(await use(writing, 'close_ticket', { number, how: '电话确认' })).toMatchObject({ state: 'closed' });
      const shown = await use(reading, 'show_ticket', { number });
      const note = shown.messages.find(({ visibility }: { visibility: string }) => visibility === 'internal');
      expect(note).toMatchObject({ from: { address: { untrusted: 'wang@staff.example' } } });
      expect(shown.history.at(-1)).toMatchObject({
        event: 'closed',
        by: { address: { untrusted: 'wang@staff.example' } },
      });
      const guest = await connect('--write', '--as', 'ka@staff.example');
      expect(await use(guest, 'close_ticket', { number: other })).toHaveProperty('refused');
      expect((await desk.tickets()).find((each) => each.number === other)?.state).not.toBe('closed');
    });

    it.each<[string, Record<string, unknown>, object]>([
      ['show_ticket', { number: '\0' }, { refused: expect.stringContaining('There is no ticket') }],
      ['find_tickets', { words: '\0' }, { total: 0 }],
      ['find_tickets', { words: '\ud800' }, { total: 0 }],
      ['find_tickets', { requester: 'a\0@b.example', assignee: '\ud800' }, { tickets: [] }],
      ['find_tickets', { since: '0001-01-01' }, { refused: expect.stringContaining('1970 to 2199') }],
      ['search_knowledge', { words: 'export\0 \ud800' }, { articles: [] }],
      ['show_article', { id: 'abcd\0' }, { refused: expect.stringContaining('There is no article') }],
      ['digest', { day: '9999-12-31' }, { refused: expect.stringContaining('1970 to 2199') }],
      ['report', { from: '0001-01-01', to: '9999-12-31' }, { refused: expect.stringContaining('1970 to 2199') }],
      ['report', { from: '1970-01-01', to: '2199-12-31' }, { from: '1970-01-01' }],
    ])('%s of %j has an answer', async (name, given, answer) => {
      expect(await use(reading, name, given)).toMatchObject(answer);
    });

    it('answers lines that are no message, and goes on', async () => {
      const args = [program, 'mcp', '--config', desk.configFile];
      const child = spawn(process.execPath, args, { env: { ...desk.environment, PATH: process.env.PATH ?? '' } });
      const said: string[] = [];
      createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
      child.stdin.write(`${'x'.repeat(20_000_000)}\nnonsense\n{"jsonrpc":"2.0","id":7,"method":"ping"}\n`);
      await until('three answers', () => said.length === 3);
      child.stdin.end();
      expect(await once(child, 'close')).toEqual([0, null]);
      expect(said.map((line) => JSON.parse(line))).toMatchObject([
        { id: null, error: { code: -32600 } },
        { id: null, error: { code: -32700 } },
        { id: 7, result: {} },
      ]);
    });

    it('acts in nobody’s name', async () => {
      expect((await desk.tsdesk(['mcp', '--write'])).code).toBe(2);
      expect((await desk.tsdesk(['mcp', '--write', '--as', 'ann@customer.example'])).code).toBe(1);
    });
  });
});
