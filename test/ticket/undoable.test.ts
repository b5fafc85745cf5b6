import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { accepted, at, chen, li, m, sun, upon, wrote } from './sample.ts';
import { apply } from './staff-mail.ts';

/** As the next mail finds it. */
const stored = (ticket: Ticket): Ticket => ({ ...ticket, version: ticket.version + 1 });
const raised = stored(apply('#紧急程度 高').change.ticket);
const status = { command: '#status', done: true, result: 'held_back', detail: '' } as const;

describe('what a mail did can be taken back', () => {
  it.each<[string, string, typeof li]>([
    ['something was looked up', '#status', li],
    ['a mail of its author was refused', '#foo', li],
    ['another command of theirs was refused', '#转派 没有这个人', li],
    ['somebody else could not take it back', '#撤销', chen],
    ['a mail was given up', '#a1\n#a2\n#a3\n#a4\n#a5', li],
  ])('also after %s', (_, text, by) => {
    const { change } = apply(text, { ticket: raised, by, asides: [status] });
    expect(change.history).toEqual([]);
    const undone = apply('#撤销', { ticket: stored(change.ticket) });
    expect(undone.applied).toBe(true);
    expect(undone.change.ticket.urgency).toBe(accepted.urgency);
  });

  it.each<[string, (ticket: Ticket) => Ticket]>([
    ['the customer has written', (ticket) => upon(ticket, wrote('还是不行')).ticket],
    ['a colleague has written', (ticket) => apply('看过了', { ticket, by: sun }).change.ticket],
    ['something else was done', (ticket) => apply('#答复 正在看', { ticket }).change.ticket],
  ])('not once %s', (_, happens) => {
    expect(apply('#撤销', { ticket: stored(happens(raised)) }).applied).toBe(false);
  });

  it('nor later than ten minutes after it, whatever was looked up meanwhile', () => {
    const looked = apply('#status', { ticket: raised, asides: [status], context: at(m(9)) }).change.ticket;
    expect(apply('#撤销', { ticket: stored(looked), context: at(m(11)) }).applied).toBe(false);
  });
});
