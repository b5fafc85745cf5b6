/**
 * The mails of `chain` through Request Tracker 5 as Debian has it, and through the desk, in one run: `node
 * bench/peers/request-tracker.ts [--mails 200] [--root FOLDER]`. RT is installed by mmdebstrap into a folder of its own
 * (default `.tsdesk/request-tracker`, 700 MB, kept for the next run) and runs there by chroot, so this needs root and
 * Debian's archive. docs/benchmarks.md says what either does with a mail.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '../../src/sandbox/free-port.ts';
import { until } from '../../test/support/until.ts';
import { postmasterOf, reapedSeconds, treeSeconds } from '../cpu.ts';
import { runDesk } from '../desk.ts';
import { problems } from '../mails.ts';
import { concurrently } from '../stage.ts';
import { openWorld, type World } from '../world.ts';

const { values } = parseArgs({
  options: { mails: { type: 'string', default: '200' }, root: { type: 'string', default: '.tsdesk/request-tracker' } },
});
const MAILS = Number(values.mails);
const ROOT = resolve(values.root);
const PACKAGES = 'request-tracker5,rt5-standalone,rt5-db-postgresql,dbconfig-no-thanks,msmtp-mta,starlet';
/** Of RT's web server, and mails handed to it at once: one for each core. */
const WORKERS = 2;
const WARM_UP = 10;

type Figures = { readonly perSecond: number; readonly cpuMs: number; readonly postgresMs: number };

const tracker = await inWorld(throughRequestTracker);
const desk = await inWorld(throughDesk);
for (const [name, { perSecond, cpuMs, postgresMs }] of Object.entries({ 'Request Tracker': tracker, tsdesk: desk }))
  console.log(
    `${name}: ${perSecond.toFixed(1)} mails a second; CPU a mail ${cpuMs.toFixed(1)} ms and ${postgresMs.toFixed(1)} ms of PostgreSQL`,
  );
const [slow, fast] = [tracker.cpuMs + tracker.postgresMs, desk.cpuMs + desk.postgresMs];
console.log(
  `the desk: ${(desk.perSecond / tracker.perSecond).toFixed(1)} × the mails a second, 1/${(slow / fast).toFixed(1)} of the CPU`,
);

async function inWorld<T>(measure: (world: World, postmaster: number) => Promise<T>): Promise<T> {
  const world = await openWorld();
  try {
    return await measure(world, await postmasterOf(world.databaseUrl));
  } finally {
    await world.close();
  }
}

async function throughDesk(world: World, postmaster: number): Promise<Figures> {
  let before = 0;
  const { perSecond, cpuMsAMail } = await runDesk(world, MAILS, {
    warmedUp: async () => {
      before = treeSeconds(postmaster);
    },
  });
  return { perSecond, cpuMs: cpuMsAMail, postgresMs: ((treeSeconds(postmaster) - before) / MAILS) * 1000 };
}

