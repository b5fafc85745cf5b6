import { z } from 'zod';
import { assist } from './assist.ts';
import { brand, brandFaults, brandsCompared } from './brand.ts';
import { calendar } from './calendar.ts';
import { contract, contractFaults, contractsCompared } from './contract.ts';
import { limits } from './limits.ts';
import { mailboxSchema } from './mailbox.ts';
import { secrecy } from './secrecy.ts';
import { rule, staff, team } from './staff.ts';
import { address, count, domain, duration, hours, locale, numberPrefix, port, span, text, timezone } from './values.ts';
import { webhooks } from './webhooks.ts';
import { tickets } from './website.ts';

/**
 * The one schema of the configuration file: every key with its meaning, unit and default. Descriptions are what an
 * editor shows (json-schema.ts).
 */

// A configuration is read once: to compile a parser for it takes longer than to read it without.
z.config({ jitless: true });

const spans = (respondWithin: string, updateEvery: string) =>
  z
    .strictObject({
      respondWithin: span(respondWithin).describe('First response, in working time of the calendar'),
      updateEvery: span(updateEvery).describe('Progress note of the engineer, in working time of the calendar'),
    })
    .prefault({})
    .describe('Deadlines of tickets of this urgency');

/** The categories of the support process; a configuration may name its own. */
const CATEGORIES = ['system_fault', 'function_error', 'data_problem', 'permission', 'how_to', 'other'];

/** Checks that compare keys with one another. */
const compared = z.object({
  mailboxes: z.array(
    z.object({ name: z.string(), address: z.string().default(''), aliases: z.array(z.string()).default([]) }),
  ),
  staff: z.array(z.object({ email: z.string(), teams: z.array(z.string()) })),
  teams: z.array(
    z.object({
      name: z.string(),
      categories: z.array(z.string()),
      onCall: z.object({ persons: z.array(z.string()), outside: z.unknown() }).nullable(),
    }),
  ),
  calendar: z.object({ kind: z.string() }),
  categories: z.array(z.string()),
  ...contractsCompared,
  ...brandsCompared,
  rules: z.array(z.object({ set: z.object({ category: z.string().optional() }) })),
  http: z
    .object({
      tickets: z
        .object({ keys: z.array(z.object({ name: z.string(), mailbox: z.string().nullable().default(null) })) })
        .nullable()
        .default(null),
    })
    .prefault({}),
  webhooks: z.array(z.object({ name: z.string(), teams: z.array(z.string()).default([]) })).default([]),
});

/** What a failed commit leaves behind is looked for in the first 30 days. */
const ARCHIVE_AFTER_LEAST_MS = 31 * 86_400_000;

/** Whether white words on it have a contrast of 4.5 and more (WCAG 2.2, 1.4.3); `#rrggbb`. */
function isDarkEnough(color: string): boolean {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05) >= 4.5;
}

/** Why somebody cannot be on call for a team, and what to do about it; null when they can. */
function onCallRemedy(
  email: string,
  team: string,
  everybody: readonly { readonly email: string; readonly teams: readonly string[] }[],
): string | null {
  const person = everybody.find((each) => each.email.toLowerCase() === email.toLowerCase());
  if (person === undefined)
    return `is nobody’s address; add them to staff, or name one of: ${everybody.map((each) => each.email).join(', ')}`;
  return person.teams.includes(team) ? null : `is not in this team; add ${team} to their teams under staff`;
}

