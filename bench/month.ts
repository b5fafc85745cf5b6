import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadSettings } from '../src/config/settings.ts';
import { openDesk } from '../src/desk/open.ts';
import { createLogger } from '../src/lib/log.ts';
import { playMonth } from '../src/sandbox/time/month.ts';
import type { Row, Stage } from './stage.ts';
import { openWorld, type World } from './world.ts';

const TICKETS = 2_000;
const PROGRAM = fileURLToPath(new URL('../bin/tsdesk.js', import.meta.url));
const OCTOBER = ['report', '--from', '2026-10-01', '--to', '2026-10-31'];

export const month: Stage = {
  description: `the digest and the monthly report of ${TICKETS.toLocaleString('en')} tickets, each a command of its own with its start-up`,
  long: false,
  async run({ mails }) {
    const world = await openWorld();
    try {
      await fill(world, mails ?? TICKETS);
      await measure(world, 'a first start', ['digest', '--date', '2026-10-31', '--json']);
      return [
        ...(await measure(world, 'digest', ['digest', '--date', '2026-10-31', '--json'])),
        ...(await measure(world, 'report as JSON', [...OCTOBER, '--json'])),
        ...(await measure(world, 'report as a page', [...OCTOBER, '--format', 'html'])),
      ];
    } finally {
      await world.close();
    }
  },
};

async function fill(world: World, tickets: number): Promise<void> {
  const settings = loadSettings({ file: world.configFile, environment: world.environment });
  const now = new Date('2026-11-01T00:30:00Z');
  const { desk, close } = await openDesk(settings, createLogger('silent'), () => now);
  await playMonth(desk, { from: new Date('2026-09-30T16:00:00Z'), to: new Date('2026-10-31T16:00:00Z'), now, tickets });
  await close();
}

async function measure(world: World, what: string, args: readonly string[]): Promise<Row[]> {
  const started = performance.now();
  const child = spawn(process.execPath, [PROGRAM, ...args, '--config', world.configFile], {
    env: { PATH: process.env.PATH, ...world.environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, highest(child.pid ?? 0));
  }, 5);
  const [code] = await once(child, 'exit');
  clearInterval(watch);
  if (code !== 0) throw new Error(`tsdesk ${args.join(' ')} ended with ${code}`);
  const seconds = (performance.now() - started) / 1000;
  return [
    { what, figure: seconds, unit: 's', target: { text: 'below 2 s', met: seconds < 2 } },
    { what: `${what}: memory`, figure: peak, unit: 'MB', target: { text: 'below 200 MB', met: peak < 200 } },
  ];
}

/** Peak resident memory of a process; 0 once it has ended. Linux only. */
function highest(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return 0;
    throw error;
  }
}
