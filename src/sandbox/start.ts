import { loadSettings } from '../config.ts';
import { createLogger } from '../log.ts';
import { startDaemon } from '../main.ts';
import { servePage } from './page.ts';
import { openSandbox, type Sandbox, SandboxRunning } from './sandbox.ts';
import { playStory, type Scene } from './story.ts';

const directory = '.tsdesk';

/**
 * `npm start`: the demo desk, its mail system and a page to read and write everybody's mail, until SIGTERM or SIGINT. With
 * `demo` one ticket plays by itself instead. Returns the exit code.
 */
export async function startSandbox({ demo, fresh }: { demo: boolean; fresh: boolean }): Promise<0 | 1> {
  const logLevel = demo ? 'error' : loadSettings().logLevel;
  let sandbox: Sandbox;
  try {
    sandbox = await openSandbox({ directory, fresh, logLevel });
  } catch (error) {
    if (!(error instanceof SandboxRunning)) throw error;
    console.error(error.message);
    return 1;
  }
  const daemon = await startDaemon(sandbox.settings, 'all', createLogger(logLevel));
  try {
    await until(async () => (await daemon.ready()).every(({ ok }) => ok));
    await (demo ? showStory(sandbox) : showPage(sandbox));
    return 0;
  } finally {
    await daemon.stop();
    await sandbox.stop();
  }
}

async function showStory({ mail }: Sandbox): Promise<void> {
  const number = await playStory(mail, (scene) => console.log(sceneLine(scene)));
  console.log(`${number} is closed. "npm start" shows everybody's mail.`);
}

function sceneLine({ afterMs, who, does, subject }: Scene): string {
  return `${(afterMs / 1000).toFixed(1).padStart(5)} s  ${does === 'writes' ? '→' : '←'} ${who}  ${subject}`;
}

async function showPage({ mail, settings }: Sandbox): Promise<void> {
  const page = await servePage(mail);
  console.log(`The demo desk is open: ${page.url}`);
  console.log(
    `IMAP 127.0.0.1:${mail.imapPort('support')} · SMTP 127.0.0.1:${mail.smtpPort} · configuration ${settings.file}`,
  );
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await page.close();
}

/** The daemon tells nobody when it has become ready. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}
