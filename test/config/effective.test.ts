import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { effectiveConfig, withoutPassword } from '../../src/config/effective.ts';
import { keyText } from '../../src/config/fault.ts';
import { loadSettings } from '../../src/config/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsdesk-effective-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'tsdesk.yaml');
writeFileSync(
  file,
  `desk: { name: 星云, domain: "\${DOMAIN}" }
acceptWithin: 1.5h
mailboxes:
  - name: support
    address: support@desk.example
    imap: { host: imap.desk.example, pass: "\${IMAP_PASS}" }
    smtp: { host: smtp.desk.example, tls: starttls, perDay: 500 }
calendar: { kind: working, hours: { mon-fri: "09:00-18:00" } }
alerts: { webhooks: [{ kind: wecom, url: "https://chat.example/robot?key=secret" }] }
clamd: {}
`,
  { mode: 0o600 },
);
const settings = loadSettings({ file, environment: { DOMAIN: 'desk.example', IMAP_PASS: 'hunter2' } });
const shown = effectiveConfig(settings);

it.each([
  ['desk.name', '星云', `${file}:1`],
  ['desk.domain', 'desk.example', `${file}:1, DOMAIN`],
  ['desk.locale', 'zh-CN', 'default'],
  ['acceptWithin', '1.5h', `${file}:2`],
  ['confirm.closeAfter', '72h', 'default'],
  ['urgency.low.respondWithin', '24h', 'default'],
  ['mailboxes[0].imap.pass', '•••', `${file}:6, IMAP_PASS`],
  ['mailboxes[0].imap.port', 993, 'default'],
  ['mailboxes[0].smtp.port', 587, 'default'],
  ['mailboxes[0].smtp.perDay', 500, `${file}:7`],
  ['mailboxes[0].pollEvery', '60s', 'default'],
  ['calendar.hours', { 'mon-fri': '09:00-18:00' }, `${file}:8`],
  ['calendar.holidays', 'none', 'default'],
  ['alerts.webhooks[0].url', 'https://chat.example/•••', `${file}:9`],
  ['canary', 'off', 'default'],
  ['clamd.port', 3310, 'default'],
  ['limits.newcomersPerHour', 15, 'default'],
  ['staff', [], 'default'],
  ['storage.attachments', join(folder, '.tsdesk/attachments'), 'default'],
])('%s is %j, from %s', (key, value, source) => {
  expect(shown.filter(({ path }) => keyText(path) === key).map(({ path: _, ...rest }) => rest)).toEqual([
    { value, source },
  ]);
});

it('shows no secret, and each key once', () => {
  expect(JSON.stringify(shown)).not.toMatch(/hunter2|secret/);
  const keys = shown.map(({ path }) => keyText(path));
  expect(keys.filter((key, at) => keys.indexOf(key) < at)).toEqual([]);
});

it('says what the environment alone makes', () => {
  const environment = {
    IMAP_URL: 'imap://support:hunter2@127.0.0.1:1143',
    SMTP_URL: 'smtp://127.0.0.1:1025',
    SUPPORT_ADDRESS: 'support@desk.example',
  };
  const all = effectiveConfig(loadSettings({ environment }));
  const ofEnvironment = all.filter(({ source }) => source === 'environment').map(({ path }) => keyText(path));
  expect(ofEnvironment).toContain('desk.domain');
  expect(ofEnvironment).toContain('mailboxes[0].imap.port');
  expect(ofEnvironment).not.toContain('mailboxes[0].pollEvery');
  expect(JSON.stringify(all)).not.toContain('hunter2');
});

it('says which file holds the URL of a server', () => {
  const url = join(folder, 'imap-url');
  writeFileSync(url, 'imap://support:hunter2@127.0.0.1:1143', { mode: 0o600 });
  const environment = {
    IMAP_URL_FILE: url,
    SMTP_URL: 'smtp://127.0.0.1:1025',
    SUPPORT_ADDRESS: 'support@desk.example',
  };
  const sources = new Map(
    effectiveConfig(loadSettings({ environment })).map(({ path, source }) => [keyText(path), source]),
  );
  expect(sources.get('mailboxes[0].imap.pass')).toBe('IMAP_URL_FILE');
  expect(sources.get('mailboxes[0].smtp.host')).toBe('environment');
});

it('says that nothing comes from an environment that is empty', () => {
  const all = effectiveConfig(loadSettings({ environment: {} }));
  expect(all.filter(({ source }) => source !== 'default')).toEqual([]);
});

it('names the variable as it is set: a file that holds the value is another place', () => {
  const pass = join(folder, 'imap-pass');
  writeFileSync(pass, 'hunter2', { mode: 0o600 });
  const all = effectiveConfig(loadSettings({ file, environment: { DOMAIN: 'desk.example', IMAP_PASS_FILE: pass } }));
  expect(all.find(({ path }) => keyText(path) === 'mailboxes[0].imap.pass')?.source).toBe(`${file}:6, IMAP_PASS_FILE`);
});

it('a URL is shown without its password', () => {
  expect(withoutPassword('postgres://desk:p%40ss@db.example:5432/desk')).toBe(
    'postgres://desk:•••@db.example:5432/desk',
  );
});
