/**
 * `npm run flood [-- SENDERS]`: mail from so many forged senders within three hours, customers' mail among it; default
 * 50,000. Prints how many were acknowledged; exits 1 when it were more than 300 in an hour, or a customer was not.
 */
import { spawn } from 'node:child_process';

const [senders = '50000'] = process.argv.slice(2);
const child = spawn('vitest', ['run', 'test/journeys/trust/flood.test.ts', '--disable-console-intercept'], {
  stdio: 'inherit',
  env: { ...process.env, TSDESK_FLOOD: senders },
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
