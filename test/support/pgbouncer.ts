import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from './child.ts';
import { freePort } from './free-port.ts';
import { findProgram } from './program.ts';
import { makeScratch, serverUser } from './scratch.ts';

const program = findProgram('pgbouncer');

/** Why no PgBouncer can be started here, or false: `describe.skipIf(pgbouncerMissing)`. */
export const pgbouncerMissing: string | false =
  program === undefined && 'PgBouncer is not installed (Debian: pgbouncer)';

export interface PgBouncer {
  /** The same database, through the pooler. */
  url: string;
  stop(): Promise<void>;
}

/** Debian's PgBouncer before the database of this URL, with nothing set but what the mode asks for. */
export async function startPgBouncer(databaseUrl: string, mode: 'session' | 'transaction'): Promise<PgBouncer> {
  if (program === undefined) throw new Error(String(pgbouncerMissing));
  const scratch = await makeScratch('pgbouncer');
  const port = await freePort();
  const { hostname, port: behind, username, password, pathname } = new URL(databaseUrl);
  const users = join(scratch.path, 'users.txt');
  const file = join(scratch.path, 'pgbouncer.ini');
  writeFileSync(users, `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`, { mode: 0o644 });
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${behind}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${users}
pool_mode = ${mode}
`,
    { mode: 0o644 },
  );
  const child = new Child({ command: program, args: [file], ...serverUser });
  await child.waitForLine((line) => line.includes('process up'));
  const url = Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port), pathname });
  return {
    url: url.href,
    async stop() {
      await child.stop('SIGINT');
      await scratch.remove();
    },
  };
}
