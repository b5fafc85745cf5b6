import { v7 as uuid } from 'uuid';
import type { MailboxConfig } from '../config/settings.ts';
import type { Desk } from '../desk/desk.ts';
import { type LetterData, type Written, writeLetters } from '../desk/letters.ts';
import type { Article, ArticleState, ArticleText } from '../knowledge/article.ts';
import { articleDocument, type SearchDocument, ticketDocument } from '../knowledge/document.ts';
import { draftFrom, localeOfText, problemIn } from '../knowledge/draft.ts';
import { readArticle } from '../knowledge/edit.ts';
import type { Command } from '../mail/mail.ts';
import { verdictFor } from '../people/authentication/authentication.ts';
import { authorise, type Permission } from '../people/authority.ts';
import type { Staff } from '../people/person.ts';
import { standingOf } from '../people/standing.ts';
import { aboutId, mintToken, replyAddress, verifyToken } from '../people/token.ts';
import { articlesByPart, draftOf, firstWords } from '../store/knowledge.ts';
import { loadTickets } from '../store/ticket.ts';
import type { Change, LetterOrder, TranscriptLine } from '../ticket/change.ts';
import { because } from '../ticket/outcome.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { heldFor } from './confirmation.ts';
import type { MailContext } from './context.ts';
import { type Decision, fileAs } from './decision.ts';

/** What a commit adds to the knowledge, and who is asked about it. */
export type Learned = {
  readonly articles: readonly Article[];
  readonly documents: readonly SearchDocument[];
  readonly asked: readonly { readonly draft: Article; readonly to: readonly string[] }[];
};

const NOTHING_LEARNED: Learned = { articles: [], documents: [], asked: [] };

/** The drafts and search terms that resolutions give; a correction corrects the draft that waits. */
export async function learnFrom(desk: Desk, changes: readonly Change[]): Promise<Learned> {
  const resolved = changes.filter(({ history }) => history.some(({ event }) => event === 'resolved'));
  const to = desk.directory.staff.filter(({ roles }) => roles.includes('supervisor')).map(({ email }) => email);
  const learned = await Promise.all(resolved.map(({ ticket }) => learn(desk, ticket, to)));
  return learned.reduce(learnedBoth, NOTHING_LEARNED);
}

export const learnedBoth = (one: Learned, other: Learned = NOTHING_LEARNED): Learned => ({
  articles: [...one.articles, ...other.articles],
  documents: [...one.documents, ...other.documents],
  asked: [...one.asked, ...other.asked],
});

async function learn(desk: Desk, ticket: Ticket, to: readonly string[]): Promise<Learned> {
  const [words, waiting] = await Promise.all([firstWords(desk.db, ticket.id), draftOf(desk.db, ticket.id)]);
  const text = draftFrom({ ...ticket, words });
  const draft: Article = {
    ...text,
    id: waiting?.id ?? uuid(),
    version: (waiting?.version ?? 0) + 1,
    state: 'draft',
    locale: localeOfText(text.steps),
    ticketId: ticket.id,
    createdAt: waiting?.createdAt ?? desk.now(),
    decidedAt: null,
    decidedBy: null,
  };
  const cause = ticket.resolution?.cause ?? '';
  const problem = problemIn({ form: ticket.form, words });
  const found = ticketDocument(ticket.id, { subject: ticket.subject, words: problem, cause });
  return { articles: [draft], documents: [articleDocument(draft.id, draft), found], asked: [{ draft, to }] };
}

/** The letters that ask about drafts. */
export async function draftLetters(desk: Desk, mailbox: MailboxConfig, asked: Learned['asked']): Promise<Written[]> {
  const letters = asked.map(async ({ draft, to }) => {
    const [ticket] = draft.ticketId === null ? [] : await loadTickets(desk.db, [draft.ticketId]);
    const orders: LetterOrder[] = [{ kind: 'knowledge_draft', to }];
    return writeLetters(desk, mailbox, { ticket: null, orders, cause: null }, (_order, { address }) => ({
      draft: { ...draft, source: ticket?.number ?? '' },
      ...answerTo(desk, mailbox, draft, address),
    }));
  });
  return (await Promise.all(letters)).flat();
}

/** A draft can be decided by reply for so long, in milliseconds; later with `tsdesk kb approve`. */
const DRAFT_MS = 90 * 86_400_000;

