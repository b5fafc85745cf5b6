import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runTsdesk, startDaemon } from '../support/daemon.ts';
import { makeScratch } from '../support/scratch.ts';
import { until } from '../support/until.ts';

let scratch: Awaited<ReturnType<typeof makeScratch>>;
beforeEach(async () => {
  scratch = await makeScratch('start');
});
afterEach(() => scratch.remove());

/**
 * A whole desk from nothing: databases are created, queues laid out, on a machine that may be busy with other tests.
 */
const timeout = 180_000;

test('--demo plays a ticket from the first mail to its closing, and ends', { timeout }, async () => {
  const demo = runTsdesk(['start', '--demo'], { cwd: scratch.path });
  expect(await demo.exited).toEqual({ code: 0, signal: null });
  expect(demo.stdout.at(-2)).toMatch(/张三 receives: \[TS\d+\].*已关闭/);
  expect(demo.stdout.at(-1)).toMatch(/^TS\d{11} is closed/);
});

test('--demo speaks the language of the terminal', { timeout }, async () => {
  const demo = runTsdesk(['start', '--demo'], { cwd: scratch.path, env: { LANG: 'en_GB.UTF-8' } });
  expect(await demo.exited).toEqual({ code: 0, signal: null });
  expect(demo.stdout.at(-2)).toMatch(/Emily Carter receives: \[TS\d+\].*Closed/);
  // Of all of it only the Chinese customer's own mail and its acknowledgement.
  expect(demo.stdout.filter((line) => /\p{Script=Han}/u.test(line) && !line.includes('Zhang San'))).toEqual([]);
});

/** The page's address, once the desk is open. */
async function openDesk() {
  const daemon = startDaemon({ cwd: scratch.path });
  const line = await daemon.waitForLog((each) => each.startsWith('The demo desk is open'), timeout);
  return { daemon, url: line.slice(line.indexOf('http')) };
}

const write = (url: string, subject: string) =>
  fetch(`${url}/emily/write`, {
    method: 'POST',
    body: new URLSearchParams({ to: 'support@desk.example', subject, text: 'The export fails with an error.' }),
  });

test('a mail written on the page is acknowledged, also after a kill and a start', { timeout }, async () => {
  const first = await openDesk();
  await write(first.url, 'first request');
  await acknowledged(first.url, 'first request');
  await first.daemon.kill();

  const second = await openDesk();
  await acknowledged(second.url, 'first request');
  await write(second.url, 'second request');
  await acknowledged(second.url, 'second request');
  expect(await second.daemon.stop('SIGINT')).toEqual({ code: 0, signal: null });
});

const lock = () => existsSync(join(scratch.path, '.tsdesk/postgres/data/postmaster.pid'));

/** Files of a sandbox that cannot be used, the exit code, and what is said. */
const DAMAGED = [
  ['tsdesk.yaml', '[1,2]', 78, /tsdesk\.yaml/],
  [
    'mail/li/index.json',
    '{"INBOX": {',
    1,
    /mail\/li\/index\.json is damaged: delete its folder, or start with --fresh$/m,
  ],
  ['clock', 'abc', 1, /clock does not hold a number of milliseconds: delete it, or start with --fresh$/m],
] as const;

test('leaves nothing running: its terminal closed, told twice, or a file of it damaged', { timeout }, async () => {
  for (const signals of [['SIGHUP'], ['SIGINT', 'SIGINT', 'SIGTERM']] as const) {
    const { daemon } = await openDesk();
    expect(lock()).toBe(true);
    expect(daemon.stdout.join('\n')).toContain('&& tsdesk ticket list');
    for (const signal of signals) {
      process.kill(daemon.pid, signal);
      await setImmediate();
    }
    expect(await daemon.exited).toEqual({ code: 0, signal: null });
    expect(lock()).toBe(false);
  }
  for (const [name, content, code, said] of DAMAGED) {
    const file = join(scratch.path, '.tsdesk', name);
    const sound = existsSync(file) ? readFileSync(file) : null;
    writeFileSync(file, content);
    const again = runTsdesk(['start'], { cwd: scratch.path });
    expect(await again.exited).toEqual({ code, signal: null });
    expect(again.stderr.join('\n')).toMatch(said);
    expect(again.stderr.filter((line) => /^\s+at /.test(line))).toEqual([]);
    expect(lock()).toBe(false);
    if (sound === null) rmSync(file);
    else writeFileSync(file, sound);
  }
});

const acknowledged = (url: string, subject: string) =>
  until(
    `an acknowledgement of "${subject}"`,
    async () => new RegExp(`\\[TS\\d+\\].*${subject}`).test(await (await fetch(`${url}/emily`)).text()),
    { timeoutMs: timeout },
  );
