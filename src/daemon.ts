import type { Settings } from './config/settings.ts';
import { assistDay } from './desk/assist/assistance.ts';
import type { Desk } from './desk/desk.ts';
import { alarmBell, raiseAlarm } from './desk/health/alarm.ts';
import type { FitDatabase } from './desk/health/database-fit.ts';
import { SECRET_REMEDY } from './desk/health/secret.ts';
import { giveUpLetter } from './desk/letters/undelivered.ts';
import { openDesk } from './desk/open.ts';
import { watchTokens } from './duties/access-tokens.ts';
import { openAssistant } from './duties/assist/assistant.ts';
import { watchAttachments } from './duties/attachment-folder.ts';
import { createClockWatch, GIVEN_CLOCK } from './duties/clock-watch.ts';
import { oneRound, startDuties } from './duties/duties.ts';
import { keepPresence } from './duties/presence.ts';
import { watchReadiness } from './duties/readiness.ts';
import { levelsOf, mailboxLevels, readiness, type Vitals } from './http/health.ts';
import { createMetrics } from './http/metrics.ts';
import { type Check, serveHttp } from './http/server.ts';
import type { Inbox } from './inbox/inbox.ts';
import { openSession, type Session } from './inbox/session.ts';
import { decideLeftover, decideMails, openQuickLane } from './intake/process.ts';
import { sendDueAnswers } from './intake/waiting/send-later.ts';
import { createLogger, type Logger } from './lib/log.ts';
import { giveBackAtRest } from './lib/memory/freed-memory.ts';
import { letYoungGenerationGrow } from './lib/memory/young-generation.ts';
import { atMost } from './lib/timeout.ts';
import { CONVERSATION_FIELDS, conversationOf } from './mail/conversation.ts';
import { createParserPool, type ParserPool } from './mail/parser-pool.ts';
import { createSlowSenders, type SlowSenders } from './mail/slow-senders.ts';
import { LETTER_QUEUE, openWakeQueue, type QueueBackend, SWEEP, type WakeQueue } from './outbox/queue.ts';
import { openRelay, type Relay } from './outbox/relay/smtp.ts';
import { openSender, type Sender, type SenderDesk } from './outbox/sender.ts';
import { sweepOutbox } from './outbox/sweep.ts';
import { callWebhooks } from './outbox/webhook.ts';
import { openWebhookSenders, type WebhookSenders } from './outbox/webhooks/sender.ts';
import { claimFolder, StorageTrouble } from './store/attachments/folder.ts';
import { examineSession } from './store/connection/session.ts';
import { isKeySecret } from './store/key.ts';
import { openWebsite, sweepWebsite } from './website/website.ts';

export type DaemonRole = 'all' | 'intake' | 'worker';

/** Then connections to relays that have not answered are closed, and what that leaves open is recorded. */
const HANG_UP_AFTER_MS = 10_000;

/**
 * The folder of the attachments must be this desk's; throws FolderRefused when it is another's. One that is away does
 * not keep the desk from its work: mails with attachments wait for it.
 */
async function claimAttachments({ db, config, log }: Desk): Promise<void> {
  await claimFolder(db, config.storage.attachments).catch((error: unknown) => {
    if (!(error instanceof StorageTrouble)) throw error;
    log.error({ event: 'attachments_away', err: error });
  });
}

export type Daemon = {
  /** What it works with. */
  readonly desk: Desk;
  readonly ready: () => Promise<readonly Check[]>;
  readonly stop: () => Promise<void>;
  readonly address: string | null;
};

/** The desk works without the secret its letters were signed with, but their tokens prove nothing any more. */
async function warnOfSecrets({ secret, warnings }: Settings, { db, log }: Desk): Promise<void> {
  for (const detail of warnings) log.warn({ event: 'configuration_doubtful', detail });
  if (!(await isKeySecret(db, secret))) log.error({ event: 'secret_changed', remedy: SECRET_REMEDY });
  else if (secret === null) log.warn({ event: 'secret_missing', remedy: SECRET_REMEDY });
}

