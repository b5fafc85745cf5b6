import type { Config } from '../../config/settings.ts';
import { brandOfAddress, configOf, OWN_NAME, writingMailbox } from '../../desk/brand/brand.ts';
import { isOfDomain } from '../../desk/secrecy/dkim-key.ts';
import { supervisorAddresses } from '../../people/directory.ts';
import { type Finding, well, wrong } from './finding.ts';
import { offerFindings } from './offers.ts';

/**
 * Who works under each name of the desk, and whether its letters are signed for its domain. The desk itself is one of
 * them where it reads an address that is no brand's.
 */
export function brandFindings(config: Config): Finding[] {
  const { brands, mailboxes } = config;
  if (brands.length === 0) return [];
  const isOwn = (address: string): boolean => brandOfAddress(config, address) === null;
  const own = mailboxes.some(({ address, aliases }) => [address, ...aliases].some(isOwn));
  const names = [null, ...brands.map(({ name }) => name)];
  const works = new Set(names.flatMap((name) => configOf(config, name).staff.map(({ email }) => email)));
  const idle = config.staff.filter(({ email }) => !works.has(email));
  const each = names.slice(own ? 0 : 1).flatMap((name) => {
    const found = [...people(config, name), ...signing(config, name)];
    const its = configOf(config, name);
    const { staff, teams } = its;
    const who = staff.map((each) => each.name).join(', ');
    const what = teams.map((each) => each.name).join(', ') || 'no team';
    return [
      ...(found.length > 0 ? found : [well(checkOf(name), `${who}; ${what}`)]),
      ...offerFindings(checkOf(name), its),
    ];
  });
  return [...each, ...idle.map(({ name }) => worksForNone(name))];
}

const worksForNone = (name: string): Finding =>
  wrong(
    'staff',
    `${name} works for no brand: no ticket gets to them, and they see none`,
    'name them under the staff of a brand, or of the desk',
  );

const checkOf = (name: string | null): string => `brand ${name ?? OWN_NAME}`;

function people(config: Config, name: string | null): Finding[] {
  const check = checkOf(name);
  const key = name === null ? 'desk.staff' : `the staff of the brand ${name}`;
  const { staff, teams } = configOf(config, name);
  if (staff.length === 0)
    return [
      wrong(check, 'nobody works for it: its tickets get to nobody', `name people under ${key}, whom no brand names`),
    ];
  return [
    ...(supervisorAddresses({ staff }).length === 0
      ? [
          wrong(
            check,
            'it has no supervisor: what nobody accepts, and its digest, get to nobody',
            `name a supervisor under ${key}`,
          ),
        ]
      : []),
    ...teams
      .filter((team) => !staff.some((each) => each.teams.includes(team.name)))
      .map((team) =>
        wrong(
          check,
          `nobody who works for it is in the team ${team.name}: tickets that are meant for it find nobody there`,
          `name people of ${team.name} under ${key}, or take the team out of its teams`,
        ),
      ),
  ];
}

function signing(config: Config, name: string | null): Finding[] {
  if (name === null) return [];
  const { address, smtp, name: mailbox } = writingMailbox({ config: configOf(config, name), brand: name }, '');
  if (smtp.dkim === null || isOfDomain(address, smtp.dkim.domain)) return [];
  return [
    wrong(
      checkOf(name),
      `its letters from ${address} go out unsigned: mailboxes.${mailbox} signs for ${smtp.dkim.domain}`,
      'give it a mailbox of its own with a key of its domain, or let the relay sign',
    ),
  ];
}
