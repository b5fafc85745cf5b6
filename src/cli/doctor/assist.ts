import { heldBackBy, NOTHING_USED, type ReplyFault, type Usage } from '../../assist/attempt.ts';
import { chat, models } from '../../assist/endpoint/chat.ts';
import { type EmbeddingServer, embed, embeddingServer } from '../../assist/endpoint/embeddings.ts';
import { ask } from '../../assist/question.ts';
import type { AssistSource } from '../../assist/source.ts';
import type { Config, Settings } from '../../config/settings.ts';
import { assistDay } from '../../desk/assist/assistance.ts';
import type { FitDatabase } from '../../desk/health/database-fit.ts';
import { assistUsageOn } from '../../store/assist.ts';
import { connect, type Database } from '../../store/connection/connection.ts';
import { VECTOR_REMEDIES, type VectorState, vectorState } from '../../store/vector-table.ts';
import { type Finding, note, well, wrong } from './finding.ts';

type Assist = NonNullable<Config['assist']>;

/**
 * Whether the models that are wanted are there and the database can compare vectors, what is left of the budget, and
 * with `probe` whether they answer as they should.
 */
export async function assistFindings(
  { config }: Pick<Settings, 'config'>,
  fit: FitDatabase | null,
  probe: boolean,
): Promise<Finding[]> {
  const { assist } = config;
  if (assist === null) return [];
  const chats = assist.purposes.some((purpose) => purpose !== 'alike');
  const alike = assist.purposes.includes('alike') ? embeddingServer(assist) : null;
  return [
    ...(assist.redact ? [] : [UNREDACTED]),
    ...(chats ? [await modelFinding('model', assist, 'assist.model')] : []),
    ...(alike === null ? [] : [await modelFinding('embeddings', alike, 'assist.embeddings.model')]),
    ...(alike === null || fit === null ? [] : [vectorFinding(await reading(fit, vectorState))]),
    ...(fit === null ? [] : [budgetFinding(assist, await usageToday(config, fit), new Date())]),
    ...(probe && chats ? [await probedModel(assist)] : []),
    ...(probe && alike !== null ? [await probedEmbeddings(alike)] : []),
  ];
}

/** @internal tests look at it */
export const vectorFinding = (state: VectorState): Finding =>
  state === 'ready'
    ? well('look-alikes', 'pgvector and its table are there')
    : wrong('look-alikes', UNFIT[state], VECTOR_REMEDIES[state]);

const UNFIT: Readonly<Record<Exclude<VectorState, 'ready'>, string>> = {
  unavailable: 'off: assist.purposes has alike, and the database server has no pgvector',
  not_created: 'off: assist.purposes has alike, and the database has no table for vectors',
  no_rights: 'off: assist.purposes has alike, and this role may not use ticket_vector',
};

const UNREDACTED = note(
  'model',
  'redact is off: addresses, telephone numbers, passwords and links of customers are sent as they stand',
  'set assist.redact: true, unless the server is your own',
);

/** Whether a server answers and has the model that this key names. */
async function modelFinding(
  check: string,
  server: Pick<Assist, 'url' | 'key' | 'timeout' | 'model'>,
  key: string,
): Promise<Finding> {
  const { url, model } = server;
  const found = await models(server, new Date());
  if ('fault' in found)
    return found.fault === 'refused' && found.detail === 'status 404'
      ? note(check, `${url} does not list its models`, 'try it with tsdesk doctor --probe')
      : wrong(check, `${url} does not answer: ${found.fault} (${found.detail})`, REMEDY);
  return found.includes(model) || found.includes(`${model}:latest`)
    ? well(check, `${model} at ${url}`)
    : wrong(
        check,
        `${url} has no model ${model}; it has: ${found.slice(0, 10).join(', ') || 'none'}`,
        `load it there, or correct ${key}`,
      );
}

const REMEDY = 'start the server, or correct assist.url and assist.key; the desk works without it';

const usageToday = (config: Config, fit: FitDatabase): Promise<Usage> =>
  reading(fit, async (db) => (await assistUsageOn(db, assistDay({ config, now: () => new Date() }))) ?? NOTHING_USED);

async function reading<T>({ url, pool }: FitDatabase, read: (db: Database) => Promise<T>): Promise<T> {
  const { db, close } = connect(url, { ...pool, max: 1 });
  try {
    return await read(db);
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

async function probedEmbeddings(server: EmbeddingServer): Promise<Finding> {
  const reply = await embed(server, `${INVENTED.subject}\n${INVENTED.words}`, new Date(), new AbortController().signal);
  return reply.ok
    ? well('embeddings answer', `a vector of ${reply.vector.length} dimensions, for ${reply.tokens} tokens`)
    : wrong(
        'embeddings answer',
        `${reply.fault} (${reply.detail})`,
        reply.fault === 'malformed' ? TAKE_EMBEDDING : REMEDY,
      );
}

const TAKE_EMBEDDING =
  'take a model for embeddings, and leave dimensions out where it has one length; see docs/assist.md';
