import type { Attachment } from '../mail/mail.ts';
import type { WithheldReason } from '../words/language.ts';
import { dangerOf } from './attachment-danger.ts';
import { displayName } from './display-name.ts';

/** What may go along with a relayed mail, under names fit to be shown. */
export type Forwarding = {
  readonly forwarded: readonly Attachment[];
  readonly withheld: readonly { readonly name: string; readonly reason: WithheldReason }[];
};

export type ForwardingLimits = {
  readonly count: number;
  /** Octets of one attachment, and of all that are forwarded. */
  readonly each: number;
  readonly total: number;
};

const FORWARDING_LIMITS: ForwardingLimits = { count: 20, each: 15_000_000, total: 25_000_000 };

/**
 * The attachments of one mail that may be forwarded, in their order; everything else is kept by the desk and named with
 * the reason.
 */
export function forwardable(
  attachments: readonly Attachment[],
  limits: ForwardingLimits = FORWARDING_LIMITS,
): Forwarding {
  const forwarded: Attachment[] = [];
  const withheld: { name: string; reason: WithheldReason }[] = [];
  let total = 0;
  attachments.forEach((attachment, index) => {
    const name = displayName(attachment.name);
    const reason =
      index >= limits.count ? 'too_many' : (dangerOf(attachment) ?? tooLarge(attachment.size, total, limits));
    if (reason) {
      withheld.push({ name, reason });
    } else {
      total += attachment.size;
      forwarded.push({ ...attachment, name });
    }
  });
  return { forwarded, withheld };
}

function tooLarge(size: number, before: number, { each, total }: ForwardingLimits): WithheldReason | null {
  if (size > each) return 'too_large';
  return before + size > total ? 'total_too_large' : null;
}
