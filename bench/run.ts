/** `npm run bench [-- STAGE…]`: see docs/benchmarks.md. */
import { measureDesk } from './desk.ts';
import { openWorld } from './world.ts';

const world = await openWorld();
try {
  console.log(await measureDesk(world, Number(process.argv[2] ?? 500), process.argv[3] ?? ''));
} finally {
  await world.close();
}
