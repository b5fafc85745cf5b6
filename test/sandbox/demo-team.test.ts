import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { demoConfiguration } from '../../src/sandbox/configuration.ts';
import { demoAccounts, demoPeople } from '../../src/sandbox/demo-team.ts';

const config = parseConfig(demoConfiguration({ imap: 1143, smtp: 1025, http: 8080 }, '/tmp/attachments'), 'demo');

test('the configuration has no fault, and names where the mail server listens', () => {
  expect(config.mailboxes[0]?.imap).toMatchObject({ port: 1143, tls: 'none' });
  expect(config.mailboxes[0]?.smtp).toMatchObject({ port: 1025, tls: 'none' });
});

test('every role has somebody, every team somebody on it', () => {
  const roles = new Set(config.staff.flatMap((person) => person.roles));
  expect(roles).toEqual(new Set(['engineer', 'frontline', 'supervisor']));
  for (const { name } of config.teams) expect(config.staff.some(({ teams }) => teams.includes(name))).toBe(true);
});

test('every customer belongs to a company, and everybody has a mailbox of their own', () => {
  const domains = config.customers.flatMap((customer) => customer.domains);
  const customers = demoPeople.filter(({ role }) => role === 'customer');
  expect(customers.map(({ address }) => address.split('@')[1])).toEqual(domains);
  expect(new Set(demoAccounts().map(({ user }) => user)).size).toBe(demoPeople.length);
  expect(new Set(demoAccounts().map(({ address }) => address)).size).toBe(demoPeople.length);
});

test('no limit meets who tries it out', () => {
  expect(new Set(Object.values(config.limits.acknowledgements))).toEqual(new Set([0]));
  expect(config.limits.newcomersPerHour).toBe(0);
});
