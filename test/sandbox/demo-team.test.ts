import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { demoConfiguration } from '../../src/sandbox/configuration.ts';
import { DESK_ADDRESS, demoAccounts, demoCustomer, demoTeam, personOf } from '../../src/sandbox/demo-team.ts';
import { LOCALES } from '../../src/words/locale.ts';

describe.each(LOCALES)('a demo desk in %s', (world) => {
  const ports = { imap: 1143, smtp: 1025, http: 8080 };
  const config = parseConfig(demoConfiguration(ports, '/tmp/attachments', world), 'demo');

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
    const customers = demoTeam(world).filter(({ role }) => role === 'customer');
    expect(customers.map(({ address }) => address.split('@')[1])).toEqual(domains);
    expect(new Set(demoAccounts().map(({ user }) => user)).size).toBe(demoTeam(world).length);
    expect(new Set(demoAccounts().map(({ address }) => address)).size).toBe(demoTeam(world).length);
  });

  test('no limit meets who tries it out', () => {
    expect(new Set(Object.values(config.limits.acknowledgements))).toEqual(new Set([0]));
    expect(config.limits.newcomersPerHour).toBe(0);
  });

  test('the desk and its people speak it, and one customer who does not', () => {
    expect(config.desk.locale).toBe(world);
    expect(new Set(config.staff.map(({ locale }) => locale))).toEqual(new Set([world]));
    expect(demoCustomer(world, 'same').locale).toBe(world);
    expect(demoCustomer(world, 'other').locale).not.toBe(world);
    expect(personOf('support', world).address).toBe(DESK_ADDRESS);
  });
});

test('in English no name is Chinese', () => {
  expect(demoTeam('en').filter(({ name, company = '' }) => /\p{Script=Han}/u.test(name + company))).toEqual([]);
});
