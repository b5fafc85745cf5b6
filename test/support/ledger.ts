import type { Database } from '../../src/store/connection/connection.ts';
import { type LedgerRow, listMails } from '../../src/store/mail.ts';
import { type ReasonCode, reasonText } from '../../src/ticket/mail-outcome.ts';

/** A row of the ledger with its reason as `mail list` shows it. */
export type SeenMail = Omit<LedgerRow, 'reason'> & {
  readonly reason: string | null;
  readonly reasonCode: ReasonCode | null;
};

export async function seenMails(
  db: Database,
  filter: { readonly id?: number; readonly messageId?: string } = {},
): Promise<SeenMail[]> {
  const rows = await listMails(db, filter);
  return rows.map(({ reason, ...row }) => ({
    ...row,
    reason: reason && reasonText(reason),
    reasonCode: reason?.code ?? null,
  }));
}
