/**
 * `npm run faults [-- --kills N --seed S]`: the long run of the crash tests, N kills on each queue backend (default
 * 520), at points that the seed fixes (default: a new one, printed). Ends with a table of what was counted. `npm run
 * faults -- --backlog N`: a mailbox with N mails at the first connection, instead. `-- --customers N`: an incident with N
 * customers. `-- --restarts N`: a database server that is stopped and started N times, in each of two ways. See
 * docs/reliability.md.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '520' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    backlog: { type: 'string' },
    customers: { type: 'string' },
    restarts: { type: 'string' },
  },
});
const { kills, seed, backlog, customers, restarts } = values;
const runs: [said: string, test: string[], environment: Record<string, string>] =
  restarts !== undefined
    ? [`${restarts} restarts`, ['database', '-t', 'is stopped'], { FAULT_RESTARTS: restarts }]
    : backlog !== undefined
      ? [`${backlog} mails`, ['backlog'], { FAULT_BACKLOG: backlog }]
      : customers !== undefined
        ? [`${customers} customers`, ['incident'], { FAULT_CUSTOMERS: customers }]
        : [`${kills} kills on each backend, seed ${seed}`, ['crashes'], { FAULT_KILLS: kills, FAULT_SEED: seed }];
const [said, [test, ...only], environment] = runs;
console.log(said);
const child = spawn('vitest', ['run', `test/faults/${test}.test.ts`, ...only, '--disable-console-intercept'], {
  stdio: 'inherit',
  env: { ...process.env, ...environment },
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