/** Each mail to `rt-mailgate`, a process a mail, as a mail server would hand it over; RT's letters go to the relay. */
async function throughRequestTracker(world: World, postmaster: number): Promise<Figures> {
  if (!existsSync(join(ROOT, 'usr/share/request-tracker5/libexec/rt-server')))
    execFileSync(
      'mmdebstrap',
      ['--variant=apt', '--aptopt=APT::Install-Recommends "false"', `--include=${PACKAGES}`, 'bookworm', ROOT],
      { stdio: 'inherit' },
    );
  const port = await freePort();
  configure(world, port);
  const { username, password } = new URL(world.databaseUrl);
  inRoot(['rt-setup-database-5', '--action', 'init', '--dba', username, '--dba-password', password]);
  inRoot(['perl', '-I/usr/share/request-tracker5/lib', '/setup.pl']);
  const server = spawn(
    'chroot',
    [
      ROOT,
      '/usr/share/request-tracker5/libexec/rt-server',
      '--server',
      'Starlet',
      '--port',
      String(port),
      '--max-workers',
      String(WORKERS),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    const url = `http://127.0.0.1:${port}`;
    await until(
      'RT to answer',
      () =>
        fetch(url).then(
          ({ ok }) => ok,
          () => false,
        ),
      { timeoutMs: 120_000, everyMs: 500 },
    );
    const all = problems(WARM_UP + MAILS);
    await concurrently(all.slice(0, WARM_UP), WORKERS, (mail) => handOver(url, mail));
    await until('the first letters', () => world.relay.accepted >= WARM_UP * 2, { timeoutMs: 60_000 });
    const own = (): number => reapedSeconds() + treeSeconds(server.pid ?? 0);
    const from = { own: own(), postgres: treeSeconds(postmaster), at: performance.now() };
    await concurrently(all.slice(WARM_UP), WORKERS, (mail) => handOver(url, mail));
    await until('all letters', () => world.relay.accepted >= (WARM_UP + MAILS) * 2, { timeoutMs: 600_000 });
    const a = (seconds: number): number => (seconds / MAILS) * 1000;
    return {
      perSecond: (MAILS / (performance.now() - from.at)) * 1000,
      cpuMs: a(own() - from.own),
      postgresMs: a(treeSeconds(postmaster) - from.postgres),
    };
  } finally {
    server.kill('SIGTERM');
  }
}

function handOver(url: string, mail: string): Promise<void> {
  return new Promise((done, failed) => {
    const args = ['rt-mailgate-5', '--queue', 'General', '--action', 'correspond', '--url', url];
    const gateway = spawn('chroot', [ROOT, ...args], { stdio: ['pipe', 'ignore', 'inherit'] });
    gateway.on('exit', (code) => (code === 0 ? done() : failed(new Error(`rt-mailgate ended with ${code}`))));
    gateway.stdin.end(mail);
  });
}

function inRoot(command: string[]): void {
  execFileSync('chroot', [ROOT, ...command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
  });
}

/** RT as it comes: only where it is, and that letters go to the relay. A customer is answered and the staff are told. */
function configure({ databaseUrl, relay }: World, port: number): void {
  const { hostname, port: databasePort } = new URL(databaseUrl);
  const settings = {
    rtname: 'desk.example',
    Organization: 'desk.example',
    WebDomain: '127.0.0.1',
    WebPort: port,
    WebPath: '',
    WebBaseURL: `http://127.0.0.1:${port}`,
    CorrespondAddress: 'support@desk.example',
    DatabaseType: 'Pg',
    DatabaseHost: hostname,
    DatabasePort: databasePort,
    DatabaseName: 'rt5',
    DatabaseUser: 'rt_user',
    DatabasePassword: 'of a benchmark',
    LogToSTDERR: 'warning',
    SendmailPath: '/usr/bin/msmtp',
    SendmailArguments: '-C /etc/msmtp-relay -t',
  };
  const lines = Object.entries(settings).map(([name, value]) => `Set($${name}, '${value}');`);
  writeFileSync(join(ROOT, 'etc/request-tracker5/RT_SiteConfig.pm'), `${lines.join('\n')}\n1;\n`);
  rmSync(join(ROOT, 'etc/request-tracker5/RT_SiteConfig.d'), { recursive: true, force: true });
  const relayed = `account default\nhost 127.0.0.1\nport ${relay.port}\nfrom support@desk.example\ntls off\nauth off\n`;
  writeFileSync(join(ROOT, 'etc/msmtp-relay'), relayed, { mode: 0o644 });
  writeFileSync(
    join(ROOT, 'setup.pl'),
    `use RT; RT::LoadConfig(); RT::Init();
my $queue = RT::Queue->new(RT->SystemUser); $queue->Load('General');
my $staff = RT::User->new(RT->SystemUser);
$staff->Create(Name => 'li', EmailAddress => 'li@desk.example', Privileged => 1);
$queue->AddWatcher(Type => 'AdminCc', PrincipalId => $staff->id);
my $all = RT::Group->new(RT->SystemUser); $all->LoadSystemInternalGroup('Everyone');
$all->PrincipalObj->GrantRight(Right => $_, Object => $queue) for qw(CreateTicket ReplyToTicket SeeQueue);
`,
  );
}
