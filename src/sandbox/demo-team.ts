import { stringify } from 'yaml';
import type { MailAccount } from './mail/mail-server.ts';

type DemoRole = 'desk' | 'customer' | 'engineer' | 'frontline' | 'supervisor';

export interface DemoPerson {
  /** The login, and the name of the mailbox's directory. */
  user: string;
  name: string;
  address: string;
  role: DemoRole;
  /** Of a customer. */
  company?: string;
  locale: 'zh-CN' | 'en';
  teams?: string[];
}

/** The sandbox's mail system, whose Authentication-Results the desk trusts. */
export const authservId = 'mx.desk.example';

/** Opens every demo mailbox; they listen on loopback only. */
const password = 'sandbox';

export const demoPeople: readonly DemoPerson[] = [
  { user: 'support', name: '星云科技技术支持', address: 'support@desk.example', role: 'desk', locale: 'zh-CN' },
  {
    user: 'zhang',
    name: '张三',
    address: 'zhang@bigcustomer.example',
    role: 'customer',
    company: '大客户有限公司',
    locale: 'zh-CN',
  },
  {
    user: 'emily',
    name: 'Emily Carter',
    address: 'emily@harbour.example',
    role: 'customer',
    company: 'Harbour Logistics Ltd',
    locale: 'en',
  },
  { user: 'zhao', name: '赵一线', address: 'zhao@desk.example', role: 'frontline', locale: 'zh-CN' },
  { user: 'li', name: '李工', address: 'li@desk.example', role: 'engineer', locale: 'zh-CN', teams: ['backend'] },
  { user: 'chen', name: '陈工', address: 'chen@desk.example', role: 'engineer', locale: 'zh-CN', teams: ['backend'] },
  {
    user: 'wang',
    name: '王主管',
    address: 'wang@desk.example',
    role: 'supervisor',
    locale: 'zh-CN',
    teams: ['second'],
  },
];

/** The ports that the example configuration names, used when they are free. */
const imapPort = 1143;
export const smtpPort = 1025;

/** Everybody's mailbox. */
export function demoAccounts(): MailAccount[] {
  return demoPeople.map(({ user, address, role }) => ({
    user,
    pass: password,
    address,
    ...(role === 'desk' && { aliases: ['help@desk.example'], imapPort }),
  }));
}

/** The configuration file of the demo desk, for the ports on which the mail server listens. */
export function demoConfiguration(ports: { imap: number; smtp: number }, storage: string): string {
  const desk = personOf('support');
  const server = { host: '127.0.0.1', tls: 'none' };
  return stringify({
    desk: {
      name: desk.name,
      domain: 'desk.example',
      timezone: 'Asia/Shanghai',
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
    staff: demoPeople.filter(isStaff).map(({ name, address, role, teams = [], locale }) => ({
      ...{ name, email: address, teams, locale },
      roles: role === 'supervisor' ? ['supervisor', 'engineer'] : [role],
    })),
    teams: [
      { name: 'backend', categories: ['system_fault', 'function_error', 'data_problem'] },
      { name: 'second', categories: [], line: 2 },
    ],
    rules: [
      { when: { words: ['无法使用', '宕机', 'production down'] }, set: { urgency: 'urgent' } },
      { when: { words: ['报错', '错误', 'error'] }, set: { category: 'system_fault', urgency: 'high' } },
    ],
    customers: demoPeople
      .filter(({ role }) => role === 'customer')
      .map(({ company, address, locale }) => ({
        ...{ company, domains: [address.slice(address.indexOf('@') + 1)], locale },
      })),
    // Who tries it out writes more in an hour than a customer does.
    limits: { acknowledgements: { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 } },
    storage: { attachments: storage },
  });
}

class UnknownPerson extends Error {
  readonly statusCode = 404;
}

/** Throws UnknownPerson for a user who is not in the demo team. */
export function personOf(user: string): DemoPerson {
  const person = demoPeople.find((each) => each.user === user);
  if (person === undefined) throw new UnknownPerson(`nobody of the demo team is called ${user}`);
  return person;
}

function isStaff({ role }: DemoPerson): boolean {
  return role !== 'desk' && role !== 'customer';
}
