import type { Address, Mail } from '../../mail/mail.ts';
import { type LimitKey, limitKey, sameAddress } from '../../people/address.ts';
import type { Directory } from '../../people/directory.ts';
import { identifySender } from '../../people/identify.ts';
import type { Person } from '../../people/person.ts';
import { type Arrival, deskAddresses } from '../context.ts';

type Own = ReadonlySet<LimitKey>;

/** By the inbox: a letter to another spelling of the desk's own address comes back to the desk. */
const ownAddresses = ({ mailboxes }: Arrival['config']): Own =>
  new Set(mailboxes.flatMap(deskAddresses).map((address) => limitKey(address)));
const isOwn = (address: string, own: Own): boolean => own.has(limitKey(address));

/** Whether mail to an address would reach the desk itself. */
export const reachesDesk = (address: string, config: Arrival['config']): boolean =>
  isOwn(address, ownAddresses(config));

/**
 * From is an address of the desk, and no token says that the desk wrote it: a website form that writes from there, or a
 * forgery. An answer would go to the desk itself, so staff are asked. A form that is configured as a gateway is known
 * as one, and so is what staff let go, as long as somebody else is named in it.
 */
export function isInOwnName({ mail, person, config }: Arrival): boolean {
  const own = ownAddresses(config);
  if (person?.kind === 'customer' && person.gateway !== null && !isOwn(person.address.address, own)) return false;
  return mail.from.some(({ address }) => isOwn(address, own));
}

/**
 * Who wrote a mail that staff have let go: of one in the desk's own name the visitor whom the form, Reply-To or else
 * the text names.
 */
export function letGoBy(mail: Mail, directory: Directory, config: Arrival['config']): Person | null {
  const own = ownAddresses(config);
  const [from] = mail.from;
  if (from === undefined || !isOwn(from.address, own)) return identifySender(mail, directory);
  const gateways = [...directory.gateways, from.address, ...own];
  const named = identifySender(mail, { ...directory, gateways });
  if (named === null || !isOwn(named.address.address, own)) return named;
  const replyTo = addressesIn(mail.reply, [...gateways, ...directory.staff.map(({ email }) => email)]);
  return identifySender({ ...mail, replyTo }, { ...directory, gateways });
}

const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;

function addressesIn(text: string, known: readonly string[]): Address[] {
  const found = text.match(ADDRESS) ?? [];
  return found
    .filter((address) => !known.some((each) => sameAddress(each, address)))
    .map((address) => ({ name: '', address }));
}
