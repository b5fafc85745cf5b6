import type { Address, Mail } from '../mail/mail.ts';
import { domainOf, organizationalDomain, sameAddress } from './address.ts';
import type { Directory } from './directory.ts';
import type { Customer, Person } from './person.ts';

/**
 * Who wrote a mail, by From alone: what the claim is worth, authentication says. A gateway's mail is its requester's,
 * as the form names them, else Reply-To; a gateway that names nobody speaks for itself. Null when there is no From.
 */
export function identifySender(mail: Mail, directory: Directory): Person | null {
  const from = mail.from[0];
  if (!from) return null;
  if (isGateway(from.address, directory)) {
    const requester = requesterOf(mail, directory) ?? from;
    return { ...asCustomer(requester, directory), gateway: from.address };
  }
  return personFor(from, directory);
}

/**
 * Who filled in the form of a website that posts with a key, as the form says. The gateway is the form itself, so that
 * nothing about it proves the person. Whoever gives an address of the staff is held like any such sender.
 */
export function identifyVisitor(mail: Mail, directory: Directory): Person | null {
  const from = mail.from[0];
  if (!from) return null;
  const person = personFor(from, directory);
  return person.kind === 'staff' ? person : { ...person, gateway: from.address };
}

/** Who an address belongs to. */
export function personFor(address: Address, directory: Directory): Person {
  const staff = directory.staff.find(({ email }) => sameAddress(email, address.address));
  return staff ? { kind: 'staff', staff, address } : asCustomer(address, directory);
}

function isGateway(address: string, { gateways }: Directory): boolean {
  return gateways.some((gateway) => sameAddress(gateway, address));
}

/** Staff are never named by a form: their rights depend on their own mail. */
function requesterOf(mail: Mail, directory: Directory): Address | null {
  const named = addressIn(mail.form.contactDetails) ?? addressIn(mail.form.contact);
  const requester = named
    ? { name: mail.form.contact?.replace(named, '').trim() ?? '', address: named }
    : mail.replyTo[0];
  if (!requester || isGateway(requester.address, directory)) return null;
  return directory.staff.some(({ email }) => sameAddress(email, requester.address)) ? null : requester;
}

function addressIn(text: string | undefined): string | null {
  return text?.match(/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/u)?.[0] ?? null;
}

function asCustomer(address: Address, { customers }: Directory): Person & { kind: 'customer' } {
  const customer = customerOf(address.address, customers);
  return {
    kind: 'customer',
    address,
    company: customer?.company ?? null,
    locale: customer?.locale ?? null,
    ...(customer?.language && { language: customer.language }),
    gateway: null,
  };
}

/**
 * Domains that make a requester somebody of a company, and those below them that make them another's (`customerOf`).
 */
export type CompanyDomains = { readonly own: readonly string[]; readonly others: readonly string[] };

/** Those of one company, or of several that are taken together. */
export function companyDomains(companies: readonly Customer[], customers: readonly Customer[]): CompanyDomains {
  const domainsOf = (some: readonly Customer[]): string[] =>
    some.flatMap(({ domains }) => domains.map((domain) => domainOf(`@${domain}`)));
  const own = domainsOf(companies);
  const others = domainsOf(customers.filter((each) => !companies.includes(each)));
  return { own, others: others.filter((domain) => own.some((above) => domain.endsWith(`.${above}`))) };
}

/** The customer with the longest domain that is the address's or above it, so that a branch can be its own customer. */
export function customerOf(address: string, customers: readonly Customer[]): Customer | null {
  for (let domain = domainOf(address); domain.includes('.'); domain = domain.slice(domain.indexOf('.') + 1)) {
    const found = customers.find(({ domains }) => domains.some((known) => domainOf(`@${known}`) === domain));
    if (found) return found;
    if (domain === organizationalDomain(domain)) return null;
  }
  return null;
}
