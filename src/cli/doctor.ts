import type { Settings } from '../config/settings.ts';
import { queueBackend, requireDatabase, SECRET_REMEDY } from '../daemon.ts';
import { probeMailbox } from '../inbox/imap.ts';
import { createRenderer } from '../letter/render.ts';
import { readTemplates } from '../letter/templates.ts';
import { createLogger } from '../lib/log.ts';
import { withTimeout } from '../lib/timeout.ts';
import { openWakeQueue } from '../outbox/queue.ts';
import { openRelay } from '../outbox/smtp.ts';
import { connect, databaseAddress } from '../store/connection.ts';
import { isKeySecret } from '../store/key.ts';
import { rolePowers, schemaDifference, serverFacts } from '../store/migrate.ts';
import { attachmentFolder, httpPort } from './doctor-places.ts';
import { EXIT } from './exit.ts';
import { type Finding, findingText, look, messageOf } from './finding.ts';
import { probeFindings } from './probe.ts';
import { withDesk } from './reach.ts';
import type { Run } from './tsdesk.ts';

/** `tsdesk doctor`: looks at everything the daemon needs; exit code 1 when something fails. */
export async function doctor(run: Run, { probe = false }: { probe?: boolean } = {}): Promise<number> {
  const settings = run.settings();
  const url = requireDatabase(settings);
  const reached = await reach(url);
  const findings = [
    { check: 'configuration', ok: true, finding: settings.file ?? 'from the environment', remedy: '' },
    ...('facts' in reached ? await databaseFindings(settings, url, reached.facts) : [reached.finding]),
    ...('facts' in reached || settings.redisUrl ? [await queueFinding(settings)] : []),
    await attachmentFolder(settings.config.storage.attachments),
    await httpPort(settings.config.http.listen),
    await look('templates', 'correct or remove the template named', async () => {
      createRenderer(readTemplates(settings.config.templates));
      return 'all letters have templates that compile';
    }),
    ...(await Promise.all(settings.config.mailboxes.map((mailbox) => mailboxFindings(mailbox)))).flat(),
    ...(probe && 'facts' in reached ? await probed(run) : []),
    ...advice(settings),
  ];
  for (const each of findings) {
    if (run.output.json) run.output.object(each);
    else run.output.line(findingText(each));
  }
  return findings.every((each) => each.ok) ? EXIT.done : EXIT.failed;
}

type Facts = Awaited<ReturnType<typeof serverFacts>>;

/** Without the database nothing can be said of what is in it: that is told once. */
async function reach(url: string): Promise<{ readonly facts: Facts } | { readonly finding: Finding }> {
  try {
    return { facts: await serverFacts(url) };
  } catch (error) {
    const remedy = `start PostgreSQL at ${databaseAddress(url)}, or correct DATABASE_URL; what is in it was not looked at`;
    return { finding: { check: 'database', ok: false, finding: messageOf(error), remedy } };
  }
}

const databaseFindings = async (settings: Settings, url: string, facts: Facts): Promise<Finding[]> => [
  await look('database', 'set fsync = on in postgresql.conf', () => database(url, facts)),
  await look('schema', 'run tsdesk migrate', () => schema(url)),
  await look('secret', SECRET_REMEDY, () => secret(settings, url)),
  await look('clock', 'set the clocks of both machines by NTP', () => clock(url)),
  await look('database role', 'run tsdesk migrate', () => role(settings, url)),
];

const queueFinding = (settings: Settings): Promise<Finding> =>
  look('queue', settings.redisUrl ? 'start Redis, or correct REDIS_URL' : 'run tsdesk migrate', () => queue(settings));

async function database(url: string, { version, fsync }: Facts): Promise<string> {
  if (!fsync) throw new Error(`PostgreSQL ${version} runs with fsync off and may lose mail`);
  return `PostgreSQL ${version} at ${databaseAddress(url)}`;
}

async function schema(url: string): Promise<string> {
  const { missing, unknown } = await schemaDifference(url);
  if (unknown > 0) throw new Error('the database was migrated by a newer version of tsdesk');
  if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
  return 'at this version';
}

/** More power than the daemon needs is worth a word, and fails nothing. */
async function role({ databaseUrl, migrateDatabaseUrl }: Settings, url: string): Promise<string> {
  const { changesSchema, rewritesHistory } = await rolePowers(url);
  const powers = [
    ...(databaseUrl === migrateDatabaseUrl ? ['is the one that migrates too'] : []),
    ...(changesSchema ? ['may change the schema'] : []),
    ...(rewritesHistory ? ['may rewrite the history'] : []),
  ];
  return powers.length === 0
    ? 'writes what it must and no more'
    : `the daemon’s role ${powers.join(', ')}; docs/install.md has the SQL for a lesser one and MIGRATE_DATABASE_URL`;
}

