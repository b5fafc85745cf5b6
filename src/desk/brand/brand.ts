/**
 * Brands: several names under which one desk works. Whatever a decision or a letter knows of the desk (its name and
 * address, its people and teams, its numbers and working hours) is a value of the desk, so a brand is the same desk
 * with those values of its own (`deskOf`). Who decides about a ticket or writes a letter of it takes the desk of the
 * ticket's brand: people and tickets of another do not exist there. A configuration without brands gives the desk as it
 * is.
 */
import type { BrandConfig, Config, MailboxConfig } from '../../config/settings.ts';
import { sameAddress } from '../../people/address.ts';
import { type BrandScope, isOfScope, namedAmong } from '../../people/brand.ts';
import { type Desk, directoryOf, mailboxOf, policyOf } from '../desk.ts';

/** The part of a desk that is another under each brand. */
type Branded = Pick<Desk, 'config' | 'policy' | 'directory'> &
  Partial<Pick<Desk, 'brand' | 'scope' | 'whole' | 'dress'>>;

/** What the desk is called among its brands, for what is of none of them. */
export const OWN_NAME = 'desk';

const addressesOf = ({ address, aliases }: Pick<MailboxConfig, 'address' | 'aliases'>): readonly string[] => [
  address,
  ...aliases,
];

/** The brand of an address; null for one of the desk itself, and for one it does not read. */
export const brandOfAddress = ({ brands }: Pick<Config, 'brands'>, address: string): string | null =>
  brands.find((each) => addressesOf(each).some((own) => sameAddress(own, address)))?.name ?? null;

/** The configuration as a brand has it; null: as it holds for the addresses that are no brand's. */
export function configOf(config: Config, name: string | null): Config {
  const { brands, desk } = config;
  if (brands.length === 0) return config;
  const brand = brands.find((each) => each.name === name) ?? null;
  const staff = namedAmong(config.staff, brand?.staff ?? ownStaff(config));
  const teams = config.teams.filter((team) => (brand?.teams ?? ownTeams(config)).includes(team.name));
  const known = new Set(teams.map((team) => team.name));
  return {
    ...config,
    desk: {
      ...desk,
      name: brand?.sender ?? desk.name,
      locale: brand?.locale ?? desk.locale,
      numberPrefix: brand?.numberPrefix ?? desk.numberPrefix,
      logo: brand?.logo ?? desk.logo,
    },
    templates: brand?.templates ?? config.templates,
    calendar: brand?.calendar ?? config.calendar,
    staff: staff.map((each) => ({ ...each, teams: each.teams.filter((team) => known.has(team)) })),
    teams,
    mailboxes: writingFirst(config, brand),
  };
}

const ownStaff = ({ desk, brands, staff }: Config): readonly string[] => {
  const named = brands.flatMap((each) => each.staff ?? []);
  const isFree = (email: string): boolean => !named.some((each) => sameAddress(each, email));
  return desk.staff ?? staff.map(({ email }) => email).filter(isFree);
};

const ownTeams = ({ desk, brands, teams }: Config): readonly string[] => {
  const named = brands.flatMap((each) => each.teams ?? []);
  return desk.teams ?? teams.map(({ name }) => name).filter((name) => !named.includes(name));
};

/**
 * All mailboxes, those first from which letters of the brand go out, with its address as theirs: of a brand the one
 * that reads its address. No address is lost: mail from any of them is the desk's own.
 */
function writingFirst(config: Config, brand: BrandConfig | null): MailboxConfig[] {
  const isIts = (address: string): boolean =>
    brand === null ? brandOfAddress(config, address) === null : sameAddress(address, brand.address);
  const as = (mailbox: MailboxConfig): MailboxConfig => {
    const all = addressesOf(mailbox);
    const address = all.find(isIts) ?? mailbox.address;
    return { ...mailbox, address, aliases: all.filter((each) => each !== address) };
  };
  const writes = (mailbox: MailboxConfig): boolean => addressesOf(mailbox).some(isIts);
  return [...config.mailboxes.filter(writes).map(as), ...config.mailboxes.filter((each) => !writes(each))];
}