/**
 * Starts the daemon in a role. A mailbox, a relay or the queue may be away, at first or for good: nothing here waits
 * for them. The database must be there. With a clock that is given the desk goes by that, and not by the machine's.
 */
export async function startDaemon(
  settings: Settings,
  role: DaemonRole,
  log: Logger = createLogger(settings.logLevel),
  now?: () => Date,
): Promise<Daemon> {
  const opened = await openDesk(settings, log, now, 'away');
  const prepare = async (): Promise<QueueBackend> => {
    await claimAttachments(opened.desk);
    await warnOfSecrets(settings, opened.desk);
    return queueBackend(settings, opened.database);
  };
  const backend = await prepare().catch(async (error) => {
    await opened.close();
    throw error;
  });
  const queue = openWakeQueue(backend, log);
  const stopping = new AbortController();
  const parser = createParserPool();
  const sessions: Session[] = [];
  const slowSenders = createSlowSenders();
  const sending: Sender[] = [];
  const vitals: Vitals = {
    ...vitalsOf(opened.desk, queue, sessions, sending),
    clockAheadSeconds: () => clock.aheadSeconds(),
  };
  const metrics = createMetrics({
    levels: () => levelsOf(vitals),
    mailboxes: () => mailboxLevels(vitals, settings.config.mailboxes),
  });
  const { desk, relays, senders, webhooks, assistant, look } = openSending(
    { ...opened.desk, log: metrics.counting(log) },
    queue,
    role,
  );
  const clock = now === undefined ? createClockWatch(desk) : GIVEN_CLOCK;
  const ready = (): Promise<Check[]> => readiness(vitals);
  const website = openWebsite(desk, parser);
  const sights = { ready, metrics, queues: queue.queues, website };
  const http = await serveHttp(settings.config.http, sights, log);
  if (role !== 'intake') sending.push(...senders.values());
  if (role !== 'worker')
    sessions.push(
      ...settings.config.mailboxes.map((mailbox) =>
        sessionOf(desk, mailbox, { parser, slowSenders, received: clock.received }),
      ),
    );
  const sweeping = sweepWebsite(desk, parser, stopping.signal);
  const watching = startWatching(desk, role, ready, stopping.signal);
  const reading = sessions.map((session) => session.run(stopping.signal));
  const workers =
    role === 'intake' ? [] : startWorking(desk, clock, queue, { senders, webhooks, assistant, look, parser });
  log.info({ event: 'daemon_started', role, mailboxes: sessions.length, queue: backend.kind });

  return {
    desk,
    ready,
    address: http.address,
    async stop() {
      const started = performance.now();
      stopping.abort();
      // Nothing more is posted from here on: what decides mails is closed below.
      await atMost(http.close().then(website.settled), HANG_UP_AFTER_MS);
      await Promise.all([...reading, sweeping]);
      await Promise.all(workers.map((worker) => worker.close()));
      await assistant.close();
      const hangUp = setTimeout(() => hangUpOn(relays), HANG_UP_AFTER_MS);
      await Promise.all([...[...senders.values()].map((sender) => sender.close()), webhooks.close()]);
      clearTimeout(hangUp);
      hangUpOn(relays);
      await Promise.all([queue.close(), parser.close(), watching]);
      await opened.close();
      log.info({ event: 'daemon_stopped', ms: Math.round(performance.now() - started) });
    },
  };
}

const vitalsOf = (
  { config, db, troubles, now }: Desk,
  queue: WakeQueue,
  sessions: readonly Session[],
  senders: readonly Sender[],
): Omit<Vitals, 'clockAheadSeconds'> => ({
  db,
  webhooks: config.webhooks.length > 0,
  assistDay: () => (config.assist === null ? null : assistDay({ config, now })),
  queueDepth: queue.depth,
  mailboxes: () => sessions.map((session) => session.health()),
  troubles: troubles.now,
  relays: () => senders.map((sender) => sender.health()),
  now,
});

