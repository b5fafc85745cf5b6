import type { Desk } from '../../src/desk/desk.ts';
import type { IncomingMail } from '../../src/desk/incoming.ts';
import type { LetterFacts } from '../../src/letter/facts.ts';
import { sampleContext } from '../intake/sample.ts';
import { NOON } from '../ticket/sample.ts';

/** The desk's values, without a database, a queue or a network. */
type Values = Pick<Desk, 'config' | 'directory' | 'policy' | 'keys' | 'now' | 'logo'>;

const { config, directory, policy, keys, mailbox } = sampleContext();
export const desk: Values = { config, directory, policy, keys, now: () => NOON, logo: null };

export const plusMailbox = { ...mailbox, plusAddressing: true };
export const plainMailbox = { ...mailbox, plusAddressing: false };

/** A mail as the desk applies decisions about it. */
export const incoming = (given: Parameters<typeof sampleContext>[0] = {}): IncomingMail => sampleContext(given);

export const file = (name: string): NonNullable<LetterFacts['attachments']>[number] => ({
  name,
  type: 'text/plain',
  size: 1,
  inline: false,
  cid: null,
  sha256: name,
  content: Buffer.from('x'),
});
