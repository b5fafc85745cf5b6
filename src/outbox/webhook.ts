import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import type { Alert } from '../ticket/change.ts';

type Webhook = Config['alerts']['webhooks'][number];

const TRIES = 3;
const TIMEOUT_MS = 10_000;
const PAUSE_MS = 2_000;

const REASONS: Readonly<Record<Alert['reason'], string>> = {
  urgent: '紧急工单 / urgent ticket',
  breach: '已超时 / deadline missed',
  escalation: '已升级 / escalated',
  nobody_left: '无人接收 / nobody has accepted',
};

/** What each service takes; nothing of a ticket but its number, its urgency and a link. */
const BODIES: Readonly<Record<Webhook['kind'], (text: string, alert: Alert, link: string) => object>> = {
  wecom: (content) => ({ msgtype: 'text', text: { content } }),
  dingtalk: (content) => ({ msgtype: 'text', text: { content } }),
  feishu: (text) => ({ msg_type: 'text', content: { text } }),
  generic: (_text, { number, urgency, reason }, link) => ({ number, urgency, reason, link }),
};

/** Calls every webhook for every alert; a call that fails three times is logged and given up, since the mails tell it too. */
export function callWebhooks(
  webhooks: readonly Webhook[],
  address: string,
  alerts: readonly Alert[],
  log: Logger,
): void {
  for (const webhook of webhooks)
    for (const alert of alerts)
      call(webhook, alert, address).then(
        () => log.info({ event: 'webhook_called', kind: webhook.kind, ticket: alert.number }),
        (error: unknown) =>
          log.error({ event: 'webhook_failed', kind: webhook.kind, ticket: alert.number, err: error }),
      );
}

async function call({ kind, url }: Webhook, alert: Alert, address: string): Promise<void> {
  const link = `mailto:${address}?subject=${encodeURIComponent(`[${alert.number}]`)}`;
  const text = `${REASONS[alert.reason]}: ${alert.number} (${alert.urgency}) ${link}`;
  const body = JSON.stringify(BODIES[kind](text, alert, link));
  for (let tries = 1; ; tries++) {
    try {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (response.ok) return;
      throw new Error(`the webhook answered ${response.status}`);
    } catch (error) {
      if (tries >= TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
