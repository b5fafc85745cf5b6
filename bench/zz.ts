import { join } from 'node:path';
import { runDesk } from './desk.ts';
import { openWorld } from './world.ts';
const kind = process.argv[2]; const n = Number(process.argv[3] ?? 1000);
const world = await openWorld();
try {
  const opts = kind === 'src' ? { program: join(import.meta.dirname, '../src/cli/main.ts') } : kind === 'prof' ? { env: { NODE_OPTIONS: '--cpu-prof --cpu-prof-dir=/tmp/zzprof' } } : { env: { NODE_OPTIONS: process.argv[4] ?? '' } };
  const d = await runDesk(world, n, opts);
  console.log(kind, n, `${d.perSecond.toFixed(1)}/s desk ${d.cpuMsAMail.toFixed(1)} db ${d.databaseCpuMsAMail.toFixed(1)} peak ${d.peakMegabytes.toFixed(0)}`);
} finally { await world.close(); }
