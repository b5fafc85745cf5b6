import { describe, expect, test } from 'vitest';
import type { TicketEvent } from '../../src/ticket/states.ts';
import { accepted, h, li, noon, sun, upon, wang } from './sample.ts';

const waiting = upon(accepted, {
  name: 'later',
  by: li,
  mailId: 7,
  at: h(20),
  words: '还在看。',
}).ticket;
const ofIncident = { ...waiting, incident: { number: 'INC20261126004', title: '主库故障', since: noon.now } };
const SOLUTION = { cause: '主库', steps: '切换', kind: null, workaround: null, verified: '已验证', resources: null };

describe('an answer that waits for its time', () => {
  test.each<[string, typeof waiting, TicketEvent, boolean]>([
    ['a note', waiting, { name: 'note', by: sun, words: '看过', hasAttachments: false }, false],
    ['its author’s own answer', waiting, { name: 'reply', by: li, words: '好', hasAttachments: false }, false],
    ['a supervisor’s answer', waiting, { name: 'reply', by: wang, words: '好', hasAttachments: false }, true],
    ['news of an incident', ofIncident, { name: 'incident_told', author: wang, words: '在修' }, true],
    [
      'the solution of an incident',
      ofIncident,
      { name: 'incident_resolved', author: wang, words: '修好了', resolution: SOLUTION },
      true,
    ],
  ])('and %s', (_, ticket, event, overtakes) => {
    const [later] = upon(ticket, event).ticket.laters ?? [];
    expect(later?.overtakenAt ?? null).toEqual(overtakes ? noon.now : null);
  });
});
