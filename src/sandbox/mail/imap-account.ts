import { createServer, type Socket } from 'node:net';
import { listenOn, onFreePort } from '../free-port.ts';
import { ImapMailbox, internalDate } from './imap-mailbox.ts';
import { type AccountLogin, ImapSession } from './imap-session.ts';
import { VERBS } from './imap-verbs.ts';
import { emptyFolder, type Folder, type KeptMail, MailStore } from './mail-store.ts';

/** The folders that the sandbox itself writes into. */
export type AccountFolder = 'INBOX' | 'Sent';

/** A mail in one of somebody's folders. */
export interface AccountMail {
  uid: number;
  raw: Buffer;
  seen: boolean;
}

/** One person's mailbox, open to IMAP clients on a loopback port of its own. */
export interface ImapAccount {
  port: number;
  /** Oldest first. */
  mails(folder: AccountFolder): AccountMail[];
  /** On disk and announced to idling clients when this returns. What is in Sent was read by who wrote it. */
  deliver(raw: Buffer, at: Date, folder?: AccountFolder): AccountMail;
  /** As a mail program marks what was opened. */
  markSeen(folder: AccountFolder, uid: number): void;
  close(): Promise<void>;
}

/**
 * IMAP4rev1 (RFC 3501) as far as the desk and common mail programs ask for it, for the sandbox: on loopback, without
 * TLS, for one person. `preferredPort` is used when it is free. Throws when the directory cannot be read or written.
 */
export async function openImapAccount(
  directory: string,
  login: AccountLogin,
  preferredPort?: number,
): Promise<ImapAccount> {
  const mailbox = new ImapMailbox(new MailStore(directory));
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    new ImapSession(client, mailbox, login, VERBS);
  });
  const preferred = preferredPort === undefined ? [] : [preferredPort];
  const port = await onFreePort(preferred, (each) => listenOn(server, each));
  const folderNamed = (name: AccountFolder): Folder => {
    if (mailbox.folder(name) === undefined) mailbox.create(name);
    return mailbox.folder(name) ?? emptyFolder();
  };
  return {
    port,
    mails: (name) => folderNamed(name).messages.map(shown),
    deliver(raw, at, name = 'INBOX') {
      const flags = new Set(name === 'Sent' ? [SEEN] : []);
      return shown(mailbox.add(folderNamed(name), { flags, internaldate: internalDate(at), raw }));
    },
    markSeen(name, uid) {
      const mail = folderNamed(name).messages.find((each) => each.uid === uid);
      if (mail === undefined || mail.flags.has(SEEN)) return;
      mail.flags.add(SEEN);
      mailbox.changed();
    },
    async close() {
      for (const client of clients) client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** RFC 3501 §2.3.2 */
const SEEN = '\\Seen';

const shown = ({ uid, raw, flags }: KeptMail): AccountMail => ({ uid, raw, seen: flags.has(SEEN) });
