import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Logger, LogRecord } from '../lib/log.ts';

/** What is looked up when somebody asks for the metrics. */
export type Levels = {
  /** Letters that are not sent, by state. */
  readonly letters: Readonly<Record<string, number>>;
  readonly oldestUnsentSeconds: number;
  readonly undecidedMails: number;
  /** Open tickets past a deadline, by kind. */
  readonly breached: Readonly<Record<string, number>>;
  readonly queueDepth: number;
  /** What webhooks are not told yet, and what was given up; empty without webhooks. */
  readonly webhooks: readonly { readonly webhook: string; readonly waiting: number; readonly dead: number }[];
  /** What was asked of the model today; null without one. */
  readonly assist: { readonly requests: number; readonly tokens: number } | null;
  /** How far the clock is ahead of the database's; null when it was not compared. */
  readonly clockAheadSeconds: number | null;
};

export type MailboxLevel = {
  readonly name: string;
  readonly ready: boolean;
  readonly lagSeconds: number | null;
  readonly canarySeconds: number | null;
  readonly tokenExpiresAt: Date | null;
};

export type Metrics = {
  /** A logger that counts what it is told; both know the same finished operations. */
  readonly counting: (log: Logger) => Logger;
  /** The exposition format of Prometheus. */
  readonly text: () => Promise<{ readonly contentType: string; readonly body: string }>;
};

type Finished = Readonly<Record<string, unknown>>;

