import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { ConfigError } from '../../src/config/fault.ts';
import { parseConfig } from '../../src/config/load.ts';
import { configSchema } from '../../src/config/schema/schema.ts';
import { loadSettings } from '../../src/config/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsdesk-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function faultsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  throw new Error('the configuration was accepted');
}

const mailbox = (imap: string): string => `mailboxes:
  - name: support
    address: support@desk.example
    imap: ${imap}
    smtp: { host: 127.0.0.1, tls: none }
`;

describe('the configuration file', () => {
  it('is complete by itself: an empty one has every default', () => {
    const config = parseConfig('', 'tsdesk.yaml');
    expect(config.urgency.urgent).toEqual({ respondWithin: 7_200_000, updateEvery: 7_200_000 });
    expect(config.confirm).toEqual({ remindAfter: 172_800_000, closeAfter: 259_200_000, reopenWithin: 2_592_000_000 });
    expect(config.desk.numberPrefix).toBe('TS');
  });

  it('accepts the example, which names every key', () => {
    const text = readFileSync(new URL('../../tsdesk.example.yaml', import.meta.url), 'utf8');
    const config = parseConfig(text, 'tsdesk.example.yaml', { IMAP_PASS: 'a', SMTP_PASS: 'b' });
    expect(config.mailboxes[0]?.imap.pass).toBe('a');
    const given = parseDocument(text).toJS() as object;
    expect(Object.keys(configSchema.shape).filter((key) => !(key in given))).toEqual([]);
    expect(config).toMatchObject(withoutExamples(parseConfig('', 'defaults')));
  });

  it('lists every fault at once, with file, line and key', () => {
    const faults = faultsOf(() =>
      parseConfig(
        `desk:\n  timezone: Mars/Olympus\n  colour: red\nacceptWithin: soon\nstaff:\n  - { name: 李工, email: li, roles: [boss] }\nteams:\n  - { name: backend, categories: [weather] }\nreports: { weekly: someday, monthly: 31 }\n`,
        'tsdesk.yaml',
      ),
    );
    expect(faults).toEqual([
      'tsdesk.yaml:2: desk.timezone: must be a time zone of the IANA database, such as Asia/Shanghai',
      'tsdesk.yaml:3: desk.colour: is not a key of the configuration; see tsdesk.example.yaml',
      'tsdesk.yaml:4: acceptWithin: must be a duration such as 30m, 4h or 3d',
      'tsdesk.yaml:6: staff[0].email: must be an e-mail address',
      'tsdesk.yaml:6: staff[0].roles[0]: must be engineer, frontline or supervisor',
      'tsdesk.yaml:9: reports.weekly: must be one of mon, tue, wed, thu, fri, sat, sun, off',
      'tsdesk.yaml:9: reports.monthly: must be at most 28',
      'tsdesk.yaml:8: teams[0].categories[0]: is no category; categories are: system_fault, function_error, data_problem, permission, how_to, other',
    ]);
  });

  it.each([
    [
      'a team nobody has',
      'staff: [{ name: a, email: a@b.example, roles: [engineer], teams: [backend] }]',
      'staff[0].teams[0]: names no team',
    ],
    [
      'somebody on call who is on no staff',
      'teams: [{ name: backend, onCall: { persons: [x@b.example], from: "2026-11-23", outside: { mon-fri: "09:00-18:00" } } }]',
      'teams[0].onCall.persons[0]: is nobody’s address; add them to staff',
    ],
    [
      'somebody on call who is not in the team',
      'staff: [{ name: a, email: a@b.example, roles: [engineer] }]\nteams: [{ name: backend, onCall: { persons: [a@b.example], from: "2026-11-23", outside: { mon-fri: "09:00-18:00" } } }]',
      'teams[0].onCall.persons[0]: is not in this team; add backend to their teams under staff',
    ],
    [
      'a rota without hours',
      'staff: [{ name: a, email: a@b.example, roles: [engineer], teams: [backend] }]\nteams: [{ name: backend, onCall: { persons: [a@b.example], from: "2026-11-23" } }]',
      'teams[0].onCall.outside: must name the hours of the team',
    ],
    [
      'a rota with hours that are none',
      'teams: [{ name: backend, onCall: { persons: [a@b.example], from: "2026-11-23", outside: {} } }]',
      'teams[0].onCall.outside: must name hours, such as { mon-fri: "09:00-18:00" }',
    ],
    [
      'a calendar in which nobody ever works',
      'calendar: { kind: working, hours: {} }',
      'calendar.hours: must name hours, such as { mon-fri: "09:00-18:00" }',
    ],
    ...['09:00-09:00', '24:00-08:00', '24:30-08:00', '09:00-24:30', '9:00-18:00', '00:00-00:00'].map((hours) => [
      `hours that are no span: ${hours}`,
      `calendar: { kind: working, hours: { mon-fri: "${hours}" } }`,
      'calendar.hours.mon-fri: must be hours such as "09:00-18:00"',
    ]),
    [
      'a rota of nobody',
      'teams: [{ name: backend, onCall: { persons: [], from: "2026-11-23" } }]',
      'teams[0].onCall.persons: must name at least one person',
    ],
    [
      'a hand-over at no time',
      'teams: [{ name: backend, onCall: { persons: [a@b.example], from: "2026-11-23", handOver: "monday 9" } }]',
      'teams[0].onCall.handOver: must be a weekday and a time such as "mon 09:00"',
    ],
    [
      'a rota that begins on no day',
      'teams: [{ name: backend, onCall: { persons: [a@b.example], from: "2026-02-30" } }]',
      'teams[0].onCall.from: must be a day such as "2026-11-23"',
    ],
    [
      'a category there is not',
      'teams: [{ name: backend, categories: [networking] }]',
      'teams[0].categories[0]: is no category',
    ],
    [
      'two people with one address',
      'staff: [{ name: a, email: a@b.example, roles: [engineer] }, { name: b, email: A@b.example, roles: [engineer] }]',
      'staff[1].email: is the address of somebody else',
    ],
    [
      'cleartext to another machine',
      mailbox('{ host: mail.example, tls: none }'),
      'none would send passwords in clear to mail.example',
    ],
    [
      'a variable that is not set',
      mailbox('{ host: 127.0.0.1, tls: none, pass: "${NOT_SET}" }'),
      'mailboxes[0].imap.pass: the environment variable NOT_SET is not set',
    ],
    ['text that is no YAML', 'desk: [', 'Flow sequence'],
  ])('refuses %s', (_what, text, message) => {
    expect(faultsOf(() => parseConfig(text, 'tsdesk.yaml')).join('\n')).toContain(message);
  });

  it('allows cleartext to loopback, and elsewhere only in so many words', () => {
    expect(parseConfig(mailbox('{ host: 127.0.0.1, tls: none }'), 'x').mailboxes[0]?.imap.port).toBe(143);
    const words = 'cleartext: mail and passwords may travel unencrypted';
    expect(parseConfig(mailbox(`{ host: mail.example, tls: none, ${words} }`), 'x').mailboxes[0]?.imap.host).toBe(
      'mail.example',
    );
  });

  it('reads a secret from the environment or from the file a variable names', () => {
    const file = join(folder, 'password');
    writeFileSync(file, 'from the file\n');
    const text = mailbox('{ host: 127.0.0.1, tls: none, pass: "${IMAP_PASS}" }');
    expect(parseConfig(text, 'x', { IMAP_PASS: 'given' }).mailboxes[0]?.imap.pass).toBe('given');
    expect(parseConfig(text, 'x', { IMAP_PASS_FILE: file }).mailboxes[0]?.imap.pass).toBe('from the file');
  });

  it('is refused when it holds a secret that everybody can read', () => {
    const file = join(folder, 'tsdesk.yaml');
    writeFileSync(file, mailbox('{ host: 127.0.0.1, tls: none, pass: secret }'), { mode: 0o644 });
    chmodSync(file, 0o644);
    expect(faultsOf(() => loadSettings({ file, environment: {} })).join()).toContain(`chmod 600 ${file}`);
    chmodSync(file, 0o640);
    expect(loadSettings({ file, environment: {} }).config.mailboxes).toHaveLength(1);
  });
});

