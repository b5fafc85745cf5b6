import { describe, expect, it } from 'vitest';
import { afterDelivery } from '../../../src/outbox/webhooks/attempt.ts';
import type { WebhookDelivery } from '../../../src/outbox/webhooks/delivery.ts';

const answer = (status: number | null, more: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
  status,
  reply: '',
  retryAfter: null,
  interrupted: false,
  ...more,
});
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('after an attempt', () => {
  it.each<[string, number, WebhookDelivery, object]>([
    ['200 is taken', 1, answer(200), { state: 'sent' }],
    ['204 is taken', 1, answer(204), { state: 'sent' }],
    ['a redirect is not', 1, answer(302), { state: 'retry', retryAfter: 30_000 }],
    ['400 is not', 1, answer(400), { state: 'retry', retryAfter: 30_000 }],
    ['401 is not', 1, answer(401), { state: 'retry', retryAfter: 30_000 }],
    ['410 wants nothing any more', 1, answer(410), { state: 'dead' }],
    ['no answer', 1, answer(null), { state: 'retry', retryAfter: 30_000 }],
    ['503 for the second time', 2, answer(503), { state: 'retry', retryAfter: 2 * MINUTE }],
    ['503 for the sixth time', 6, answer(503), { state: 'retry', retryAfter: 5 * HOUR }],
    ['503 for the tenth time', 10, answer(503), { state: 'retry', retryAfter: 24 * HOUR }],
    ['503 for the eleventh time', 11, answer(503), { state: 'dead' }],
    ['a longer wait that it asks for', 1, answer(429, { retryAfter: HOUR }), { state: 'retry', retryAfter: HOUR }],
    ['a shorter one', 1, answer(429, { retryAfter: 1 }), { state: 'retry', retryAfter: 30_000 }],
    ['one without end', 1, answer(503, { retryAfter: 1e12 }), { state: 'retry', retryAfter: 24 * HOUR }],
    [
      'this process ended',
      11,
      answer(null, { interrupted: true }),
      { state: 'retry', retryAfter: 0, interrupted: true },
    ],
  ])('%s', (_case, attempts, delivery, attempt) => {
    expect(afterDelivery(attempts, delivery, 0)).toMatchObject(attempt);
  });

  it('what failed together does not come back together', () => {
    expect(afterDelivery(1, answer(500), 1)).toMatchObject({ retryAfter: 36_000 });
  });

  it('gives up after more than three days', () => {
    let total = 0;
    for (let attempts = 1; ; attempts++) {
      const after = afterDelivery(attempts, answer(500), 0);
      if (after.state !== 'retry') break;
      total += after.retryAfter;
    }
    expect(total).toBeGreaterThan(72 * HOUR);
  });
});
