import { ImapFault, stringOf, type Token } from './imap-command.ts';
import { fetched, inSet, searchTest } from './imap-fetch.ts';
import { internalDate } from './imap-mailbox.ts';
import { type ImapSession, Refused, type Verb, type Verbs } from './imap-session.ts';
import type { Folder, KeptMail } from './mail-store.ts';

const CAPABILITIES = 'IMAP4rev1 ID IDLE ENABLE NAMESPACE UIDPLUS MOVE UNSELECT LITERAL+ SASL-IR AUTH=PLAIN';
const FLAGS = '\\Answered \\Flagged \\Deleted \\Seen \\Draft';

function textOf(token: Token | undefined): string {
  if (typeof token !== 'string') throw new ImapFault('something is missing');
  return token;
}

const listOf = (token: Token | undefined): string[] => [token ?? []].flat(9).map(String);

function folderOf({ mailbox }: ImapSession, name: Token | undefined): Folder {
  const folder = mailbox.folder(textOf(name));
  if (folder === undefined) throw new Refused('[TRYCREATE] there is no such folder');
  return folder;
}

/** The mails of a set, by number or by UID, with their sequence numbers. */
function picked(session: ImapSession, set: Token | undefined, byUid: boolean): [sequence: number, mail: KeptMail][] {
  const { seen } = session.opened();
  const isIn = inSet(textOf(set), byUid ? (seen.at(-1)?.uid ?? 0) : seen.length);
  return seen.flatMap((mail, at) => (isIn(byUid ? mail.uid : at + 1) ? [[at + 1, mail] as [number, KeptMail]] : []));
}

function open(session: ImapSession, name: Token | undefined, readOnly: boolean): string {
  session.selected = null;
  const folder = folderOf(session, name);
  session.selected = { folder, readOnly, seen: [...folder.messages] };
  session.write(`* FLAGS (${FLAGS})`);
  session.write(`* OK [PERMANENTFLAGS (${readOnly ? '' : `${FLAGS} \\*`})] flags`);
  session.write(`* ${folder.messages.length} EXISTS`);
  session.write('* 0 RECENT');
  session.write(`* OK [UIDVALIDITY ${folder.uidvalidity}] UIDs`);
  session.write(`* OK [UIDNEXT ${folder.uidnext}] next`);
  return readOnly ? '[READ-ONLY] open' : '[READ-WRITE] open';
}

const STATUS_ITEMS: Readonly<Record<string, (folder: Folder) => number>> = {
  MESSAGES: ({ messages }) => messages.length,
  RECENT: () => 0,
  UIDNEXT: ({ uidnext }) => uidnext,
  UIDVALIDITY: ({ uidvalidity }) => uidvalidity,
  UNSEEN: ({ messages }) => messages.filter(({ flags }) => !flags.has('\\Seen')).length,
};

function status(session: ImapSession, [name, wanted]: readonly Token[]): string {
  const folder = folderOf(session, name);
  const items = listOf(wanted).flatMap((item) => {
    const count = STATUS_ITEMS[item.toUpperCase()]?.(folder);
    return count === undefined ? [] : [`${item.toUpperCase()} ${count}`];
  });
  session.write(`* STATUS ${stringOf(textOf(name))} (${items.join(' ')})`);
  return 'done';
}

const literally = (text: string): string => text.replace(/[\\^$.+?()[\]{}|]/g, '\\$&');

/** `%` and `*` stand for anything: there are no folders in folders. An empty pattern asks for the separator. */
const list =
  (answer: 'LIST' | 'LSUB'): Verb =>
  (session, [reference, patterns]) => {
    const wanted = listOf(patterns).map((each) => `${textOf(reference)}${each}`);
    if (wanted.join('') === '') session.write(`* ${answer} (\\Noselect) "/" ""`);
    const anything = (pattern: string): string => pattern.split(/[*%]/).map(literally).join('.*');
    const fits = (name: string): boolean => wanted.some((each) => new RegExp(`^${anything(each)}$`, 'i').test(name));
    for (const name of session.mailbox.names.filter(fits))
      session.write(`* ${answer} (\\HasNoChildren) "/" ${stringOf(name)}`);
    return 'done';
  };

async function authenticate(session: ImapSession, [mechanism, initial]: readonly Token[]): Promise<string> {
  if (textOf(mechanism).toUpperCase() !== 'PLAIN') throw new Refused('PLAIN is what is known here');
  const given = initial === undefined ? await session.ask('') : textOf(initial);
  const [, user = '', pass = ''] = Buffer.from(given, 'base64').toString().split('\0');
  session.logIn(user, pass);
  return `[CAPABILITY ${CAPABILITIES}] welcome`;
}

const fetch =
  (byUid: boolean): Verb =>
  (session, [set, wanted]) => {
    const items = listOf(wanted);
    const macro = items.length === 1 && /^(ALL|FAST)$/i.test(items[0] ?? '');
    const asked = macro ? ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'] : items;
    const all = byUid && !asked.some((item) => item.toUpperCase() === 'UID') ? ['UID', ...asked] : asked;
    const { readOnly } = session.opened();
    for (const [sequence, mail] of picked(session, set, byUid)) {
      const seen = mail.flags.has('\\Seen');
      const answer = fetched(mail, all, !readOnly);
      session.write(Buffer.concat([Buffer.from(`* ${sequence} FETCH (`), answer, Buffer.from(')')]));
      if (mail.flags.has('\\Seen') !== seen) session.mailbox.changed(session);
    }
    return 'done';
  };

