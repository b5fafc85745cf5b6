import { isDeepStrictEqual } from 'node:util';
import { type Daemon, startDaemon } from '../daemon.ts';
import type { Logger } from '../lib/log.ts';
import { sleep } from '../lib/sleep.ts';
import type { Locale } from '../words/locale.ts';
import type { DemoDesk } from './page/page-desk.ts';
import type { Sandbox } from './sandbox.ts';

/** Resolves when the desk is ready. Rejects when it takes too long, with what is missing. */
export async function openDemoDesk(sandbox: Sandbox, log: Logger): Promise<DemoDesk> {
  let { settings, locale } = sandbox;
  const start = (): Promise<Daemon> => startDaemon(settings, 'all', log, sandbox.clock.now);
  let daemon = await start();
  let runs = true;
  try {
    await becomeReady(daemon);
  } catch (error) {
    await daemon.stop();
    throw error;
  }
  const goOnIn = async (other: Locale): Promise<void> => {
    const before = settings;
    settings = await sandbox.speak(other);
    if (!runs || !isDeepStrictEqual(settings, before)) {
      if (runs) {
        runs = false;
        await daemon.stop();
      }
      daemon = await start();
      runs = true;
    }
    // Once it is so: a language that the desk could not go on in may be asked for again.
    locale = other;
  };
  let change = Promise.resolve();
  return {
    desk: () => daemon.desk,
    locale: () => locale,
    speak(other) {
      change = goOnIn(other);
      return change;
    },
    async stop() {
      // Whoever asked for the change hears of its trouble.
      await Promise.allSettled([change]);
      if (runs) await daemon.stop();
    },
  };
}

/** How long the daemon may take to be ready, in milliseconds. */
const READY_WITHIN_MS = 60_000;

/** Polls, since the daemon announces nothing. */
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
