import { v7 as uuid } from 'uuid';
import type { WebhookConfig } from '../config/settings.ts';
import { deliverWebhook, type WebhookDelivery } from '../outbox/webhooks/delivery.ts';
import { listWebhookEvents, retryWebhookEvents, WEBHOOK_STATES } from '../store/webhook-event.ts';
import { counted } from './counted.ts';
import { CommandError, EXIT } from './exit.ts';
import { limitNamed } from './limit.ts';
import { list } from './output.ts';
import { type Run, withStore } from './run.ts';

type Wanted = { readonly webhook?: string; readonly state?: string; readonly limit?: string };

const LISTED = 100;

/** `tsdesk webhooks list`: events, newest first. */
export async function listEvents(run: Run, { webhook, state: named, limit }: Wanted): Promise<undefined> {
  const state = WEBHOOK_STATES.find((each) => each === named);
  if (named !== undefined && state === undefined)
    throw new CommandError(EXIT.usage, `${named} is no state of an event. States are: ${WEBHOOK_STATES.join(', ')}.`);
  const most = limit === undefined ? LISTED : limitNamed(limit);
  await withStore(run, async ({ db }) => {
    list(
      run.output,
      await listWebhookEvents(db, {
        limit: most,
        ...(webhook === undefined ? {} : { webhook }),
        ...(state === undefined ? {} : { state }),
      }),
      {
        id: (row) => row.id,
        webhook: (row) => row.webhook,
        type: (row) => row.type,
        ticket: (row) => row.ticket,
        state: (row) => row.state,
        attempts: (row) => row.attempts,
        reply: (row) => row.lastReply,
      },
      'No webhook was told of anything yet.',
    );
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `tsdesk webhooks retry ID`, `tsdesk webhooks retry --dead NAME` */
export async function retryEvents(run: Run, id: string | undefined, { dead }: { dead?: string }): Promise<undefined> {
  if ((id === undefined) === (dead === undefined))
    throw new CommandError(EXIT.usage, 'Say which events: the id of one, or --dead and the name of a webhook.');
  if (id !== undefined && !UUID.test(id))
    throw new CommandError(EXIT.usage, `${id} is no id of an event; tsdesk webhooks list shows them.`);
  await withStore(run, async ({ db }) => {
    const due = await retryWebhookEvents(db, dead === undefined ? { id: id ?? '' } : { deadOf: dead });
    if (due === 0 && dead === undefined)
      throw new CommandError(EXIT.failed, `The event ${id} does not exist, or is being sent now.`);
    if (run.output.json) run.output.object({ due });
    else run.output.line(`${counted(due, 'event is', 'events are')} due again.`);
  });
}

/** An event that tells of nothing: whether its receiver is there, and checks its signature as of any other. */
export function probeWebhook(webhook: WebhookConfig, now: Date): Promise<WebhookDelivery> {
  const body = JSON.stringify({ type: 'desk.test', timestamp: now.toISOString(), data: {} });
  return deliverWebhook(webhook, { id: uuid(), at: now, body }, new AbortController().signal);
}

/** `tsdesk webhooks test NAME`: sends `desk.test` at once; exit code 1 unless it is taken. */
export async function testWebhook({ settings, output }: Run, name: string): Promise<number> {
  const { webhooks } = settings('servers').config;
  const webhook = webhooks.find((each) => each.name === name);
  if (webhook === undefined)
    throw new CommandError(
      EXIT.failed,
      `The configuration has no webhook ${name}. There ${webhooks.length === 0 ? 'is none' : `are: ${webhooks.map((each) => each.name).join(', ')}`}.`,
    );
  const { status, reply } = await probeWebhook(webhook, new Date());
  const taken = isTaken(status);
  if (output.json) output.object({ webhook: name, taken, status, reply });
  else output.line(`${name} ${taken ? 'has taken it' : 'has not taken it'}: ${reply}`);
  return taken ? EXIT.done : EXIT.failed;
}

export const isTaken = (status: number | null): boolean => status !== null && status >= 200 && status < 300;
