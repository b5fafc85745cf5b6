import { readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { findMailFiles, mailsOf, type Unreadable } from '../adopt/mail-files.ts';
import { chat } from '../assist/endpoint/chat.ts';
import { ask } from '../assist/question.ts';
import type { AssistSource } from '../assist/source.ts';
import { type FoundInMail, type Label, label, type Score, scoresOf } from '../assist/trial.ts';
import type { Config } from '../config/settings.ts';
import { prefixesOf } from '../desk/brand/brand.ts';
import { policyOf } from '../desk/desk.ts';
import type { Mail } from '../mail/mail.ts';
import { createParserPool } from '../mail/parser-pool.ts';
import { SUGGESTED_FIELDS, type Suggestion } from '../ticket/suggested/suggestion.ts';
import { type Triage, triage } from '../ticket/triage.ts';
import { counted } from './counted.ts';
import { CommandError, EXIT } from './exit.ts';
import { list } from './output.ts';
import { tellLinks } from './passed-over.ts';
import type { Run } from './run.ts';

const LABELS = 'labels.jsonl';

type Tried = {
  /** As labels name it: below the folder, and with `#2` for the second mail of a file. */
  readonly file: string;
  readonly rules: FoundInMail;
  readonly model: FoundInMail;
  /** Why the model has none, a word for each question; empty where it answered. */
  readonly faults: readonly string[];
};

/**
 * `tsdesk assist try PATH`: what the rules find in the mails of a folder and what the configured model adds, without a
 * database; with a `labels.jsonl` beside them how much of it is right. Without a model it tells what the rules leave
 * open. Requests do not count against the budget.
 */
export async function tryModel({ settings, output }: Run, path: string): Promise<number> {
  const { config } = settings('servers');
  const labels = await labelsIn(path);
  const unreadable: Unreadable = new Map();
  const found = await findMailFiles([path], unreadable);
  const files = found.files.filter((file) => basename(file.path) !== LABELS);
  const pool = createParserPool();
  const tried: Tried[] = [];
  try {
    for (const file of files) {
      let mails = 0;
      for await (const raw of mailsOf([file], unreadable)) {
        const mail = await pool.understand(raw, { numberPrefix: prefixesOf(config), products: config.products });
        const name = nameOf(path, file.path, ++mails);
        if ('failed' in mail) {
          unreadable.set(name, mail.failed);
          continue;
        }
        const one = await tryMail(config, name, mail);
        tried.push(one);
        if (output.json) output.object(one);
      }
    }
  } finally {
    await pool.close();
  }
  tellLinks(found);
  for (const [file, why] of unreadable) process.stderr.write(`${file}: ${why}\n`);
  for (const { file } of labels)
    if (!tried.some((each) => each.file === file))
      process.stderr.write(`${LABELS}: ${file} is none of the mails that could be read\n`);
  const scores = scoresOf(
    tried.flatMap(({ file, rules, model }) => {
      const found = labels.find((each) => each.file === file);
      return found === undefined ? [] : [{ label: found, rules, model }];
    }),
  );
  if (output.json) output.object({ mails: tried.length, model: config.assist?.model ?? null, scores });
  else report(output, config, tried, scores);
  return unreadable.size > 0 ? EXIT.unreadableInput : EXIT.done;
}

/** A mail by its file, as seen from the folder, and its place in that file where it is not the first. */
function nameOf(folder: string, path: string, place: number): string {
  const file = relative(folder, path).split(sep).join('/') || basename(path);
  return place === 1 ? file : `${file}#${place}`;
}

/** None where there is no such file, or the path is no folder. */
async function labelsIn(path: string): Promise<Label[]> {
  const file = join(path, LABELS);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return '';
    throw error;
  });
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const read = label.safeParse(jsonOf(line));
    if (read.success) return [read.data];
    const [issue] = read.error.issues;
    throw new CommandError(
      EXIT.unreadableInput,
      `${file}:${at + 1}: ${issue?.path.join('.') || 'the line'} ${issue?.message ?? 'is no label'}; a label is {"file": "1.eml", "urgency": "high", "category": "how_to", "fields": {"occurredAt": "yesterday"}}.`,
    );
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function tryMail(config: Config, file: string, mail: Mail): Promise<Tried> {
  const judged = triage(
    {
      form: mail.form,
      subject: mail.subject,
      words: mail.reply,
      from: mail.from[0]?.address ?? '',
      recordedByStaff: false,
      proven: true,
    },
    policyOf(config),
  );
  const source: AssistSource = {
    subject: mail.subject,
    words: mail.reply,
    language: mail.language,
    form: mail.form,
    urgencyKnown: judged.urgencyReason.source !== 'default',
    categories: config.categories,
    conversation: [],
    articles: [],
    staffLanguage: config.desk.locale,
    customerLanguage: mail.language,
  };
  const rules = foundByRules(mail, judged);
  const [fields, category] = await Promise.all([answer(config, 'fields', source), answer(config, 'category', source)]);
  const model: FoundInMail = {
    ...fields.suggestion?.fields,
    ...(fields.suggestion?.urgency ? { urgency: fields.suggestion.urgency } : {}),
    ...category.suggestion,
  };
  return { file, rules, model, faults: [...fields.faults, ...category.faults] };
}

/** What was asked for, or a word for why there is nothing; neither where it was not asked. */
type Answered<P extends 'fields' | 'category'> = {
  readonly suggestion?: Suggestion[P];
  readonly faults: readonly string[];
};

async function answer<P extends 'fields' | 'category'>(
  { assist }: Config,
  purpose: P,
  source: AssistSource,
): Promise<Answered<P>> {
  const asked = assist?.purposes.includes(purpose) ? ask(purpose, source, assist) : null;
  if (assist === null || asked === null) return { faults: [] };
  const reply = await chat(assist, asked.question, new Date(), new AbortController().signal);
  if (!reply.ok) return { faults: [`${reply.fault}: ${reply.detail}`] };
  const judged = asked.judge(reply.text);
  if ('rejected' in judged) return { faults: judged.rejected === 'nothing' ? [] : [judged.rejected] };
  return { suggestion: judged.suggestion as Suggestion[P], faults: [] };
}

function foundByRules({ form }: Mail, { urgency, urgencyReason, category, categoryReason }: Triage): FoundInMail {
  return {
    ...Object.fromEntries(
      SUGGESTED_FIELDS.flatMap((field) => (form[field] === undefined ? [] : [[field, form[field]]])),
    ),
    ...(urgencyReason.source === 'default' ? {} : { urgency }),
    ...(categoryReason.source === 'default' ? {} : { category }),
  };
}

function report(output: Run['output'], { assist }: Config, tried: readonly Tried[], scores: readonly Score[]): void {
  const faults = tried.flatMap((each) => each.faults);
  output.line(
    assist === null
      ? `${counted(tried.length, 'mail')}, read by the rules alone: the configuration has no model (assist).`
      : `${counted(tried.length, 'mail')}, read by the rules and asked of ${assist.model}.`,
  );
  list(
    output,
    scores,
    {
      '': ({ aspect }) => aspect,
      said: ({ said }) => said,
      rules: ({ rules }) => rules,
      missed: ({ missed }) => missed,
      'model right': ({ filled }) => filled,
      'model wrong': ({ filledWrong }) => filledWrong,
      invented: ({ invented }) => invented,
    },
    `No ${LABELS} beside them; --json shows each mail.`,
  );
  if (faults.length > 0)
    output.line(`${counted(faults.length, 'question')} without an answer: ${[...new Set(faults)].join('; ')}`);
}
