import type { WebhookConfig } from '../../config/settings.ts';
import { retryAfterOf, whyNoAnswer } from '../../lib/http-answer.ts';
import { type Signed, signatureFields } from './signature.ts';

/** How a request went. `status` null: no answer. `retryAfter`: what the receiver asks for, in milliseconds. */
export type WebhookDelivery = {
  readonly status: number | null;
  readonly reply: string;
  readonly retryAfter: number | null;
  readonly interrupted: boolean;
};

const TIMEOUT_MS = 15_000;
/** Octets of an answer that are read: its beginning is for people to look at. */
const MOST_ANSWER = 1024;

/**
 * Posts one signed event and never fails. A redirect is an answer like any other and is not followed: it could lead
 * anywhere. `stop` ends it early.
 */
export async function deliverWebhook(
  { url, secret }: Pick<WebhookConfig, 'url' | 'secret'>,
  request: Signed,
  stop: AbortSignal,
): Promise<WebhookDelivery> {
  const none = { status: null, retryAfter: null };
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'tsdesk',
        ...signatureFields(request, secret),
      },
      body: request.body,
      signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const said = await beginningOf(response);
    return {
      status: response.status,
      reply: `${response.status} ${said}`.trim(),
      retryAfter: retryAfterOf(response.headers.get('retry-after'), request.at),
      interrupted: false,
    };
  } catch (error) {
    if (stop.aborted) return { ...none, reply: 'this process ended', interrupted: true };
    return { ...none, reply: whyNoAnswer(error, TIMEOUT_MS), interrupted: false };
  }
}

/** The status has decided already: an answer that breaks off, or goes on for ever, is one as far as it came. */
async function beginningOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of response.body ?? []) {
      parts.push(part);
      size += part.length;
      if (size >= MOST_ANSWER) break;
    }
  } catch {
    parts.push(Buffer.from(' …'));
  }
  return Buffer.concat(parts).subarray(0, MOST_ANSWER).toString('utf8').replace(/\s+/g, ' ').trim();
}
