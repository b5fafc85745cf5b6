import { z } from 'zod';
import type { Config } from '../../config/settings.ts';
import type { ModelFault, ModelReply } from '../attempt.ts';
import type { ModelQuestion } from '../question.ts';
import { CHARACTERS_A_TOKEN, failed, jsonIn, MOST_ANSWER, type ModelServer, request } from './request.ts';

/** Where the model is, and how it is spoken to. */
export type Endpoint = ModelServer & Pick<NonNullable<Config['assist']>, 'model' | 'jsonSchema'>;

/** What is read of a chat completion; whatever else it has is left alone. */
const completion = z.object({
  choices: z
    .array(z.object({ finish_reason: z.string().nullish(), message: z.object({ content: z.string().nullish() }) }))
    .min(1),
});
/** Apart: an answer that cannot be read has cost its tokens all the same. */
const counted = z.object({ usage: z.object({ total_tokens: z.number().int().nonnegative() }) });

/** Asks once, as `request` does, and never fails. */
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
  const json = jsonIn(answer.body);
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
export async function models(server: ModelServer, now: Date): Promise<readonly string[] | ModelFault> {
  const answer = await request(server, { path: 'models' }, now, new AbortController().signal);
  if ('fault' in answer) return answer;
  const listed = z.object({ data: z.array(z.object({ id: z.string() })) }).safeParse(jsonIn(answer.body));
  return listed.success ? listed.data.data.map(({ id }) => id) : failed('malformed', 'the answer is no list of models');
}
