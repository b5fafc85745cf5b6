import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { listenOn, onFreePort } from '../free-port.ts';
import { type AccountFolder, type AccountMail, type ImapAccount, openImapAccount } from './imap-account.ts';
import type { AccountLogin } from './imap-session.ts';
import { type AuthorVerdict, addTrace, authorOf } from './trace.ts';

export interface MailAccount extends AccountLogin {
  address: string;
  /** Further addresses whose mail arrives here. */
  aliases?: string[];
  /** Used when it is free. */
  imapPort?: number;
}

export interface MailServerOptions {
  /** Each account's mail is in a subdirectory named for its user. */
  directory: string;
  accounts: MailAccount[];
  /** The name in its Authentication-Results, which vouch for mail of the people it knows. */
  authservId: string;
  /** Used when it is free. */
  smtpPort?: number;
  /** Domains whose mail is taken and kept nowhere: nobody plays their people. */
  sinks?: readonly string[];
  /** When a mail arrives; by default the machine's time. */
  now?: () => Date;
}

/** The sandbox's mail system, with an account for each person of the demo. */
export interface MailServer {
  smtpPort: number;
  imapPort(user: string): number;
  /** A person's INBOX or another folder, oldest first. */
  inbox(user: string, folder?: AccountFolder): AccountMail[];
  markSeen(user: string, folder: AccountFolder, uid: number): void;
  /** Puts what somebody has sent into their folder for it; returns how it lies there. */
  keepSent(user: string, raw: Buffer): AccountMail;
  /**
   * Takes a mail, as over SMTP. Returns the recipients it does not know. Without a verdict it is found as for any other
   * mail: *pass* for an author who is one of its people.
   */
  submit(envelope: Envelope, raw: Buffer, verdict?: AuthorVerdict): string[];
  /** Calls back after each delivery, with the user it was for; returns how to stop that. */
  onDelivery(heard: (user: string) => void): () => void;
  stop(): Promise<void>;
}

interface Envelope {
  /** Empty for `<>`. */
  from: string;
  to: string[];
}

/**
 * SMTP in, IMAP out, on loopback. Mail for an account's addresses, with any `+tag`, is stored; other recipients get
 * 550. As the receiving system it adds Return-Path, Received and Authentication-Results, which say *pass* when the
 * author is one of its people, otherwise *none*.
 */
export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const { accounts, authservId, sinks = [], now = () => new Date() } = options;
  const mailboxes = await openAccounts(accounts, options.directory);
  const mailbox = (user: string) => {
    const found = mailboxes.get(user);
    if (found === undefined) throw new Error(`the sandbox's mail server knows no ${user}`);
    return found;
  };
  const deliveries = new EventEmitter<{ delivery: [user: string] }>();
  const accountOf = (address: string) => accounts.find((account) => hasAddress(account, address));

  const isKnown = (address: string) =>
    accountOf(address) !== undefined || sinks.some((domain) => address.toLowerCase().endsWith(`@${domain}`));

  const receive = ({ from, to }: Envelope, raw: Buffer, client: string, given?: AuthorVerdict): string[] => {
    const at = now();
    const verdict = given ?? (accountOf(authorOf(raw)) === undefined ? 'none' : 'pass');
    const traced = addTrace(raw, { from, client, host: authservId, at, authentication: { authservId, verdict } });
    const users = new Set(to.flatMap((address) => accountOf(address)?.user ?? []));
    for (const user of users) {
      mailbox(user).deliver(traced, at);
      deliveries.emit('delivery', user);
    }
    return to.filter((address) => !isKnown(address));
  };

  const smtp = createSmtp(authservId, isKnown, receive);
  const preferred = options.smtpPort === undefined ? [] : [options.smtpPort];
  const smtpPort = await onFreePort(preferred, (port) => listenOn(smtp.server, port));
  return {
    smtpPort,
    imapPort: (user) => mailbox(user).port,
    inbox: (user, folder = 'INBOX') => mailbox(user).mails(folder),
    markSeen: (user, folder, uid) => mailbox(user).markSeen(folder, uid),
    keepSent: (user, raw) => mailbox(user).deliver(raw, now(), 'Sent'),
    submit: (envelope, raw, verdict) => receive(envelope, raw, 'localhost', verdict),
    onDelivery(heard) {
      deliveries.on('delivery', heard);
      return () => deliveries.off('delivery', heard);
    },
    async stop() {
      await new Promise<void>((resolve) => smtp.close(resolve));
      for (const each of mailboxes.values()) await each.close();
    },
  };
}

/** All of them or none. */
async function openAccounts(accounts: readonly MailAccount[], directory: string): Promise<Map<string, ImapAccount>> {
  const opened = await Promise.allSettled(
    accounts.map((account) => openImapAccount(join(directory, account.user), account, account.imapPort)),
  );
  const failed = opened.find((each) => each.status === 'rejected');
  const open = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (failed === undefined) return new Map(open.map((account, at) => [accounts[at]?.user ?? '', account]));
  for (const each of open) await each.close();
  throw failed.reason;
}

type Receive = (envelope: Envelope, raw: Buffer, client: string) => unknown;

/** A login is accepted and not asked for. */
function createSmtp(name: string, isKnown: (address: string) => boolean, receive: Receive): SMTPServer {
  const server = new SMTPServer({
    name,
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 1000,
    onAuth: ({ username }, _session, done) => done(null, { user: username }),
    onRcptTo({ address }, _session, done) {
      if (isKnown(address)) done();
      else done(Object.assign(new Error(`5.1.1 <${address}> is nobody here`), { responseCode: 550 }));
    },
    onData(stream, session, done) {
      stream
        .toArray()
        .then((chunks) => receive(envelopeOf(session), Buffer.concat(chunks), session.hostNameAppearsAs || 'unknown'))
        .then(() => done(), done);
    },
  });
  // A client that breaks off is no fault of the server.
  server.on('error', () => undefined);
  return server;
}

function envelopeOf({ envelope: { mailFrom, rcptTo } }: SMTPServerSession): Envelope {
  return { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address) };
}

function hasAddress({ address, aliases = [] }: MailAccount, wanted: string): boolean {
  const plain = wanted.toLowerCase().replace(/\+[^@]*(?=@)/, '');
  return [address, ...aliases].some((each) => each.toLowerCase() === plain);
}
