import { heldBackBy, NOTHING_USED, type ReplyFault, type Usage } from '../../assist/attempt.ts';
import { chat, models } from '../../assist/endpoint/chat.ts';
import { ask } from '../../assist/question.ts';
import type { AssistSource } from '../../assist/source.ts';
import type { Config, Settings } from '../../config/settings.ts';
import { assistDay } from '../../desk/assist/assistance.ts';
import type { FitDatabase } from '../../desk/health/database-fit.ts';
import { assistUsageOn } from '../../store/assist.ts';
import { connect } from '../../store/connection/connection.ts';
import { type Finding, note, well, wrong } from './finding.ts';

type Assist = NonNullable<Config['assist']>;

/** Whether the model is there, what is left of its budget, and with `probe` whether it answers as it should. */
export async function assistFindings(
  { config }: Pick<Settings, 'config'>,
  fit: FitDatabase | null,
  probe: boolean,
): Promise<Finding[]> {
  const { assist } = config;
  if (assist === null) return [];
  return [
    ...(assist.redact ? [] : [UNREDACTED]),
    await modelFinding(assist),
    ...(fit === null ? [] : [budgetFinding(assist, await usageToday(config, fit), new Date())]),
    ...(probe ? [await probedModel(assist)] : []),
  ];
}

const UNREDACTED = note(
  'model',
  'redact is off: addresses, telephone numbers, passwords and links of customers are sent as they stand',
  'set assist.redact: true, unless the server is your own',
);

async function modelFinding(assist: Assist): Promise<Finding> {
  const found = await models(assist, new Date());
  if ('fault' in found)
    return found.fault === 'refused' && found.detail === 'status 404'
      ? note('model', `${assist.url} does not list its models`, 'try it with tsdesk doctor --probe')
      : wrong('model', `${assist.url} does not answer: ${found.fault} (${found.detail})`, REMEDY);
  return found.includes(assist.model) || found.includes(`${assist.model}:latest`)
    ? well('model', `${assist.model} at ${assist.url}`)
    : wrong(
        'model',
        `${assist.url} has no model ${assist.model}; it has: ${found.slice(0, 10).join(', ') || 'none'}`,
        'load it there, or correct assist.model',
      );
}

const REMEDY = 'start the server, or correct assist.url and assist.key; the desk works without it';

async function usageToday(config: Config, { url, pool }: FitDatabase): Promise<Usage> {
  const { db, close } = connect(url, { ...pool, max: 1 });
  try {
    return (await assistUsageOn(db, assistDay({ config, now: () => new Date() }))) ?? NOTHING_USED;
  } finally {
    await close();
  }
}

/** @internal tests look at it */
export function budgetFinding({ budget }: Pick<Assist, 'budget'>, usage: Usage, now: Date): Finding {
  const used = `today ${usage.requests} of ${budget.requests} requests, ${usage.tokens} of ${budget.tokens} tokens, ${usage.faults} failed`;
  const why = heldBackBy(usage, budget, now);
  if (why === 'budget')
    return note('model budget', `used up: ${used}`, 'raise assist.budget, or leave it: it begins anew tomorrow');
  return why === 'pause'
    ? note(
        'model budget',
        `the model is left alone for a while: ${used}`,
        'see what it answers with tsdesk doctor --probe',
      )
    : well('model budget', used);
}

/** An invented mail, so that nothing of a customer is sent. */
const INVENTED: AssistSource = {
  subject: 'Export fails',
  words: 'Since yesterday evening the export ends with an error. What can we do?',
  language: 'en',
  form: {},
  urgencyKnown: true,
  categories: ['fault', 'question'],
  conversation: [],
  articles: [],
  staffLanguage: 'en',
  customerLanguage: 'en',
};

const TAKE_ANOTHER = 'take a model that follows a JSON Schema; see docs/assist.md';

function remedyFor({ fault }: { readonly fault: ReplyFault }, { jsonSchema }: Pick<Assist, 'jsonSchema'>): string {
  if (fault === 'cut_off') return 'take a model that does not think aloud before it answers; see docs/assist.md';
  if (fault === 'malformed') return TAKE_ANOTHER;
  const isSchema = fault === 'refused' && jsonSchema;
  return isSchema ? 'set assist.jsonSchema: false if the server knows no schema' : REMEDY;
}

async function probedModel(assist: Assist): Promise<Finding> {
  const asked = ask('fields', INVENTED, assist);
  if (asked === null) throw new Error('an empty form has fields to ask for');
  const reply = await chat(assist, asked.question, new Date(), new AbortController().signal);
  if (!reply.ok) {
    return wrong('model answers', `${reply.fault} (${reply.detail})`, remedyFor(reply, assist));
  }
  const judged = asked.judge(reply.text);
  return 'suggestion' in judged
    ? well('model answers', `a checked suggestion, for ${reply.tokens} tokens`)
    : wrong('model answers', `what it answered cannot be used: ${judged.rejected}`, TAKE_ANOTHER);
}
