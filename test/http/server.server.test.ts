import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Daemon } from '../support/daemon.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { until } from '../support/until.ts';

const password = 'a password for the queues';
const basic = (secret: string) => ({ authorization: `Basic ${Buffer.from(`admin:${secret}`).toString('base64')}` });

/** The value of a sample, `undefined` when there is none. */
const sample = (text: string, name: string): number | undefined => {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ') + 1));
};

describe.skipIf(dovecotMissing)('what the daemon shows over HTTP', () => {
  let desk: TestDesk;
  let daemon: Daemon;
  let base: string;
  beforeAll(async () => {
    desk = await openTestDesk({ config: { http: { listen: '127.0.0.1:0', password }, canary: { every: '1h' } } });
    daemon = await desk.start();
    const line = await daemon.waitForLog((each) => each.includes('"http_listening"'));
    base = JSON.parse(line).address;
  });
  afterAll(() => desk.close());

  it('is alive and, once the cursor is stored, ready', async () => {
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    const ready = await until('the desk to be ready', async () => {
      const answer = await fetch(`${base}/readyz`);
      return answer.status === 200 && answer;
    });
    const { checks } = (await ready.json()) as { checks: { name: string; ok: boolean }[] };
    expect(checks.map(({ name }) => name)).toEqual(['database', 'queue', 'mailbox support']);
  });

  it('counts mails by class and outcome and letters by kind and state', async () => {
    await desk.receive({ from: 'zhang@customer.example', subject: '报错', text: '导出报错 E1001，麻烦看一下。' });
    await desk.letterTo('zhang@customer.example');
    const text = await until('all letters to be sent and counted', async () => {
      const body = await (await fetch(`${base}/metrics`)).text();
      const counted = sample(body, 'tsdesk_letters_total{kind="acknowledgement",state="sent"}') === 1;
      const up = sample(body, 'tsdesk_database_up') === 1;
      return up && counted && sample(body, 'tsdesk_oldest_unsent_letter_seconds') === 0 && body;
    });
    expect(sample(text, 'tsdesk_mails_total{class="human",outcome="ticketed"}')).toBe(1);
    expect(sample(text, 'tsdesk_database_up')).toBe(1);
    expect(sample(text, 'tsdesk_mails_undecided')).toBe(0);
    expect(sample(text, 'tsdesk_deadlines_breached{deadline="response"}')).toBe(0);
    expect(sample(text, 'tsdesk_queue_depth')).toBeGreaterThanOrEqual(0);
    expect(sample(text, 'tsdesk_mailbox_ready{mailbox="support"}')).toBe(1);
    expect(sample(text, 'tsdesk_mailbox_lag_seconds{mailbox="support"}')).toBeLessThan(60);
    expect(sample(text, 'tsdesk_stage_seconds_count{stage="decide"}')).toBeGreaterThanOrEqual(1);
  });

  it('measures the round trip of the mail it sends to itself, which opens no ticket', async () => {
    const canary = await desk.letterTo('support@desk.example');
    expect(canary.header('auto-submitted')).toBe('auto-generated');
    await desk.mailbox.deliver(canary.raw);
    await until('the canary to be decided', async () => (await desk.ledger()).some((row) => row.reason === 'own_mail'));
    const text = await (await fetch(`${base}/metrics`)).text();
    expect(sample(text, 'tsdesk_canary_round_trip_seconds{mailbox="support"}')).toBeGreaterThan(0);
    expect(await desk.tickets()).toHaveLength(1);
  });

  it.each([
    ['nothing', {}, 401],
    ['another password', basic('guess'), 401],
    ['the password', basic(password), 200],
  ])('shows the queues to anybody who gives %s: %s → %i', async (_what, headers, status) => {
    expect((await fetch(`${base}/queues`, { headers })).status).toBe(status);
    expect((await fetch(`${base}/queues/api/queues`, { headers })).status).toBe(status);
  });
});

describe.skipIf(dovecotMissing)('without a password', () => {
  it('there are no queues to see', async () => {
    const desk = await openTestDesk({ config: { http: { listen: '127.0.0.1:0' } } });
    try {
      const line = await (await desk.start()).waitForLog((each) => each.includes('"http_listening"'));
      expect((await fetch(`${JSON.parse(line).address}/queues`)).status).toBe(404);
    } finally {
      await desk.close();
    }
  });
});
