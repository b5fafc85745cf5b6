import type { Config } from '../config/settings.ts';
import type { Alarm } from '../letter/alarm.ts';
import { cut } from '../lib/cut.ts';
import type { Logger } from '../lib/log.ts';
import { sleep } from '../lib/sleep.ts';
import type { Alert } from '../ticket/change.ts';

type Webhook = Config['alerts']['webhooks'][number];

const TRIES = 3;
const TIMEOUT_MS = 10_000;
const PAUSE_MS = 2_000;

const REASONS: Readonly<Record<(Alert | Alarm)['reason'], string>> = {
  urgent: '紧急问题 / urgent ticket',
  breach: '已超时 / deadline missed',
  escalation: '已升级 / escalated',
  nobody_left: '无人接收 / nobody has accepted',
  acknowledgements_exhausted: '自动确认已达上限 / no more acknowledgements this hour',
  canary_lost: '自检邮件未返回 / the mail the desk sends itself has not come back',
  login_expires: '邮箱令牌无法续期 / the token of a mailbox cannot be renewed',
  mail_withheld: '邮件服务器未交出邮件 / the mail server does not hand over a mail',
  certificate_expires: '证书即将过期 / a certificate is about to expire',
  letter_damaged: '一封信的内容已损坏，没有发出 / the content of a letter is damaged, and it was not sent',
  recurring_stopped: '定时问题已停止 / a recurring ticket is not made any more',
  service_report_failed: '一家公司的服务月报没有写成 / the service report of a company was not written',
  desk_in_trouble: '系统部分功能停止 / part of the desk does not work',
  relay_refuses: '发信服务器拒收所有信件 / the mail server takes no letters',
};

/** The body each service wants: a text, or for `generic` the particulars. */
const BODIES: Readonly<Record<Webhook['kind'], (text: string, particulars: object) => object>> = {
  wecom: (content) => ({ msgtype: 'text', text: { content } }),
  dingtalk: (content) => ({ msgtype: 'text', text: { content } }),
  feishu: (text) => ({ msg_type: 'text', content: { text } }),
  generic: (_text, particulars) => particulars,
};

/**
 * Calls every webhook for every alert; a call that fails three times is logged and given up, since the staff get a mail
 * as well.
 */
export function callWebhooks(
  webhooks: readonly Webhook[],
  address: string,
  alerts: readonly (Alert | Alarm)[],
  log: Logger,
): void {
  for (const webhook of webhooks)
    for (const alert of alerts) {
      const about = 'number' in alert ? { ticket: alert.number } : { mailbox: alert.mailbox };
      post(webhook, bodyOf(webhook.kind, alert, address)).then(
        () => log.info({ event: 'webhook_called', kind: webhook.kind, ...about }),
        (error: unknown) => log.error({ event: 'webhook_failed', kind: webhook.kind, ...about, err: error }),
      );
    }
}

/** Nothing of a ticket but its number, its urgency and a link. */
function bodyOf(kind: Webhook['kind'], alert: Alert | Alarm, address: string): object {
  if (!('number' in alert)) return BODIES[kind](`${REASONS[alert.reason]}: ${alert.detail ?? alert.mailbox}`, alert);
  const { number, urgency, reason } = alert;
  const link = `mailto:${address}?subject=${encodeURIComponent(`[${number}]`)}`;
  return BODIES[kind](`${REASONS[reason]}: ${number} (${urgency}) ${link}`, { number, urgency, reason, link });
}

/** These services refuse with status 200 and a code other than 0: `errcode` (WeCom, DingTalk) or `code` (Feishu). */
const REFUSAL = /"(?:errcode|code)"\s*:\s*-?[1-9]/;

async function post({ kind, url }: Webhook, content: object): Promise<void> {
  const body = JSON.stringify(content);
  for (let tries = 1; ; tries++) {
    try {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
      const answer = await response.text();
      const refused = !response.ok || (kind !== 'generic' && REFUSAL.test(answer));
      if (!refused) return;
      throw new Error(`the webhook answered ${response.status} ${cut(answer, 200)}`);
    } catch (error) {
      if (tries >= TRIES) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
