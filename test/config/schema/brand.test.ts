import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/config/fault.ts';
import { branded, CLOUD, DATA } from '../../desk/brand/sample.ts';

function faultsOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(({ key, message }) => `${key}: ${message}`);
    throw error;
  }
}
const faults = (brands: string, desk?: string): string[] => faultsOf(() => branded(brands, desk));
const POLLED =
  'support@desk.example, cloud@desk.example, help@desk.example, data@data.example, daten@data.example, nebula-cloud-support@desk.example';

describe('brands', () => {
  it.each<[string, string]>([
    ['two with everything', `${CLOUD}${DATA}`],
    ['one with nothing but an address', '  - { name: a, address: help@desk.example }\n'],
    ['the first address of a mailbox', '  - { name: a, address: support@desk.example }\n'],
    ['a name with digits, - and _', '  - { name: a-1_b, address: help@desk.example }\n'],
    ['another prefix', '  - { name: a, address: help@desk.example, numberPrefix: ABCDEFGH }\n'],
  ])('may be: %s', (_, text) => expect(faults(text)).toEqual([]));

  it.each<[string, string, string]>([
    [
      'an address that is not read',
      '  - { name: a, address: a@desk.example }\n',
      `brands[0].address: is read from no mailbox; add it to the aliases of one, or name one of: ${POLLED}`,
    ],
    [
      'an alias that is not read',
      '  - { name: a, address: help@desk.example, aliases: [a@desk.example] }\n',
      `brands[0].aliases[0]: is read from no mailbox; add it to the aliases of one, or name one of: ${POLLED}`,
    ],
    [
      'an address of two',
      '  - { name: a, address: help@desk.example }\n  - { name: b, address: HELP@desk.example }\n',
      'brands[1].address: is an address of the brand a too: name it once',
    ],
    [
      'an alias that is another’s address',
      '  - { name: a, address: help@desk.example }\n  - { name: b, address: data@data.example, aliases: [help@desk.example] }\n',
      'brands[1].aliases[0]: is an address of the brand a too: name it once',
    ],
    [
      'an address without room for a token',
      '  - { name: a, address: nebula-cloud-support@desk.example }\n',
      'brands[0].address: has 20 octets before the @, and with the token of a letter 19 at most: choose a shorter one, or set plusAddressing: false for its mailbox',
    ],
    [
      'a name of two',
      '  - { name: a, address: help@desk.example }\n  - { name: a, address: data@data.example }\n',
      'brands[1].name: is the name of brands[0] too',
    ],
    [
      'the name of the desk itself',
      '  - { name: desk, address: help@desk.example }\n',
      'brands[0].name: is what the desk itself is called: choose another',
    ],
    [
      'a name that is none',
      '  - { name: Nebula Cloud, address: help@desk.example }\n',
      'brands[0].name: must be 1 to 40 small letters, digits, - and _',
    ],
    [
      'a prefix of two',
      '  - { name: a, address: help@desk.example, numberPrefix: AA }\n  - { name: b, address: data@data.example, numberPrefix: AA }\n',
      'brands[1].numberPrefix: is that of the brand a too: choose another',
    ],
    [
      'the prefix of the desk',
      '  - { name: a, address: help@desk.example, numberPrefix: TS }\n',
      'brands[0].numberPrefix: is that of the desk; leave it out to number its tickets so, or choose another',
    ],
    [
      'the prefix of incidents',
      '  - { name: a, address: help@desk.example, numberPrefix: INC }\n',
      'brands[0].numberPrefix: begins the numbers of incidents: choose another',
    ],
    [
      'a prefix that is no letters',
      '  - { name: a, address: help@desk.example, numberPrefix: N1 }\n',
      'brands[0].numberPrefix: must be one to eight capital letters',
    ],
    [
      'somebody who is not there',
      '  - { name: a, address: help@desk.example, staff: [ann@desk.example, ana@desk.example] }\n',
      'brands[0].staff[1]: is nobody’s address; add them to staff, or name one of: ann@desk.example, bo@desk.example, cleo@desk.example, otto@desk.example',
    ],
    [
      'nobody',
      '  - { name: a, address: help@desk.example, staff: [] }\n',
      'brands[0].staff: must name somebody; leave it out for the people of the desk',
    ],
    [
      'a team that is not there',
      '  - { name: a, address: help@desk.example, teams: [cloudy] }\n',
      'brands[0].teams[0]: names no team; teams are: platform, records, base',
    ],
    [
      'a language there is not',
      '  - { name: a, address: help@desk.example, locale: fr }\n',
      'brands[0].locale: must be zh-CN or en',
    ],
    [
      'a key there is not',
      '  - { name: a, address: help@desk.example, color: red }\n',
      'brands[0].color: is not a key of the configuration; see tsdesk.example.yaml',
    ],
  ])('must not be: %s', (_, text, fault) => expect(faults(text)).toEqual([fault]));

  it.each<[string, string, string, string]>([
    [
      'people without brands',
      '',
      '{ staff: [ann@desk.example] }',
      'desk.staff: is for a desk with brands; take it out',
    ],
    ['teams without brands', '', '{ teams: [base] }', 'desk.teams: is for a desk with brands; take it out'],
    ['somebody who is not there', CLOUD, '{ staff: [x@desk.example] }', 'desk.staff[0]: is nobody’s address'],
    ['a team that is not there', CLOUD, '{ teams: [x] }', 'desk.teams[0]: names no team'],
    ['the prefix of incidents', CLOUD, '{ numberPrefix: INC }', 'desk.numberPrefix: begins the numbers of incidents'],
  ])('nor may the desk itself name %s', (_, brands, desk, fault) =>
    expect(faults(brands, desk)).toEqual([expect.stringContaining(fault)]),
  );
});
