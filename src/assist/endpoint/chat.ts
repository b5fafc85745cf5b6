import { z } from 'zod';
import type { Config } from '../../config/settings.ts';
import { cut } from '../../lib/cut.ts';
import { retryAfterOf, whyNoAnswer } from '../../lib/http-answer.ts';
import type { ModelReply, ReplyFault } from '../attempt.ts';
import type { ModelQuestion } from '../question.ts';

/** Where the model is, and how it is spoken to. */
export type Endpoint = Pick<NonNullable<Config['assist']>, 'url' | 'key' | 'model' | 'jsonSchema' | 'timeout'>;

/** What is read of a chat completion; whatever else it has is left alone. */
const completion = z.object({
  choices: z
    .array(z.object({ finish_reason: z.string().nullish(), message: z.object({ content: z.string().nullish() }) }))
    .min(1),
});
/** Apart: an answer that cannot be read has cost its tokens all the same. */
const counted = z.object({ usage: z.object({ total_tokens: z.number().int().nonnegative() }) });

/** Octets of an answer that are read. */
const MOST_ANSWER = 512 * 1024;
/** Characters a token has at least, where the server does not count. */
const CHARACTERS_A_TOKEN = 2;

/**
 * Asks once and never fails. Redirects are not followed: they could lead anywhere. The time limit holds for the whole
 * answer, however slowly it comes. `stop` ends it early.
 */
export async function chat(
  endpoint: Endpoint,
  question: ModelQuestion,
  now: Date,
  stop: AbortSignal,
): Promise<ModelReply> {
  const body = {
    model: endpoint.model,
    messages: [
      { role: 'system', content: question.system },
      { role: 'user', content: question.user },
    ],
    temperature: 0,
    stream: false,
    max_tokens: question.mostTokens,
    ...(endpoint.jsonSchema && {
      response_format: {
        type: 'json_schema',
        json_schema: { name: question.purpose, strict: true, schema: question.schema },
      },
    }),
  };
  const answer = await request(endpoint, { path: 'chat/completions', body }, now, stop);
  const guessed = (length: number): number =>
    Math.ceil((question.system.length + question.user.length + length) / CHARACTERS_A_TOKEN);
  if ('fault' in answer) return answer.fault === 'too_large' ? { ...answer, tokens: guessed(MOST_ANSWER) } : answer;
  const json = jsonOf(answer.body);
  const told = counted.safeParse(json).data?.usage.total_tokens;
  const [choice] = completion.safeParse(json).data?.choices ?? [];
  if (choice?.finish_reason === 'length')
    return {
      ...failed('cut_off', `longer than ${question.mostTokens} tokens`),
      tokens: told ?? guessed(0) + question.mostTokens,
    };
  const content = choice?.message.content ?? null;
  if (content === null)
    return { ...failed('malformed', 'the answer is no chat completion'), tokens: told ?? guessed(answer.body.length) };
  return { ok: true, text: content, tokens: told ?? guessed(content.length) };
}

/** Names of the models the server has; a fault where it does not tell. */
export async function models(
  endpoint: Endpoint,
  now: Date,
): Promise<readonly string[] | Extract<ModelReply, { ok: false }>> {
  const answer = await request(endpoint, { path: 'models' }, now, new AbortController().signal);
  if ('fault' in answer) return answer;
  const listed = z.object({ data: z.array(z.object({ id: z.string() })) }).safeParse(jsonOf(answer.body));
  return listed.success ? listed.data.data.map(({ id }) => id) : failed('malformed', 'the answer is no list of models');
}

async function request(
  { url, key, timeout }: Endpoint,
  { path, body }: { readonly path: string; readonly body?: object },
  now: Date,
  stop: AbortSignal,
): Promise<{ readonly body: string } | Extract<ModelReply, { ok: false }>> {
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        'user-agent': 'tsdesk',
        ...(body && { 'content-type': 'application/json' }),
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeout)]),
    });
    const text = await wholeOf(response);
    if (text === null) return failed('too_large', `more than ${MOST_ANSWER} octets`);
    const fault = faultOf(response.status);
    if (fault === null) return { body: text };
    return failed(fault, `status ${response.status}`, retryAfterOf(response.headers.get('retry-after'), now));
  } catch (error) {
    if (stop.aborted) return failed('interrupted', 'this process ended');
    const late = error instanceof Error && error.name === 'TimeoutError';
    return failed(late ? 'timeout' : 'unreachable', cut(whyNoAnswer(error, timeout), 200));
  }
}

const failed = (fault: ReplyFault, detail: string, retryAfter: number | null = null) =>
  ({ ok: false, fault, detail, retryAfter, tokens: 0 }) as const;

function faultOf(status: number): ReplyFault | null {
  if (status >= 200 && status < 300) return null;
  if (status < 400) return 'redirected';
  if (status === 429) return 'rate_limited';
  return status === 408 || status >= 500 ? 'overloaded' : 'refused';
}

/** Null when it is too large; the rest is not read. */
async function wholeOf(response: Response): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    size += part.length;
    if (size > MOST_ANSWER) return null;
  }
  return Buffer.concat(parts).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
