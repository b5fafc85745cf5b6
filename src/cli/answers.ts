import { loadCannedAnswers } from '../store/canned-answer.ts';
import { NOTHING } from '../store/commit/change.ts';
import { commit } from '../store/commit/commit.ts';
import { type CannedAnswer, nearNames, variantsNamed } from '../ticket/canned/canned-answer.ts';
import { withNear } from '../ticket/canned/insertion.ts';
import { type AnswerChange, dropAnswer, keepAnswer } from '../ticket/canned/keeping.ts';
import type { Refusal } from '../ticket/change.ts';
import { en } from '../words/en.ts';
import { COMMAND_LINE } from './administrator.ts';
import { deskClock } from './desk-time.ts';
import { CommandError, EXIT } from './exit.ts';
import { list } from './output.ts';
import { readText } from './read-text.ts';
import { type Run, withStore } from './run.ts';

/** `tsdesk answers list` */
export async function listAnswers(run: Run): Promise<undefined> {
  await withStore(run, async ({ db }) => {
    list(
      run.output,
      await loadCannedAnswers(db),
      {
        name: ({ name }) => `@${name}`,
        locale: ({ locale }) => locale,
        by: ({ by }) => by,
        text: ({ text }) => text,
      },
      'No answers are kept.',
    );
  });
}

/** `tsdesk answers show NAME` */
export async function showAnswer(run: Run, name: string): Promise<undefined> {
  await withStore(run, async ({ db, policy }) => {
    const at = deskClock(policy.timezone);
    const all = await loadCannedAnswers(db);
    const variants = variantsNamed(all, name);
    if (variants.length === 0)
      throw refused({ refused: 'no_such_answer', detail: withNear(name, nearNames(all, name)) });
    for (const each of variants) {
      if (run.output.json) run.output.object(each);
      else run.output.line(`@${each.name} (${each.locale}), ${each.by}, ${at(each.at)}\n${each.text}`);
    }
  });
}

/** `tsdesk answers add NAME [FILE|-]` */
export async function addAnswer(
  run: Run,
  [name = '', file = '-']: readonly string[],
  { locale = '', of }: { readonly locale?: string; readonly of?: string },
): Promise<undefined> {
  const text = readText(file);
  const argument = [named(name), of === undefined ? '' : named(of), locale].filter(Boolean).join(' ');
  await change(run, (all, at) => keepAnswer(all, { argument, text }, { by: COMMAND_LINE, at }));
}

/** `tsdesk answers drop NAME` */
export const dropAnswers = (
  run: Run,
  name: string,
  { locale = '' }: { readonly locale?: string },
): Promise<undefined> => change(run, (all) => dropAnswer(all, `${named(name)} ${locale}`));

const named = (name: string): string => `@${name.replace(/^[@＠]/u, '')}`;

async function change(
  run: Run,
  decide: (all: readonly CannedAnswer[], at: Date) => AnswerChange | Refusal,
): Promise<undefined> {
  await withStore(run, async ({ db, now }) => {
    const decided = decide(await loadCannedAnswers(db), now());
    if ('refused' in decided) throw refused(decided);
    await commit(db, { ...NOTHING, answers: [decided] });
    const value = 'kept' in decided ? decided.kept : decided.dropped;
    if (run.output.json) run.output.object(value);
    else
      run.output.line('name' in value ? `@${value.name} (${value.locale}) is kept.` : `@${value.answer} is dropped.`);
  });
}

/** As a transcript would say it. */
function refused({ refused: code, detail = '' }: Refusal): CommandError {
  const outcomes: Readonly<Record<string, string>> = en.outcomes;
  return new CommandError(
    EXIT.failed,
    `${(outcomes[code] ?? code).replace('{}', detail === '' ? '' : `: ${detail}`)}.`,
  );
}
