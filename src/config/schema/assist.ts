import { z } from 'zod';
import { count, isLoopbackUrl, isPlainUrl, span, text } from './values.ts';

/** What a model may be asked for, each by itself. */
const PURPOSES = ['fields', 'category', 'summary', 'answer', 'translation', 'alike'] as const;

const serverUrl = z
  .url('must be a URL')
  .refine(
    (url) => !URL.canParse(url) || isPlainUrl(url),
    'must be https:// or http://, without a user or password: the key has a place of its own',
  );

const CLEARTEXT = 'must be https://, or say cleartext: true';
const isClosed = (url: string): boolean => !URL.canParse(url) || url.startsWith('https:') || isLoopbackUrl(url);

/** Where and how problems are made into vectors, for `alike`. */
const embeddings = z
  .strictObject({
    url: serverUrl.nullable().default(null).describe('Where embeddings are made, as assist.url. Default: there'),
    key: text
      .min(1, 'must not be empty')
      .nullable()
      .default(null)
      .describe('Its key. Default: that of assist, where the url is, too; else none'),
    model: text
      .min(1, 'must be the name of a model')
      .nullable()
      .default(null)
      .describe('The embedding model, as the server calls it; assist.model where alike is the only purpose'),
    dimensions: count
      .min(1, 'must be at least 1')
      .max(16_000, 'must be at most 16000')
      .nullable()
      .default(null)
      .describe('How long vectors are to be, for models that leave a choice. Default: as the model has them'),
    threshold: z
      .number({ error: 'must be a number' })
      .min(0, 'must be at least 0')
      .max(1, 'must be at most 1')
      .default(0.8)
      .describe('How near a ticket must be to be suggested: cosine, 1 for the same'),
  })
  .prefault({});

/** The part of the schema about a model that helps the staff. */
export const assist = z
  .strictObject({
    url: serverUrl.describe(
      'Where an OpenAI-compatible server answers, up to and with /v1: http://127.0.0.1:11434/v1 for Ollama here',
    ),
    key: text
      .min(1, 'must not be empty')
      .nullable()
      .default(null)
      .describe('Its key, if it wants one; sent as a bearer token'),
    model: text.min(1, 'must be the name of a model').describe('The model, as the server calls it'),
    purposes: z
      .array(z.enum(PURPOSES, { error: `must be one of ${PURPOSES.join(', ')}` }))
      .min(1, 'must name a purpose; leave assist out for none')
      .describe(
        'What it may be asked for. fields: particulars and urgency from prose; category; summary: at a hand-over; answer: a draft from approved articles; translation; alike: tickets about the same, by embeddings',
      ),
    embeddings: embeddings.describe('For alike: where the problems of tickets are made into vectors'),
    reads: z
      .array(text.regex(/^[a-z]{2,3}$/, 'must be a language such as zh, en or ja'))
      .default([])
      .describe('Languages all of the staff read: mail in others is translated. None named: that of desk.locale'),
    exceptCompanies: z.array(text).default([]).describe('Companies whose tickets a model never sees'),
    redact: z
      .boolean()
      .default(true)
      .describe('Hides links, addresses, passwords, tokens, telephone and other long numbers in what is sent'),
    jsonSchema: z
      .boolean()
      .default(true)
      .describe('False for a server that does not know response_format: json_schema'),
    timeout: span('20s').describe('Longest that an answer may take'),
    wait: span('15s').describe(
      'Longest that the letters about a new ticket wait for suggestions; urgent ones never do. 0s: none does',
    ),
    budget: z
      .strictObject({
        requests: count.min(1, 'must be at least 1').default(1000).describe('Requests a day'),
        tokens: count
          .min(1, 'must be at least 1')
          .default(2_000_000)
          .describe('Tokens a day, as the server counts them'),
      })
      .prefault({})
      .describe('When it is used up, nothing more is asked until the next day of the desk'),
    cleartext: z
      .boolean()
      .default(false)
      .describe('True only for http:// inside your own network: everybody on the way can read it'),
  })
  .refine(({ url, cleartext }) => cleartext || isClosed(url), { path: ['url'], message: CLEARTEXT })
  .refine(({ embeddings: { url }, cleartext }) => cleartext || url === null || isClosed(url), {
    path: ['embeddings', 'url'],
    message: CLEARTEXT,
  })
  .refine(
    ({ purposes, embeddings: { model } }) =>
      model !== null || !purposes.includes('alike') || purposes.every((each) => each === 'alike'),
    {
      path: ['embeddings', 'model'],
      message: 'must be the name of an embedding model: alike asks another than the rest',
    },
  )
  .nullable()
  .default(null)
  .describe(
    'A model that helps the staff: it suggests and decides nothing. Off unless there is one; see docs/assist.md',
  );
