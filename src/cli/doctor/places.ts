import { createServer } from 'node:net';
import type { Settings } from '../../config/settings.ts';
import { readLogo } from '../../desk/logo.ts';
import { listensAt } from '../../http/server.ts';
import { readRenderer } from '../../letter/proofread.ts';
import { scanWithClamd } from '../../lib/clamd.ts';
import { type Finding, look, note } from './finding.ts';

/** Everything of this machine that the daemon uses beside its database and its mailboxes. */
export async function placeFindings(settings: Settings): Promise<Finding[]> {
  const { http, templates, desk, clamd } = settings.config;
  return [
    await httpPort(http.listen),
    await look('templates', 'correct or remove the template named', async () => {
      readRenderer(templates);
      return 'all letters can be written';
    }),
    ...(desk.logo === null ? [] : [await logoFinding(settings)]),
    ...(clamd === null ? [] : [await scannerFinding(clamd)]),
  ];
}

/** The daemon runs without its port, too, and one that runs has it: never more than a note. */
async function httpPort(listen: string): Promise<Finding> {
  if (listen === 'off') return { check: 'http', ok: true, finding: 'off', remedy: '' };
  const remedy = 'nothing to do if that is the daemon; else correct http.listen';
  const found = await look('http', remedy, async () => {
    await new Promise<void>((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(listensAt(listen), () => server.close(() => resolve()));
    });
    return `${listen} is free`;
  });
  return found.ok ? found : note('http', `${listen} cannot be used: ${found.finding}`, remedy);
}

const logoFinding = (settings: Settings): Promise<Finding> =>
  look('logo', 'name a PNG, JPEG or GIF of at most 64 KiB under desk.logo, or leave it out', async () => {
    const logo = readLogo(settings);
    return `${logo?.type}, ${logo?.content.length} octets`;
  });

/** While the scanner is away, every mail with attachments waits in quarantine. */
const scannerFinding = (clamd: NonNullable<Settings['config']['clamd']>): Promise<Finding> =>
  look('virus scanner', 'start clamd (TCPSocket, TCPAddr in clamd.conf), or correct clamd: host and port', async () => {
    await scanWithClamd(clamd, Buffer.from('tsdesk doctor'));
    return `clamd at ${clamd.host}:${clamd.port}`;
  });