describe('a folder or file with a relative path', () => {
  const file = join(folder, 'paths.yaml');
  const server = '{ host: 127.0.0.1, tls: none, ca: ca.pem }';
  writeFileSync(
    file,
    `desk: { logo: logo.png }\nmailboxes: [{ name: a, address: a@b.example, imap: ${server}, smtp: ${server} }]\ntemplates: own\n`,
    { mode: 0o600 },
  );
  const absolute = join(folder, 'absolute.yaml');
  writeFileSync(absolute, 'storage: { attachments: /srv/attachments }\n');

  it.each<[string, string | undefined, Record<string, string>, string]>([
    ['stands beside the configuration file', file, {}, join(folder, '.tsdesk/attachments')],
    [
      'stands below STATE_DIRECTORY',
      file,
      { STATE_DIRECTORY: '/var/lib/tsdesk' },
      '/var/lib/tsdesk/.tsdesk/attachments',
    ],
    ['stands below the first of several', file, { STATE_DIRECTORY: '/var/a:/var/b' }, '/var/a/.tsdesk/attachments'],
    ['stands there without a file too', undefined, { STATE_DIRECTORY: '/var/a' }, '/var/a/.tsdesk/attachments'],
    ['is left alone when it is absolute', absolute, { STATE_DIRECTORY: '/var/a' }, '/srv/attachments'],
  ])('%s', (_what, file, environment, attachments) => {
    const options = file === undefined ? { environment } : { file, environment };
    expect(loadSettings(options).config.storage.attachments).toBe(attachments);
  });

  it('is beside the configuration file for everything that is read only', () => {
    const { config } = loadSettings({ file, environment: { STATE_DIRECTORY: '/var/lib/tsdesk' } });
    expect(config.templates).toBe(join(folder, 'own'));
    expect(config.desk.logo).toBe(join(folder, 'logo.png'));
    expect(config.mailboxes[0]?.imap.ca).toBe(join(folder, 'ca.pem'));
    expect(config.mailboxes[0]?.smtp.ca).toBe(join(folder, 'ca.pem'));
  });
});

