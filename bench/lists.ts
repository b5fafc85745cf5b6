import { loadSettings } from '../src/config/settings.ts';
import { type Desk, mailboxOf } from '../src/desk/desk.ts';
import { openDesk } from '../src/desk/open.ts';
import { writeScheduled } from '../src/duties/scheduled-reports.ts';
import { decideMails } from '../src/intake/process.ts';
import { createLogger } from '../src/lib/log.ts';
import { createParserPool } from '../src/mail/parser-pool.ts';
import { sql } from '../src/store/drizzle.ts';
import { identityOfMail } from '../src/store/fingerprint.ts';
import { storeMails } from '../src/store/mail-arrival.ts';
import { mailOf, SUPPORT } from '../test/support/mail.ts';
import { fill } from './fill.ts';
import type { Row, Stage } from './stage.ts';
import { openWorld } from './world.ts';

const OPEN = 200_000;
const ENGINEERS = Array.from({ length: 300 }, (_, at) => `engineer${at}@desk.example`);
const SUPERVISOR = 'supervisor@desk.example';
const MANAGER = 'manager@company7.example';

/** Who asks for what, in a mail of its own. */
const ASKED: readonly (readonly [what: string, from: string, words: string])[] = [
  ['#mine of an engineer', ENGINEERS[7] ?? '', '#mine'],
  ['#team of a supervisor', SUPERVISOR, '#team'],
  ['#find by number', SUPERVISOR, '#find 10123'],
  ['#find by words of a mail', SUPERVISOR, '#find customer 123456'],
  ['#find what there is nothing of', SUPERVISOR, '#find nothing-like-it'],
  ['what is open for a customer', 'user7@company7.example', 'What is open for me?'],
  ['what is open for a company', MANAGER, 'What is open for me?'],
];

export const lists: Stage = {
  description: `lists and digests by mail: ${ENGINEERS.length} engineers, ${OPEN.toLocaleString('en')} open tickets`,
  long: true,
  async run({ mails }) {
    const world = await openWorld({
      desk: { domain: 'desk.example', timezone: 'UTC', locale: 'en' },
      staff: [
        ...ENGINEERS.map((email, at) => ({ name: `Engineer ${at}`, email, roles: ['engineer'], teams: ['all'] })),
        { name: 'Supervisor', email: SUPERVISOR, roles: ['supervisor'] },
      ],
      customers: [{ company: 'Company 7', domains: ['company7.example'], managers: [MANAGER] }],
    });
    try {
      const settings = loadSettings({ file: world.configFile, environment: world.environment });
      let now = new Date();
      const { desk, close } = await openDesk(settings, createLogger('silent'), () => now);
      const writes = writing(desk);
      await writes('first@company1.example', 'The export stops.');
      await fill(world.databaseUrl, { tickets: mails ?? OPEN, open: mails ?? OPEN, engineers: ENGINEERS });
      const rows: Row[] = [];
      for (const [what, from, words] of ASKED) rows.push(within(what, await timed(() => writes(from, words)), 2));
      now = await tomorrow(desk);
      rows.push(within('the digest and those of everybody, at 08:31', await timed(() => writeScheduled(desk)), 60));
      const [written] = await desk.db.execute<{ n: string }>(
        sql`select count(*) as n from letter where kind = 'own_digest'`,
      );
      rows.push({ what: 'people who got theirs', figure: Number(written?.n), unit: 'letters' });
      await writes.close();
      await close();
      return rows;
    } finally {
      await world.close();
    }
  },
};

const within = (what: string, seconds: number, most: number): Row => ({
  what,
  figure: seconds,
  unit: 's',
  target: { text: `within ${most} s`, met: seconds < most },
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Hands in a mail; resolves when it is decided and its answer is written. Throws when there is no answer. */
function writing(desk: Desk) {
  const parser = createParserPool({ threads: 1 });
  let uid = 0;
  const writes = async (from: string, text: string): Promise<void> => {
    const raw = Buffer.from(mailOf({ from, to: SUPPORT, subject: 'A list', text }));
    const where = { mailbox: 'support', uidValidity: 1, uid: ++uid, receivedAt: new Date() };
    const stored = await storeMails(
      desk.db,
      [{ ...where, backfill: false, overLimit: false, ...identityOfMail(raw), raw }],
      null,
    );
    await decideMails(desk, mailboxOf(desk.config, 'support'), parser, stored ?? [], null);
    const answers = await desk.db.execute(sql`select 1 from letter where mail_id = ${stored?.[0]?.id ?? 0}`);
    if (answers.length === 0) throw new Error(`no answer to "${text}"`);
  };
  return Object.assign(writes, { close: () => parser.close() });
}

/** A desk that began before today, at a minute past its digests of tomorrow. */
async function tomorrow({ db }: Desk): Promise<Date> {
  await db.execute(sql`insert into mailbox (name, uid, started_at) values ('support', 1, now() - interval '1 day')
    on conflict (name) do update set started_at = excluded.started_at`);
  const at = new Date(Date.now() + 86_400_000);
  at.setUTCHours(8, 31, 0, 0);
  return at;
}
