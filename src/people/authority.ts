/**
 * Who wrote a mail, what proves it, and what they may do. Mail proves little by itself, so three questions are asked
 * one after the other: who the sender claims to be (`identify.ts`, `standing.ts`), whether the claim is proven
 * (`authentication/`), and how well the mail shows that it belongs to a ticket (`evidence.ts`, `token.ts`). The table
 * in this file turns the three answers into a permission. It is the only place that gives one, so that a new way to
 * write to the desk cannot have rights of its own. The ticket can still say no: it may have gone to somebody else
 * meanwhile (`ticket/transition.ts`).
 */
import { COMMAND_NAMES, type CommandName, type CommandNeed, commandRow } from '../words/commands.ts';
import type { Verdict } from './authentication/authentication.ts';
import { EVIDENCE_LEVELS, type Evidence, type EvidenceLevel } from './evidence.ts';
import type { Role } from './person.ts';
import type { SenderStanding, Standing } from './standing.ts';

/** What a mail asks for: a customer's words or answer, or what staff do. */
export type Action = CustomerAction | StaffAction;
/** `append`: their words · `reopen`: "still open" · `confirm`: "solved". */
type CustomerAction = 'append' | 'reopen' | 'confirm';
/** `words`: no command, kept as an internal note or a new ticket · `bulk`: a command on several tickets at once. */
export type StaffAction = 'words' | 'bulk' | CommandName;

/** What becomes of it. */
export type Permission =
  | 'allow'
  | 'allow_with_undo' // and they are told how to take it back
  | 'ask_back' // kept as words; whether they meant it is asked, once
  | 'words_only' // kept as words, no state change
  | 'unverified' // kept as words marked unverified, no state change
  | 'unconfirmed' // kept as words of somebody who sees nothing until confirmed; staff are asked
  | 'challenge' // waits for the single-use token sent to the registered address
  | 'held' // waits; the alert to the registered address carries a link that applies it
  | 'held_forged' // quarantined; the registered address is alerted, nothing applies it
  | 'third_party' // quarantined as a third-party reply
  | 'quarantine'
  | 'new_ticket'
  | 'new_ticket_claims' // a new one, with a staff-only note of the number it claims
  | 'new_internal_ticket' // or what the intake form in it says
  | 'not_yours' // refused: somebody else works on it
  | 'supervisors_only' // refused
  | 'frontline_only' // refused
  | 'needs_ticket'; // refused: the command says something about a ticket, and there is none

const REFUSED = ['not_yours', 'supervisors_only', 'frontline_only', 'needs_ticket'] as const;
type Refused = (typeof REFUSED)[number];

/** Whether it is answered with "no", as against held, challenged or kept. */
export const isRefused = (permission: Permission): permission is Refused =>
  (REFUSED as readonly Permission[]).includes(permission);

/** `toOthers`: what it says of a mail whose To and Cc do not name the desk; absent: the same. */
type Cell = Readonly<Partial<Record<Action, Permission>>> & {
  readonly otherwise: Permission;
  readonly toOthers?: Cell;
};
type Row = readonly [e4: Cell, e3: Cell, e2: Cell, e1: Cell, e0: Cell];

const each = (otherwise: Permission): Row => [
  { otherwise },
  { otherwise },
  { otherwise },
  { otherwise },
  { otherwise },
];
const UNVERIFIED: Cell = { otherwise: 'unverified' };
const confirming = (confirm: Permission): Cell => ({
  append: 'allow',
  reopen: 'allow',
  confirm,
  otherwise: 'quarantine',
  toOthers: UNVERIFIED,
});

const FULL = confirming('allow');
const UNDO = confirming('allow_with_undo');
const ASK_BACK = confirming('ask_back');
const NO_CONFIRM = confirming('words_only');
/** Read at the registered address only, and nothing changes: no more is asked than who wrote. */
const READING = { help: 'allow', mine: 'allow', team: 'allow', find: 'allow', answers: 'allow' } as const;
const WORDS: Cell = { words: 'allow', otherwise: 'challenge' };
const COMMANDS: Cell = { bulk: 'challenge', otherwise: 'allow', toOthers: WORDS };
const NOTE: Cell = { words: 'allow', note: 'allow', ...READING, otherwise: 'challenge', toOthers: WORDS };
const NOTE_REPLY: Cell = { ...NOTE, reply: 'allow', article: 'allow' };
const CHALLENGE: Cell = { ...READING, otherwise: 'challenge', toOthers: { otherwise: 'challenge' } };
const INTERNAL: Cell = {
  words: 'new_internal_ticket',
  kb: 'allow',
  ...READING,
  otherwise: 'challenge',
  toOthers: { words: 'new_internal_ticket', otherwise: 'challenge' },
};
const NEW: Cell = { otherwise: 'new_ticket' };
const CLAIMS: Cell = { otherwise: 'new_ticket_claims' };
const UNCONFIRMED: Cell = { otherwise: 'unconfirmed' };
const THIRD: Cell = { otherwise: 'third_party' };
/** Cannot occur: with the number in the subject participants have E2, others E1. Grants nothing if it does. */
const NEVER: Cell = { otherwise: 'quarantine' };

