import type { Settings } from '../../config/settings.ts';
import type { FitDatabase } from '../../desk/health/database-fit.ts';
import { connect } from '../../store/connection/connection.ts';
import { type WebhookBacklog, webhookBacklog } from '../../store/webhook-event.ts';
import { counted } from '../counted.ts';
import { isTaken, probeWebhook } from '../webhooks.ts';
import { type Finding, note, well, wrong } from './finding.ts';

type Webhook = Settings['config']['webhooks'][number];

/** What waits longer has failed several times. */
const LATE_S = 3600;

/** How each webhook of the configuration does, and what waits for one that is no longer in it. */
export async function webhookFindings(
  { config: { webhooks } }: Pick<Settings, 'config'>,
  { url, pool }: FitDatabase,
): Promise<Finding[]> {
  if (webhooks.length === 0) return [];
  const { db, close } = connect(url, { ...pool, max: 1 });
  try {
    const backlog = await webhookBacklog(db);
    const strange = backlog.filter(({ webhook }) => !webhooks.some(({ name }) => name === webhook));
    return [
      ...webhooks.map((webhook) =>
        backlogFinding(
          webhook,
          backlog.find((each) => each.webhook === webhook.name),
        ),
      ),
      ...strange.map(({ webhook, waiting, dead }) =>
        note(
          `webhook ${webhook}`,
          `${counted(waiting + dead, 'event waits', 'events wait')} for it, and the configuration does not have it any more`,
          'give it back its name under webhooks, or leave it: they are removed after two months',
        ),
      ),
    ];
  } finally {
    await close();
  }
}

/** @internal tests look at it */
export function backlogFinding({ name }: Pick<Webhook, 'name'>, backlog: WebhookBacklog | undefined): Finding {
  const check = `webhook ${name}`;
  const { waiting, dead, oldestSeconds } = backlog ?? { waiting: 0, dead: 0, oldestSeconds: 0 };
  if (dead > 0)
    return wrong(
      check,
      `${counted(dead, 'event was', 'events were')} given up`,
      `see tsdesk webhooks list --webhook ${name} --state dead; then tsdesk webhooks retry --dead ${name}`,
    );
  return oldestSeconds > LATE_S
    ? note(
        check,
        `${counted(waiting, 'event waits', 'events wait')}, the oldest for ${Math.floor(oldestSeconds / LATE_S)} h`,
        `see tsdesk webhooks list --webhook ${name} --state retry for what it answers`,
      )
    : well(check, waiting === 0 ? 'everything is sent' : `${counted(waiting, 'event waits', 'events wait')}`);
}

/** With `--probe`: posts an event that tells of nothing. */
export async function probedWebhook(webhook: Webhook, now: Date): Promise<Finding> {
  const { status, reply } = await probeWebhook(webhook, now);
  return isTaken(status)
    ? well(`webhook ${webhook.name}`, `it takes events: ${reply}`)
    : wrong(`webhook ${webhook.name}`, `it does not take events: ${reply}`, 'correct its url or secret, or mend it');
}