/** The desk that wakes senders and calls for help, and what sends its letters. `look` has every sender look. */
function openSending(quiet: Desk, queue: WakeQueue, role: DaemonRole) {
  const { config, log } = quiet;
  const desk: Desk = {
    ...quiet,
    wake(ids) {
      if (ids.length === 0) return;
      look();
      wakeOthers(queue, ids, log);
    },
    notify: (alerts) => callWebhooks(config.alerts.webhooks, config.mailboxes[0]?.address ?? '', alerts, log),
  };
  const relays = openRelays(config);
  const senders = openSenders(desk, relays, () => wakeOthers(queue, [], log));
  const webhooks = openWebhookSenders(desk, config.webhooks);
  const assistant = openAssistant(desk);
  const look = (): void => {
    if (role === 'intake') return;
    for (const sender of senders.values()) sender.look();
    webhooks.look();
    assistant.look();
  };
  return { desk, relays, senders, webhooks, assistant, look };
}

/** What looks after the daemon itself, until the signal aborts. Resolves when it has said that it ends. */
function startWatching(
  desk: Desk,
  role: DaemonRole,
  ready: () => Promise<Check[]>,
  signal: AbortSignal,
): Promise<void> {
  watchTokens(desk, signal);
  watchReadiness(desk, ready, signal);
  void watchAttachments(desk, signal);
  giveBackAtRest(signal).catch((error: unknown) => desk.log.info({ event: 'memory_kept', err: error }));
  return keepPresence(desk, role, signal);
}

/** What no job told anybody of: letters, then what webhooks are told. */
async function sweepAll(desk: Desk, senders: ReadonlyMap<string, Sender>, webhooks: WebhookSenders): Promise<void> {
  await sweepOutbox(outboxDesk(desk), senders);
  await webhooks.sweep();
}

/** Rounds and the worker for letters. */
function startWorking(
  desk: Desk,
  clock: ReturnType<typeof createClockWatch>,
  queue: WakeQueue,
  {
    senders,
    webhooks,
    assistant,
    look,
    parser,
  }: Pick<ReturnType<typeof openSending>, 'senders' | 'webhooks' | 'assistant' | 'look'> & {
    readonly parser: ParserPool;
  },
) {
  return [
    startDuties(
      desk,
      clock,
      { every: queue.every, answer: (round) => queue.onWake(SWEEP, round) },
      async () => {
        assistant.sweep();
        await sweepAll(desk, senders, webhooks);
      },
      () => sendDueAnswers(desk, parser),
    ),
    queue.onWake(LETTER_QUEUE, async () => look()),
  ];
}

/** A process that ends would leave letters behind that wait for a model; what that says comes in letters of its own. */
function nothingWaits(desk: Desk): Desk {
  const { config } = desk;
  return { ...desk, config: { ...config, assist: config.assist && { ...config.assist, wait: 0 } } };
}

/**
 * Takes in what is there now, acts on clocks that are due, sends what is due, and ends. Throws when a mailbox cannot be
 * read.
 */
export async function runOnce(settings: Settings, role: DaemonRole): Promise<void> {
  const log = createLogger(settings.logLevel);
  const opened = await openDesk(settings, log);
  const { close } = opened;
  const desk = nothingWaits(opened.desk);
  const relays = openRelays(settings.config);
  const senders = openSenders(desk, relays, () => undefined);
  const webhooks = openWebhookSenders(desk, settings.config.webhooks);
  // Letters that another process had wait do so by the configuration as it is.
  const assistant = openAssistant(opened.desk);
  const parser = createParserPool();
  const slowSenders = createSlowSenders();
  const never = new AbortController().signal;
  try {
    await claimAttachments(desk);
    if (role !== 'worker')
      for (const mailbox of settings.config.mailboxes)
        await sessionOf(desk, mailbox, { parser, slowSenders, received: () => undefined }).once(never);
    if (role !== 'intake') {
      if (await createClockWatch(desk).isRight()) {
        await oneRound(desk);
        await sendDueAnswers(desk, parser);
        await assistant.drained();
      } else log.error({ event: 'clock_wrong', troubles: desk.troubles.now().map(({ detail }) => detail) });
      await sweepAll(desk, senders, webhooks);
      await Promise.all([...[...senders.values()].map((sender) => sender.drained()), webhooks.drained()]);
    }
  } finally {
    await assistant.close();
    await Promise.all([...[...senders.values()].map((sender) => sender.close()), webhooks.close()]);
    hangUpOn(relays);
    await parser.close();
    await close();
  }
}

