import { z } from 'zod';

/**
 * The one schema of the configuration file: every key with its meaning, unit and default. Durations are written `30m`,
 * `4h`, `3d` and read as milliseconds.
 */

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const durationText = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;
const milliseconds = (text: string): number => {
  const [, amount = '0', unit = 'ms'] = durationText.exec(text) ?? [];
  return Number(amount) * (UNIT_MS[unit] ?? 1);
};
const DURATION = 'must be a duration such as 30m, 4h or 3d';
const duration = z.string({ error: DURATION }).regex(durationText, DURATION).transform(milliseconds);
const span = (text: string) => duration.default(milliseconds(text));

const count = z
  .number({ error: 'must be a whole number' })
  .int('must be a whole number')
  .min(0, 'must not be negative');
const text = z.string({ error: 'must be text' });
const address = z
  .string({ error: 'must be an e-mail address' })
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, 'must be an e-mail address');
const domain = z
  .string({ error: 'must be a domain' })
  .regex(/^[^\s@<>,;"/]+$/, 'must be a domain, such as desk.example');

const isTimezone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
};
const timezone = text.refine(isTimezone, 'must be a time zone of the IANA database, such as Asia/Shanghai');

/** A weekly roster, `mon-fri: "09:00-18:00"`. */
const hours = z.record(
  z
    .string()
    .regex(
      /^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$/,
      'must be a weekday or a range, such as mon-fri',
    ),
  text.regex(/^([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/, 'must be hours such as "09:00-18:00"'),
);

const urgencyName = z.enum(['urgent', 'high', 'medium', 'low'], { error: 'must be urgent, high, medium or low' });
const locale = z.enum(['zh-CN', 'en'], { error: 'must be zh-CN or en' });
const port = z.number({ error: 'must be a port number' }).int().min(1).max(65535);

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;
const isGuarded = (url: string): boolean =>
  !URL.canParse(url) || new URL(url).protocol === 'https:' || LOOPBACK.test(new URL(url).hostname);
const CLEARTEXT_WORDS = 'mail and passwords may travel unencrypted';

/** RFC 6749: with a refresh token for the account it was given for; without one the application logs in as itself. */
const oauth2 = z
  .strictObject({
    clientId: text,
    clientSecret: text.optional(),
    refreshToken: text.optional(),
    tokenUrl: z.url('must be a URL').refine(isGuarded, 'must start with https://'),
    scope: text.optional(),
  })
  .refine(({ clientSecret, refreshToken }) => clientSecret !== undefined || refreshToken !== undefined, {
    message: 'needs a refreshToken, or a clientSecret to log in as the application itself',
  });

type Ports = Readonly<Record<'implicit' | 'starttls' | 'none', number>>;

const serverKeys = {
  host: text.min(1, 'must be a host name or address'),
  port: port.optional(),
  user: text.optional(),
  pass: text.optional(),
  oauth2: oauth2.optional(),
  tls: z.enum(['implicit', 'starttls', 'none'], { error: 'must be implicit, starttls or none' }).default('implicit'),
  /** PEM file of the authorities to trust instead of the well-known ones. */
  ca: text.optional(),
  cleartext: z.literal(CLEARTEXT_WORDS).optional(),
};
type Server = z.output<z.ZodObject<typeof serverKeys>>;

/** `tls: none` is accepted on loopback; elsewhere it must be written `cleartext`. */
const refuseCleartext = (server: Server, context: z.RefinementCtx): void => {
  if (server.tls === 'none' && !LOOPBACK.test(server.host) && server.cleartext === undefined)
    context.addIssue({
      code: 'custom',
      path: ['tls'],
      message: `none would send passwords in clear to ${server.host}: use implicit or starttls, or write cleartext: "${CLEARTEXT_WORDS}"`,
    });
};

/** Fills in the port that goes with the kind of TLS. */
const withPort =
  (ports: Ports) =>
  <S extends Server>(server: S): S & { port: number } => ({ ...server, port: server.port ?? ports[server.tls] });

const imap = z
  .strictObject({ ...serverKeys, folder: text.default('INBOX') })
  .superRefine(refuseCleartext)
  .transform(withPort({ implicit: 993, starttls: 143, none: 143 }));

const smtp = z
  .strictObject({
    ...serverKeys,
    /** Letters a day the relay allows; 0: no limit. */
    perDay: count.default(0),
    /** Envelope sender for relays that demand sender = login; null: `<>` for automatic letters. */
    envelopeFrom: address.nullable().default(null),
    connections: z.number().int().min(1).max(50).default(5),
  })
  .superRefine(refuseCleartext)
  .transform(withPort({ implicit: 465, starttls: 587, none: 25 }));

const mailbox = z.strictObject({
  name: text.regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be a short name of letters, digits, - and _'),
  address,
  /** Further addresses whose mail arrives in this mailbox. */
  aliases: z.array(address).default([]),
  imap,
  smtp,
  /** `now`: mail from the first connection on; `backfill`: older mail too, without acknowledging it. */
  startFrom: z.enum(['now', 'backfill'], { error: 'must be now or backfill' }).default('now'),
  plusAddressing: z.boolean().default(true),
  /** True where every mail carries a Return-Path, so that a missing one means automatic mail. */
  returnPathRequired: z.boolean().default(false),
  /** Longest pause between two looks at the mailbox; IDLE announces mail sooner. */
  pollEvery: span('60s'),
});

const spans = (respondWithin: string, updateEvery: string) =>
  z
    .strictObject({ respondWithin: span(respondWithin), updateEvery: span(updateEvery) })
    .default({ respondWithin: milliseconds(respondWithin), updateEvery: milliseconds(updateEvery) });

const staff = z.strictObject({
  name: text,
  email: address,
  roles: z
    .array(z.enum(['engineer', 'frontline', 'supervisor'], { error: 'must be engineer, frontline or supervisor' }))
    .min(1),
  teams: z.array(text).default([]),
  capacity: z.number().positive('must be above 0').default(8),
  duty: hours.nullable().default(null),
  locale: locale.nullable().default(null),
  title: z.string().default(''),
  phone: z.string().default(''),
  letters: z.enum(['all', 'needed'], { error: 'must be all or needed' }).default('needed'),
  subjects: z.enum(['ticket', 'event'], { error: 'must be ticket or event' }).default('ticket'),
});

const team = z.strictObject({
  name: text,
  categories: z.array(text).default([]),
  urgencies: z.array(urgencyName).default(['urgent', 'high', 'medium', 'low']),
  line: z.union([z.literal(1), z.literal(2)], { error: 'must be 1 or 2' }).default(1),
});

const rule = z.strictObject({
  when: z.strictObject({ words: z.array(text).optional(), from: text.optional() }),
  set: z.strictObject({ urgency: urgencyName.optional(), category: text.optional() }),
});

/** The categories of the support process; a configuration may name its own. */
const CATEGORIES = ['system_fault', 'function_error', 'data_problem', 'permission', 'how_to', 'other'];

/** Checks that compare keys with one another. */
const compared = z.object({
  mailboxes: z.array(z.object({ name: z.string() })),
  staff: z.array(z.object({ email: z.string(), teams: z.array(z.string()) })),
  teams: z.array(z.object({ name: z.string(), categories: z.array(z.string()) })),
  categories: z.array(z.string()),
  rules: z.array(z.object({ set: z.object({ category: z.string().optional() }) })),
});

/** Whether white words on it have a contrast of 4.5 and more (WCAG 2.2, 1.4.3); `#rrggbb`. */
function isDarkEnough(color: string): boolean {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05) >= 4.5;
}

export const configSchema = z
  .strictObject({
    desk: z
      .strictObject({
        name: text.default('Support'),
        /** Domain of the desk's Message-IDs. */
        domain: domain.default('localhost'),
        timezone: timezone.default('Asia/Shanghai'),
        locale: locale.default('zh-CN'),
        numberPrefix: text.regex(/^[A-Z]{1,8}$/, 'must be one to eight capital letters').default('TS'),
        /** Colour of buttons, links and bars in letters. */
        accent: text
          .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #0b57d0')
          .refine(isDarkEnough, 'is too light for the white words on it: choose a darker colour')
          .default('#0b57d0'),
        /** A PNG, JPEG or GIF of at most 64 KiB, shown 32 pixels high in the head of every letter. */
        logo: text.nullable().default(null),
      })
      .prefault({}),
    mailboxes: z.array(mailbox).default([]),
    trust: z
      .strictObject({
        /** The host whose Authentication-Results are believed; null: the desk verifies DKIM and DMARC itself. */
        authservId: text.nullable().default(null),
        staffWithoutDkim: z.boolean().default(false),
        /**
         * strict: mail of the staff must be signed by exactly the domain of its From; relaxed: by any domain of that
         * organisation.
         */
        staffAlignment: z.enum(['strict', 'relaxed']).default('strict'),
        /** Lists the desk is subscribed to, by List-Id or sender: their mail is kept, and nobody is told. */
        lists: z.array(text.min(3, 'must be a List-Id or an address')).default([]),
        /** Addresses of website forms and groups that write for somebody else. */
        gateways: z.array(address).default([]),
      })
      .prefault({}),
    urgency: z
      .strictObject({
        urgent: spans('2h', '2h'),
        high: spans('4h', '4h'),
        medium: spans('8h', '4h'),
        low: spans('24h', '4h'),
      })
      .prefault({}),
    categories: z.array(text).default(CATEGORIES),
    acceptWithin: span('30m'),
    acceptRounds: count.min(1).default(2),
    confirm: z
      .strictObject({ remindAfter: span('48h'), closeAfter: span('72h'), reopenWithin: span('30d') })
      .prefault({}),
    resolution: z
      .strictObject({
        via: z.enum(['engineer', 'frontline']).default('engineer'),
        /** A solution that does not say how it was verified: its author is asked, or it is refused, or nothing. */
        verify: z.enum(['ask', 'require', 'off'], { error: 'must be ask, require or off' }).default('ask'),
      })
      .prefault({}),
    progressToCustomer: z.enum(['whenAsked', 'always', 'never']).default('whenAsked'),
    calendar: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('always') }),
        z.strictObject({ kind: z.literal('working'), hours, holidays: z.enum(['CN', 'none']).default('none') }),
      ])
      .default({ kind: 'always' }),
    staff: z.array(staff).default([]),
    teams: z.array(team).default([]),
    rules: z.array(rule).default([]),
    /** Names of what the desk supports: a number behind one, in a mail, is its version. */
    products: z.array(text.min(2, 'must be the name of a product')).max(200, 'must be 200 names at most').default([]),
    customers: z
      .array(
        z.strictObject({ company: text, domains: z.array(domain).min(1), locale: locale.nullable().default(null) }),
      )
      .default([]),
    limits: z
      .strictObject({
        /** 0: no limit. */
        acknowledgements: z
          .strictObject({
            perSenderHour: count.default(3),
            perSenderDay: count.default(10),
            perDomainHour: count.default(50),
            perHour: count.default(300),
          })
          .prefault({}),
        /**
         * Tickets an hour that unproven senders may open; mail beyond them waits in quarantine. 0: no limit. Null: a
         * twentieth of the acknowledgements an hour.
         */
        newcomersPerHour: count.nullable().default(null),
        /** Automatic letters a day to the customer of a ticket. */
        automaticPerTicketDay: count.default(10),
        /** Octets; a larger mail is quarantined unread. */
        mailSize: count.default(50 * 1024 * 1024),
      })
      .transform((limits) => ({
        ...limits,
        newcomersPerHour: limits.newcomersPerHour ?? Math.ceil(limits.acknowledgements.perHour / 20),
      }))
      .prefault({}),
    reports: z
      .strictObject({
        /** Desk time at which supervisors get the digest, and on their days the reports. */
        digestAt: z
          .union([z.literal('off'), text.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "08:30", or off')])
          .default('08:30'),
        /** Day of the report on the week before. */
        weekly: z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'off']).default('mon'),
        /** Day of the month of the report on the month before. */
        monthly: z.union([z.literal('off'), z.number().int().min(1).max(28)]).default(1),
      })
      .prefault({}),
    canary: z.union([z.literal('off'), z.strictObject({ every: duration })]).default('off'),
    alerts: z
      .strictObject({
        webhooks: z
          .array(
            z.strictObject({ kind: z.enum(['wecom', 'dingtalk', 'feishu', 'generic']), url: z.url('must be a URL') }),
          )
          .default([]),
      })
      .prefault({}),
    http: z
      .strictObject({
        listen: text
          .regex(/^(.+:\d+|off)$/, 'must be an address and port such as "127.0.0.1:8080", or off')
          .default('127.0.0.1:8080'),
        /** For `/queues`, which is not served without one; any user name will do. */
        password: text.min(8, 'must have at least 8 characters').nullable().default(null),
      })
      .prefault({}),
    database: z
      .strictObject({
        /** Connections of one process for its statements; the queue in PostgreSQL takes up to four more. */
        connections: count.min(1, 'must be at least 1').default(10),
        /**
         * Whether statements are kept prepared. auto: unless a pooler stands between, which would have to keep them
         * (PgBouncer 1.21 with max_prepared_statements).
         */
        prepare: z.enum(['auto', 'on', 'off'], { error: 'must be auto, on or off' }).default('auto'),
      })
      .prefault({}),
    storage: z
      .strictObject({ /** Folder of the attachments. */ attachments: text.default('.tsdesk/attachments') })
      .prefault({}),
    /** Virus scanner, asked over TCP about every mail with attachments; null: none. */
    clamd: z
      .strictObject({ host: text.default('127.0.0.1'), port: port.default(3310) })
      .nullable()
      .default(null),
    /** Folder with your own letter templates; those it lacks are the built-in ones. */
    templates: text.nullable().default(null),
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
      });
      config.rules.forEach((each, i) => {
        if (each.set.category !== undefined && !categories.has(each.set.category))
          fault(['rules', i, 'set', 'category'], `is no category; categories are: ${[...categories].join(', ')}`);
      });
    },
    // Reported together with other faults, as far as the keys to compare are there.
    { when: ({ value }) => compared.safeParse(value).success },
  );

/** The keys that hold a secret when written out. */
export const SECRET_KEYS: ReadonlySet<string> = new Set(['pass', 'password', 'clientSecret', 'refreshToken']);

export type Config = z.output<typeof configSchema>;
export type MailboxConfig = Config['mailboxes'][number];
export type ImapConfig = MailboxConfig['imap'];
export type OAuth2Config = NonNullable<ImapConfig['oauth2']>;
export type SmtpConfig = MailboxConfig['smtp'];
