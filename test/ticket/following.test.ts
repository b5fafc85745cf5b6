import { describe, expect, test } from 'vitest';
import type { Ticket } from '../../src/ticket/ticket.ts';
import {
  accepted,
  chen,
  events,
  li,
  post,
  progresses,
  resolves,
  solved,
  sun,
  upon,
  wang,
  wrote,
  zhao,
} from './sample.ts';
import { apply, linesOf } from './staff-mail.ts';

const says = (text: string, by: typeof li, ticket: Ticket = accepted) => apply(text, { ticket, by }).change;
const followed = says('#关注', sun).ticket;

describe('a ticket that somebody follows', () => {
  test('is told to them like to its follower: what the customer writes, progress, solution, closing', () => {
    expect(followed.followers).toEqual([sun.email]);
    expect(post(upon(followed, wrote('日志见附件')))).toEqual(['relay→li', 'relay→zhao', 'relay→sun']);
    expect(post(upon(followed, progresses(li)))).toEqual(['progress→zhao', 'progress→sun']);
    const done = upon(followed, resolves(li));
    expect(post(done)).toContain('resolution_copy→sun');
    expect(post(upon(done.ticket, solved))).toContain('closing_record→sun');
  });

  test('is no business of theirs: what asks for something goes to those in charge', () => {
    expect(post(upon(followed, wrote('有进展吗', { asksForNews: true })))).toContain('relay→sun');
    expect(post(upon(upon(followed, resolves(li)).ticket, wrote('这是什么意思？')))).not.toContain('unclear_reply→sun');
  });

  test('by anybody of the staff, once, with a line in the history and an answer', () => {
    const change = says('#follow', chen, followed);
    expect([change.ticket.followers, events(change)]).toEqual([[sun.email, chen.email], ['followed']]);
    expect(says('#关注', sun, followed).ticket.followers).toEqual([sun.email]);
    expect(linesOf('#关注', { by: sun })).toEqual([{ command: '#follow', done: true, result: 'follow', detail: '' }]);
  });
});

describe('a ticket that somebody has muted', () => {
  const quiet = says('#不再关注', zhao).ticket;

  test('brings its follower no copies, and still what is theirs to do', () => {
    expect(post(upon(quiet, progresses(li)))).toEqual([]);
    const done = upon(quiet, resolves(li));
    expect(post(done)).toEqual(['resolution→zhang']);
    expect(post(upon(done.ticket, wrote('这是什么意思？')))).toContain('unclear_reply→zhao');
    expect(post(upon(quiet, wrote('日志见附件')))).toContain('relay→zhao');
  });

  test('is no longer followed, and followed again it is no longer muted', () => {
    const muted = says('#mute', sun, followed).ticket;
    expect([muted.followers, muted.muted]).toEqual([undefined, [sun.email]]);
    const again = says('#关注', sun, muted).ticket;
    expect([again.followers, again.muted]).toEqual([[sun.email], undefined]);
  });

  test('is not muted for the one who works on it', () => {
    const mine = says('#不再关注', li).ticket;
    expect(post(says('#备注 看下', wang, mine))).toContain('note→li');
  });

  test('others still hear of', () => {
    const urgent = { ...quiet, urgency: 'urgent' } as const;
    expect(post(upon(urgent, progresses(li)))).toEqual(['progress→wang']);
  });
});