/** Metrics of one process; `levels` and `mailboxes` are asked at every scrape. docs/events.md lists them. */
export function createMetrics(sources: {
  readonly levels: () => Promise<Levels>;
  readonly mailboxes: () => Promise<readonly MailboxLevel[]>;
}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // From the first scrape on: for what nobody asks, the process would wake up a hundred times a second.
  let collecting = false;
  const count = finishedOperations(registers);
  const show = levelGauges(registers);
  return {
    counting: (log) => listeningTo(log, count),
    async text() {
      if (!collecting) collectDefaultMetrics({ register: registry });
      collecting = true;
      // What the database cannot tell at present must not hide what the process knows.
      const [levels, mailboxes] = await Promise.allSettled([sources.levels(), sources.mailboxes()]);
      show(
        levels.status === 'fulfilled' ? levels.value : null,
        mailboxes.status === 'fulfilled' ? mailboxes.value : [],
      );
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

function finishedOperations(registers: Registry[]): (event: Finished) => void {
  const mails = new Counter({
    name: 'tsdesk_mails_total',
    help: 'Mails decided, by class and outcome',
    labelNames: ['class', 'outcome'],
    registers,
  });
  const stored = new Counter({ name: 'tsdesk_mails_stored_total', help: 'Mails taken into the ledger', registers });
  const letters = new Counter({
    name: 'tsdesk_letters_total',
    help: 'Attempts to send a letter, by kind and the state it ended in',
    labelNames: ['kind', 'state'],
    registers,
  });
  const webhooks = new Counter({
    name: 'tsdesk_webhook_events_total',
    help: 'Attempts to tell a webhook of an event, by the state it ended in',
    labelNames: ['webhook', 'state'],
    registers,
  });
  const assist = new Counter({
    name: 'tsdesk_assist_questions_total',
    help: 'Questions to the model, by purpose and what came of them',
    labelNames: ['purpose', 'result'],
    registers,
  });
  const clocks = new Counter({
    name: 'tsdesk_clocks_total',
    help: 'Clocks that fired, by kind',
    labelNames: ['clock'],
    registers,
  });
  const failures = new Counter({
    name: 'tsdesk_failures_total',
    help: 'Operations that failed, by event',
    labelNames: ['event'],
    registers,
  });
  const duration = new Histogram({
    name: 'tsdesk_stage_seconds',
    help: 'Time a stage took',
    labelNames: ['stage'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const stages: Readonly<Record<string, string>> = {
    mails_stored: 'store',
    mail_decided: 'decide',
    letter_attempted: 'send',
    clock_struck: 'clock',
  };
  return (event) => {
    const name = String(event.event);
    const stage = stages[name];
    if (stage !== undefined && typeof event.ms === 'number') duration.observe({ stage }, event.ms / 1000);
    if (name === 'mail_decided') mails.inc({ class: String(event.class), outcome: String(event.result) });
    else if (name === 'mails_stored') stored.inc(Number(event.mails));
    else if (name === 'letter_attempted') letters.inc({ kind: String(event.kind), state: String(event.result) });
    else if (name === 'webhook_event_attempted')
      webhooks.inc({ webhook: String(event.webhook), state: String(event.result) });
    else if (name === 'assist_asked') assist.inc({ purpose: String(event.purpose), result: String(event.result) });
    else if (name === 'clock_struck') clocks.inc({ clock: String(event.clock) });
    else if ('err' in event || name === 'alarm') failures.inc({ event: name });
  };
}

function levelGauges(registers: Registry[]): (levels: Levels | null, mailboxes: readonly MailboxLevel[]) => void {
  const gauge = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> =>
    new Gauge({ name, help, labelNames, registers });
  const up = gauge('tsdesk_database_up', '1 when the database answered this scrape');
  const unsent = gauge('tsdesk_letters', 'Letters that are not sent, by state', ['state']);
  const oldest = gauge('tsdesk_oldest_unsent_letter_seconds', 'Age of the oldest letter that is due');
  const undecided = gauge('tsdesk_mails_undecided', 'Mails in the ledger that wait for a decision');
  const breached = gauge('tsdesk_deadlines_breached', 'Open tickets past a deadline, by kind', ['deadline']);
  const clock = gauge('tsdesk_clock_offset_seconds', 'How far the clock is ahead of that of the database');
  const depth = gauge('tsdesk_queue_depth', 'Jobs in the queue of letters');
  const untold = gauge('tsdesk_webhook_events', 'Events that a webhook is not told of, by state', ['webhook', 'state']);
  const ready = gauge('tsdesk_mailbox_ready', '1 when the cursor of the mailbox is stored', ['mailbox']);
  const lag = gauge('tsdesk_mailbox_lag_seconds', 'Time since everything the server had was taken in', ['mailbox']);
  const canary = gauge('tsdesk_canary_round_trip_seconds', 'Round trip of the last mail to itself that returned', [
    'mailbox',
  ]);
  const token = gauge('tsdesk_oauth_token_expires_seconds', 'Time until the access token expires', ['mailbox']);
  const requests = gauge('tsdesk_assist_requests_today', 'Requests to the model on this day of the desk');
  const tokens = gauge('tsdesk_assist_tokens_today', 'Tokens that the model has counted on this day of the desk');
  return (levels, mailboxes) => {
    up.set(levels === null ? 0 : 1);
    for (const each of [unsent, untold, breached, ready, lag, canary, token]) each.reset();
    if (levels !== null) {
      for (const [state, n] of Object.entries(levels.letters)) unsent.set({ state }, n);
      for (const [deadline, n] of Object.entries(levels.breached)) breached.set({ deadline }, n);
      for (const { webhook, waiting, dead } of levels.webhooks) {
        untold.set({ webhook, state: 'waiting' }, waiting);
        untold.set({ webhook, state: 'dead' }, dead);
      }
      if (levels.assist !== null) {
        requests.set(levels.assist.requests);
        tokens.set(levels.assist.tokens);
      }
      oldest.set(levels.oldestUnsentSeconds);
      undecided.set(levels.undecidedMails);
      depth.set(levels.queueDepth);
      if (levels.clockAheadSeconds !== null) clock.set(levels.clockAheadSeconds);
    }
    for (const { name: mailbox, ...level } of mailboxes) {
      ready.set({ mailbox }, level.ready ? 1 : 0);
      if (level.lagSeconds !== null) lag.set({ mailbox }, level.lagSeconds);
      if (level.canarySeconds !== null) canary.set({ mailbox }, level.canarySeconds);
      if (level.tokenExpiresAt !== null) token.set({ mailbox }, (level.tokenExpiresAt.getTime() - Date.now()) / 1000);
    }
  };
}

function listeningTo(log: Logger, count: (event: Finished) => void): Logger {
  const listening = (level: 'info' | 'warn' | 'error') => (record: LogRecord) => {
    count(record);
    log[level](record);
  };
  return { ...log, info: listening('info'), warn: listening('warn'), error: listening('error') };
}