function answerTo(desk: Desk, mailbox: MailboxConfig, { id }: Article, address: string): LetterData {
  const expiresAt = new Date(desk.now().getTime() + DRAFT_MS);
  const token = mintToken({ purpose: 'draft', about: aboutId(id), expiresAt }, { address, epoch: 0 }, desk.keys);
  return {
    ref: token,
    addresses: { reply: mailbox.plusAddressing ? replyAddress(mailbox.address, token) : mailbox.address },
  };
}

/** Null for a mail that answers no letter about a draft; else what becomes of the draft. */
export async function decideDraft(visit: MailContext, staff: Staff): Promise<Decision | null> {
  const { desk, mail } = visit;
  const named = draftNamed(visit, staff);
  const decision = decisionIn(mail.commands);
  if (named === null || decision === undefined) return null;
  const permission = mayDecide(visit, named.field);
  if (permission === 'held' || permission === 'held_forged' || permission === 'challenge')
    return heldFor(visit, staff, permission);
  if (permission !== 'allow') return answered(staff, decision, { done: false, result: permission });
  const [article] = await articlesByPart(desk.db, named.about);
  if (article === undefined) return answered(staff, decision, { done: false, result: 'no_such_article' });
  if (article.state !== 'draft') return answered(staff, decision, { done: false, result: 'decided_already' });
  const edits = readArticle(decision?.text || mail.reply, desk.policy.categories);
  if (decision === null) return edited(visit, staff, article, edits);
  return decision.name === 'approve'
    ? answered(
        staff,
        decision,
        { done: true, result: 'article_approved' },
        decided(desk, article, 'approved', staff.email, edits),
      )
    : answered(
        staff,
        decision,
        { done: true, result: 'article_dropped' },
        decided(desk, article, 'dropped', staff.email),
      );
}

/** The command that decides; null for words alone, undefined for commands that are about something else. */
function decisionIn(commands: readonly Command[]): Command | null | undefined {
  if (commands.length === 0) return null;
  return commands.length === 1 ? commands.find(({ name }) => name === 'approve' || name === 'decline') : undefined;
}

/** The end of the draft's id, from a genuine token for this very reader, and the field it was read from. */
function draftNamed({ tokens, desk }: MailContext, staff: Staff): { about: string; field: string | null } | null {
  const binding = { address: staff.email, epoch: 0, keys: desk.keys, now: desk.now() };
  const found = tokens.find(({ token }) => token.purpose === 'draft' && verifyToken(token, binding) === null);
  return found ? { about: found.token.about.toString(16).padStart(12, '0'), field: found.field } : null;
}

/** Whatever is said about a draft needs the right to approve it; the token is proof of what it is said about. */
function mayDecide({ person, authentication, desk, redeemed }: MailContext, field: string | null): Permission {
  if (person === null) return 'quarantine';
  const verdict = verdictFor(authentication, {
    staff: true,
    staffWithoutDkim: desk.config.trust.staffWithoutDkim,
    staffAlignment: desk.config.trust.staffAlignment,
    fields: field === null ? [] : [field],
    gateway: false,
  });
  return authorise({
    action: 'approve',
    sender: standingOf(person, null),
    authentication: verdict,
    evidence: { level: 'E4', borrowed: false },
    redeemed,
  });
}

/** The article with a decision about it. */
export function decided(
  desk: Desk,
  article: Article,
  state: Exclude<ArticleState, 'draft'>,
  by: string,
  edits: Partial<ArticleText> = {},
): Learned {
  const next: Article = {
    ...article,
    ...edits,
    version: article.version + 1,
    state,
    decidedAt: desk.now(),
    decidedBy: by,
  };
  return { articles: [next], documents: [articleDocument(next.id, next)], asked: [] };
}

/** Words without a command are corrections: the draft is shown again as it now stands. */
function edited({ mail }: MailContext, staff: Staff, article: Article, edits: Partial<ArticleText>): Decision {
  const command = mail.reply.split('\n')[0] ?? '';
  if (Object.keys(edits).length === 0)
    return answered(staff, null, { done: false, result: 'nothing_to_change' }, undefined, command);
  const draft: Article = { ...article, ...edits, version: article.version + 1 };
  const learned = {
    articles: [draft],
    documents: [articleDocument(draft.id, draft)],
    asked: [{ draft, to: [staff.email] }],
  };
  return { ...fileAs('command', 'draft_changed'), learned };
}

function answered(
  staff: Staff,
  command: Command | null,
  outcome: Pick<TranscriptLine, 'done' | 'result'>,
  learned?: Learned,
  words = '',
): Decision {
  const line: TranscriptLine = {
    command: command === null ? words.slice(0, 80) : `#${command.name}`,
    detail: learned?.articles[0]?.title ?? '',
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
