import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { Child } from './child.ts';
import { freePort } from './free-port.ts';
import { Maildir } from './maildir.ts';
import { findProgram } from './program.ts';
import { giveToServer, makeScratch, serverUser } from './scratch.ts';

const program = findProgram('dovecot');

/** Why no Dovecot can be started here, or false: `describe.skipIf(dovecotMissing)`. */
export const dovecotMissing: string | false = whyMissing();

export interface DovecotOptions {
  /** `implicit` is IMAPS, `starttls` demands it; both with a self-signed certificate for 127.0.0.1. */
  tls?: 'none' | 'starttls' | 'implicit';
  /** More lines of dovecot.conf. */
  extra?: string;
}

export interface Mailbox {
  user: string;
  pass: string;
  deliver(raw: Uint8Array | string, folder?: string): Promise<void>;
  deliverMany(mails: Iterable<Uint8Array | string>, folder?: string): Promise<void>;
  /**
   * Forgets every UID and renumbers the mails under this UIDVALIDITY, as after a restored mailbox. Only while no
   * session has the folder open, or after it a `restart()`.
   */
  setUidValidity(uidValidity: number, folder?: string): void;
}

export interface Dovecot {
  host: string;
  port: number;
  /** Where its certificate is, PEM; undefined without TLS. */
  certificate: string | undefined;
  /** `imap://user:pass@host:port` or `imaps://…`. */
  url(mailbox: Mailbox): string;
  createMailbox(user: string): Mailbox;
  /** Ends every session and the listener; mail that is delivered meanwhile is there after `start()`. */
  halt(): Promise<void>;
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Its log so far. */
  log(): string[];
  /** Stops it and deletes all mail. */
  stop(): Promise<void>;
}

/** A real Dovecot on a free loopback port, with Maildirs of its own; nothing of the machine's configuration is read. */
export async function startDovecot({ tls = 'none', extra = '' }: DovecotOptions = {}): Promise<Dovecot> {
  if (program === undefined) throw new Error(String(dovecotMissing));
  const scratch = await makeScratch('dovecot');
  const port = await freePort();
  const certificate = tls === 'none' ? undefined : makeCertificate(scratch.path);
  const config = join(scratch.path, 'dovecot.conf');
  mkdirSync(join(scratch.path, 'accounts'));
  writeFileSync(config, configuration({ base: scratch.path, port, tls, extra }));

  const launch = async () => {
    const child = new Child({ command: program, args: ['-F', '-c', config], ...serverUser });
    await child.waitForLine((line) => line.includes('starting up for imap'));
    await greeting(port, tls === 'implicit');
    return child;
  };
  let child = await launch();
  const halt = async () => {
    // A Dovecot process that was forked a moment ago misses the signal.
    const again = setInterval(() => child.signal('SIGTERM'), 100);
    await child.stop();
    clearInterval(again);
  };
  const start = async () => {
    child = await launch();
  };
  return {
    host: '127.0.0.1',
    port,
    certificate,
    url: ({ user, pass }) => `${tls === 'implicit' ? 'imaps' : 'imap'}://${user}:${pass}@127.0.0.1:${port}`,
    createMailbox: (user) => createMailbox(scratch.path, user),
    halt,
    start,
    restart: () => halt().then(start),
    log: () => child.stderr,
    stop: () => halt().then(scratch.remove),
  };
}

/** Dovecot is up when it greets a client; stopped sooner, it takes seconds to stop. */
async function greeting(port: number, implicitTls: boolean): Promise<void> {
  const address = { host: '127.0.0.1', port };
  const socket = implicitTls ? connectTls({ ...address, rejectUnauthorized: false }) : connect(address);
  await once(socket, 'data');
  socket.destroy();
}

function createMailbox(base: string, user: string): Mailbox {
  const pass = `${user}-secret`;
  const home = join(base, 'mail', user);
  mkdirSync(home, { recursive: true });
  giveToServer(home);
  const maildir = new Maildir(join(home, 'Maildir'));
  // One file each: Dovecot checks at most once a second whether a password file has changed.
  writeFileSync(join(base, 'accounts', user), `${user}:{PLAIN}${pass}::::::\n`);
  return {
    user,
    pass,
    deliver: (raw, folder) => maildir.deliver(raw, folder),
    deliverMany: (mails, folder) => maildir.deliverMany(mails, folder),
    setUidValidity: (uidValidity, folder = 'INBOX') => renumber(maildir.folderPath(folder), uidValidity),
  };
}

/** The header line of dovecot-uidlist (version 3): V is the UIDVALIDITY, N the next UID. */
function renumber(folder: string, uidValidity: number): void {
  for (const index of ['dovecot.index', 'dovecot.index.log', 'dovecot.index.cache']) {
    rmSync(join(folder, index), { force: true });
  }
  const list = join(folder, 'dovecot-uidlist');
  writeFileSync(list, `3 V${uidValidity} N1\n`);
  giveToServer(list);
}

interface Settings {
  base: string;
  port: number;
  tls: NonNullable<DovecotOptions['tls']>;
  extra: string;
}

/**
 * Dovecot 2.3, everything as one ordinary user: no chroot, no other users, no PAM. A wrong password delays no later
 * login from the same address (`auth_failure_delay`, `anvil-auth-penalty`).
 */
function configuration({ base, port, tls, extra }: Settings): string {
  const encryption =
    tls === 'none' ? 'ssl = no' : `ssl = required\nssl_cert = <${base}/cert.pem\nssl_key = <${base}/key.pem`;
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${base}/run
state_dir = ${base}/state
log_path = /dev/stderr
default_internal_user = ${identity('-un')}
default_internal_group = ${identity('-gn')}
default_login_user = ${identity('-un')}
${encryption}
disable_plaintext_auth = no
auth_failure_delay = 0 secs
mail_location = maildir:~/Maildir
mail_max_userip_connections = 1000
mailbox_idle_check_interval = 1 secs
first_valid_uid = 1
passdb {
  driver = passwd-file
  args = ${base}/accounts/%u
}
userdb {
  driver = static
  args = home=${base}/mail/%u
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${tls === 'implicit' ? 0 : port}
  }
  inet_listener imaps {
    port = ${tls === 'implicit' ? port : 0}
    ssl = yes
  }
}
${extra}
`;
}

/** The name of the server's user (`-un`) or of its group (`-gn`). */
function identity(what: '-un' | '-gn'): string {
  const of = serverUser.uid === undefined ? [] : [String(serverUser.uid)];
  return execFileSync('id', [what, ...of], { encoding: 'utf8' }).trim();
}

export function makeCertificate(base: string): string {
  const certificate = join(base, 'cert.pem');
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'],
      ...['-keyout', join(base, 'key.pem'), '-out', certificate],
    ],
    { stdio: 'pipe' },
  );
  giveToServer(join(base, 'key.pem'));
  return certificate;
}

function whyMissing(): string | false {
  if (program === undefined) return 'Dovecot is not installed (Debian: dovecot-imapd)';
  const version = execFileSync(program, ['--version'], { encoding: 'utf8' }).trim();
  return version.startsWith('2.3.') ? false : `Dovecot 2.3 is wanted, ${version} is installed`;
}