/**
 * Who may do what: sender and authentication × how well the mail proves that it belongs to the ticket × whether it was
 * written to the desk → what becomes of each thing it asks for. The only place where permission is given.
 *
 * A signature proves who wrote a mail, not to whom it is sent: a signed "solved" to somebody else could be sent on to
 * the desk with References added. Such a mail counts as words; what staff ask for in it is confirmed by them first.
 */
const AUTHORITY: Readonly<Record<`${Standing} ${Verdict}`, Row>> = {
  //              E4       E3          E2          E1         E0
  'customer P': [FULL, FULL, ASK_BACK, NEVER, NEW],
  'customer N': [UNDO, NO_CONFIRM, UNVERIFIED, NEVER, NEW],
  'customer F': each('quarantine'),
  'engineer P': [COMMANDS, NOTE_REPLY, NOTE, CHALLENGE, INTERNAL],
  'engineer N': each('held'),
  'engineer F': each('held_forged'),
  'supervisor P': [COMMANDS, NOTE, NOTE, CHALLENGE, INTERNAL],
  'supervisor N': each('held'),
  'supervisor F': each('held_forged'),
  'colleague P': [THIRD, UNCONFIRMED, NEVER, CLAIMS, NEW],
  'colleague N': [THIRD, THIRD, NEVER, CLAIMS, NEW],
  'colleague F': each('quarantine'),
  'stranger P': [THIRD, THIRD, NEVER, CLAIMS, NEW],
  'stranger N': [THIRD, THIRD, NEVER, CLAIMS, NEW],
  'stranger F': each('quarantine'),
};

/** What staff need beside the table's consent; for a command its row says it. */
const NEEDS: Readonly<Record<StaffAction, CommandNeed>> = {
  words: 'nothing',
  bulk: 'supervisor',
  ...(Object.fromEntries(COMMAND_NAMES.map((name) => [name, commandRow(name).needs])) as Record<
    CommandName,
    CommandNeed
  >),
};

/** Whether somebody with these roles may use a command at all, on a ticket of theirs if it needs one. */
export function mayUse(name: CommandName, roles: readonly Role[]): boolean {
  const [frontline, supervisor] = [roles.includes('frontline'), roles.includes('supervisor')];
  return refusal(name, { own: true, frontline, supervisor }, 'E4') === null;
}

export type Request = {
  readonly action: Action;
  readonly sender: SenderStanding;
  /** As `verdictFor` tells it for this sender and evidence. */
  readonly authentication: Verdict;
  /** For the ticket that `sender` was judged against; E0 when there is none. */
  readonly evidence: Pick<Evidence, 'level' | 'borrowed'>;
  /** To or Cc names the desk, see `isAddressedTo`. */
  readonly addressed: boolean;
  /**
   * The single-use token sent to the registered address for this very mail came back; for mail from outside: staff
   * released it.
   */
  readonly redeemed: boolean;
};

/**
 * What becomes of one thing a mail asks for. A redeemed token lifts a challenge, and the hold of a mail that nothing
 * proved; never a forgery. The words of a third party that staff released are kept, but it does not become a
 * participant.
 */
export function authorise(request: Request): Permission {
  const { action, sender, authentication, evidence, addressed, redeemed } = request;
  const staff = sender.standing === 'engineer' || sender.standing === 'supervisor';
  const verdict = staff && redeemed && authentication === 'N' ? 'P' : authentication;
  const found = AUTHORITY[`${sender.standing} ${verdict}`][column(sender, evidence)];
  const cell = addressed ? found : (found?.toOthers ?? found);
  const decision = cell?.[action] ?? cell?.otherwise ?? 'quarantine';
  if (redeemed && decision === 'third_party') return 'unconfirmed';
  if (!staff || !isStaffAction(action) || (decision !== 'allow' && decision !== 'challenge')) return decision;
  return refusal(action, sender, evidence.level) ?? (redeemed ? 'allow' : decision);
}

/**
 * A token made for somebody else proves to those who belong here as much as a reference does, and marks strangers as
 * third parties.
 */
function column({ standing }: SenderStanding, { level, borrowed }: Request['evidence']): number {
  const stranger = standing === 'colleague' || standing === 'stranger';
  return EVIDENCE_LEVELS.indexOf(borrowed && !stranger ? 'E3' : level);
}

function isStaffAction(action: Action): action is StaffAction {
  return action in NEEDS;
}

/** Why an authenticated command is still refused; null when it is not. */
function refusal(
  action: StaffAction,
  { own, frontline, supervisor }: Omit<SenderStanding, 'standing'>,
  level: EvidenceLevel,
): Permission | null {
  const needs = NEEDS[action];
  if (needs === 'supervisor') return supervisor ? null : 'supervisors_only';
  if (needs === 'frontline') return supervisor || frontline ? null : 'frontline_only';
  if (needs !== 'nothing' && level === 'E0') return 'needs_ticket';
  return needs === 'own' && !own ? 'not_yours' : null;
}
