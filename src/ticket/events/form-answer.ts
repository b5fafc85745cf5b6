import type { Form } from '../../mail/mail.ts';
import { andThen, type Change, changed, isRefusal } from '../change.ts';
import type { Context } from '../context.ts';
import type { CustomerWrote } from '../states.ts';
import { type Ticket, URGENCIES, type ValueReason } from '../ticket.ts';
import { categoryNamed, urgencyByImpact, urgencyNamed } from '../triage.ts';
import { toItsTeam, withCategory, withUrgency } from './correction.ts';
import { withInstant } from './open.ts';

/**
 * The problem form with what a later mail says. New words count for themselves; the quoted copy of the form only where
 * nothing was known, since the rest of it is what the desk once wrote. What staff have set stays.
 */
export function fillIn(heard: Change, event: CustomerWrote, context: Context): Change {
  const steps = [withFields, withTheirUrgency, withImpact, withTheirCategory];
  return steps.reduce((change, step) => {
    const next = andThen(change, (ticket) => step(ticket, event, context));
    return isRefusal(next) ? change : next;
  }, heard);
}

type Field = Exclude<
  keyof Form,
  'urgency' | 'category' | 'links' | 'number' | 'read' | 'occurredInstant' | 'wantedInstant'
>;
const FIELDS: readonly Field[] = [
  'company',
  'contact',
  'contactDetails',
  'businessImpact',
  'description',
  'occurredAt',
  'environment',
  'errorCode',
  'tried',
  'wanted',
  'wantedBy',
];
const TIMED: readonly Field[] = ['occurredAt', 'wanted', 'wantedBy'];

function withFields(ticket: Ticket, { form, filledIn, from }: CustomerWrote, { now, policy }: Context): Change {
  const told = FIELDS.flatMap((field) => {
    const value =
      form[field] ?? (ticket.form[field] === undefined ? filledIn[field] : corrected(ticket, filledIn, field));
    return value === undefined || value === ticket.form[field] ? [] : [[field, value] as const];
  });
  const known = ticket.form.links ?? [];
  const links = (form.links ?? []).filter(({ url }) => !known.some((link) => link.url === url));
  if (told.length === 0 && links.length === 0) return changed(ticket, []);
  const written: Form = {
    ...ticket.form,
    ...Object.fromEntries(told),
    ...readOf(
      ticket.form,
      told.map(([field]) => field),
      { form, filledIn },
    ),
    ...(links.length > 0 ? { links: [...known, ...links] } : {}),
  };
  const timed = told.some(([field]) => TIMED.includes(field));
  const completed = timed ? withInstant(written, now, ticket.timezone ?? policy.timezone, now) : written;
  const detail = [...told.map(([field]) => field), ...(links.length > 0 ? ['links'] : [])].join(', ');
  return changed(
    { ...ticket, form: completed, company: ticket.company ?? completed.company ?? null },
    { at: now, event: 'form_completed', by: from.address, detail },
  );
}

/** What was read from prose, and is written otherwise in a copy of the form. A shorter value is one that was broken. */
function corrected({ form }: Ticket, filledIn: Form, field: Field): string | undefined {
  const value = filledIn[field];
  if (value === undefined || !form.read?.includes(field) || filledIn.read?.includes(field)) return undefined;
  return form[field]?.startsWith(value) ? undefined : value;
}

/** Which fields of the ticket were read from prose, now that these were told. */
function readOf(
  known: Form,
  told: readonly Field[],
  { form, filledIn }: Pick<CustomerWrote, 'form' | 'filledIn'>,
): Form {
  const isRead = (field: Field): boolean => form[field] === undefined && filledIn.read?.includes(field) === true;
  const read = [...(known.read ?? []).filter((field) => !told.some((each) => each === field)), ...told.filter(isRead)];
  return known.read === undefined && read.length === 0 ? {} : { read };
}

/**
 * Why a field has its value, as long as nobody has looked at it; afterwards the customer's word is for staff to weigh.
 */
const isOpen = ({ source }: ValueReason): boolean => source !== 'staff' && source !== 'escalation';

/** The value that counts: that of the new words, else of a copy of the form that was changed. */
const answered = (reason: ValueReason, said: string | undefined, copied: string | undefined): string | undefined =>
  said ?? (reason.source === 'default' || reason.source === 'rule' ? copied : undefined);

function withTheirUrgency(ticket: Ticket, { form, filledIn, from }: CustomerWrote, context: Context): Change {
  const written = answered(ticket.urgencyReason, form.urgency, filledIn.urgency);
  if (written === undefined || !isOpen(ticket.urgencyReason)) return changed(ticket, []);
  const urgency = urgencyNamed(written);
  if (urgency === null || urgency === ticket.urgency) return changed(ticket, []);
  return withUrgency(ticket, urgency, { by: from.address, reason: { source: 'claim', detail: written } }, context);
}

/** What they say of the impact on their business raises the urgency, and never lowers it or overrules a person. */
function withImpact(ticket: Ticket, { form, filledIn, from }: CustomerWrote, context: Context): Change {
  const { source } = ticket.urgencyReason;
  const told = form.businessImpact === undefined ? filledIn : form;
  const judged = urgencyByImpact(told);
  const isMore = judged !== null && URGENCIES.indexOf(judged.urgency) < URGENCIES.indexOf(ticket.urgency);
  if (!isMore || (source !== 'default' && source !== 'impact')) return changed(ticket, []);
  return withUrgency(ticket, judged.urgency, { by: from.address, reason: judged.urgencyReason }, context);
}

/** What lies with the front line, and nobody has accepted, goes to the team that lists the category. */
function withTheirCategory(ticket: Ticket, { form, filledIn, from }: CustomerWrote, context: Context): Change {
  const written = answered(ticket.categoryReason, form.category, filledIn.category);
  if (written === undefined || !isOpen(ticket.categoryReason)) return changed(ticket, []);
  const category = categoryNamed(written, context.policy.categories);
  if (category === null || category === ticket.category) return changed(ticket, []);
  const reason: ValueReason = { source: 'form', detail: written };
  const corrected = withCategory(ticket, category, { by: from.address, reason }, context);
  return ticket.state === 'assigned' ? { ...corrected, ticket: toItsTeam(corrected.ticket, context) } : corrected;
}
