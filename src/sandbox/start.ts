import stringWidth from 'fast-string-width';
import { isRunByNpm, terminalLanguage } from '../config/environment.ts';
import { loadSettings } from '../config/settings.ts';
import { createLogger } from '../lib/log.ts';
import { PACKAGE_FOLDER } from '../lib/own-package.ts';
import { type Locale, localeFor } from '../words/locale.ts';
import { openDemoDesk } from './demo-desk.ts';
import { demoNames, password } from './demo-team.ts';
import type { MailServer } from './mail/mail-server.ts';
import { type Bell, createBell } from './page/news.ts';
import { PAGE_PORT, servePage } from './page/page.ts';
import { type DemoDesk, pageDesk } from './page/page-desk.ts';
import { readableLog } from './readable-log.ts';
import { SandboxRefusal } from './refusal.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { playStory, type Scene } from './story.ts';

const directory = '.tsdesk';

interface Options {
  demo: boolean;
  fresh: boolean;
  /** The log as JSON lines, as in production. */
  json: boolean;
}

/** Of the desk, where neither the terminal nor a browser says another. */
const LANGUAGE: Locale = 'zh-CN';

/**
 * `npm start`: the demo desk, its mail system and a page to read and write everybody's mail, until a signal.
 * With `demo` one ticket plays by itself instead. Returns the exit code; 1 when it cannot start or the story was broken
 * off.
 */
export async function startSandbox({ demo, fresh, json }: Options): Promise<0 | 1> {
  const stopped = stopSignal();
  const logLevel = demo ? 'error' : loadSettings().logLevel;
  const bell = createBell();
  const log = json ? jsonLog(logLevel, bell) : readableLog(logLevel, (line) => process.stderr.write(line), bell.ring);
  const sandbox = await openSandbox({
    directory,
    fresh,
    logLevel,
    locale: localeFor(terminalLanguage()) ?? LANGUAGE,
  }).catch((error) => {
    if (error instanceof SandboxRefusal) return error;
    throw error;
  });
  if (sandbox instanceof SandboxRefusal) {
    console.error(sandbox.message);
    return 1;
  }
  try {
    const demoDesk = await openDemoDesk(sandbox, log);
    try {
      return await (demo
        ? Promise.race([showStory(sandbox), stopped.then(() => 1 as const)])
        : showPage(sandbox, demoDesk, bell, stopped));
    } finally {
      await demoDesk.stop();
    }
  } finally {
    await sandbox.stop();
  }
}

const jsonLog = (level: string, bell: Bell) =>
  createLogger(level, (line) => {
    process.stderr.write(line);
    bell.ring();
  });

async function showStory({ mail, locale }: Sandbox): Promise<0> {
  const number = await playStory(mail, locale, (scene) => console.log(sceneLine(scene)));
  console.log(`${number} is closed. "npm start" shows everybody's mail.`);
  return 0;
}

function sceneLine({ afterMs, who, does, subject }: Scene): string {
  return `${(afterMs / 1000).toFixed(1).padStart(5)} s  ${who} ${does}: ${subject}`;
}

async function showPage(sandbox: Sandbox, demoDesk: DemoDesk, bell: Bell, stopped: Promise<void>): Promise<0> {
  const { mail, settings } = sandbox;
  const page = await servePage(mail, pageDesk(demoDesk, sandbox), bell);
  for (const line of welcomeLines(mail, settings.file ?? '')) console.log(line);
  if (page.port !== PAGE_PORT) console.log(`Port ${PAGE_PORT} is taken; the page has ${page.port}.`);
  console.log(`The demo desk is open: ${page.url}`);
  await stopped;
  await page.close();
  return 0;
}

/** How a real mail program becomes one of the demo's people, and where the rest is. */
function* welcomeLines(mail: MailServer, file: string): Generator<string> {
  yield `Mail programs: IMAP and SMTP on 127.0.0.1 without TLS, SMTP port ${mail.smtpPort}, every password is “${password}”.`;
  for (const { user, names, address } of demoNames())
    yield `  ${padded(names, 32)} ${address.padEnd(26)} login ${user.padEnd(8)} IMAP port ${mail.imapPort(user)}`;
  yield `Configuration: ${file} (kept when you edit it; read at the next start).`;
  yield `Commands, in another terminal here: . ${directory}/environment && ${asStarted()} ticket list`;
  yield 'Ctrl-C stops it; what it holds is there again at the next start.';
}

/** How this program is called here: a global installation has no need of npx, which would fetch whatever has the name. */
const asStarted = (): string => (isRunByNpm() || process.cwd() === PACKAGE_FOLDER ? 'npx tsdesk' : 'tsdesk');

/** To a width in columns of a terminal, where a Chinese character takes two. */
const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - stringWidth(text)));

/**
 * Settles when it is asked to end, its terminal is closed, or nobody takes what it prints any more. None of that ends
 * the process by itself from now on: PostgreSQL would be left behind.
 */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    for (const stream of [process.stdout, process.stderr])
      stream.removeAllListeners('error').on('error', () => resolve());
  });
}
