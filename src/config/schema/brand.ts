import { z } from 'zod';
import { calendar } from './calendar.ts';
import { address, locale, numberPrefix, text } from './values.ts';

/** The part of the schema that says under which names the desk works, and who works under each. */

export const brand = z.strictObject({
  name: text
    .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'must be 1 to 40 small letters, digits, - and _')
    .describe('Short name, for reports and the command line; its tickets are kept under it'),
  address: address.describe('The address its customers write to and its letters come from: one of a mailbox above'),
  aliases: z.array(address).default([]).describe('Further addresses of mailboxes above that are this brand’s'),
  sender: text.nullable().default(null).describe('The sender’s name in its letters; null: that of the desk'),
  locale: locale.nullable().default(null).describe('Language where nothing else tells a reader’s; null: the desk’s'),
  signature: text
    .max(1000, 'must be 1000 characters at most')
    .default('')
    .describe('Plain text below its letters to customers'),
  logo: text
    .nullable()
    .default(null)
    .describe('Picture in the head of its letters, as desk.logo; null: that of the desk'),
  templates: text
    .nullable()
    .default(null)
    .describe('Folder with its letter templates, as templates; null: those of the desk'),
  numberPrefix: numberPrefix
    .nullable()
    .default(null)
    .describe('One to eight capital letters before its ticket numbers; null: those of the desk'),
  staff: z
    .array(address)
    .min(1, 'must name somebody; leave it out for the people of the desk')
    .nullable()
    .default(null)
    .describe('Registered addresses of who works for it and sees its tickets; null: whoever works for the desk itself'),
  teams: z
    .array(text)
    .nullable()
    .default(null)
    .describe('Names of the teams that get its tickets; null: those of the desk itself'),
  calendar: calendar
    .nullable()
    .default(null)
    .describe('The time in which its deadlines run; a contract goes before it. Null: that of the desk'),
});

export type BrandConfig = z.output<typeof brand>;

/** What the comparison of brands needs to be there. */
export const brandsCompared = {
  brands: z
    .array(
      z.object({
        name: z.string(),
        address: z.string(),
        aliases: z.array(z.string()).default([]),
        numberPrefix: z.string().nullable().default(null),
        staff: z.array(z.string()).nullable().default(null),
        teams: z.array(z.string()).nullable().default(null),
      }),
    )
    .default([]),
  desk: z
    .object({
      numberPrefix: z.string().default('TS'),
      staff: z.array(z.string()).nullable().default(null),
      teams: z.array(z.string()).nullable().default(null),
    })
    .prefault({}),
};

type Fault = { readonly path: PropertyKey[]; readonly message: string };

type Compared = {
  readonly brands: readonly BrandConfig[];
  readonly desk: {
    readonly numberPrefix: string;
    readonly staff: readonly string[] | null;
    readonly teams: readonly string[] | null;
  };
  readonly mailboxes: readonly {
    readonly address: string;
    readonly aliases: readonly string[];
    readonly plusAddressing: boolean;
  }[];
  readonly staff: readonly { readonly email: string }[];
  readonly teams: readonly { readonly name: string }[];
};

/** What is wrong with brands taken together, and with what they name. */
export function brandFaults(config: Compared): readonly Fault[] {
  const { brands, desk } = config;
  if (brands.length === 0)
    return (['staff', 'teams'] as const).flatMap((key) =>
      desk[key] === null ? [] : [{ path: ['desk', key], message: 'is for a desk with brands; take it out' }],
    );
  return [
    ...(desk.numberPrefix === 'INC' ? [{ path: ['desk', 'numberPrefix'], message: OF_INCIDENTS }] : []),
    ...namesNobody(config, ['desk'], desk),
    ...brands.flatMap((each, at) => [
      ...namedBefore(brands, at),
      ...addressFaults(config, at),
      ...prefixFaults(config, at),
      ...namesNobody(config, ['brands', at], each),
    ]),
  ];
}

function namedBefore(brands: Compared['brands'], at: number): readonly Fault[] {
  if (brands[at]?.name === 'desk')
    return [{ path: ['brands', at, 'name'], message: 'is what the desk itself is called: choose another' }];
  const first = brands.findIndex(({ name }) => name === brands[at]?.name);
  return first === at ? [] : [{ path: ['brands', at, 'name'], message: `is the name of brands[${first}] too` }];
}

