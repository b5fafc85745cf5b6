import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../src/lib/log.ts';
import { callWebhooks } from '../../src/outbox/webhook.ts';
import { until } from '../support/until.ts';

const ALERT = { reason: 'urgent', number: 'TS20261123001', urgency: 'urgent' } as const;
const LINK = 'mailto:support@desk.example?subject=%5BTS20261123001%5D';
const TEXT = `紧急问题 / urgent ticket: TS20261123001 (urgent) ${LINK}`;

describe('staff are alerted through a webhook', () => {
  let server: Server;
  let url: string;
  let calls: unknown[];
  let answers: string[];
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      calls.push(JSON.parse((await request.setEncoding('utf8').toArray()).join('')));
      response.end(answers.shift() ?? '{"errcode":0,"errmsg":"ok"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => {
    server.close();
  });
  beforeEach(() => {
    calls = [];
    answers = [];
  });
  const call = (kind: 'wecom' | 'dingtalk' | 'feishu' | 'generic') =>
    callWebhooks([{ kind, url }], 'support@desk.example', [ALERT], createLogger('silent'));

  it.each([
    ['wecom', { msgtype: 'text', text: { content: TEXT } }],
    ['dingtalk', { msgtype: 'text', text: { content: TEXT } }],
    ['feishu', { msg_type: 'text', content: { text: TEXT } }],
    ['generic', { ...ALERT, link: LINK }],
  ] as const)('of %s, as it takes a text', async (kind, body) => {
    call(kind);
    await until('the call', () => calls.length > 0);
    expect(calls).toEqual([body]);
  });

  it.each([
    ['dingtalk', '{"errcode":310000,"errmsg":"keywords not in content"}'],
    ['feishu', '{"code":19024,"msg":"Key Words Not Found"}'],
  ] as const)('and again when %s refuses in the body of a 200', async (kind, refusal) => {
    answers = [refusal];
    call(kind);
    await until('the second call', () => calls.length === 2);
    expect(calls[1]).toEqual(calls[0]);
  });
});
