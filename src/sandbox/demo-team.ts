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
export const password = 'sandbox';

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

/** Used when they are free, the same at every start, so that a mail program finds its mailbox again. */
const firstImapPort = 1143;
export const smtpPort = 1025;

/** Everybody's mailbox. */
export function demoAccounts(): MailAccount[] {
  return demoPeople.map(({ user, address, role }, nth) => ({
    user,
    pass: password,
    address,
    imapPort: firstImapPort + nth,
    ...(role === 'desk' && { aliases: ['help@desk.example'] }),
  }));
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

export function isStaff({ role }: DemoPerson): boolean {
  return role !== 'desk' && role !== 'customer';
}
