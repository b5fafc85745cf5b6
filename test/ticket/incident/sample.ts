import type { Incident } from '../../../src/ticket/incident/incident.ts';
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
