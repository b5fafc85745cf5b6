import { v7 as uuid } from 'uuid';
import { NOTHING } from '../../src/store/commit/change.ts';
import { commit } from '../../src/store/commit/commit.ts';
import type { Database } from '../../src/store/connection/connection.ts';

/** Puts one letter into the outbox of the mailbox `support`. */
export async function writeLetter(
  db: Database,
  { automatic, reduced }: { automatic: boolean; reduced?: string },
): Promise<{ id: string; messageId: string }> {
  const id = uuid();
  const messageId = `<${id}@desk.example>`;
  const letter = {
    id,
    kind: automatic ? 'acknowledgement' : 'relay',
    mailbox: 'support',
    ticketId: null,
    mailId: null,
    to: { name: '', address: 'zhang@customer.example' },
    subject: 'x',
    messageId,
    envelopeFrom: '',
    octets: Buffer.from(`Message-ID: ${messageId}\r\nSubject: x\r\n\r\nx\r\n`),
    reduced: reduced === undefined ? null : Buffer.from(`Message-ID: ${messageId}\r\n${reduced}`),
    automatic,
    priority: 1,
    createdAt: new Date(),
    heldBack: null,
  };
  await commit(db, { ...NOTHING, letters: [letter] });
  return { id, messageId };
}