describe('the environment', () => {
  it('is enough for one mailbox', () => {
    const { config } = loadSettings({
      environment: {
        IMAP_URL: 'imap://support:p%40ss@127.0.0.1:1143',
        SMTP_URL: 'smtps://relay.example',
        SUPPORT_ADDRESS: 'support@desk.example',
      },
    });
    expect(config.desk.domain).toBe('desk.example');
    expect(config.mailboxes[0]).toMatchObject({
      address: 'support@desk.example',
      imap: { host: '127.0.0.1', port: 1143, user: 'support', pass: 'p@ss', tls: 'none' },
      smtp: { host: 'relay.example', port: 465, tls: 'implicit' },
    });
  });

  it.each([
    [{ IMAP_URL: 'imap://a@b' }, 'environment: SUPPORT_ADDRESS: is needed'],
    [{ DATABASE_URL: 'mysql://x' }, 'environment: DATABASE_URL: must be a URL that starts with postgres://'],
    [{ TSDESK_SECRET: 'short' }, 'environment: TSDESK_SECRET: must have at least 16 characters'],
    [{ LOG_LEVEL: 'loud' }, 'environment: LOG_LEVEL: must be one of'],
    [{ TSDESK_SECRET_FILE: '/nowhere/at/all' }, 'environment: TSDESK_SECRET_FILE: cannot read /nowhere/at/all'],
  ])('with %o is refused', (environment, message) => {
    expect(faultsOf(() => loadSettings({ environment })).join('\n')).toContain(message);
  });
});

