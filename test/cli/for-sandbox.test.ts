import { expect, it } from 'vitest';
import { isForSandbox } from '../../src/cli/for-sandbox.ts';
import type { Environment } from '../../src/config/environment.ts';
import { loadSettings } from '../../src/config/settings.ts';

const MAILBOX = {
  IMAP_URL: 'imaps://support:secret@mail.example',
  SMTP_URL: 'smtps://mail.example',
  SUPPORT_ADDRESS: 'support@desk.example',
};

it.each<[Environment, string]>([
  [MAILBOX, 'IMAP_URL, SMTP_URL, SUPPORT_ADDRESS are set'],
  [{ TSDESK_SECRET: 'a secret of sixteen' }, 'TSDESK_SECRET is set'],
  [{ REDIS_URL: 'redis://127.0.0.1' }, 'REDIS_URL is set'],
  [{ MIGRATE_DATABASE_URL: 'postgres://owner@db.example/desk' }, 'MIGRATE_DATABASE_URL is set'],
  [{ QUEUE_DATABASE_URL: 'postgres://queue@db.example/desk' }, 'QUEUE_DATABASE_URL is set'],
])('half a configuration gets no demo, but hears what is missing: %o', (environment, said) => {
  const ask = () => isForSandbox(loadSettings({ environment }));
  expect(ask).toThrow(expect.objectContaining({ exitCode: 78, message: expect.stringContaining(said) }));
  expect(ask).toThrow(/neither DATABASE_URL .* nor a configuration file/);
});

it.each<[Environment, boolean]>([
  [{ LOG_LEVEL: 'warn', IMAP_URL: '' }, true],
  [{ DATABASE_URL: 'postgres://desk@db.example/desk' }, false],
  [{ ...MAILBOX, DATABASE_URL: 'postgres://desk@db.example/desk' }, false],
])('%o is for the sandbox: %s', (environment, expected) => {
  expect(isForSandbox(loadSettings({ environment }))).toBe(expected);
});
