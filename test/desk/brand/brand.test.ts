import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brandOfAddress,
  deskOf,
  desksFor,
  desksOf,
  isOfDesk,
  prefixesOf,
  sees,
  writingMailbox,
} from '../../../src/desk/brand/brand.ts';
import { type Desk, directoryOf, policyOf } from '../../../src/desk/desk.ts';
import { branded, CLOUD, DATA } from './sample.ts';

type Values = Pick<Desk, 'config' | 'policy' | 'directory'> & Partial<Desk>;

const deskWith = (config = branded(), more: Partial<Desk> = {}): Values => ({
  config,
  policy: policyOf(config),
  directory: directoryOf(config),
  ...more,
});
const whole = deskWith();
const people = (desk: Values): string[] => desk.directory.staff.map(({ name }) => name);
const teams = (desk: Values): string[] => desk.policy.teams.map(({ name }) => name);
const [ann, bo, cleo, otto] = ['ann', 'bo', 'cleo', 'otto'].map((name) => `${name}@desk.example`) as [
  string,
  string,
  string,
  string,
];

describe('the desk as a brand has it', () => {
  it.each<[string | null, Record<string, unknown>]>([
    ['cloud', { name: 'Nebula Cloud', locale: 'en', prefix: 'NC', people: ['Ann', 'Cleo'], teams: ['platform'] }],
    ['data', { name: 'Desk', locale: 'zh-CN', prefix: 'TS', people: ['Bo', 'Cleo'], teams: ['records'] }],
    [null, { name: 'Desk', locale: 'zh-CN', prefix: 'TS', people: ['Otto'], teams: ['base'] }],
    ['gone', { name: 'Desk', locale: 'zh-CN', prefix: 'TS', people: ['Otto'], teams: ['base'] }],
  ])('%s', (brand, values) => {
    const desk = deskOf(whole, brand);
    const { name, locale, numberPrefix: prefix } = desk.config.desk;
    expect({ name, locale, prefix, people: people(desk), teams: teams(desk) }).toEqual(values);
  });

  it('has its signature, its working hours, and the language of its policy', () => {
    expect(deskOf(whole, 'cloud').signature).toBe('Nebula Cloud\n+86 10 5550 0200');
    expect(deskOf(whole, null).signature).toBe('');
    expect(deskOf(whole, 'data').policy.calendar.kind).toBe('working');
    expect(deskOf(whole, 'cloud').policy.calendar.kind).toBe('always');
    expect(deskOf(whole, 'cloud').policy.locale).toBe('en');
  });

  it('knows people in its own teams alone', () => {
    const inTeams = (brand: string | null) =>
      Object.fromEntries(deskOf(whole, brand).directory.staff.map((each) => [each.name, each.teams]));
    expect(inTeams('cloud')).toEqual({ Ann: ['platform'], Cleo: ['platform'] });
    expect(inTeams('data')).toEqual({ Bo: ['records'], Cleo: ['records'] });
  });

  it('has what the desk itself has where it names nothing', () => {
    const desk = deskOf(deskWith(branded(`  - { name: bare, address: cloud@desk.example }\n`)), 'bare');
    expect(people(desk)).toEqual(['Ann', 'Bo', 'Cleo', 'Otto']);
    expect(teams(desk)).toEqual(['platform', 'records', 'base']);
    expect(desk.config.desk.name).toBe('Desk');
  });

  it('leaves to the desk itself whom it is said to have', () => {
    const config = branded(undefined, `{ staff: [otto@desk.example, CLEO@desk.example], teams: [base, records] }`);
    const desk = deskOf(deskWith(config), null);
    expect(people(desk)).toEqual(['Cleo', 'Otto']);
    expect(teams(desk)).toEqual(['records', 'base']);
  });

  it('has its own pictures and templates, and those of the desk where it has none', () => {
    const [logo, other] = [{ name: 'a' }, { name: 'b' }] as unknown as [NonNullable<Desk['logo']>, Desk['logo']];
    const desk = deskWith(branded(), { logo, dress: new Map([['cloud', { logo: other }]]) });
    expect(deskOf(desk, 'cloud').logo).toBe(other);
    expect(deskOf(desk, 'data').logo).toBe(logo);
  });

  it('is the same object each time, and one of a view is that of the whole', () => {
    const cloud = deskOf(whole, 'cloud');
    expect(deskOf(whole, 'cloud')).toBe(cloud);
    expect(deskOf(cloud, 'data')).toBe(deskOf(whole, 'data'));
    expect(deskOf(deskOf(whole, null), 'cloud')).toBe(cloud);
    expect(cloud.whole).toBe(whole);
  });

  it('is the desk as it is where there are no brands', () => {
    const plain = deskWith(branded(''));
    expect(deskOf(plain, 'cloud')).toBe(plain);
    expect(desksOf(plain)).toEqual([plain]);
    expect(plain.brand).toBeUndefined();
    expect(isOfDesk(plain, { brand: 'whatever was there once' })).toBe(true);
    expect(prefixesOf(plain.config)).toBe('TS');
    expect(writingMailbox({ config: plain.config }, 'data')).toBe(plain.config.mailboxes[1]);
  });

  it('loses no address of the desk: mail from each is the desk’s own under every brand', () => {
    const all = (desk: Values): string[] =>
      desk.config.mailboxes.flatMap(({ address, aliases }) => [address, ...aliases]).toSorted();
    for (const desk of desksOf(whole)) expect(all(desk)).toEqual(all(whole));
  });
});

