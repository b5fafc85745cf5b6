import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The same engine twice, as Debian packages it: alone, which takes half of the processor's time, and with its windows. */
const PROGRAMS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const program = PROGRAMS.find(existsSync);

/** Whether there is no Chromium, and tests in a browser are skipped. */
export const browserMissing = program === undefined;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium, which asks nobody on the network for anything of its own. @throws when it is not installed */
export function openBrowser(executablePath = program): Promise<Browser> {
  if (executablePath === undefined) throw new Error(`no Chromium at ${PROGRAMS.join(' or ')}`);
  return chromium.launch({ executablePath, args: FLAGS, timeout: 120_000 });
}