/** Where BullMQ keeps its jobs. In PostgreSQL it may have a URL of its own, past a pooler. */
export async function queueBackend(settings: Settings, { url, session, plan }: FitDatabase): Promise<QueueBackend> {
  if (settings.redisUrl !== null) return { kind: 'redis', url: settings.redisUrl };
  const own = settings.queueDatabaseUrl ?? null;
  if (own === null) return { kind: 'postgres', url, shared: session.shared, connections: plan.queue };
  // The queue may be away; whoever gave it a URL of its own did so for the sake of its sessions.
  const { shared } = await examineSession(own).catch(() => ({ shared: false }));
  return { kind: 'postgres', url: own, shared };
}

function openRelays({ mailboxes }: Settings['config']): Map<string, Relay> {
  return new Map(mailboxes.map((mailbox) => [mailbox.name, openRelay(mailbox.smtp)]));
}

function openSenders(desk: Desk, relays: ReadonlyMap<string, Relay>, whenMore: () => void): Map<string, Sender> {
  const senders = new Map<string, Sender>();
  for (const mailbox of desk.config.mailboxes) {
    const relay = relays.get(mailbox.name);
    if (relay) senders.set(mailbox.name, openSender(outboxDesk(desk), mailbox, relay, whenMore));
  }
  return senders;
}

/** What the outbox has of the desk: it knows no transitions, and letters that fail are told of by the desk. */
const outboxDesk = (desk: Desk): Required<SenderDesk> => ({
  db: desk.db,
  log: desk.log,
  giveUp: (letter, attempt) => giveUpLetter(desk, letter, attempt),
  alarm: (alarm) => raiseAlarm(desk, alarm),
});

function hangUpOn(relays: ReadonlyMap<string, Relay>): void {
  for (const relay of relays.values()) relay.close();
}

/** So many at once are a load. */
const MANY_MAILS = 10;

const sessionOf = (
  desk: Desk,
  mailbox: Settings['config']['mailboxes'][number],
  {
    parser,
    slowSenders,
    received,
  }: { readonly parser: ParserPool; readonly slowSenders: SlowSenders; readonly received: (at: Date) => void },
): Session => {
  const quickLane = openQuickLane(desk, mailbox, parser, slowSenders);
  return openSession(inboxOf(desk, mailbox, received), {
    begin(mails) {
      if (mails.length >= MANY_MAILS) letYoungGenerationGrow();
      quickLane.begin(mails);
    },
    quick: quickLane.decide,
    slow: (mails, fence) => decideMails(desk, mailbox, parser, mails, fence),
    leftover: (mail, fence) => decideLeftover(desk, mailbox, parser, mail, fence),
  });
};

function inboxOf(desk: Desk, mailbox: Settings['config']['mailboxes'][number], received: (at: Date) => void): Inbox {
  const ring = alarmBell(desk);
  return {
    mailbox,
    sizeLimit: desk.config.limits.mailSize,
    db: desk.db,
    log: desk.log,
    now: desk.now,
    conversationOf,
    conversationFields: CONVERSATION_FIELDS,
    alarm: (reason) => ring({ reason, mailbox: mailbox.name }),
    received,
  };
}

/** When the queue is away nothing is lost: the sweep finds what is due. */
function wakeOthers(queue: WakeQueue, [first = '', ...more]: readonly string[], log: Logger): void {
  queue
    .wake(first)
    .catch((error: unknown) => log.warn({ event: 'bell_unheard', letters: more.length + 1, err: error }));
}
