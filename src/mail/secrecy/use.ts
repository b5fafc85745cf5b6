import { certificateOf, isCurrent, isWrittenTo } from './certificate.ts';
import type { Scheme } from './secrecy.ts';

/**
 * What a certificate can be used for. `signing`: what it signs is proven, and nothing can be encrypted to it.
 * `expired`: its time is over, or has not come.
 */
export type Use = 'all' | 'signing' | 'expired' | 'revoked';

/** By PEM or armour that was read before. That a certificate of S/MIME is revoked only its authority knows. */
export async function useOf(
  { form, content }: { readonly form: Scheme; readonly content: string },
  at: Date,
): Promise<Use> {
  if (form === 'openpgp') return (await import('./pgp.ts')).useOfKey(content, at);
  const certificate = certificateOf(content);
  if (certificate === null || !isCurrent(certificate, at)) return 'expired';
  return isWrittenTo(certificate) ? 'all' : 'signing';
}
