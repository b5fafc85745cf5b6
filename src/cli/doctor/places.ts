import { createServer } from 'node:net';
import type { BrandConfig, Settings } from '../../config/settings.ts';
import { readLogo } from '../../desk/logo.ts';
import { listensAt } from '../../http/server.ts';
import { readRenderer } from '../../letter/proofread.ts';
import { scanWithClamd } from '../../lib/clamd.ts';
import { networkFault } from '../../lib/network-fault.ts';
import { counted } from '../counted.ts';
import { type Finding, look, messageOf, note, well, wrong } from './finding.ts';

/** Everything of this machine that the daemon uses beside its database and its mailboxes. */
export async function placeFindings(settings: Settings): Promise<Finding[]> {
  const { http, templates, desk, brands, clamd } = settings.config;
  return [
    await httpPort(http.listen),
    await templatesFinding('templates', templates),
    ...(desk.logo === null ? [] : [await logoFinding(settings, 'desk.logo', desk.logo)]),
    ...(await Promise.all(brands.flatMap((each, at) => dressFindings(settings, each, at)))),
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

const templatesFinding = (check: string, folder: string | null): Promise<Finding> =>
  look(check, 'correct or remove the template named', async () => {
    readRenderer(folder);
    return 'all letters can be written';
  });

const logoFinding = (settings: Settings, key: string, file: string): Promise<Finding> =>
  look(
    key === 'desk.logo' ? 'logo' : key,
    `name a PNG, JPEG or GIF of at most 64 KiB under ${key}, or leave it out`,
    async () => {
      const logo = readLogo(settings, { key, logo: file });
      return `${logo?.type}, ${counted(logo?.content.length ?? 0, 'octet')}`;
    },
  );

/** What letters of a brand have of their own. */
const dressFindings = (settings: Settings, { logo, templates }: BrandConfig, at: number): Promise<Finding>[] => [
  ...(templates === null ? [] : [templatesFinding(`brands[${at}].templates`, templates)]),
  ...(logo === null ? [] : [logoFinding(settings, `brands[${at}].logo`, logo)]),
];

/** While the scanner is away, every mail with attachments waits in quarantine. */
async function scannerFinding(clamd: NonNullable<Settings['config']['clamd']>): Promise<Finding> {
  const check = 'virus scanner';
  const place = `${clamd.host}:${clamd.port}`;
  try {
    await scanWithClamd(clamd, Buffer.from('tsdesk doctor'));
    return well(check, `clamd at ${place}`);
  } catch (error) {
    return wrong(
      check,
      networkFault(error, place)?.finding ?? messageOf(error),
      'start clamd with a TCP port (docs/install.md, section 8), or correct clamd: host and port',
    );
  }
}
