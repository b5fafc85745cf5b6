import type { MailboxConfig } from '../../config/settings.ts';
import { probeMailbox } from '../../inbox/imap.ts';
import { BRIEF, openRelay } from '../../outbox/relay/smtp.ts';
import { counted } from '../counted.ts';
import { dkimFinding } from './dkim.ts';
import { type Finding, well } from './finding.ts';
import { serverFault } from './server-fault.ts';

/** Whether both servers of a mailbox answer and accept the login. */
export async function mailboxFindings(mailbox: MailboxConfig): Promise<Finding[]> {
  const { name, imap, smtp } = mailbox;
  return [
    await asked(`imap ${name}`, `mailboxes.${name}.imap`, imap, async () => {
      const { capabilities, messages } = await probeMailbox(mailbox);
      const idle = capabilities.includes('IDLE')
        ? 'IDLE'
        : `no IDLE: new mail is noticed within ${mailbox.pollEvery / 1000} s`;
      return `${imap.host}:${imap.port} ${imap.tls === 'none' ? 'without TLS' : `TLS ${imap.tls}`}, ${counted(messages, 'mail')}, ${idle}`;
    }),
    await asked(`smtp ${name}`, `mailboxes.${name}.smtp`, smtp, async () => {
      const relay = openRelay(smtp, BRIEF);
      try {
        await relay.probe();
      } finally {
        relay.close();
      }
      return `${smtp.host}:${smtp.port} ${smtp.tls === 'none' ? 'without TLS' : `TLS ${smtp.tls}`}`;
    }),
    ...(smtp.dkim === null ? [] : [await dkimFinding(name, smtp.dkim)]),
  ];
}

async function asked(
  check: string,
  key: string,
  { host, port }: { readonly host: string; readonly port: number },
  ask: () => Promise<string>,
): Promise<Finding> {
  try {
    return well(check, await ask());
  } catch (error) {
    return { check, ok: false, ...serverFault(error, key, `${host}:${port}`) };
  }
}
