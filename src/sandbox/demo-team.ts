import type { Locale } from '../words/locale.ts';
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
  /** What they write and read. */
  locale: Locale;
  teams?: string[];
}

/** The sandbox's mail system, whose Authentication-Results the desk trusts. */
export const authservId = 'mx.desk.example';

/** Opens every demo mailbox; they listen on loopback only. */
export const password = 'sandbox';

/** The desk's own. */
export const TIMEZONE = 'Asia/Shanghai';

/** Somebody as they are called in each language; without `locale` they speak that of the desk. */
type Member = Pick<DemoPerson, 'user' | 'address' | 'role' | 'teams'> & {
  readonly names: Readonly<Record<Locale, string>>;
  readonly companies?: Readonly<Record<Locale, string>>;
  readonly locale?: Locale;
};

const MEMBERS: readonly Member[] = [
  {
    user: 'support',
    names: { 'zh-CN': '星云科技技术支持', en: 'Nebula Support' },
    address: 'support@desk.example',
    role: 'desk',
  },
  {
    user: 'zhang',
    names: { 'zh-CN': '张三', en: 'Zhang San' },
    address: 'zhang@bigcustomer.example',
    role: 'customer',
    companies: { 'zh-CN': '大客户有限公司', en: 'Big Customer Co.' },
    locale: 'zh-CN',
  },
  {
    user: 'emily',
    names: { 'zh-CN': 'Emily Carter', en: 'Emily Carter' },
    address: 'emily@harbour.example',
    role: 'customer',
    companies: { 'zh-CN': 'Harbour Logistics Ltd', en: 'Harbour Logistics Ltd' },
    locale: 'en',
  },
  { user: 'zhao', names: { 'zh-CN': '赵一线', en: 'Grace Zhao' }, address: 'zhao@desk.example', role: 'frontline' },
  {
    user: 'li',
    names: { 'zh-CN': '李工', en: 'Leo Li' },
    address: 'li@desk.example',
    role: 'engineer',
    teams: ['backend'],
  },
  {
    user: 'chen',
    names: { 'zh-CN': '陈工', en: 'Amy Chen' },
    address: 'chen@desk.example',
    role: 'engineer',
    teams: ['backend'],
  },
  {
    user: 'wang',
    names: { 'zh-CN': '王主管', en: 'Helen Wang' },
    address: 'wang@desk.example',
    role: 'supervisor',
    teams: ['second'],
  },
];

/** Everybody, in the language of the desk; of the customers the one who speaks it stands first. */
export function demoTeam(world: Locale): readonly DemoPerson[] {
  const people = MEMBERS.map(
    ({ names, companies, locale = world, ...member }): DemoPerson => ({
      ...member,
      name: names[world],
      locale,
      ...(companies && { company: companies[world] }),
    }),
  );
  const rank = ({ role, locale }: DemoPerson): number =>
    role === 'desk' ? 0 : role !== 'customer' ? 3 : locale === world ? 1 : 2;
  return people.toSorted((a, b) => rank(a) - rank(b));
}

/** Used when they are free, the same at every start, so that a mail program finds its mailbox again. */
const firstImapPort = 1143;
export const smtpPort = 1025;

/** Everybody's mailbox. */
export function demoAccounts(): MailAccount[] {
  return MEMBERS.map(({ user, address, role }, nth) => ({
    user,
    pass: password,
    address,
    imapPort: firstImapPort + nth,
    ...(role === 'desk' && { aliases: ['help@desk.example'] }),
  }));
}

/** Everybody as they are called in all languages, in the order of their mailboxes. */
export const demoNames = (): { user: string; address: string; names: string }[] =>
  MEMBERS.map(({ user, address, names }) => ({ user, address, names: [...new Set(Object.values(names))].join(' / ') }));

class UnknownPerson extends Error {
  readonly statusCode = 404;
}

/** Throws UnknownPerson for a user who is not in the demo team. */
export function personOf(user: string, world: Locale): DemoPerson {
  const person = demoTeam(world).find((each) => each.user === user);
  if (person === undefined) throw new UnknownPerson(`nobody of the demo team is called ${user}`);
  return person;
}

/** The customer who speaks the language of the desk, or the one who does not. */
export function demoCustomer(world: Locale, speaks: 'same' | 'other'): DemoPerson {
  const customer = demoTeam(world).find(
    ({ role, locale }) => role === 'customer' && (locale === world) === (speaks === 'same'),
  );
  if (customer === undefined) throw new Error(`no customer speaks ${speaks === 'same' ? '' : 'not '}${world}`);
  return customer;
}

/** The same in every language. */
export const DESK_ADDRESS = 'support@desk.example';

export function isStaff({ role }: DemoPerson): boolean {
  return role !== 'desk' && role !== 'customer';
}