const store =
  (byUid: boolean): Verb =>
  (session, [set, how, ...flags]) => {
    session.opened({ toWrite: true });
    const [, sign, silent] = /^([+-]?)FLAGS(\.SILENT)?$/i.exec(textOf(how)) ?? [];
    if (sign === undefined) throw new ImapFault('FLAGS is what can be stored');
    for (const [sequence, mail] of picked(session, set, byUid)) {
      if (sign === '') mail.flags.clear();
      for (const flag of listOf([...flags])) sign === '-' ? mail.flags.delete(flag) : mail.flags.add(flag);
      const told = `FLAGS (${[...mail.flags].join(' ')})${byUid ? ` UID ${mail.uid}` : ''}`;
      if (silent === undefined) session.write(`* ${sequence} FETCH (${told})`);
    }
    session.mailbox.changed(session);
    return 'done';
  };

const search =
  (byUid: boolean): Verb =>
  (session, keys) => {
    const { seen } = session.opened();
    const test = searchTest(keys, { sequence: seen.length, uid: seen.at(-1)?.uid ?? 0 });
    const found = seen.flatMap((mail, at) => (test(mail, at + 1) ? [byUid ? mail.uid : at + 1] : []));
    session.write(`* SEARCH${found.map((each) => ` ${each}`).join('')}`);
    return 'done';
  };

/** COPY, and MOVE (RFC 6851), which takes the mails away from where they were. */
const copy =
  (byUid: boolean, away: boolean): Verb =>
  (session, [set, name]) => {
    const { folder: from } = session.opened({ toWrite: away });
    const to = folderOf(session, name);
    const mails = picked(session, set, byUid).map(([, mail]) => mail);
    const copies = mails.map((mail) => session.mailbox.add(to, { ...mail, flags: new Set(mail.flags) }, session));
    const uids = (these: readonly KeptMail[]): string => these.map(({ uid }) => uid).join(',');
    const code = mails.length === 0 ? '' : `[COPYUID ${to.uidvalidity} ${uids(mails)} ${uids(copies)}] `;
    if (!away) return `${code}done`;
    session.write(`* OK ${code}moved`);
    session.mailbox.remove(from, new Set(mails));
    return 'done';
  };

function expunge(session: ImapSession, set?: Token): string {
  const { folder } = session.opened({ toWrite: true });
  const isIn = set === undefined ? () => true : inSet(textOf(set), folder.uidnext);
  const gone = folder.messages.filter(({ uid, flags }) => flags.has('\\Deleted') && isIn(uid));
  session.mailbox.remove(folder, new Set(gone));
  return 'done';
}

function append(session: ImapSession, args: readonly Token[]): string {
  const [name, ...given] = args;
  const folder = folderOf(session, name);
  const flags = given.find((each) => Array.isArray(each)) ?? [];
  const [date] = given.slice(0, -1).filter((each) => typeof each === 'string');
  const added = session.mailbox.add(folder, {
    flags: new Set(listOf(flags)),
    internaldate: date === undefined ? internalDate(new Date()) : textOf(date),
    raw: Buffer.from(textOf(given.at(-1)), 'latin1'),
  });
  return `[APPENDUID ${folder.uidvalidity} ${added.uid}] done`;
}

/** Answers with untagged lines. */
const tell =
  (...lines: string[]): Verb =>
  (session) => {
    for (const line of lines) session.write(`* ${line}`);
    return 'done';
  };

const any = (run: Verb) => ({ from: 'any', run }) as const;
const login = (run: Verb) => ({ from: 'login', run }) as const;
const selected = (run: Verb) => ({ from: 'selected', run }) as const;

/** Every verb that is understood. */
export const VERBS: Verbs = {
  CAPABILITY: any(tell(`CAPABILITY ${CAPABILITIES}`)),
  NOOP: any(() => 'done'),
  ID: any(tell('ID ("name" "tsdesk sandbox")')),
  LOGOUT: any(tell('BYE until next time')),
  LOGIN: any((session, [user, pass]) => {
    session.logIn(textOf(user), textOf(pass));
    return `[CAPABILITY ${CAPABILITIES}] welcome`;
  }),
  AUTHENTICATE: any(authenticate),
  ENABLE: login(tell('ENABLED')),
  NAMESPACE: login(tell('NAMESPACE (("" "/")) NIL NIL')),
  LIST: login(list('LIST')),
  LSUB: login(list('LSUB')),
  CREATE: login((session, [name]) => {
    if (!session.mailbox.create(textOf(name))) throw new Refused('there is such a folder');
    return 'done';
  }),
  SUBSCRIBE: login(() => 'done'),
  STATUS: login(status),
  APPEND: login(append),
  IDLE: login(async (session) => {
    await session.idle();
    return 'done';
  }),
  SELECT: login((session, [name]) => open(session, name, false)),
  EXAMINE: login((session, [name]) => open(session, name, true)),
  CHECK: selected(() => 'done'),
  UNSELECT: selected((session) => {
    session.selected = null;
    return 'done';
  }),
  CLOSE: selected((session) => {
    if (!session.opened().readOnly) expunge(session);
    session.selected = null;
    return 'done';
  }),
  EXPUNGE: selected((session) => expunge(session)),
  'UID EXPUNGE': selected((session, [set]) => expunge(session, set)),
  FETCH: selected(fetch(false)),
  'UID FETCH': selected(fetch(true)),
  STORE: selected(store(false)),
  'UID STORE': selected(store(true)),
  SEARCH: selected(search(false)),
  'UID SEARCH': selected(search(true)),
  COPY: selected(copy(false, false)),
  'UID COPY': selected(copy(true, false)),
  MOVE: selected(copy(false, true)),
  'UID MOVE': selected(copy(true, true)),
};
