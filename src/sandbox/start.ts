import { loadSettings } from '../config/settings.ts';
import { type Daemon, startDaemon } from '../daemon.ts';
import { createLogger } from '../lib/log.ts';
import { sleep } from '../lib/sleep.ts';
import { servePage } from './page/page.ts';
import { openSandbox, type Sandbox, SandboxRunning } from './sandbox.ts';
import { playStory, type Scene } from './story.ts';

const directory = '.tsdesk';

/** How long the daemon may take to be ready, in milliseconds. */
const READY_WITHIN_MS = 60_000;

/**
 * `npm start`: the demo desk, its mail system and a page to read and write everybody's mail, until SIGTERM or SIGINT.
 * With `demo` one ticket plays by itself instead. Returns the exit code; 1 when it cannot start or the story was broken
 * off.
 */
export async function startSandbox({ demo, fresh }: { demo: boolean; fresh: boolean }): Promise<0 | 1> {
  const stopped = stopSignal();
  const logLevel = demo ? 'error' : loadSettings().logLevel;
  const sandbox = await openSandbox({ directory, fresh, logLevel }).catch((error) => {
    if (error instanceof SandboxRunning) return error;
    throw error;
  });
  if (sandbox instanceof SandboxRunning) {
    console.error(sandbox.message);
    return 1;
  }
  try {
    const daemon = await startDaemon(sandbox.settings, 'all', createLogger(logLevel));
    try {
      await becomeReady(daemon);
      return await (demo
        ? Promise.race([showStory(sandbox), stopped.then(() => 1 as const)])
        : showPage(sandbox, stopped));
    } finally {
      await daemon.stop();
    }
  } finally {
    await sandbox.stop();
  }
}

async function showStory({ mail }: Sandbox): Promise<0> {
  const number = await playStory(mail, (scene) => console.log(sceneLine(scene)));
  console.log(`${number} is closed. "npm start" shows everybody's mail.`);
  return 0;
}

function sceneLine({ afterMs, who, does, subject }: Scene): string {
  return `${(afterMs / 1000).toFixed(1).padStart(5)} s  ${who} ${does}: ${subject}`;
}

async function showPage({ mail, settings }: Sandbox, stopped: Promise<void>): Promise<0> {
  const page = await servePage(mail);
  console.log(`The demo desk is open: ${page.url}`);
  console.log(
    `IMAP 127.0.0.1:${mail.imapPort('support')} · SMTP 127.0.0.1:${mail.smtpPort} · configuration ${settings.file}`,
  );
  console.log(`Commands, in another terminal here: . ${directory}/environment && npx tsdesk ticket list`);
  console.log('Ctrl-C stops it; what it holds is there again at the next start.');
  await stopped;
  await page.close();
  return 0;
}

/** Settles at the first SIGTERM or SIGINT; from now on neither ends the process by itself. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

/** Polls, since the daemon announces nothing. Throws when it takes too long, with what is missing. */
async function becomeReady(daemon: Daemon): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const amiss = (await daemon.ready()).filter(({ ok }) => !ok);
    if (amiss.length === 0) return;
    if (performance.now() > deadline)
      throw new Error(`not ready: ${amiss.map(({ name, detail }) => `${name} ${detail}`).join(', ')}`);
    await sleep(50);
  }
}