it('a tsdesk.yaml of the folder that may not be read is a fault, not an absence', () => {
  const before = process.cwd();
  const own = mkdtempSync(join(folder, 'unreadable-'));
  // A folder of that name cannot be read by root either.
  mkdirSync(join(own, 'tsdesk.yaml'));
  process.chdir(own);
  try {
    expect(faultsOf(() => loadSettings({ environment: {} })).join('\n')).toContain('tsdesk.yaml: cannot be read');
  } finally {
    process.chdir(before);
  }
});

describe('secrets', () => {
  const servers = `${mailbox('{ host: 127.0.0.1, tls: none, pass: "${IMAP_PASS}" }')}
alerts: { webhooks: [{ kind: generic, url: "${'${HOOK}'}" }] }
http: { password: "${'${PAGE}'}" }
`;
  const inFile = (text: string): string => {
    const file = join(folder, 'secrets.yaml');
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };

  it('of other servers are asked for by the daemon alone, all at once', () => {
    const file = inFile(servers);
    for (const needs of ['database', 'desk'] as const)
      expect(loadSettings({ file, environment: {}, needs }).config.mailboxes).toHaveLength(1);
    expect(faultsOf(() => loadSettings({ file, environment: {} }))).toEqual([
      expect.stringContaining('mailboxes[0].imap.pass: the environment variable IMAP_PASS is not set'),
      expect.stringContaining('alerts.webhooks[0].url: the environment variable HOOK is not set'),
      expect.stringContaining('http.password: the environment variable PAGE is not set'),
    ]);
  });

  it('that cannot be read keep no command from its work that does not need them', () => {
    const environment = { IMAP_PASS_FILE: '/nowhere', HOOK: 'https://a.example', PAGE: 'a long password' };
    const file = inFile(servers);
    expect(loadSettings({ file, environment, needs: 'desk' }).config.mailboxes).toHaveLength(1);
    expect(faultsOf(() => loadSettings({ file, environment })).join()).toContain('cannot read /nowhere');
    const secret = { TSDESK_SECRET_FILE: '/nowhere' };
    expect(loadSettings({ environment: secret, needs: 'database' }).secret).toBeNull();
    expect(faultsOf(() => loadSettings({ environment: secret, needs: 'desk' })).join()).toContain('/nowhere');
  });

  it('what is no secret is always asked for', () => {
    const file = inFile(mailbox('{ host: "${IMAP_HOST}", tls: none }'));
    expect(faultsOf(() => loadSettings({ file, environment: {}, needs: 'database' })).join()).toContain('IMAP_HOST');
  });

  it('given twice, or in a file for everybody to read, are said', () => {
    const file = join(folder, 'secret');
    const given = (mode: number, more: Record<string, string> = {}) => {
      writeFileSync(file, 'a secret of sixteen letters');
      chmodSync(file, mode);
      return loadSettings({ environment: { TSDESK_SECRET_FILE: file, ...more } });
    };
    expect(given(0o600).warnings).toEqual([]);
    expect(given(0o600, { TSDESK_SECRET: 'another secret, and long' })).toMatchObject({
      secret: 'a secret of sixteen letters',
      warnings: [expect.stringContaining('TSDESK_SECRET and TSDESK_SECRET_FILE are both set')],
    });
    chmodSync(folder, 0o755);
    expect(given(0o644).warnings).toEqual([
      `TSDESK_SECRET_FILE: ${file} is readable by everybody: run chmod 600 ${file}`,
    ]);
    chmodSync(folder, 0o700);
    expect(given(0o644).warnings).toEqual([]);
  });
});

/** Of the defaults, what an example cannot leave empty. */
function withoutExamples(config: ReturnType<typeof parseConfig>): object {
  const { mailboxes: _1, staff: _2, teams: _3, rules: _4, customers: _5, desk: _6, ...rest } = config;
  return rest;
}
