import { type Decision, fileAs, type Learned } from '../desk/decision.ts';
import { corrected, settled } from '../desk/learned.ts';
import type { Article, ArticleText } from '../knowledge/article.ts';
import { readArticle } from '../knowledge/edit.ts';
import { cut } from '../lib/cut.ts';
import type { Command } from '../mail/mail.ts';
import { verdictFor } from '../people/authentication/authentication.ts';
import { authorise, isRefused, type Permission } from '../people/authority.ts';
import type { Staff } from '../people/person.ts';
import { staffStanding } from '../people/standing.ts';
import { verifyToken } from '../people/token.ts';
import type { OutcomeCode } from '../ticket/command-outcome.ts';
import type { TranscriptLine } from '../ticket/letters.ts';
import { because } from '../ticket/mail-outcome.ts';
import type { Arrival, MailContext } from './context.ts';
import type { Needs } from './needs.ts';
import { heldFor, heldNeeds, isHolding } from './waiting/held-staff-mail.ts';

/** What a mail by the staff says about the draft of an article. */
export type DraftAnswer = {
  /** The end of the article's id, in hexadecimal digits. */
  readonly about: string;
  /** The command that decides; null for words alone, which correct it. */
  readonly command: Command | null;
  readonly permission: Permission;
};

/** Null for a mail that answers no letter about a draft, and for one whose commands are about something else. */
export function draftAnswerOf(arrival: Arrival, staff: Staff): DraftAnswer | null {
  const { tokens, keys, now, mail } = arrival;
  const binding = { address: staff.email, epoch: 0, keys, now };
  const found = tokens.find(({ token }) => token.purpose === 'draft' && verifyToken(token, binding) === null);
  const command = decidingCommand(mail.commands);
  if (found === undefined || command === undefined) return null;
  return {
    about: found.token.about.toString(16).padStart(12, '0'),
    command,
    permission: mayDecide(arrival, staff, found.field),
  };
}

export function draftNeeds({ permission, about }: DraftAnswer, staff: Staff): Needs {
  if (isHolding(permission)) return heldNeeds(permission, staff);
  return permission === 'allow' ? { article: about } : {};
}

export function decideDraft(context: MailContext, staff: Staff, { command, permission }: DraftAnswer): Decision {
  const { article, mail, policy, now } = context;
  const refused = (result: OutcomeCode): Decision => answered(staff, command, { done: false, result });
  if (isHolding(permission)) return heldFor(context, staff, permission);
  if (isRefused(permission)) return refused(permission);
  if (permission !== 'allow') throw new Error(`${permission} says nothing about a draft`);
  if (article === null) return refused('no_such_article');
  const edits = readArticle(command?.text || mail.reply, policy.categories);
  const corrects = command?.name !== 'decline' && Object.keys(edits).length > 0;
  // What is found already is found as corrected from now on: nobody is asked once more.
  if (article.state === 'approved' && corrects) {
    const outcome = { done: true, result: 'article_corrected' } as const;
    return answered(staff, command, outcome, corrected(article, edits, []), mail.reply.split('\n')[0]);
  }
  if (article.state !== 'draft') return refused('decided_already');
  if (command === null) return edited(context, staff, article, edits);
  const approves = command.name === 'approve';
  const decision = { state: approves ? 'approved' : 'dropped', by: staff.email, at: now } as const;
  return answered(
    staff,
    command,
    { done: true, result: approves ? 'article_approved' : 'article_dropped' },
    settled(article, decision, approves ? edits : {}),
  );
}

/** Null for words alone, undefined for commands that are about something else. */
function decidingCommand(commands: readonly Command[]): Command | null | undefined {
  if (commands.length === 0) return null;
  return commands.length === 1 ? commands.find(({ name }) => name === 'approve' || name === 'decline') : undefined;
}

/** Whatever is said about a draft needs the right to approve it; the token is proof of what it is said about. */
function mayDecide(
  { authentication, config, addressed, sealed, redeemed }: Arrival,
  staff: Staff,
  field: string | null,
): Permission {
  const verdict = verdictFor(authentication, {
    staff: true,
    staffWithoutDkim: config.trust.staffWithoutDkim,
    staffAlignment: config.trust.staffAlignment,
    fields: field === null ? [] : [field],
    gateway: false,
  });
  return authorise({
    action: 'approve',
    sender: staffStanding(staff, null),
    authentication: verdict,
    evidence: { level: 'E4', borrowed: false },
    addressed: addressed && sealed,
    redeemed,
  });
}

/** Words without a command are corrections: the draft is shown again as it now stands. */
function edited({ mail }: MailContext, staff: Staff, article: Article, edits: Partial<ArticleText>): Decision {
  const firstLine = mail.reply.split('\n')[0] ?? '';
  if (Object.keys(edits).length === 0)
    return answered(staff, null, { done: false, result: 'nothing_to_change' }, undefined, firstLine);
  return { ...fileAs('command', 'draft_changed'), learned: corrected(article, edits, [staff.email]) };
}

/** Characters of the words that a transcript repeats in place of a command. */
const WORDS_REPEATED = 80;

function answered(
  staff: Staff,
  command: Command | null,
  outcome: Pick<TranscriptLine, 'done' | 'result'>,
  learned?: Learned,
  words = '',
): Decision {
  const line: TranscriptLine = {
    command: command === null ? cut(words, WORDS_REPEATED) : `#${command.name}`,
    detail: learned?.articles[0] ? titleOf(learned.articles[0]) : '',
    ...outcome,
  };
  return {
    ...fileAs(
      outcome.done ? 'command' : 'refused',
      because(outcome.done ? 'draft_decided' : 'commands_refused', outcome.result),
      null,
      [{ kind: 'transcript', to: [staff.email], lines: [line] }],
    ),
    ...(learned ? { learned } : {}),
  };
}

/** With the number by which an answer names it. */
const titleOf = ({ number, title }: Article): string => (number === null ? title : `${number} · ${title}`);