describe('where letters come from', () => {
  it.each<[string | null, string, string, string]>([
    // brand, the mailbox a mail came to, the mailbox it is answered from, its address there
    ['cloud', 'support', 'support', 'cloud@desk.example'],
    ['cloud', 'data', 'support', 'cloud@desk.example'],
    ['cloud', '', 'support', 'cloud@desk.example'],
    ['data', 'support', 'data', 'data@data.example'],
    ['data', 'data', 'data', 'data@data.example'],
    [null, 'support', 'support', 'support@desk.example'],
    [null, 'data', 'support', 'support@desk.example'],
    [null, 'gone', 'support', 'support@desk.example'],
  ])('of %s, for a mail to %s', (brand, came, name, address) => {
    const { mailbox, ...from } = { mailbox: writingMailbox(deskOf(whole, brand), came), name, address };
    expect({ name: mailbox.name, address: mailbox.address }).toEqual(from);
  });

  it('a desk whose every address is a brand’s still has one', () => {
    const config = branded(`${CLOUD}    aliases: [support@desk.example, help@desk.example]\n${DATA}`);
    expect(writingMailbox(deskOf(deskWith(config), null), '').name).toBe('support');
  });
});

describe('who of the staff sees what', () => {
  const SEEN: Readonly<Record<string, readonly (string | null)[]>> = {
    [ann]: ['cloud'],
    [bo]: ['data'],
    [cleo]: ['cloud', 'data'],
    [otto]: [null],
    'nobody@desk.example': [],
  };
  const BRANDS = ['cloud', 'data', null, undefined, 'gone', ''];

  it.each(Object.keys(SEEN).flatMap((email) => BRANDS.map((brand) => [email, brand] as const)))(
    '%s what is of %s',
    (email, brand) => {
      const own = brand === 'cloud' || brand === 'data' ? brand : null;
      expect(sees(whole, email, brand)).toBe(SEEN[email]?.includes(own));
      expect(desksFor(whole, email.toUpperCase()).some((desk) => desk.brand === own)).toBe(SEEN[email]?.includes(own));
    },
  );

  it('and whatever a ticket says of its brand, it is of one desk', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom('cloud', 'data', null, undefined), fc.string()), (brand) => {
        const its = desksOf(whole).filter((desk) => isOfDesk(desk, brand === undefined ? {} : { brand }));
        expect(its).toEqual([deskOf(whole, brand)]);
      }),
    );
  });
});

describe('numbers and addresses', () => {
  it('all prefixes are the desk’s', () => expect(prefixesOf(whole.config)).toEqual(['TS', 'NC']));

  it.each<[string, string | null]>([
    ['cloud@desk.example', 'cloud'],
    ['CLOUD@DESK.EXAMPLE', 'cloud'],
    ['daten@data.example', 'data'],
    ['support@desk.example', null],
    ['cloud@elsewhere.example', null],
    ['', null],
  ])('%s is of %s', (address, brand) => expect(brandOfAddress(whole.config, address)).toBe(brand));
});
