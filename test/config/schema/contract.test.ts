import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/config/fault.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { contractFaults } from '../../../src/config/schema/contract.ts';

function faultsOf(text: string): string[] {
  try {
    parseConfig(text, 'f');
    return [];
  } catch (error) {
    if (error instanceof ConfigError)
      return error.faults.map(({ line, key, message }) => `${line}: ${key}: ${message}`);
    throw error;
  }
}

const contracts = (...each: string[]): string => `contracts:\n${each.map((one) => `  - ${one}\n`).join('')}`;

describe('contracts', () => {
  it('by the thousand are looked at as often each as a few, not once for every other', () => {
    let looks = 0;
    const watched = (contract: object): object =>
      new Proxy(contract, {
        get(target, property) {
          looks += 1;
          return Reflect.get(target, property);
        },
      });
    const looksAtEach = (n: number): number => {
      const many = Array.from({ length: n }, (_, i) =>
        watched({
          name: `n${i}`,
          companies: [],
          domains: [`d${i}.example`],
          addresses: [],
          onCall: null,
          from: null,
          until: null,
        }),
      );
      looks = 0;
      expect(contractFaults({ contracts: many as never, customers: [], teams: [] })).toEqual([]);
      return looks / n;
    };
    const few = looksAtEach(500);
    expect(few).toBeGreaterThan(0);
    expect(looksAtEach(4_000)).toBe(few);
  });

  it.each<[string, string]>([
    [
      'one that follows another',
      contracts(
        '{ name: a, domains: [b.example], until: 2026-12-31 }',
        '{ name: b, domains: [b.example], from: 2027-01-01 }',
      ),
    ],
    [
      'an address within a domain',
      contracts('{ name: a, domains: [b.example] }', '{ name: b, addresses: [x@b.example] }'),
    ],
    ['a domain within a domain', contracts('{ name: a, domains: [b.example] }', '{ name: b, domains: [x.b.example] }')],
    [
      'a company that is known',
      `customers: [{ company: C, domains: [c.example] }]\n${contracts('{ name: a, companies: [C] }')}`,
    ],
    ['one for a day', contracts('{ name: a, domains: [b.example], from: 2026-01-01, until: 2026-01-01 }')],
  ])('may be: %s', (_, text) => expect(faultsOf(text)).toEqual([]));

  it.each<[string, string, string]>([
    [
      'the same domain at the same time',
      contracts('{ name: a, domains: [b.example] }', '{ name: b, domains: [x.example, B.Example] }'),
      '3: contracts[1].domains[1]: is covered by contracts[0].domains[0] (a) in the same time too: end one of them, or cover it once',
    ],
    [
      'the same address',
      contracts(
        '{ name: a, addresses: [x@b.example], until: 2026-12-31 }',
        '{ name: b, addresses: [X@b.example], from: 2026-12-31 }',
      ),
      '3: contracts[1].addresses[0]: is covered by contracts[0].addresses[0] (a) in the same time too: end one of them, or cover it once',
    ],
    [
      'the same company',
      `customers: [{ company: C, domains: [c.example] }]\n${contracts('{ name: a, companies: [C] }', '{ name: b, companies: [C] }')}`,
      '4: contracts[1].companies[0]: is covered by contracts[0].companies[0] (a) in the same time too: end one of them, or cover it once',
    ],
    [
      'a name twice',
      contracts('{ name: a, domains: [b.example] }', '{ name: a, domains: [c.example] }'),
      '3: contracts[1].name: is the name of contracts[0] too',
    ],
    [
      'a calendar without hours',
      contracts('{ name: a, domains: [b.example], calendars: { urgent: { kind: working, hours: {} } } }'),
      '2: contracts[0].calendars.urgent.hours: must name hours, such as { mon-fri: "09:00-18:00" }',
    ],
    [
      'a name of two lines',
      contracts('{ name: "a\\nb", domains: [b.example] }'),
      '2: contracts[0].name: must be a name on one line',
    ],
    [
      'a name that no database keeps',
      contracts('{ name: "a\\0", domains: [b.example] }'),
      '2: contracts[0].name: must be a name on one line',
    ],
    [
      'nobody covered',
      contracts('{ name: a }'),
      '2: contracts[0]: covers nobody: name companies, domains or addresses',
    ],
    [
      'a company nobody knows',
      contracts('{ name: a, companies: [C] }'),
      '2: contracts[0].companies[0]: names no company; companies are: none yet (see customers)',
    ],
    [
      'an end before its beginning',
      contracts('{ name: a, domains: [b.example], from: 2026-02-01, until: 2026-01-01 }'),
      '2: contracts[0].until: must not be before 2026-02-01, when it begins',
    ],
    [
      'a team without a rota',
      `teams: [{ name: t }]\n${contracts('{ name: a, domains: [b.example], onCall: t }')}`,
      '3: contracts[0].onCall: names no team with a rota; such teams are: none yet (see onCall below teams)',
    ],
    [
      'a day that is none',
      contracts('{ name: a, domains: [b.example], until: 2026-02-30 }'),
      '2: contracts[0].until: must be a day such as "2026-12-31"',
    ],
    [
      'no hours',
      contracts('{ name: a, domains: [b.example], hoursPerMonth: 0 }'),
      '2: contracts[0].hoursPerMonth: must be above 0',
    ],
  ])('must not be: %s', (_, text, fault) => expect(faultsOf(text)).toEqual([fault]));
});