export const configSchema = z
  .strictObject({
    desk: z
      .strictObject({
        name: text.default('Support').describe('The sender’s name in every letter'),
        domain: domain.default('localhost').describe('Domain of the Message-IDs the desk makes'),
        timezone: timezone
          .default('Asia/Shanghai')
          .describe('IANA zone of ticket numbers, rosters and times in letters'),
        locale: locale.default('zh-CN').describe('Language where nothing else tells a reader’s'),
        numberPrefix: numberPrefix.default('TS').describe('One to eight capital letters before every ticket number'),
        accent: text
          .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #0b57d0')
          .refine(isDarkEnough, 'is too light for the white words on it: choose a darker colour')
          .default('#0b57d0')
          .describe('Colour of buttons, links and bars in letters; white words stand on it'),
        logo: text
          .nullable()
          .default(null)
          .describe(
            'A PNG, JPEG or GIF of at most 64 KiB, 32 pixels high in the head of letters; relative to this file',
          ),
        staff: z
          .array(address)
          .nullable()
          .default(null)
          .describe('With brands: who works for addresses that are no brand’s; null: whoever no brand names'),
        teams: z
          .array(text)
          .nullable()
          .default(null)
          .describe('With brands: which teams get what comes to those addresses; null: those that no brand names'),
      })
      .prefault({})
      .describe('Who the desk is'),
    mailboxes: z.array(mailboxSchema).default([]).describe('The mailboxes; the daemon needs at least one'),
    brands: z
      .array(brand)
      .default([])
      .describe('Names under which the desk works beside its own: what a brand leaves out, it has from the desk'),
    trust: z
      .strictObject({
        authservId: text
          .nullable()
          .default(null)
          .describe(
            'Host whose Authentication-Results are believed, if it strips forged ones; null: the desk verifies DKIM and DMARC itself',
          ),
        staffWithoutDkim: z.boolean().default(false).describe('True only on a private mail system that signs nothing'),
        staffAlignment: z
          .enum(['strict', 'relaxed'])
          .default('strict')
          .describe(
            'strict: mail of the staff is signed by exactly the domain of its From; relaxed: by any domain of that organisation',
          ),
        arcSealers: z
          .array(domain)
          .default([])
          .describe('Domains of forwarders whose ARC seals are believed of customers'),
        lists: z
          .array(text.min(3, 'must be a List-Id or an address'))
          .default([])
          .describe('Lists the desk is subscribed to, by List-Id or sender: their mail is kept, and nobody is told'),
        gateways: z
          .array(address)
          .default([])
          .describe('Addresses of website forms and groups that write for somebody else'),
      })
      .prefault({})
      .describe('What is believed of a mail'),
    urgency: z
      .strictObject({
        urgent: spans('2h', '2h'),
        high: spans('4h', '4h'),
        medium: spans('8h', '4h'),
        low: spans('24h', '4h'),
      })
      .prefault({})
      .describe('Deadlines by urgency, in working time of the calendar'),
    categories: z.array(text).default(CATEGORIES).describe('Categories of tickets'),
    acceptWithin: span('30m').describe('An engineer accepts within this time, or the next one is asked'),
    acceptRounds: count.min(1).default(2).describe('Offers that may fail before the supervisor gets the ticket'),
    confirm: z
      .strictObject({
        remindAfter: span('48h').describe('A resolution without an answer is reminded of'),
        closeAfter: span('72h').describe('After the reminder the ticket is closed'),
        reopenWithin: span('30d').describe('Later a new ticket is opened that links to the old one'),
      })
      .prefault({})
      .describe('What follows a resolution'),
    resolution: z
      .strictObject({
        via: z
          .enum(['engineer', 'frontline'])
          .default('engineer')
          .describe('engineer: goes out at once; frontline: the follower releases it'),
        verify: z
          .enum(['ask', 'require', 'off'], { error: 'must be ask, require or off' })
          .default('ask')
          .describe(
            'A solution that does not say how it was verified: its author is asked, or it is refused, or nothing',
          ),
        approval: z
          .enum(['asked', 'require', 'off'], { error: 'must be asked, require or off' })
          .default('asked')
          .describe(
            'A solution waits for the approvals that were asked for on its ticket, or for one in any case, or for none',
          ),
      })
      .prefault({})
      .describe('How a solution reaches the customer'),
    answers: z
      .strictObject({
        overtaken: z
          .enum(['send', 'hold'], { error: 'must be send or hold' })
          .default('hold')
          .describe('hold: an answer written before the newest words of others were known waits for its author'),
      })
      .prefault({})
      .describe('What the staff write to customers'),
    progressToCustomer: z
      .enum(['whenAsked', 'always', 'never'])
      .default('whenAsked')
      .describe('Whether progress notes go to the customer too'),
    satisfaction: z
      .strictObject({
        ask: z.boolean().default(true).describe('Whether a closed ticket asks for a rating; each once, and no robots'),
      })
      .prefault({})
      .describe('What customers think of the service'),
    quietHours: hours
      .nullable()
      .default(null)
      .describe('When customers get nothing but answers; the rest waits, in the zone of the reader where it is known'),
    calendar: calendar.default({ kind: 'always' }).describe('The time in which deadlines run'),
    staff: z.array(staff).default([]).describe('Who works for the desk'),
    teams: z.array(team).default([]).describe('Which tickets go to whom'),
    rules: z.array(rule).default([]).describe('What words and senders make of a new ticket'),
    products: z
      .array(text.min(2, 'must be the name of a product'))
      .max(200, 'must be 200 names at most')
      .default([])
      .describe('Names of what the desk supports: a number behind one, in a mail, is its version'),
    customers: z
      .array(
        z.strictObject({
          company: text.describe('Name of the company in letters and reports'),
          domains: z.array(domain).min(1).describe('Domains its people write from'),
          locale: locale.nullable().default(null).describe('Language of letters to them; null: that of their mail'),
          language: locale.nullable().default(null).describe('The same, unless their own mail tells another'),
          quietHours: hours
            .nullable()
            .default(null)
            .describe('When its people get nothing but answers; null: those of the desk'),
          managers: z
            .array(address)
            .default([])
            .describe('Who gets the tickets of everybody there on asking, a monthly report, and news of escalations'),
        }),
      )
      .default([])
      .describe('Companies that are known'),
    contracts: z.array(contract).default([]).describe('What was promised to whom; everybody else has the terms above'),
    limits,
    reports: z
      .strictObject({
        digestAt: z
          .union([z.literal('off'), text.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "08:30", or off')])
          .default('08:30')
          .describe('Desk time of the supervisors’ daily digest and of the reports below; off: none of them'),
        copiesEvery: span('2h').describe('Longest that a copy waits for others, for staff who want them collected'),
        weekly: z
          .enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'off'])
          .default('mon')
          .describe('Day of the report on the week before'),
        monthly: z
          .union([z.literal('off'), z.number().int().min(1).max(28)])
          .default(1)
          .describe('Day of the month of the report on the month before'),
      })
      .prefault({})
      .describe('What supervisors get'),
    canary: z
      .union([
        z.literal('off'),
        z.strictObject({ every: duration.describe('Pause between two mails of the desk to itself') }),
      ])
      .prefault('off')
      .describe('The desk mails itself and raises an alarm when that fails'),
    secrecy,
    alerts: z
      .strictObject({
        webhooks: z
          .array(
            z.strictObject({
              kind: z.enum(['wecom', 'dingtalk', 'feishu', 'generic']).describe('Whose robot it is'),
              url: z.url('must be a URL').describe('Address of the robot; who knows it can write there'),
            }),
          )
          .default([])
          .describe('Chat rooms that hear of alarms: number, urgency and link, no content'),
      })
      .prefault({})
      .describe('Alarms beside mail'),
    webhooks,
    assist,
    http: z
      .strictObject({
        listen: text
          .regex(/^(.+:\d+|off)$/, 'must be an address and port such as "127.0.0.1:8080", or off')
          .default('127.0.0.1:8080')
          .describe('/healthz, /readyz, /metrics; off: none. A taken port is logged, never fatal'),
        password: text
          .min(8, 'must have at least 8 characters')
          .nullable()
          .default(null)
          .describe('For /queues, which is not served without one; any user name will do'),
        tickets,
      })
      .prefault({})
      .describe('Health, metrics, and tickets from websites'),
    database: z
      .strictObject({
        connections: count
          .min(1, 'must be at least 1')
          .default(10)
          .describe('Of one process, for its statements; the queue in PostgreSQL takes up to four more'),
        prepare: z
          .enum(['auto', 'on', 'off'], { error: 'must be auto, on or off' })
          .default('auto')
          .describe(
            'Whether statements are kept prepared; auto: unless a pooler stands between, which would have to keep them',
          ),
      })
      .prefault({})
      .describe('The database, which DATABASE_URL names'),
    storage: z
      .strictObject({
        attachments: text
          .default('.tsdesk/attachments')
          .describe('Folder of the attachments; relative to $STATE_DIRECTORY if that is set, else to this file'),
        archiveAfter: duration
          .refine((ms) => ms >= ARCHIVE_AFTER_LEAST_MS, 'must be at least 31d')
          .nullable()
          .default(null)
          .describe('Age at which the octets of mails and letters move into the table of old ones; null: never'),
      })
      .prefault({})
      .describe('What is kept beside the database'),
    clamd: z
      .strictObject({
        host: text.default('127.0.0.1').describe('Host name or address of clamd'),
        port: port.default(3310).describe('Its TCP port'),
      })
      .nullable()
      .default(null)
      .describe('Virus scanner, asked about every mail with attachments; null: none'),
    templates: text
      .nullable()
      .default(null)
      .describe('Folder with your own letter templates; those it lacks are the built-in ones. Relative to this file'),
  })
  .superRefine(
    (config, context) => {
      const fault = (path: PropertyKey[], message: string): void => context.addIssue({ code: 'custom', path, message });
      const repeated = (values: readonly string[]): number =>
        values.findIndex((value, index) => values.indexOf(value) < index);
      const name = repeated(config.mailboxes.map((each) => each.name));
      if (name >= 0) fault(['mailboxes', name, 'name'], 'is the name of another mailbox too');
      const email = repeated(config.staff.map((each) => each.email.toLowerCase()));
      if (email >= 0) fault(['staff', email, 'email'], 'is the address of somebody else on the staff too');
      const teams = new Set(config.teams.map((each) => each.name));
      const categories = new Set(config.categories);
      config.staff.forEach((each, i) => {
        each.teams.forEach((of, j) => {
          if (!teams.has(of))
            fault(['staff', i, 'teams', j], `names no team; teams are: ${[...teams].join(', ') || 'none yet'}`);
        });
      });
      config.teams.forEach((each, i) => {
        each.categories.forEach((of, j) => {
          if (!categories.has(of))
            fault(['teams', i, 'categories', j], `is no category; categories are: ${[...categories].join(', ')}`);
        });
        each.onCall?.persons.forEach((email, j) => {
          const remedy = onCallRemedy(email, each.name, config.staff);
          if (remedy !== null) fault(['teams', i, 'onCall', 'persons', j], remedy);
        });
        if (each.onCall?.outside === null && config.calendar.kind === 'always')
          fault(
            ['teams', i, 'onCall', 'outside'],
            'must name the hours of the team, such as { mon-fri: "09:00-18:00" }: the calendar has no working hours',
          );
      });
      const key = repeated((config.http.tickets?.keys ?? []).map((each) => each.name));
      if (key >= 0) fault(['http', 'tickets', 'keys', key, 'name'], 'is the name of another key too');
      const mailboxes = config.mailboxes.map((each) => each.name);
      config.http.tickets?.keys.forEach((each, i) => {
        if (each.mailbox !== null && !mailboxes.includes(each.mailbox))
          fault(['http', 'tickets', 'keys', i, 'mailbox'], `names no mailbox; mailboxes are: ${mailboxes.join(', ')}`);
      });
      const webhook = repeated(config.webhooks.map((each) => each.name));
      if (webhook >= 0) fault(['webhooks', webhook, 'name'], 'is the name of another webhook too');
      config.webhooks.forEach((each, i) => {
        each.teams.forEach((of, j) => {
          if (!teams.has(of))
            fault(['webhooks', i, 'teams', j], `names no team; teams are: ${[...teams].join(', ') || 'none yet'}`);
        });
      });
      for (const { path, message } of [...contractFaults(config), ...brandFaults(config)]) fault(path, message);
      config.rules.forEach((each, i) => {
        if (each.set.category !== undefined && !categories.has(each.set.category))
          fault(['rules', i, 'set', 'category'], `is no category; categories are: ${[...categories].join(', ')}`);
      });
    },
    // Reported together with other faults, as far as the keys to compare are there.
    { when: ({ value }) => compared.safeParse(value).success },
  );

/** The keys that hold a secret when written out. */
export const SECRET_KEYS: ReadonlySet<string> = new Set([
  'pass',
  'password',
  'clientSecret',
  'refreshToken',
  'secret',
  'key',
]);

export type Config = z.output<typeof configSchema>;
export type { BrandConfig } from './brand.ts';
export type WebhookConfig = Config['webhooks'][number];
export type MailboxConfig = Config['mailboxes'][number];
export type ImapConfig = MailboxConfig['imap'];
export type OAuth2Config = NonNullable<ImapConfig['oauth2']>;
export type SmtpConfig = MailboxConfig['smtp'];
