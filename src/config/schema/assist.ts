import { z } from 'zod';
import { count, isLoopbackUrl, isPlainUrl, span, text } from './values.ts';

/** What a model may be asked for, each by itself. */
const PURPOSES = ['fields', 'category', 'summary', 'answer', 'translation'] as const;

/** The part of the schema about a model that helps the staff. */
export const assist = z
  .strictObject({
    url: z
      .url('must be a URL')
      .refine(
        (url) => !URL.canParse(url) || isPlainUrl(url),
        'must be https:// or http://, without a user or password: the key has a place of its own',
      )
      .describe(
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
        'What it may be asked for. fields: particulars and urgency from prose; category; summary: at a hand-over; answer: a draft from approved articles; translation',
      ),
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
  .refine(({ url, cleartext }) => cleartext || !URL.canParse(url) || url.startsWith('https:') || isLoopbackUrl(url), {
    path: ['url'],
    message: 'must be https://, or say cleartext: true',
  })
  .nullable()
  .default(null)
  .describe(
    'A model that helps the staff: it suggests and decides nothing. Off unless there is one; see docs/assist.md',
  );
