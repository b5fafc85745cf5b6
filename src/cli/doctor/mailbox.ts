import type { MailboxConfig } from '../../config/settings.ts';
import { probeMailbox } from '../../inbox/imap.ts';
import { BRIEF, openRelay } from '../../outbox/relay/smtp.ts';
import { type Finding, look } from './finding.ts';

/** OpenSSL's words for a certificate whose authority this machine does not know. */
const UNKNOWN_AUTHORITY =
  /self[- ]signed certificate|unable to (?:get (?:local )?issuer|verify the first) certificate/i;

const serverRemedy = (key: string) => (said: string) =>
  UNKNOWN_AUTHORITY.test(said)
    ? `set ${key}.ca to a file with the certificate of its authority (PEM)`
    : `check ${key}: host, port, tls, user and pass`;

/** Whether both servers of a mailbox answer and accept the login. */
export async function mailboxFindings(mailbox: MailboxConfig): Promise<Finding[]> {
  const { name, imap, smtp } = mailbox;
  return [
    await look(`imap ${name}`, serverRemedy(`mailboxes.${name}.imap`), async () => {
      const { capabilities, messages } = await probeMailbox(mailbox);
      const idle = capabilities.includes('IDLE')
        ? 'IDLE'
        : `no IDLE: new mail is noticed within ${mailbox.pollEvery / 1000} s`;
      return `${imap.host}:${imap.port} ${imap.tls === 'none' ? 'without TLS' : `TLS ${imap.tls}`}, ${messages} mails, ${idle}`;
    }),
    await look(`smtp ${name}`, serverRemedy(`mailboxes.${name}.smtp`), async () => {
      const relay = openRelay(smtp, BRIEF);
      try {
        await relay.probe();
      } finally {
        relay.close();
      }
      return `${smtp.host}:${smtp.port} ${smtp.tls === 'none' ? 'without TLS' : `TLS ${smtp.tls}`}`;
    }),
  ];
}
