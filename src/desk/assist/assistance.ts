import { v7 as uuid } from 'uuid';
import { heldBackBy, NOTHING_USED } from '../../assist/attempt.ts';
import { type AssistRules, primary, wantedTasks } from '../../assist/wanted.ts';
import type { Config } from '../../config/settings.ts';
import { assistUsageOn } from '../../store/assist.ts';
import type { Commit } from '../../store/commit/change.ts';
import type { Change } from '../../ticket/change.ts';
import type { LetterKind, LetterOrder } from '../../ticket/letters.ts';
import { localDay } from '../../ticket/text/number.ts';
import type { Desk } from '../desk.ts';

/** Changes without the letters that wait, and what is written down beside them. */
export type Assisted = Pick<Commit, 'assistTasks' | 'waitingLetters'> & { readonly changes: readonly Change[] };

/** The day whose budget counts. */
export const assistDay = ({ config, now }: Pick<Desk, 'config' | 'now'>): string =>
  localDay(now(), config.desk.timezone);

/** What is asked where the configuration has a model. */
export const assistRules = ({ desk, assist }: Config): AssistRules => ({
  purposes: assist?.purposes ?? [],
  reads: assist === null || assist.reads.length === 0 ? [primary(desk.locale)] : assist.reads,
  exceptCompanies: assist?.exceptCompanies ?? [],
});

/** What may wait: letters that bring a ticket to its reader, and are written from what is stored. */
const WAITING: ReadonlySet<LetterKind> = new Set(['dispatch', 'follower_copy']);

/**
 * What a model is asked because of these changes. It is asked beside the mail's way; all that waits for it, and for so
 * long at most, are letters about tickets that are not urgent, while it does well. Nothing waits for look-alikes alone.
 * `language`: of the mail at hand.
 */
export async function withAssistance(
  desk: Desk,
  changes: readonly Change[],
  language: string = 'und',
): Promise<Assisted> {
  const { assist } = desk.config;
  if (assist === null) return { changes, assistTasks: [], waitingLetters: [] };
  const now = desk.now();
  const rules = assistRules(desk.config);
  const wanted = changes.map((change) => ({ change, tasks: wantedTasks(change, language, rules) }));
  const assistTasks = wanted.flatMap(({ tasks }) => tasks.map((task) => ({ ...task, id: uuid(), createdAt: now })));
  const waits = assist.wait > 0 && assistTasks.length > 0 && (await isWell(desk));
  const dueAt = new Date(now.getTime() + assist.wait);
  const isWaiting = ({ change, tasks }: (typeof wanted)[number], { kind }: LetterOrder): boolean =>
    waits &&
    tasks.some(({ purpose }) => purpose !== 'alike') &&
    change.ticket.urgency !== 'urgent' &&
    WAITING.has(kind);
  return {
    changes: wanted.map((each) => ({
      ...each.change,
      letters: each.change.letters.filter((letter) => !isWaiting(each, letter)),
    })),
    assistTasks,
    waitingLetters: wanted.flatMap((each) =>
      each.change.letters
        .filter((letter) => isWaiting(each, letter))
        .map((content) => ({ id: uuid(), ticketId: each.change.ticket.id, content, dueAt })),
    ),
  };
}

/** Whether an answer can be hoped for now. */
async function isWell(desk: Desk): Promise<boolean> {
  const { assist } = desk.config;
  const usage = (await assistUsageOn(desk.db, assistDay(desk))) ?? NOTHING_USED;
  return assist !== null && heldBackBy(usage, assist.budget, desk.now()) === null;
}