const addressesOf = ({ address, aliases }: Pick<BrandConfig, 'address' | 'aliases'>) => [
  { key: ['address'], value: address.toLowerCase() },
  ...aliases.map((value, i) => ({ key: ['aliases', i], value: value.toLowerCase() })),
];

/** Every address is one the desk reads, and one brand's. */
function addressFaults(config: Compared, at: number): readonly Fault[] {
  const { brands, mailboxes } = config;
  const polled = mailboxes.flatMap(({ address, aliases }) => [address, ...aliases]);
  const before = brands
    .slice(0, at)
    .flatMap(({ name, ...each }) => addressesOf(each).map(({ value }) => ({ name, value })));
  const own = brands[at] === undefined ? [] : addressesOf(brands[at]);
  return [
    ...noRoom(config, at),
    ...own.flatMap(({ key, value }) => {
      const path = ['brands', at, ...key];
      const other = before.find((each) => each.value === value);
      if (other !== undefined) return [{ path, message: `is an address of the brand ${other.name} too: name it once` }];
      if (polled.some((each) => each.toLowerCase() === value)) return [];
      const known = polled.join(', ') || 'none yet (see mailboxes)';
      return [{ path, message: `is read from no mailbox; add it to the aliases of one, or name one of: ${known}` }];
    }),
  ];
}

/** Of a local part, beside a plus sign and the token of a letter: 64 in all (RFC 5321 §4.5.3.1.1). */
const MOST_OCTETS = 19;

/** Its letters are answered to its address with a token in it. */
function noRoom({ brands, mailboxes }: Compared, at: number): readonly Fault[] {
  const address = brands[at]?.address.toLowerCase() ?? '';
  const mailbox = mailboxes.find((each) =>
    [each.address, ...each.aliases].some((own) => own.toLowerCase() === address),
  );
  const octets = Buffer.byteLength(address.slice(0, address.lastIndexOf('@')));
  if (octets <= MOST_OCTETS || mailbox?.plusAddressing !== true) return [];
  const message = `has ${octets} octets before the @, and with the token of a letter ${MOST_OCTETS} at most: choose a shorter one, or set plusAddressing: false for its mailbox`;
  return [{ path: ['brands', at, 'address'], message }];
}

/** Tickets and incidents of different brands could not be told apart. */
const OF_INCIDENTS = 'begins the numbers of incidents: choose another';

/** By the prefix people tell brands apart. */
function prefixFaults({ brands, desk }: Compared, at: number): readonly Fault[] {
  const prefix = brands[at]?.numberPrefix ?? null;
  if (prefix === null) return [];
  const path = ['brands', at, 'numberPrefix'];
  const first = brands.findIndex((each) => each.numberPrefix === prefix);
  if (first < at) return [{ path, message: `is that of the brand ${brands[first]?.name} too: choose another` }];
  if (prefix === 'INC') return [{ path, message: OF_INCIDENTS }];
  return prefix === desk.numberPrefix
    ? [{ path, message: 'is that of the desk; leave it out to number its tickets so, or choose another' }]
    : [];
}

function namesNobody(
  { staff, teams }: Compared,
  path: PropertyKey[],
  named: { readonly staff: readonly string[] | null; readonly teams: readonly string[] | null },
): readonly Fault[] {
  const people = staff.map(({ email }) => email.toLowerCase());
  const known = teams.map(({ name }) => name);
  return [
    ...(named.staff ?? []).flatMap((email, i) =>
      people.includes(email.toLowerCase())
        ? []
        : [
            {
              path: [...path, 'staff', i],
              message: `is nobody’s address; add them to staff, or name one of: ${staff.map((each) => each.email).join(', ')}`,
            },
          ],
    ),
    ...(named.teams ?? []).flatMap((team, i) =>
      known.includes(team)
        ? []
        : [{ path: [...path, 'teams', i], message: `names no team; teams are: ${known.join(', ') || 'none yet'}` }],
    ),
  ];
}
