import type { Contract } from '../../../src/ticket/contract/contract.ts';

export const contract = (more: Partial<Contract>): Contract => ({
  name: 'gold',
  companies: [],
  domains: [],
  addresses: [],
  urgency: {},
  urgentCalendar: null,
  calendar: null,
  onCall: null,
  minutesPerMonth: null,
  validFrom: null,
  validUntil: null,
  ...more,
});
