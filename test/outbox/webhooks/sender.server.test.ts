import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WebhookConfig } from '../../../src/config/settings.ts';
import { createLogger } from '../../../src/lib/log.ts';
import { openWebhookSenders } from '../../../src/outbox/webhooks/sender.ts';
import { sql } from '../../../src/store/drizzle.ts';
import { DUE_NOW } from '../../../src/store/due-now.ts';
import {
  claimWebhookEvents,
  endWebhookAttempt,
  listWebhookEvents,
  reclaimWebhookEvents,
  removeOldWebhookEvents,
  retryWebhookEvents,
  webhookBacklog,
} from '../../../src/store/webhook-event.ts';
import { createClock } from '../../support/clock.ts';
import { openQuietDesk, type QuietDesk } from '../../support/quiet-desk.ts';
import { until } from '../../support/until.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let quiet: QuietDesk;
let server: Server;
let seen: { id: string; type: string; number: string }[];
let answer: (response: ServerResponse) => void;
let webhook: WebhookConfig;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { type, data } = JSON.parse((await request.setEncoding('utf8').toArray()).join(''));
    seen.push({ id: String(request.headers['webhook-id']), type, number: data.ticket.number });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  quiet = await openQuietDesk(createClock('2026-11-23T09:00:00Z'), {
    config: {
      staff: [{ name: '李工', email: 'li@staff.example', roles: ['engineer', 'frontline'] }],
      webhooks: [
        { name: 'crm', url, secret: SECRET },
        { name: 'closings', url, secret: SECRET, events: ['ticket.closed'] },
      ],
    },
  });
  webhook = quiet.desk.config.webhooks[0] as WebhookConfig;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await quiet.close();
});
beforeEach(async () => {
  seen = [];
  answer = (response) => void response.end();
  await quiet.desk.db.execute(sql`delete from webhook_event`);
});

const db = () => quiet.desk.db;
const open = () => openWebhookSenders({ db: db(), log: createLogger('silent'), now: () => new Date() }, [webhook]);
let customer = 0;
/** A new ticket; its events wait. */
async function newTicket(): Promise<string> {
  customer += 1;
  const [mail] = await quiet.receive({ from: `c${customer}@c${customer}.example`, subject: 'x', text: 'It fails.' });
  return mail?.ticket ?? '';
}
const typesOf = (number: string): string[] => seen.filter((each) => each.number === number).map(({ type }) => type);
const stateOf = async (id: string) => (await listWebhookEvents(db(), { limit: 100 })).find((each) => each.id === id);
const makeDue = () => db().execute(sql`update webhook_event set due_at = ${DUE_NOW} where due_at is not null`);

describe('events of tickets', () => {
  it('are written with the history, for the webhook that wants them alone', async () => {
    const number = await newTicket();
    const events = await listWebhookEvents(db(), { limit: 10 });
    expect(events.map(({ webhook: name, ticket, type, state }) => [name, ticket, type, state])).toEqual([
      ['crm', number, 'ticket.assigned', 'pending'],
      ['crm', number, 'ticket.received', 'pending'],
    ]);
  });

  it('reach the receiver once each, those of a ticket in order', async () => {
    const numbers = [await newTicket(), await newTicket(), await newTicket()];
    const senders = open();
    await senders.drained();
    await senders.close();
    for (const number of numbers) expect(typesOf(number)).toEqual(['ticket.received', 'ticket.assigned']);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(6);
    expect(await webhookBacklog(db())).toEqual([]);
  });

  it('wait behind one of their ticket that is not taken, and hold up no other ticket', async () => {
    const stuck = await newTicket();
    answer = (response) => {
      response.statusCode = seen.at(-1)?.number === stuck ? 500 : 200;
      response.end();
    };
    const other = await newTicket();
    const senders = open();
    await senders.drained();
    expect(typesOf(stuck)).toEqual(['ticket.received']);
    expect(typesOf(other)).toEqual(['ticket.received', 'ticket.assigned']);
    answer = (response) => void response.end();
    await makeDue();
    await senders.drained();
    await senders.close();
    expect(typesOf(stuck)).toEqual(['ticket.received', 'ticket.received', 'ticket.assigned']);
    const [first, again] = seen.filter((each) => each.number === stuck);
    expect(again?.id).toBe(first?.id);
  });

  it('go on behind one that was given up, which can be sent again', async () => {
    const number = await newTicket();
    answer = (response) => {
      response.statusCode = seen.length === 1 ? 410 : 200;
      response.end();
    };
    const senders = open();
    await senders.drained();
    await senders.drained();
    expect(typesOf(number)).toEqual(['ticket.received', 'ticket.assigned']);
    expect(await webhookBacklog(db())).toMatchObject([{ webhook: 'crm', waiting: 0, dead: 1 }]);
    expect(await retryWebhookEvents(db(), { deadOf: 'crm' })).toBe(1);
    await senders.drained();
    await senders.close();
    expect(typesOf(number)).toEqual(['ticket.received', 'ticket.assigned', 'ticket.received']);
    expect(seen[2]?.id).toBe(seen[0]?.id);
  });

  it('are left for later when the process ends, and that is no attempt', async () => {
    await newTicket();
    answer = () => undefined;
    const senders = open();
    senders.look();
    await until('the request', () => seen.length > 0);
    await senders.close();
    expect(await stateOf(seen[0]?.id ?? '')).toMatchObject({ state: 'retry', attempts: 0 });
  });

  it('are claimed by one of several senders, and taken back from one that is gone', async () => {
    await newTicket();
    const claims = (await Promise.all([1, 2, 3].map(() => claimWebhookEvents(db(), 'crm', 5)))).flat();
    expect(claims).toHaveLength(1);
    const [claim] = claims;
    if (claim === undefined) throw new Error('nothing was claimed');
    expect(await reclaimWebhookEvents(db())).toBe(0);
    await db().execute(
      sql`update webhook_event set lease_until = now() - interval '1 s' where lease_until is not null`,
    );
    expect(await reclaimWebhookEvents(db())).toBe(1);
    const [again] = await claimWebhookEvents(db(), 'crm', 5);
    expect(again?.id).toBe(claim.id);
    expect(await endWebhookAttempt(db(), claim, { state: 'sent', reply: '200' })).toBe(false);
    expect(await stateOf(claim.id)).toMatchObject({ state: 'sending' });
    expect(await endWebhookAttempt(db(), again ?? claim, { state: 'sent', reply: '200' })).toBe(true);
  });

  it('are removed when they were sent long ago, and when nobody has taken them for much longer', async () => {
    await newTicket();
    const [one, other] = await listWebhookEvents(db(), { limit: 2 });
    const age = (id: string | undefined, days: number, state: string) =>
      db().execute(sql`update webhook_event set created_at = now() - ${days} * interval '1 day', state = ${state},
        due_at = case when ${state} = 'sent' then null else now() end where id = ${id}`);
    await age(one?.id, 13, 'sent');
    await age(other?.id, 59, 'retry');
    expect(await removeOldWebhookEvents(db())).toBe(0);
    await age(one?.id, 15, 'sent');
    expect(await removeOldWebhookEvents(db())).toBe(1);
    await age(other?.id, 61, 'retry');
    expect(await removeOldWebhookEvents(db())).toBe(1);
  });
});
