import type { Signature } from '../../mail/secrecy/secrecy.ts';
import { mayOffer } from '../../people/signed.ts';
import type { MailContext } from '../context.ts';

/** What a mail offers; null for nothing. A confirmed certificate is looked at too: its owner may have renewed it. */
export function certificateOffered(
  {
    mail,
    from,
    signed,
    verdict,
    authentication,
  }: Pick<MailContext, 'mail' | 'from' | 'signed' | 'verdict' | 'authentication'>,
  now: Date,
): { readonly address: string; readonly signature: Signature } | null {
  const signature = mail.secrecy?.signature;
  if (!signature || from === null || (signed?.is !== 'offered' && signed?.is !== 'registered')) return null;
  const isOver = signature.expiresAt !== null && signature.expiresAt <= now;
  return mayOffer({ verdict, authentication }) && !isOver ? { address: from.address, signature } : null;
}
