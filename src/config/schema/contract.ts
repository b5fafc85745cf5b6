import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { calendar } from './calendar.ts';
import { address, domain, duration, isDay, text, timezone } from './values.ts';

/** The part of the schema that says what was promised to whom, and what two contracts must not say at once. */

const terms = z
  .strictObject({
    respondWithin: duration.optional().describe('First response'),
    updateEvery: duration.optional().describe('Progress note of the engineer'),
  })
  .optional()
  .describe('Deadlines of its tickets of this urgency, in the time of its calendar');

const day = text.refine(isDay, 'must be a day such as "2026-12-31"').nullable().default(null);

export const contract = z.strictObject({
  name: text
    .regex(/^\P{Cc}+$/u, 'must be a name on one line')
    .describe('As staff and the managers of the company know it'),
  companies: z.array(text).default([]).describe('Names of companies below customers'),
  domains: z.array(domain).default([]).describe('Domains, with what is below them; goes before a company'),
  addresses: z.array(address).default([]).describe('Single people; goes before a domain'),
  urgency: z
    .strictObject({ urgent: terms, high: terms, medium: terms, low: terms })
    .default({})
    .describe('Deadlines by urgency; what is left out is that of the desk'),
  calendars: z
    .strictObject({
      urgent: calendar.nullable().default(null).describe('For urgent tickets, often { kind: always }'),
      others: calendar.nullable().default(null).describe('For all others'),
      timezone: timezone.nullable().default(null).describe('Zone of their working hours; null: that of the desk'),
    })
    .prefault({})
    .describe('The time in which its deadlines run; null: that of the desk'),
  onCall: text.nullable().default(null).describe('Team whose rota takes what is urgent outside its hours'),
  hoursPerMonth: z
    .number({ error: 'must be a number of hours' })
    .positive('must be above 0')
    .nullable()
    .default(null)
    .describe('Most effort a month; supervisors hear of 80 and of 100 per cent'),
  from: day.describe('Its first day; null: without beginning'),
  until: day.describe('Its last day; null: without end'),
});

export type ContractConfig = z.output<typeof contract>;

/** What the comparison of contracts needs to be there. */
export const contractsCompared = {
  contracts: z
    .array(
      z.object({
        name: z.string(),
        companies: z.array(z.string()).default([]),
        domains: z.array(z.string()).default([]),
        addresses: z.array(z.string()).default([]),
        onCall: z.string().nullable().default(null),
        from: z.string().nullable().default(null),
        until: z.string().nullable().default(null),
      }),
    )
    .default([]),
  customers: z.array(z.object({ company: z.string() })).default([]),
};

type Fault = { readonly path: PropertyKey[]; readonly message: string };

type Compared = {
  readonly contracts: readonly ContractConfig[];
  readonly customers: readonly { readonly company: string }[];
  readonly teams: readonly { readonly name: string; readonly onCall: unknown }[];
};

/** What is wrong with contracts taken together, and with what they name. */
export function contractFaults({ contracts, customers, teams }: Compared): readonly Fault[] {
  const companies = new Set(customers.map(({ company }) => company));
  const known = [...companies].join(', ') || 'none yet (see customers)';
  return [
    ...contracts.flatMap((each, at) => [
      ...coversNobody(each, at),
      ...(each.from !== null && each.until !== null && each.until < each.from
        ? [{ path: ['contracts', at, 'until'], message: `must not be before ${each.from}, when it begins` }]
        : []),
      ...each.companies.flatMap((company, i) =>
        companies.has(company)
          ? []
          : [{ path: ['contracts', at, 'companies', i], message: `names no company; companies are: ${known}` }],
      ),
      ...withoutRota(each, at, teams),
    ]),
    ...namedTwice(contracts),
    ...COVERS.flatMap((kind) => equallySpecific(contracts, kind)),
  ];
}

function namedTwice(contracts: Compared['contracts']): readonly Fault[] {
  const first = new Map<string, number>();
  return contracts.flatMap(({ name }, at) => {
    const before = first.get(name);
    if (before === undefined) first.set(name, at);
    return before === undefined
      ? []
      : [{ path: ['contracts', at, 'name'], message: `is the name of contracts[${before}] too` }];
  });
}

const coversNobody = ({ companies, domains, addresses }: ContractConfig, at: number): readonly Fault[] =>
  companies.length + domains.length + addresses.length > 0
    ? []
    : [{ path: ['contracts', at], message: 'covers nobody: name companies, domains or addresses' }];

function withoutRota({ onCall }: ContractConfig, at: number, teams: Compared['teams']): readonly Fault[] {
  if (onCall === null || teams.some((team) => team.name === onCall && team.onCall !== null)) return [];
  const names = teams.filter((team) => team.onCall !== null).map(({ name }) => name);
  return [
    {
      path: ['contracts', at, 'onCall'],
      message: `names no team with a rota; such teams are: ${names.join(', ') || 'none yet (see onCall below teams)'}`,
    },
  ];
}

const COVERS = ['companies', 'domains', 'addresses'] as const;

/** Two that cover the same at the same time: nobody could say which of them counts. */
function equallySpecific(contracts: Compared['contracts'], kind: (typeof COVERS)[number]): readonly Fault[] {
  const covering = new Map<string, { readonly at: number; readonly place: number }[]>();
  return contracts.flatMap((each, at) =>
    each[kind].flatMap((value, place) => {
      const key = spelled(value, kind);
      const others = covering.get(key) ?? [];
      const other = others.find((before) => before.at !== at && overlap(contracts[before.at], each));
      others.push({ at, place });
      covering.set(key, others);
      if (other === undefined) return [];
      const message = `is covered by contracts[${other.at}].${kind}[${other.place}] (${contracts[other.at]?.name}) in the same time too: end one of them, or cover it once`;
      return [{ path: ['contracts', at, kind, place], message }];
    }),
  );
}

const overlap = (a: ContractConfig | undefined, b: ContractConfig): boolean =>
  a !== undefined && (a.from ?? '') <= (b.until ?? '9999') && (b.from ?? '') <= (a.until ?? '9999');

/** One spelling for all that reach the same. */
function spelled(value: string, kind: (typeof COVERS)[number]): string {
  if (kind === 'companies') return value;
  const at = value.lastIndexOf('@');
  const name = value.slice(at + 1).replace(/\.$/, '');
  return `${value
    .slice(0, at + 1)
    .normalize('NFC')
    .toLowerCase()}${domainToASCII(name) || name.toLowerCase()}`;
}
