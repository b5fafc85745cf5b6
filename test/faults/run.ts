/**
 * `npm run faults [-- --kills N --seed S]`: the long run of the crash tests, N kills on each queue backend (default 520),
 * at points that the seed fixes (default: a new one, printed). Ends with a table of what was counted; see
 * docs/reliability.md.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '520' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
console.log(`${values.kills} kills on each backend, seed ${values.seed}`);
const child = spawn('vitest', ['run', 'test/faults/crashes.test.ts', '--disable-console-intercept'], {
  stdio: 'inherit',
  env: { ...process.env, FAULT_KILLS: values.kills, FAULT_SEED: values.seed },
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
