import type { EvidenceLevel } from '../people/evidence.ts';

/** What became of a mail. */
export type Outcome =
  | 'ticketed'
  | 'appended'
  | 'command'
  | 'refused'
  | 'duplicate'
  | 'ignored'
  | 'held'
  | 'quarantined'
  | 'bounce';

/**
 * Every reason for an outcome, with the text `mail list` shows for it; `{}` is where the detail stands. The texts are
 * part of the interface. src/words/reasons.ts has the sentence for each.
 */
export const REASON_TEXTS = {
  // mail of an archive: what it adds to the desk's memory, or that no customer takes part
  history: 'history',
  no_customer: 'no_customer',

  // a new ticket: how it was acknowledged, or which other ticket it has to do with
  acknowledgement: 'acknowledgement',
  short_acknowledgement: 'short_acknowledgement',
  unacknowledged: 'none',
  // a customer's problem that staff pass on; the detail says how it was acknowledged
  recorded: '{}',
  follows_up: 'follows up {}',
  claims: 'claims {}',

  // words on a ticket: the evidence that they belong to it, or the mark they carry
  E4: 'E4',
  E3: 'E3',
  E2: 'E2',
  E1: 'E1',
  E0: 'E0',
  unverified: 'unverified',
  unconfirmed: 'unconfirmed',
  not_addressed: 'unverified',
  note: 'note',
  // somebody outside who was asked for help; the detail is the address that was asked
  outside_answer: 'outside_answer: {}',
  // staff answered the customer directly, with the desk in copy
  answered_directly: 'answered_directly',

  // commands; the detail names them, or says what became of each
  commands: '{}',
  commands_refused: '{}',
  unknown_commands: 'unknown commands',
  draft_decided: '{}',
  draft_changed: 'draft_changed',
  releases: 'releases mail {}',
  confirms: 'confirms mail {}',
  nothing_waits: 'nothing_waits',
  // a customer asks for the list of their tickets
  unsubscribed: 'unsubscribed',
  subscribed_again: 'subscribed_again',
  open_list: 'open_list',
  open_list_limited: 'open_list_limited',

  // kept, and that is all
  copy_of: 'of mail {}',
  own_mail: 'own_mail',
  older_than_the_desk: 'older_than_the_desk',
  auto_reply: 'auto_reply',
  receipt: 'receipt',
  notice: 'notice: {}',
  list: 'list',

  // a delivery status notification; the detail is the status (RFC 3463)
  permanent: 'permanent {}',
  temporary: 'temporary {}',
  matches_no_letter: 'matches no letter',
  unproven_report: 'unproven {}',

  // held or in quarantine: what the mail is like
  malformed: 'malformed',
  over_limit: 'over_limit: {}',
  not_handed_over: 'not_handed_over: {}',
  no_sender: 'no_sender',
  own_address: 'own_address',
  marked_spam: 'marked_spam',
  virus: 'virus: {}',
  not_scanned: 'not_scanned',
  ticket_trick: 'ticket_trick',
  third_party_reply: 'third_party_reply',
  too_many_newcomers: 'too_many_newcomers',
  encrypted_unproven: 'encrypted_unproven',
  quarantine: 'quarantine: {}',
  held: 'held: {}',
  held_forged: 'held_forged: {}',
  challenge: 'challenge',
  // an automatic reply of the staff: they are asked whether to note the absence
  absence: 'absence',
  // an answer that is sent at another time
  send_later: 'send later',
  // an answer that newer words have overtaken
  overtaken: 'overtaken',

  // in quarantine: something of the desk failed
  failed: 'failed: {}',
  parser_time: 'parser_time: {}',
  parser_memory: 'parser_memory: {}',
  parser_crash: 'parser_crash: {}',
} as const satisfies Record<EvidenceLevel, EvidenceLevel> & Readonly<Record<string, string>>;

export type ReasonCode = keyof typeof REASON_TEXTS;

/** Why a mail has its outcome. The detail is for people; nothing is decided by it. */
export type Reason = { readonly code: ReasonCode; readonly detail: string };

export const because = (code: ReasonCode, detail = ''): Reason => ({ code, detail });

/** The desk failed, not the mail: a later version may understand it (`mail replay --failed`). */
export const DESK_FAILURES: readonly ReasonCode[] = ['failed', 'parser_time', 'parser_memory', 'parser_crash'];

/** The reason as `mail list` shows it. */
export function reasonText({ code, detail }: Reason): string {
  const text = REASON_TEXTS[code].replace('{}', () => detail);
  return detail === '' ? text.replace(/[: ]+$/, '') : text;
}
