import { z } from 'zod';
import type { Config } from '../../config/settings.ts';
import type { ModelFault } from '../attempt.ts';
import { MOST_DIMENSIONS, unitVector } from '../embedding.ts';
import { CHARACTERS_A_TOKEN, failed, jsonIn, MOST_ANSWER, type ModelServer, request } from './request.ts';

/** Where vectors are made; `dimensions` are asked for and demanded, null leaves them to the model. */
export type EmbeddingServer = ModelServer & { readonly model: string; readonly dimensions: number | null };

/** A vector of length one, and the tokens it took. */
export type VectorReply =
  | { readonly ok: true; readonly vector: readonly number[]; readonly tokens: number }
  | ModelFault;

/** What `assist` says of it. The key goes nowhere but to the server it is of. */
export function embeddingServer({
  url,
  key,
  model,
  timeout,
  embeddings,
}: NonNullable<Config['assist']>): EmbeddingServer {
  const at =
    embeddings.url === null ? { url, key: embeddings.key ?? key } : { url: embeddings.url, key: embeddings.key };
  return { ...at, timeout, model: embeddings.model ?? model, dimensions: embeddings.dimensions };
}

/** One text was sent: an answer has one vector, of finite numbers. */
const answer = z.object({
  data: z
    .array(z.object({ index: z.literal(0).nullish(), embedding: z.array(z.number()).min(1).max(MOST_DIMENSIONS) }))
    .length(1),
});
/** Apart: an answer that cannot be read has cost its tokens all the same. */
const counted = z.object({ usage: z.object({ total_tokens: z.number().int().nonnegative() }) });

/** Asks for the vector of one text, once, as `request` does, and never fails. */
export async function embed(server: EmbeddingServer, text: string, now: Date, stop: AbortSignal): Promise<VectorReply> {
  const { model, dimensions } = server;
  const body = { model, input: [text], encoding_format: 'float', ...(dimensions !== null && { dimensions }) };
  const found = await request(server, { path: 'embeddings', body }, now, stop);
  const guessed = Math.ceil(text.length / CHARACTERS_A_TOKEN);
  if ('fault' in found)
    return found.fault === 'too_large' ? { ...found, tokens: guessed + MOST_ANSWER / CHARACTERS_A_TOKEN } : found;
  const json = jsonIn(found.body);
  const tokens = counted.safeParse(json).data?.usage.total_tokens ?? guessed;
  const read = answer.safeParse(json);
  if (!read.success) return { ...failed('malformed', 'the answer is not one vector'), tokens };
  const values = read.data.data[0]?.embedding ?? [];
  if (dimensions !== null && values.length !== dimensions)
    return { ...failed('malformed', `${values.length} dimensions instead of ${dimensions}`), tokens };
  const vector = unitVector(values);
  return vector === null
    ? { ...failed('malformed', 'the vector has no direction'), tokens }
    : { ok: true, vector, tokens };
}
