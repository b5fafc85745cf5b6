import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseDocument, stringify } from 'yaml';
import type { Locale } from '../words/locale.ts';
import { authservId, demoTeam, isStaff, password, personOf, TIMEZONE } from './demo-team.ts';

/** Where the surroundings of the desk listen on 127.0.0.1. */
export interface Ports {
  imap: number;
  smtp: number;
  /** For the daemon's own port. */
  http: number;
}

/**
 * The configuration file of the demo desk, as it is written at first.
 * @internal tests look at it
 */
export function demoConfiguration(ports: Ports, storage: string, world: Locale): string {
  const desk = personOf('support', world);
  const people = demoTeam(world);
  const server = { host: '127.0.0.1', tls: 'none' };
  return stringify({
    desk: {
      name: desk.name,
      domain: 'desk.example',
      timezone: TIMEZONE,
      locale: desk.locale,
      numberPrefix: 'TS',
    },
    mailboxes: [
      {
        name: 'support',
        address: desk.address,
        aliases: ['help@desk.example'],
        imap: { ...server, port: ports.imap, user: desk.user, pass: password },
        smtp: { ...server, port: ports.smtp },
        returnPathRequired: true,
      },
    ],
    trust: { authservId },
    staff: people.filter(isStaff).map(({ name, address, role, teams = [], locale }) => ({
      ...{ name, email: address, teams, locale },
      roles: role === 'supervisor' ? ['supervisor', 'engineer'] : [role],
    })),
    teams: [
      { name: 'backend', categories: ['system_fault', 'function_error', 'data_problem'] },
      { name: 'second', categories: [], line: 2 },
    ],
    rules: [
      { when: { words: ['无法使用', '宕机', 'production down', 'production is down'] }, set: { urgency: 'urgent' } },
      { when: { words: ['报错', '错误', 'error'] }, set: { category: 'system_fault', urgency: 'high' } },
      {
        when: { words: ['没有权限', '登录不了', '不在范围', 'Cannot sign in', 'no permission', 'outside the area'] },
        set: { category: 'permission' },
      },
      {
        when: { words: ['负数', '重复', '税号', 'negative', 'twice', 'tax number'] },
        set: { category: 'data_problem' },
      },
      {
        when: {
          words: [
            '同步中断',
            '很慢',
            '缺三列',
            '导出失败',
            '收不到',
            'fails',
            'not delivered',
            'stops',
            'slow',
            'columns are missing',
          ],
        },
        set: { category: 'function_error' },
      },
      { when: { words: ['如何', 'how do I'] }, set: { category: 'how_to', urgency: 'low' } },
    ],
    customers: people
      .filter(({ role }) => role === 'customer')
      .map(({ company, address, locale }) => ({
        ...{ company, domains: [address.slice(address.indexOf('@') + 1)], locale },
      })),
    // Who tries it out writes more in an hour than a customer does.
    limits: { acknowledgements: { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 } },
    storage: { attachments: storage },
    http: { listen: `127.0.0.1:${ports.http}` },
  });
}

/**
 * Writes the file, or keeps the one that somebody has edited and brings only its ports up to date. What was written
 * last is known by its digest, in a file beside it.
 */
export async function keepConfiguration(file: string, ports: Ports, storage: string, world: Locale): Promise<void> {
  const mark = `${file}.sha256`;
  const made = existsSync(mark) ? await readFile(mark, 'utf8') : '';
  const found = existsSync(file) ? await readFile(file, 'utf8') : null;
  const isEdited = found !== null && digestOf(found) !== made;
  const text = isEdited ? withPorts(found, ports) : demoConfiguration(ports, storage, world);
  if (text !== found) await writeFile(file, text, { mode: 0o600 });
  if (!isEdited) await writeFile(mark, digestOf(text));
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The ports may be others at every start. Comments and order stay; what the file does not name is not added. */
function withPorts(text: string, { imap, smtp, http }: Ports): string {
  const document = parseDocument(text);
  const places: readonly (readonly [path: readonly (string | number)[], value: number | string])[] = [
    [['mailboxes', 0, 'imap', 'port'], imap],
    [['mailboxes', 0, 'smtp', 'port'], smtp],
    [['http', 'listen'], `127.0.0.1:${http}`],
  ];
  const stale = places.filter(([path, value]) => document.hasIn(path) && document.getIn(path) !== value);
  const outdated = stale.filter(([path]) => document.getIn(path) !== 'off');
  // A file that cannot be read is the configuration's to refuse, with its line.
  if (document.errors.length > 0 || outdated.length === 0) return text;
  for (const [path, value] of outdated) document.setIn(path, value);
  return document.toString();
}
