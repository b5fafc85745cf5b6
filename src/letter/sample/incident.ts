import type { IncidentFacts } from '../facts.ts';
import { sampleTime } from './ticket.ts';

/** An incident as its letters show it. */
export const sampleIncident = (zh: boolean): IncidentFacts => ({
  number: 'INC20261123010',
  title: zh ? '报表服务 502' : 'Report service answers 502',
  state: {
    state: 'open',
    owner: 'li@desk.example',
    openedAt: sampleTime('01:10'),
    toldAt: sampleTime('01:40'),
    tickets: 8443,
    customers: 8431,
  },
});
