import type { Locale } from '../../words/locale.ts';
import { type ReadMail, readMail } from '../correspondence.ts';
import { type DemoPerson, demoTeam } from '../demo-team.ts';
import type { AccountFolder } from '../mail/imap-account.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { COLUMNS, type ColumnName } from './words/vocabulary.ts';

/** Who stands in which column; the first of each is shown until somebody else is chosen. */
export const columnOf = ({ role }: DemoPerson): ColumnName | null =>
  role === 'desk' ? null : role === 'frontline' ? 'engineer' : role;

export interface Tab {
  person: DemoPerson;
  unread: number;
}

export interface Column {
  name: ColumnName;
  tabs: readonly Tab[];
  shown: DemoPerson;
  unread: number;
  /** Newest first. */
  mails: readonly ReadMail[];
}

/** A list shows no more; a pushed month has hundreds. */
const MOST_SHOWN = 60;

/** The newest mails of a folder first. */
export function newestMails(
  mail: Pick<MailServer, 'inbox'>,
  user: string,
  folder: AccountFolder = 'INBOX',
): Promise<ReadMail[]> {
  return Promise.all(mail.inbox(user, folder).slice(-MOST_SHOWN).toReversed().map(readMail));
}

/** The columns; `chosen` are the users who were looked at last. */
export function loadColumns(mail: MailServer, chosen: ReadonlySet<string>, world: Locale): Promise<Column[]> {
  return Promise.all(
    COLUMNS.map(async (name): Promise<Column> => {
      const people = demoTeam(world)
        .filter((person) => columnOf(person) === name)
        .toSorted((a, b) => Number(a.role === 'frontline') - Number(b.role === 'frontline'));
      const shown = people.find(({ user }) => chosen.has(user)) ?? people[0];
      if (shown === undefined) throw new Error(`nobody of the demo team is in the column ${name}`);
      const tabs = people.map((person) => ({
        person,
        unread: mail.inbox(person.user).filter(({ seen }) => !seen).length,
      }));
      const unread = tabs.reduce((sum, tab) => sum + tab.unread, 0);
      return { name, tabs, shown, unread, mails: await newestMails(mail, shown.user) };
    }),
  );
}

/** The users who are in the columns once this one is looked at. */
export function choosing(chosen: ReadonlySet<string>, person: DemoPerson, world: Locale): Set<string> {
  const others = demoTeam(world).filter((each) => chosen.has(each.user) && columnOf(each) !== columnOf(person));
  return new Set([...others.map(({ user }) => user), person.user]);
}
