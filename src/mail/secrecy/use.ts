import { certificateOf, isCurrent, isWrittenTo } from './certificate.ts';
import type { Scheme, Use } from './secrecy.ts';

/**
 * What a certificate, PEM or armour that was read before, can be used for. That one of S/MIME is revoked only its
 * authority knows.
 */
export async function useOf(
  { form, content }: { readonly form: Scheme; readonly content: string },
  at: Date,
): Promise<Use> {
  if (form === 'openpgp') return (await import('./pgp.ts')).useOfKey(content, at);
  const certificate = certificateOf(content);
  if (certificate === null || !isCurrent(certificate, at)) return 'expired';
  return isWrittenTo(certificate) ? 'all' : 'signing';
}
