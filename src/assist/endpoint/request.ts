import type { Config } from '../../config/settings.ts';
import { cut } from '../../lib/cut.ts';
import { retryAfterOf, whyNoAnswer } from '../../lib/http-answer.ts';
import type { ModelFault, ReplyFault } from '../attempt.ts';

/** A server with the OpenAI interface; `timeout` in milliseconds. */
export type ModelServer = Pick<NonNullable<Config['assist']>, 'url' | 'key' | 'timeout'>;

/** Octets of an answer that are read. */
export const MOST_ANSWER = 512 * 1024;
/** Characters a token has at least, where the server does not count. */
export const CHARACTERS_A_TOKEN = 2;

/**
 * Asks once and never fails. Redirects are not followed: they could lead anywhere. The time limit holds for the whole
 * answer, however slowly it comes. `stop` ends it early. Without a body it is a GET.
 */
export async function request(
  { url, key, timeout }: ModelServer,
  { path, body }: { readonly path: string; readonly body?: object },
  now: Date,
  stop: AbortSignal,
): Promise<{ readonly body: string } | ModelFault> {
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

export const failed = (fault: ReplyFault, detail: string, retryAfter: number | null = null): ModelFault => ({
  ok: false,
  fault,
  detail,
  retryAfter,
  tokens: 0,
});

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

/** Null for what is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