/** Leases and deadlines compare the two clocks. */
const SKEW_MS = 2_000;
async function clock(url: string): Promise<string> {
  const { now } = await serverFacts(url);
  const skew = Math.abs(Date.now() - now.getTime());
  if (skew > SKEW_MS) throw new Error(`this machine and the database are ${(skew / 1000).toFixed(1)} s apart`);
  return `within ${skew} ms of the database`;
}

async function queue(settings: Settings): Promise<string> {
  const backend = queueBackend(settings);
  const queue = openWakeQueue(backend, createLogger('silent'));
  try {
    await withLimit(queue.ready());
    return `BullMQ on ${backend.kind === 'redis' ? 'Redis' : 'PostgreSQL'}, ${await queue.depth()} jobs`;
  } finally {
    await queue.close();
  }
}

const LIMIT_MS = 15_000;
const withLimit = <T>(work: Promise<T>): Promise<T> =>
  withTimeout(work, LIMIT_MS, () => new Error(`no answer within ${LIMIT_MS / 1000} s`));

async function secret({ secret: given }: Settings, url: string): Promise<string> {
  const { db, close } = connect(url, { max: 1 });
  try {
    if (!(await isKeySecret(db, given)))
      throw new Error(
        `TSDESK_SECRET is ${given === null ? 'not set, but was' : 'another one'} when the keys were made`,
      );
    return given === null ? 'none, as when the keys were made' : 'the one the keys were made with';
  } finally {
    await close();
  }
}

/** A certificate of an authority that this machine does not know. */
const UNKNOWN_AUTHORITY =
  /self[- ]signed certificate|unable to (?:get (?:local )?issuer|verify the first) certificate/i;

const serverRemedy = (key: string) => (said: string) =>
  UNKNOWN_AUTHORITY.test(said)
    ? `set ${key}.ca to a file with the certificate of its authority (PEM)`
    : `check ${key}: host, port, tls, user and pass`;

async function mailboxFindings(mailbox: Settings['config']['mailboxes'][number]): Promise<Finding[]> {
  const { name, imap, smtp } = mailbox;
  return [
    await look(`imap ${name}`, serverRemedy(`mailboxes.${name}.imap`), async () => {
      const { capabilities, messages } = await probeMailbox(mailbox);
      const idle = capabilities.includes('IDLE')
        ? 'IDLE'
        : `no IDLE: new mail is noticed within ${mailbox.pollEvery / 1000} s`;
      return `${imap.host}:${imap.port} ${imap.tls === 'none' ? 'without TLS' : `TLS ${imap.tls}`}, ${messages} mails, ${idle}`;
    }),
    await look(`smtp ${name}`, serverRemedy(`mailboxes.${name}.smtp`), async () => {
      const relay = openRelay(smtp);
      try {
        await relay.probe();
      } finally {
        relay.close();
      }
      return `${smtp.host}:${smtp.port} ${smtp.tls === 'none' ? 'without TLS' : `TLS ${smtp.tls}`}`;
    }),
  ];
}

/** One mailbox after the other: their mail may have the same way. */
async function probed(run: Run): Promise<Finding[]> {
  return withDesk(run, async (desk) => {
    const findings: Finding[] = [];
    for (const mailbox of desk.config.mailboxes) findings.push(...(await probeFindings(desk, mailbox)));
    return findings;
  });
}

/** What is allowed and still worth saying. */
function advice({ config, secret }: Settings): Finding[] {
  const note = (check: string, finding: string, remedy: string): Finding => ({ check, ok: true, finding, remedy });
  return [
    ...(secret === null
      ? [
          note(
            'secret',
            'TSDESK_SECRET is not set: the database alone holds the token keys',
            'set TSDESK_SECRET, for example from openssl rand -base64 32',
          ),
        ]
      : []),
    ...(config.trust.staffWithoutDkim
      ? [
          note(
            'trust',
            'staffWithoutDkim is on: anybody who can write in a staff member’s name commands the desk',
            'switch it off outside a private mail system',
          ),
        ]
      : []),
    ...(config.trust.authservId === null
      ? [
          note(
            'trust',
            'no authservId: DKIM and DMARC are verified here, by DNS',
            'set trust.authservId when the receiving system writes Authentication-Results and strips forged ones',
          ),
        ]
      : []),
  ];
}
