import type { LetterKind } from '../ticket/change.ts';

/** How a letter leaves the desk: who reads it, what its headers say about automation, and what a lost sender may repeat. */
export type LetterTraits = {
  readonly audience: 'customer' | 'staff';
  /** Value of Auto-Submitted (RFC 3834 §5); null for a person's words, which carry none. */
  readonly autoSubmitted: 'auto-replied' | 'auto-generated' | null;
  /** Envelope sender: `<>`, so that nothing answers it, or an address that names the letter, so that its bounce is found. */
  readonly envelope: 'null' | 'bounce';
  /** `once`: at most once, a doubtful delivery is not repeated; `content`: at least once, repeated with the same bytes. */
  readonly delivery: 'once' | 'content';
  /** Order under a relay's daily quota: 1 before 2 before 3. */
  readonly priority: 1 | 2 | 3;
};

type Audience = LetterTraits['audience'];

const priorityOf = (audience: Audience): 1 | 2 => (audience === 'customer' ? 1 : 2);

/** The desk answers a mail by itself. */
const replied = (audience: Audience): LetterTraits => ({
  audience,
  autoSubmitted: 'auto-replied',
  envelope: 'null',
  delivery: 'once',
  priority: priorityOf(audience),
});

/** The clock or an event made the desk write. */
const generated = (audience: Audience): LetterTraits => ({ ...replied(audience), autoSubmitted: 'auto-generated' });

/** What nobody waits for. */
const figures: LetterTraits = { ...generated('staff'), priority: 3 };

/** A person's words, carried by the desk. */
const words = (audience: Audience): LetterTraits => ({
  audience,
  autoSubmitted: null,
  envelope: 'bounce',
  delivery: 'content',
  priority: priorityOf(audience),
});

/** The one row for each letter. docs/letters.md shows it with the occasion of each. */
export const KINDS: Readonly<Record<LetterKind, LetterTraits>> = {
  acknowledgement: replied('customer'),
  short_acknowledgement: replied('customer'),
  collected_acknowledgement: replied('customer'),
  question: words('customer'),
  public_reply: words('customer'),
  progress_to_customer: words('customer'),
  news: replied('customer'),
  resolution: words('customer'),
  confirm_reminder: generated('customer'),
  closing: replied('customer'),
  closed_on_silence: generated('customer'),
  reopened: replied('customer'),
  confirm_ask_back: replied('customer'),
  undo_notice: replied('customer'),
  dispatch: words('staff'),
  follower_copy: words('staff'),
  supervisor_notice: generated('staff'),
  relay: words('staff'),
  note: words('staff'),
  progress: words('staff'),
  resolution_copy: words('staff'),
  release_request: words('staff'),
  accept_lapsed: generated('staff'),
  too_late: replied('staff'),
  reassigned: generated('staff'),
  reminder: generated('staff'),
  breach: generated('staff'),
  escalation: words('staff'),
  unclear_reply: words('staff'),
  side_thread_question: words('staff'),
  side_thread_answer: words('staff'),
  side_thread_overdue: generated('staff'),
  transcript: replied('staff'),
  help: replied('staff'),
  challenge: replied('staff'),
  held_alert: generated('staff'),
  quarantine_notice: generated('staff'),
  undeliverable: generated('staff'),
  third_party_reply: generated('staff'),
  knowledge: replied('staff'),
  knowledge_draft: figures,
  digest: figures,
  report: figures,
  alarm: generated('staff'),
  canary: figures,
};
