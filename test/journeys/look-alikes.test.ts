import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeVectorTable } from '../../src/store/vector-table.ts';
import { embeddings, type ModelServer, startModelServer } from '../support/model-server.ts';
import { createVectorDatabase } from '../support/vector-database.ts';
import { addressOf, LI, openStage, type Stage, ZHAO } from './process/stage.ts';

const [li, zhao] = [addressOf(LI), addressOf(ZHAO)];
/** All texts are of one matter for this model. */
const SAME = embeddings(() => [1, 2]);

let model: ModelServer;
beforeAll(async () => {
  model = await startModelServer();
  model.answerWith((request, response, incoming) =>
    request.path === '/v1/models' ? response.end('{"data":[{"id":"bge-m3"}]}') : SAME(request, response, incoming),
  );
});
afterAll(() => model.close());

const configOf = () => ({
  desk: { domain: 'desk.example', locale: 'zh-CN', timezone: 'Asia/Shanghai' },
  staff: [
    { name: '李工', email: li, roles: ['engineer'], teams: ['backend'] },
    { name: '赵一线', email: zhao, roles: ['frontline', 'supervisor'] },
  ],
  teams: [{ name: 'backend', categories: ['other'] }],
  assist: { url: model.url, model: 'bge-m3', purposes: ['alike'], timeout: '120s' },
});
const findingsOf = async (stage: Stage) =>
  (await stage.desk.tsdesk(['doctor', '--json'])).stdout.map((line) => JSON.parse(line));
const MONTHLY = { from: '张敏 <ann@big.example>', subject: '月报拿不到', text: '页面一直转圈，等了半小时也没有结果。' };
const EXPORT = {
  from: '陈青 <chen@green.example>',
  subject: '数据导不出',
  text: '点了按钮没反应，换了浏览器还是老样子。',
};

describe('look-alikes', () => {
  it('without pgvector the desk works the same, and says what is missing', async () => {
    const stage = await openStage(configOf());
    try {
      for (const mail of [MONTHLY, EXPORT]) {
        const { number } = await stage.opens(mail);
        const dispatch = await stage.letter('dispatch', li, number);
        expect(dispatch.parsed.text).not.toContain('由模型给出');
      }
      expect(model.requests.filter(({ path }) => path === '/v1/embeddings')).toEqual([]);
      const findings = await findingsOf(stage);
      expect(findings).toContainEqual(
        expect.objectContaining({
          check: 'look-alikes',
          ok: false,
          finding: expect.stringContaining('has no pgvector'),
          remedy: expect.stringContaining('CREATE EXTENSION vector'),
        }),
      );
      expect(findings).toContainEqual(expect.objectContaining({ check: 'embeddings', ok: true }));
      const migrated = await stage.desk.tsdesk(['migrate']);
      expect(migrated.stdout.join('\n')).toContain('off, since this database server has no pgvector');
      expect((await stage.desk.tsdesk(['migrate', '--json'])).stdout.map((line) => JSON.parse(line))).toEqual([
        { applied: [], vectors: 'unavailable' },
      ]);
    } finally {
      await stage.close();
    }
  });

  // Only where a server with pgvector is named: PGlite, on which test/duties/assist/look-alikes.server.test.ts runs, is one
  // session, which the queue of a daemon and its senders do not share.
  const onServer = process.env.TSDESK_TEST_PGVECTOR === undefined ? () => undefined : it;
  onServer('with it the engineer is told', async () => {
    const database = await createVectorDatabase();
    expect(await makeVectorTable(database.url)).toBe('ready');
    const stage = await openStage(configOf(), {}, database);
    try {
      const first = await stage.opens(MONTHLY);
      await stage.letter('dispatch', li, first.number);
      const second = await stage.opens(EXPORT);
      expect((await stage.letter('suggested', li, second.number)).parsed.text).toContain(first.number);
      expect(second.acknowledgement.parsed.text).not.toContain(first.number);
      expect(await findingsOf(stage)).toContainEqual(expect.objectContaining({ check: 'look-alikes', ok: true }));
    } finally {
      await stage.close();
    }
  });
});
