import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailboxConfig } from '../../config/settings.ts';
import type { Desk } from '../../desk/desk.ts';
import { openMailbox } from '../../inbox/imap.ts';
import { BRIEF, openRelay } from '../../outbox/relay/smtp.ts';
import { mintToken, ownMessageId } from '../../people/token.ts';
import { type Finding, well, wrong } from './finding.ts';

const ARRIVES_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
const HOUR_MS = 3_600_000;

type Probe = { readonly to: string; readonly messageId: string; readonly octets: Buffer };

/**
 * `tsdesk doctor --probe`: the mailbox writes to itself, by way of its relay, with a forged Authentication-Results
 * field. How the relay takes it and how it arrives tells which settings fit. The daemon knows such a mail for its own
 * and leaves it alone.
 */
export async function probeFindings(desk: Desk, mailbox: MailboxConfig): Promise<Finding[]> {
  const tagged = mailbox.address.replace('@', '+probe@');
  const first = await sendProbe(desk, mailbox, mailbox.plusAddressing ? tagged : mailbox.address);
  if (!first.sender.ok) return [first.sender];
  const arrived = await arrival(mailbox, first.probe);
  if (arrived !== null) return [first.sender, roundTrip(mailbox, first.probe.to), results(desk, mailbox, arrived)];
  if (!mailbox.plusAddressing)
    return [first.sender, lost(mailbox, 'look into the relay’s queue and the mailbox’s filters')];
  const plain = await sendProbe(desk, mailbox, mailbox.address);
  const untagged = await arrival(mailbox, plain.probe);
  return untagged === null
    ? [first.sender, lost(mailbox, 'look into the relay’s queue and the mailbox’s filters')]
    : [
        first.sender,
        lost(mailbox, 'plus-addressing does not work here: set plusAddressing: false'),
        results(desk, mailbox, untagged),
      ];
}

async function sendProbe(desk: Desk, mailbox: MailboxConfig, to: string): Promise<{ probe: Probe; sender: Finding }> {
  const check = `envelope sender ${mailbox.name}`;
  const probe = await compose(desk, mailbox, to);
  const relay = openRelay(mailbox.smtp, BRIEF);
  const send = (from: string) => relay.deliver({ from, to }, probe.octets, async () => true);
  try {
    const configured = mailbox.smtp.envelopeFrom ?? '';
    const delivery = await send(configured);
    if (delivery.outcome === 'accepted')
      return { probe, sender: { check, ok: true, finding: `the relay takes <${configured}>`, remedy: '' } };
    if (delivery.outcome === 'lost') return { probe, sender: unanswered(mailbox, check, delivery.reply) };
    const refused = 'reply' in delivery ? delivery.reply : delivery.outcome;
    const second = configured === '' ? await send(mailbox.address) : delivery;
    const remedy =
      second.outcome === 'accepted'
        ? `set mailboxes.${mailbox.name}.smtp.envelopeFrom: ${mailbox.address}`
        : `ask the relay’s administrator which sender it takes`;
    return { probe, sender: { check, ok: false, finding: `the relay refuses <${configured}>: ${refused}`, remedy } };
  } finally {
    relay.close();
  }
}

const unanswered = ({ name, smtp }: MailboxConfig, check: string, said: string): Finding => ({
  check,
  ok: false,
  finding: `no answer from the relay at ${smtp.host}:${smtp.port}: ${said}`,
  remedy: `start the relay, or correct mailboxes.${name}.smtp: host, port and tls`,
});

/** A domain that nobody has (RFC 2606 §2): where it is still in the field, the field has come through. */
const FORGED = 'forged.invalid';

async function compose({ config, keys, now }: Desk, { address }: MailboxConfig, to: string): Promise<Probe> {
  const expiresAt = new Date(now().getTime() + HOUR_MS);
  const token = mintToken({ purpose: 'own', about: 0, expiresAt }, { address: to, epoch: 0 }, keys);
  const messageId = ownMessageId(token, randomUUID().slice(-12), config.desk.domain);
  const authservId = config.trust.authservId ?? config.desk.domain;
  const octets = await new MailComposer({
    from: { name: config.desk.name, address },
    to: { name: '', address: to },
    subject: 'tsdesk doctor --probe',
    messageId,
    date: now(),
    headers: [
      { key: 'Auto-Submitted', value: 'auto-generated' },
      { key: 'Authentication-Results', value: `${authservId}; dkim=pass header.d=${FORGED}` },
    ],
    text: 'The desk looks how its own mail arrives. Nothing needs to be done.',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { to, messageId, octets };
}

/** The header of the probe as it arrived; null when it has not come in time. */
async function arrival(mailbox: MailboxConfig, { messageId }: Probe): Promise<string | null> {
  const { client, close } = await openMailbox(mailbox, new AbortController().signal);
  try {
    for (const deadline = Date.now() + ARRIVES_WITHIN_MS; Date.now() < deadline; await pause(LOOK_EVERY_MS)) {
      await client.noop();
      const [uid] = (await client.search({ header: { 'message-id': messageId } }, { uid: true })) || [];
      const mail = uid && (await client.fetchOne(String(uid), { uid: true, headers: true }, { uid: true }));
      if (mail) return mail.headers?.toString('latin1') ?? '';
    }
    return null;
  } finally {
    close();
  }
}

const roundTrip = ({ name }: MailboxConfig, to: string): Finding => ({
  check: `round trip ${name}`,
  ok: true,
  finding: `a mail to ${to} has arrived`,
  remedy: '',
});

const lost = ({ name }: MailboxConfig, remedy: string): Finding => ({
  check: `round trip ${name}`,
  ok: false,
  finding: `the mail has not arrived within ${ARRIVES_WITHIN_MS / 1000} s`,
  remedy,
});

/**
 * That they arrive is no harm where none are believed. Where they are, anybody can write in anybody's name
 * (RFC 8601 §5).
 */
function results({ config }: Desk, { name }: MailboxConfig, header: string): Finding {
  const check = `authentication results ${name}`;
  const { authservId } = config.trust;
  if (!header.replace(/\r?\n[ \t]+/g, ' ').includes(FORGED)) return well(check, 'forged ones are removed');
  return authservId === null
    ? well(check, 'forged ones arrive, and none are believed')
    : wrong(
        check,
        `forged ones in the name of ${authservId} arrive as they were sent, and are believed: anybody can write in anybody’s name`,
        'have the receiving system remove them from all mail, its own included, or take trust.authservId out',
      );
}