/** What ticket numbers begin with, of the whole configuration. */
export const prefixesOf = ({ desk, brands }: Pick<Config, 'desk' | 'brands'>): string | readonly string[] =>
  brands.length === 0
    ? desk.numberPrefix
    : [desk.numberPrefix, ...brands.flatMap(({ numberPrefix }) => numberPrefix ?? [])];

/** Whose tickets are a brand's, or the desk's own. */
function scopeOf({ brands }: Pick<Config, 'brands'>, name: string | null): BrandScope {
  return brands.some((each) => each.name === name)
    ? { brand: name ?? '' }
    : { noneOf: brands.map((each) => each.name) };
}

/** By the whole desk: a view is the same object for as long as the desk is, so that what is kept by it stays. */
const views = new WeakMap<object, Map<string, unknown>>();

/** The desk of a brand; null, or a brand there is not any more: of what is no brand's. */
export function deskOf<D extends Branded>(desk: D, brand: string | null | undefined): D {
  const whole = (desk.whole ?? desk) as D;
  const { brands } = whole.config;
  if (brands.length === 0) return whole;
  const name = brands.find((each) => each.name === brand)?.name ?? null;
  const known = views.get(whole) ?? new Map<string, unknown>();
  views.set(whole, known);
  const view = (known.get(name ?? '') as D | undefined) ?? viewed(whole, name);
  known.set(name ?? '', view);
  return view;
}

function viewed<D extends Branded>(whole: D, name: string | null): D {
  const config = configOf(whole.config, name);
  const dress = name === null ? undefined : whole.dress?.get(name);
  const signature = whole.config.brands.find((each) => each.name === name)?.signature ?? '';
  return {
    ...whole,
    ...dress,
    config,
    policy: policyOf(config),
    directory: directoryOf(config),
    brand: name,
    scope: scopeOf(whole.config, name),
    signature,
    whole,
  };
}

/** One desk for each brand and one for what is no brand's; the desk itself where there are no brands. */
export const desksOf = <D extends Branded>(desk: D): readonly D[] => {
  const { brands } = (desk.whole ?? desk).config;
  return brands.length === 0 ? [desk] : [null, ...brands.map(({ name }) => name)].map((name) => deskOf(desk, name));
};

/** The desks that somebody of the staff works at; no others exist for them. */
export const desksFor = <D extends Branded>(desk: D, email: string): readonly D[] =>
  desksOf(desk).filter(({ directory }) => directory.staff.some((each) => sameAddress(each.email, email)));

/** Whether somebody of the staff may see what is of a brand: the one question of who sees what between brands. */
export const sees = (desk: Branded, email: string, brand: string | null | undefined): boolean =>
  deskOf(desk, brand).directory.staff.some((each) => sameAddress(each.email, email));

/** Whether a ticket, an incident or a mail is of the brand whose desk this is. */
export const isOfDesk = ({ scope }: Pick<Desk, 'scope'>, { brand }: { readonly brand?: string | null }): boolean =>
  isOfScope(brand, scope);

/**
 * The mailbox from which a letter goes out that would go out from the one of this name: of the brand's own, whatever
 * mailbox the mail came to that it answers.
 */
export function writingMailbox({ config, brand }: Pick<Desk, 'config' | 'brand'>, name: string): MailboxConfig {
  if (brand === undefined) return mailboxOf(config, name);
  const from = config.brands.find(({ name }) => name === brand)?.address;
  const own = config.mailboxes.filter(({ address }) =>
    from === undefined ? brandOfAddress(config, address) === null : sameAddress(address, from),
  );
  return mailboxOf(own.length === 0 ? config : { ...config, mailboxes: own }, name);
}
