import type { Command } from '../../../src/mail/mail.ts';
import type { Staff } from '../../../src/people/person.ts';
import type { Incident } from '../../../src/ticket/incident/incident.ts';
import { type SaidToAll, saidToAll } from '../../../src/ticket/incident/to-all.ts';
import { li, NOON } from '../sample.ts';

export const INC: Incident = {
  id: 'i',
  number: 'INC20261123009',
  version: 3,
  state: 'open',
  title: '订单库主库故障',
  owner: li.email,
  openedBy: li.email,
  mailbox: 'support',
  openedAt: NOON,
  toldAt: null,
  remindAt: null,
  endedAt: null,
};

/** A command of a mail that puts nothing in. */
export function said(command: Command, by: Staff): SaidToAll {
  const [one] = saidToAll([command], { answers: [], articles: [] }, by);
  if (one === undefined) throw new Error('no command');
  return one;
}
