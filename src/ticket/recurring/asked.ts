import type { Address, Form } from '../../mail/mail.ts';
import { besideForm, readForm } from '../../mail/meaning/form.ts';
import { limitKey } from '../../people/address.ts';
import type { Customer, Staff } from '../../people/person.ts';
import { isSame } from '../audience.ts';
import type { Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import { nextTime, type RecurringRule, ruleNamed } from './rule.ts';

/** A ticket that is made again and again for a customer. */
export type RecurringTicket = {
  readonly id: number;
  readonly rule: RecurringRule;
  readonly title: string;
  readonly text: string;
  /** Labelled lines of its text, such as category and urgency. */
  readonly form: Form;
  readonly customer: Address;
  /** A registered address. */
  readonly setBy: string;
  /** Whose tickets they become; null or absent: of no brand. */
  readonly brand?: string | null;
  readonly nextAt: Date;
};

/** A new one, or one that is changed; `id` null for a new one. */
export type RecurringOrder = Omit<RecurringTicket, 'id'> & { readonly id: number | null };

/** What `#recurring` asks for. */
export type RecurringAsked = { readonly list: true } | { readonly stop: number } | { readonly set: RecurringOrder };

const STOPS =
  /^(?:停止|取消|停掉|删除|stop|cancel)\s*(?:第?\s*(\d{1,9})\s*[个号]?)?$|^(\d{1,9})\s*(?:停止|取消|停掉|删除|stop|cancel)$/iu;
const THANKS = /[\s,，。.!！]*(?:谢谢|多谢|感谢|麻烦)?(?:您|你|了)?(?:thanks|thank you|please)?[\s。.!！]*$/iu;
const LISTS = /^(?:列表|清单|list)?$/iu;
const NUMBERED = /^(\d{1,9})\s+(?=\S)/u;
const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/u;

/**
 * `每月1日 9点 巡检` with the text below it; `停止 3`; `3 每周一 巡检` changes the third. None is made for the desk
 * itself.
 */
export function recurringAsked(
  { argument, text }: { readonly argument: string; readonly text: string },
  by: Staff,
  known: readonly RecurringTicket[],
  context: Context,
  deskAddresses: readonly string[],
): RecurringAsked | Refusal {
  const written = argument.normalize('NFKC').trim();
  if (LISTS.test(written)) return { list: true };
  const stops = STOPS.exec(written.replace(THANKS, ''));
  if (stops) return stopped(stops[1] ?? stops[2] ?? null, known);
  const [number = '', id] = NUMBERED.exec(written) ?? [];
  const before = id === undefined ? null : (known.find((each) => each.id === Number(id)) ?? null);
  if (id !== undefined && before === null) return { refused: 'no_such_recurring', detail: id };
  const named = ruleNamed(written.slice(number.length));
  if (named === null) return { refused: 'no_rule', detail: written };
  return order(named, text, by, before, context, deskAddresses);
}

/** By its number; the only one needs none. */
function stopped(number: string | null, known: readonly RecurringTicket[]): RecurringAsked | Refusal {
  if (number === null && known.length > 1)
    return { refused: 'which_recurring', detail: known.map(({ id, title }) => `${id} ${title}`).join(' · ') };
  const id = number === null ? known[0]?.id : Number(number);
  const found = known.find((each) => each.id === id);
  return found === undefined ? { refused: 'no_such_recurring', detail: number ?? '' } : { stop: found.id };
}

function order(
  { rule, rest }: { readonly rule: RecurringRule; readonly rest: string },
  text: string,
  by: Staff,
  before: RecurringTicket | null,
  context: Context,
  deskAddresses: readonly string[],
): RecurringAsked | Refusal {
  const { now, policy } = context;
  const form = text === '' ? (before?.form ?? {}) : readForm(text, '');
  const title = rest || (before?.title ?? '');
  if (title === '') return { refused: 'no_title' };
  const customer = text === '' && before ? before.customer : customerNamed(form, policy.customers);
  if (customer === null)
    return { refused: 'no_such_customer', detail: form.company ?? form.contactDetails ?? form.contact ?? '' };
  const isOurs = deskAddresses.some((each) => limitKey(each) === limitKey(customer.address));
  if (isOurs || context.roster.some(({ staff }) => isSame(staff.email, customer.address)))
    return { refused: 'no_such_customer', detail: customer.address };
  const said = text === '' ? (before?.text ?? '') : (form.description ?? besideForm(text).trim());
  const nextAt = nextTime(rule, now, policy.timezone);
  const brand = before?.brand ? { brand: before.brand } : {};
  return {
    set: { id: before?.id ?? null, rule, title, text: said, form, customer, setBy: by.email, nextAt, ...brand },
  };
}

/** Whose it is: the address in the form, else the first contact of the company that the configuration names. */
export function customerNamed(
  { contactDetails = '', contact = '', company = '' }: Form,
  customers: readonly Customer[],
): Address | null {
  const address = ADDRESS.exec(contactDetails)?.[0] ?? ADDRESS.exec(contact)?.[0];
  if (address !== undefined)
    return {
      name: contact
        .replace(address, '')
        .replace(/[<>()（）]/g, '')
        .trim(),
      address,
    };
  const [manager] = customers.find((each) => company !== '' && each.company === company)?.managers ?? [];
  return manager === undefined ? null : { name: contact, address: manager };
}
