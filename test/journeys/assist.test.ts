import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../src/store/connection/connection.ts';
import { sql } from '../../src/store/drizzle.ts';
import { completion, type ModelServer, startModelServer } from '../support/model-server.ts';
import { addressOf, LI, openStage, type Stage, ZHAO } from './process/stage.ts';

const [li, zhao] = [addressOf(LI), addressOf(ZHAO)];
const ANN = '张敏 <ann@big.example>';
const NONE = {
  company: null,
  businessImpact: null,
  occurredAt: null,
  environment: null,
  errorCode: null,
  tried: null,
  wanted: null,
};
const FIELDS = { ...NONE, tried: '重装了两遍客户端', urgency: 'high', because: '会计那边急得不行' };
const MAIL = '客户端一点就闪退，重装了两遍客户端也没用，会计那边急得不行。电话 13800138000。';

let model: ModelServer;
let stage: Stage;
beforeAll(async () => {
  model = await startModelServer();
  stage = await openStage({
    desk: { domain: 'desk.example', locale: 'zh-CN', timezone: 'Asia/Shanghai' },
    staff: [
      { name: '李工', email: li, roles: ['engineer'], teams: ['backend'] },
      { name: '赵一线', email: zhao, roles: ['frontline', 'supervisor'] },
    ],
    teams: [{ name: 'backend', categories: ['other'] }],
    assist: { url: model.url, model: 'small', purposes: ['fields', 'category'], timeout: '120s', wait: '15s' },
  });
});
afterAll(async () => {
  await stage.close();
  await model.close();
});

it('a model that answers is in the letter to the engineer, and one tap takes what it suggests', async () => {
  model.answerWith((request, ...rest) =>
    completion(request.purpose === 'fields' ? FIELDS : { category: 'system_fault' })(request, ...rest),
  );
  const { number } = await stage.opens({ from: ANN, subject: '客户端闪退', text: MAIL });
  const dispatch = await stage.letter('dispatch', li, number);
  for (const said of ['建议，由模型给出', '紧急程度：高', '重装了两遍客户端'])
    expect(dispatch.parsed.text).toContain(said);
  expect(model.requests.map(({ text }) => text).join()).not.toContain('13800138000');
  expect(await stage.ticket(number)).toMatchObject({ urgency: 'medium', category: 'other' });
  await stage.answers(dispatch, LI, '#紧急程度 高');
  expect(await stage.ticket(number)).toMatchObject({ urgency: 'high' });
});

it('one that hangs keeps neither the customer nor, beyond its time, the engineer waiting', async () => {
  const hanging: ServerResponse[] = [];
  model.answerWith((_request, response) => void hanging.push(response));
  const { number } = await stage.opens({ from: ANN, subject: '打印机', text: '打印机一直卡纸，换过纸也不行。' });
  const dispatch = await stage.letter('dispatch', li, number);
  expect(dispatch.parsed.text).not.toContain('由模型给出');
  expect(hanging.map(({ destroyed }) => destroyed)).toEqual([false, false]);
  // Other mail goes its way meanwhile.
  await stage.answers(dispatch, LI, '#接收\n#答复 马上处理。');
  await stage.letter('public_reply', 'ann@big.example', number);
  for (const response of hanging) response.destroy();
});

it('the doctor and the administrator see how it does; what it said of a person is erased with them', async () => {
  model.answerWith((request, response, incoming) =>
    request.path === '/v1/models'
      ? response.end('{"data":[{"id":"large"}]}')
      : completion(request.purpose === 'fields' ? FIELDS : { category: 'system_fault' })(request, response, incoming),
  );
  const doctor = await stage.desk.tsdesk(['doctor', '--json']);
  const findings = doctor.stdout.map((line) => JSON.parse(line));
  expect(findings).toContainEqual(
    expect.objectContaining({ check: 'model', ok: false, finding: expect.stringContaining('no model small') }),
  );
  expect(findings).toContainEqual(
    expect.objectContaining({ check: 'model budget', ok: true, finding: expect.stringContaining('of 1000 requests') }),
  );

  const folder = mkdtempSync(join(tmpdir(), 'tsdesk-labels-'));
  writeFileSync(
    join(folder, '1.eml'),
    `From: ann@big.example\r\nTo: support@desk.example\r\nSubject: crash\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${MAIL}\r\n`,
  );
  writeFileSync(
    join(folder, 'labels.jsonl'),
    '{"file":"1.eml","urgency":"high","category":"how_to","fields":{"tried":"重装了两遍客户端","company":""}}\n',
  );
  const tried = await stage.desk.tsdesk(['assist', 'try', '--json', folder]);
  expect(JSON.parse(tried.stdout.at(-1) ?? '')).toMatchObject({ mails: 1, model: 'small' });
  const scores = JSON.parse(tried.stdout.at(-1) ?? '').scores;
  expect(scores).toContainEqual({
    aspect: 'urgency',
    said: 1,
    rules: 0,
    missed: 1,
    filled: 1,
    filledWrong: 0,
    invented: 0,
  });
  expect(scores).toContainEqual({
    aspect: 'category',
    said: 1,
    rules: 0,
    missed: 1,
    filled: 0,
    filledWrong: 1,
    invented: 0,
  });
  writeFileSync(join(folder, 'labels.jsonl'), '{"file":"1.eml","urgency":"now"}\n');
  const refused = await stage.desk.tsdesk(['assist', 'try', folder]);
  expect(refused.stderr.join('\n')).toContain('labels.jsonl:1: urgency');
  rmSync(folder, { recursive: true });

  const { number } = await stage.opens({ from: '周密 <zhou@small.example>', subject: '又闪退', text: MAIL });
  await stage.letter('dispatch', li, number);
  const { db, close } = connect(stage.desk.databaseUrl);
  const kept = async () =>
    (
      await db.execute<{ n: number }>(
        sql`select count(*)::int as n from assist_task join ticket on ticket.id = ticket_id where number = ${number}`,
      )
    )[0]?.n;
  expect(await kept()).toBe(2);
  expect((await stage.desk.tsdesk(['ticket', 'close', number, '--how', '电话确认'])).code).toBe(0);
  expect((await stage.desk.tsdesk(['ticket', 'erase', 'zhou@small.example', '--yes'])).code).toBe(0);
  expect(await kept()).toBe(0);
  await close();
});

it('a run that ends leaves no letter behind that waits for a model', async () => {
  await stage.daemon.stop();
  // Asked again in two seconds, when nobody is there any more.
  model.answerWith((_request, response) => response.writeHead(500).end());
  await stage.desk.receive({
    from: '吴迪 <wu@late.example>',
    subject: '登录失败',
    text: '登录一直失败，换过浏览器也不行。',
  });
  expect((await stage.desk.tsdesk(['start', '--once'])).code).toBe(0);
  const [ticket] = (await stage.desk.tickets()).filter(({ requester }) => requester.address === 'wu@late.example');
  const letters = (await stage.desk.letters())
    .filter((letter) => letter.ticket === ticket?.number)
    .map(({ kind, state }) => `${kind} ${state}`);
  expect(letters.toSorted()).toEqual(['acknowledgement sent', 'dispatch sent', 'follower_copy sent']);
});
