import { createServer, type Socket } from 'node:net';
import { portNear } from '../free-port.ts';
import { ImapMailbox, internalDate } from './imap-mailbox.ts';
import { type AccountLogin, ImapSession } from './imap-session.ts';
import { VERBS } from './imap-verbs.ts';
import { MailStore } from './mail-store.ts';

/** A mail in somebody's INBOX. */
export interface AccountMail {
  uid: number;
  raw: Buffer;
}

/** One person's mailbox, open to IMAP clients on a loopback port of its own. */
export interface ImapAccount {
  port: number;
  /** Oldest first. */
  inbox(): AccountMail[];
  /** On disk and announced to idling clients when this returns. */
  deliver(raw: Buffer, at: Date): void;
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
  const port = await portNear(preferredPort);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const inbox = () => mailbox.folder('INBOX') ?? { messages: [] };
  return {
    port,
    inbox: () => inbox().messages.map(({ uid, raw }) => ({ uid, raw })),
    deliver(raw, at) {
      const folder = mailbox.folder('INBOX');
      if (folder !== undefined) mailbox.add(folder, { flags: new Set(), internaldate: internalDate(at), raw });
    },
    async close() {
      for (const client of clients) client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
