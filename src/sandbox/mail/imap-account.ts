import type { Socket } from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';
import { portNear } from '../free-port.ts';
import { MailStore } from './mail-store.ts';

/** CONDSTORE is left out: with it hoodiecrow does not answer imapflow's FETCH. */
const plugins = ['ID', 'IDLE', 'UIDPLUS', 'MOVE', 'NAMESPACE', 'LITERALPLUS', 'SASL-IR', 'AUTH-PLAIN'];

export interface AccountLogin {
  user: string;
  pass: string;
}

/** A mail in somebody's INBOX. */
export interface AccountMail {
  uid: number;
  raw: Buffer;
}

/** One person's mailbox, open to IMAP clients on a loopback port of its own: a hoodiecrow server has one mailbox. */
export interface ImapAccount {
  port: number;
  /** Oldest first. */
  inbox(): AccountMail[];
  /** On disk and announced to idling clients when this returns. */
  deliver(raw: Buffer, at: Date): void;
  close(): Promise<void>;
}

/** `preferredPort` is used when it is free. Throws when the directory cannot be read or written. */
export async function openImapAccount(
  directory: string,
  login: AccountLogin,
  preferredPort?: number,
): Promise<ImapAccount> {
  const store = new MailStore(directory);
  const imap = hoodiecrow({ plugins, users: { [login.user]: { password: login.pass } }, storage: store.load() });
  const save = () => store.save(imap.folderCache);
  // A tagged response ends a command, and any command may have changed flags or folders.
  imap.outputHandlers.push((_connection, { tag }) => {
    if (tag !== '*') setImmediate(save);
  });
  const clients = new Set<Socket>();
  imap.server.on('connection', (client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
  });
  const port = await portNear(preferredPort);
  await new Promise<void>((resolve, reject) => {
    imap.server.once('error', reject);
    imap.listen(port, '127.0.0.1', resolve);
  });
  save();
  return {
    port,
    inbox: () =>
      (imap.folderCache.INBOX?.messages ?? []).map(({ uid, raw }) => ({ uid, raw: Buffer.from(raw, 'latin1') })),
    deliver(raw, at) {
      imap.appendMessage('INBOX', [], at, raw.toString('latin1'));
      save();
    },
    async close() {
      for (const client of clients) client.destroy();
      await new Promise<void>((resolve) => imap.close(resolve));
      save();
    },
  };
}
