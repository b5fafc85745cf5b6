import { parseConfig } from '../../src/config/load.ts';
import type { MailContext } from '../../src/intake/context.ts';
import { NOTHING_LOOKED_UP } from '../../src/intake/needs.ts';
import type { Command, Mail } from '../../src/mail/mail.ts';
import type { Directory } from '../../src/people/directory.ts';
import type { EvidenceLevel } from '../../src/people/evidence.ts';
import { identifySender } from '../../src/people/identify.ts';
import type { Staff } from '../../src/people/person.ts';
import { findTokens, mintToken, replyAddress, type TokenPurpose } from '../../src/people/token.ts';
import { matchThread } from '../../src/ticket/thread.ts';
import type { CommandName } from '../../src/words/commands.ts';
import { addresses, DESK, KEYS, sampleMail } from '../people/sample.ts';
import { chen, entry, li, NOON, policy, sun, wang, zhao } from '../ticket/sample.ts';

export const STAFF: readonly Staff[] = [li, chen, sun, zhao, wang];
const directory: Directory = { staff: STAFF, customers: [], gateways: ['form@website.example'] };

const config = parseConfig(
  `desk: { domain: desk.example, locale: en }
mailboxes: [{ name: support, address: ${DESK}, imap: { host: 127.0.0.1, tls: none }, smtp: { host: 127.0.0.1, tls: none } }]
trust: { authservId: mx.desk.example }`,
  'a test',
);
const [mailbox] = config.mailboxes;
if (mailbox === undefined) throw new Error('the sample has no mailbox');

/** What a case says; the rest is that of a proven first mail by a customer, with nothing looked up. */
type Given = Partial<Omit<MailContext, 'mail' | 'evidence'>> & {
  readonly mail?: Partial<Mail>;
  readonly level?: EvidenceLevel;
  readonly borrowed?: boolean;
  /** The purpose of the token that proves E4. */
  readonly purpose?: TokenPurpose;
};

/**
 * A mail's context as loading leaves it: sender, tokens and thread follow from the mail and the ticket unless given.
 */
export function sampleContext(given: Given = {}): MailContext {
  const { mail: fields = {}, level = given.ticket ? 'E4' : 'E0', borrowed = false, purpose = 'reply', ...more } = given;
  const mail = sampleMail(fields);
  const person = given.person === undefined ? identifySender(mail, directory) : given.person;
  const from = person?.address ?? null;
  const verdict = given.verdict ?? 'P';
  const ticket = given.ticket ?? null;
  const found = ticket === null ? null : { ticket, target: ticket, level };
  return {
    ...NOTHING_LOOKED_UP,
    config,
    policy,
    directory,
    keys: KEYS,
    now: NOON,
    mailbox: mailbox as NonNullable<typeof mailbox>,
    stored: STORED,
    mail,
    edges: { blocks: [], counted: null },
    leftOut: [],
    unparsed: null,
    addressed: true,
    sealed: true,
    standsInFor: [],
    redeemed: false,
    released: false,
    person,
    from,
    authentication:
      verdict === 'P'
        ? { verdict, proof: 'dkim', signatures: [{ exact: true, covers: null }], reason: 'dkim_aligned' }
        : { verdict, proof: null, signatures: [], reason: 'nothing_aligned' },
    verdict,
    signed: null,
    tokens: findTokens(mail),
    candidates: ticket === null ? [] : [{ ticket, messageIds: new Set<string>() }],
    ticket,
    incident: null,
    evidence: {
      level,
      token: level === 'E4' ? { purpose, boundTo: from?.address ?? '' } : null,
      borrowed,
      fields: [],
    },
    outside: null,
    thread: matchThread(mail, person?.kind === 'staff', found, { now: NOON, policy }),
    copies: [],
    roster: STAFF.map((staff) => entry(staff)),
    ...more,
  };
}

const STORED: MailContext['stored'] = {
  id: 7,
  mailbox: 'support',
  uid: 7,
  receivedAt: NOON,
  backfill: false,
  history: null,
  fingerprint: 'f',
  octetsId: 'o',
  size: 1000,
  overLimit: false,
  website: null,
  withheld: null,
  attempts: 0,
  raw: null,
};

export const stored = (more: Partial<MailContext['stored']>): MailContext['stored'] => ({ ...STORED, ...more });

/** A mail by a member of the staff, with these commands; their arguments stand behind the names. */
export const byStaff = ({ email }: Staff, ...commands: readonly string[]): Partial<Mail> => ({
  from: addresses(email),
  returnPath: email,
  reply: commands.map((command) => `#${command}`).join('\n'),
  commands: commands.map((command) => commandOf(command)),
});

export function commandOf(written: string, text = ''): Command {
  const [name = '', ...rest] = written.split(' ');
  return { name: name as CommandName, argument: rest.join(' '), text };
}

/** A recipient address of the desk that carries a token for its reader. */
export const tokenAddress = (
  purpose: TokenPurpose,
  about: number,
  address: string,
  { expiresAt = null, epoch = 0 }: { readonly expiresAt?: Date | null; readonly epoch?: number } = {},
): string => replyAddress(DESK, mintToken({ purpose, about, expiresAt }, { address, epoch }, KEYS));

/** A `ref:` line with a token for its reader. */
export const refLine = (purpose: TokenPurpose, about: number, address: string): string =>
  `ref:${mintToken({ purpose, about, expiresAt: null }, { address, epoch: 0 }, KEYS)}`;

/** A Message-ID of the desk with a token for its reader. */
export const messageIdWith = (purpose: TokenPurpose, about: number, address: string): string =>
  `<${mintToken({ purpose, about, expiresAt: null }, { address, epoch: 0 }, KEYS)}@desk.example>`;

/** `transcript→li`, one for each letter and recipient. */
export const lettersIn = ({ letters }: { readonly letters: readonly { kind: string; to: readonly string[] }[] }) =>
  letters.flatMap(({ kind, to }) => to.map((address) => `${kind}→${address.split('@')[0]}`));
