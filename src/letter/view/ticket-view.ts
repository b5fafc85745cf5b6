import { type Ticket, URGENCIES, type ValueReason } from '../../ticket/ticket.ts';
import { FORM_FIELDS, type FormField, SUMMARY_FIELDS, type SummaryField } from '../../words/language.ts';
import type { Locale } from '../../words/locale.ts';
import { wordsOf } from '../../words/words.ts';
import type { LetterFacts } from '../facts.ts';
import { copied, copiedBeside } from './copied.ts';
import { type Prose, prose } from './prose.ts';
import { momentText, spanText } from './times.ts';

/** A labelled line; a `missing` one is shown blank, to be filled in. */
export type LabelledRow = { readonly label: string; readonly value: Prose; readonly missing: boolean };

/** The ticket's own values as a letter shows them; times are in the reader's language and zone. */
export function ticketView(ticket: Ticket, facts: LetterFacts) {
  const { locale, timezone } = facts;
  const at = (moment: Date | null): string => (moment === null ? '' : momentText(moment, locale, timezone));
  const { resolution, closing, analysis } = ticket;
  return {
    number: ticket.number,
    subject: ticket.subject,
    state: wordsOf(locale).ticket.state[ticket.state],
    urgency: urgencyLabel(ticket.urgency, locale),
    urgent: ticket.urgency === 'urgent',
    category: categoryLabel(ticket.category, locale),
    requester: ticket.requester.name || ticket.requester.address,
    assignee: staffName(ticket.assignee, facts),
    createdAt: at(ticket.createdAt),
    // Once somebody has answered, there is no first answer to promise.
    respondBy: at(ticket.respondedAt === null ? ticket.respondBy : null),
    acceptBy: at(ticket.acceptBy),
    updateBy: at(ticket.updateBy),
    expectedBy: at(ticket.expectedBy),
    resolvedAt: at(ticket.resolvedAt),
    analysis:
      analysis === null
        ? null
        : { checked: prose(analysis.checked), current: prose(analysis.current), next: prose(analysis.next) },
    resolution:
      resolution === null
        ? null
        : {
            cause: prose(resolution.cause),
            steps: prose(resolution.steps),
            kind: resolution.kind === null ? '' : wordsOf(locale).ticket.resolutionKind[resolution.kind],
            workaround: prose(resolution.workaround ?? ''),
            verified: prose(resolution.verified ?? ''),
            resources: prose(resolution.resources ?? ''),
            by: staffName(resolution.by, facts),
          },
    closing:
      closing === null
        ? null
        : {
            solution: prose(closing.solution),
            handling: spanText(closing.handlingMinutes * 60_000, locale),
            confirmedBy: closing.confirmedBy,
          },
  };
}

/** The problem form as understood, all its fields in order. */
export function formRows(ticket: Ticket, locale: Locale): readonly LabelledRow[] {
  return FORM_FIELDS.map((field) => {
    const value = formValue(field, ticket, locale);
    return { label: wordsOf(locale).ticket.form[field], value: prose(value), missing: value.trim() === '' };
  });
}

/** A field's value in the reader's language; empty when nobody said. Urgency and category are always known. */
function formValue(field: FormField, ticket: Ticket, locale: Locale): string {
  switch (field) {
    case 'urgency':
      return urgencyLabel(ticket.urgency, locale);
    case 'category':
      return categoryLabel(ticket.category, locale);
    case 'company':
      return ticket.form.company ?? ticket.company ?? '';
    case 'contact':
      return ticket.form.contact ?? ticket.requester.name;
    case 'contactDetails':
      return ticket.form.contactDetails ?? ticket.requester.address;
    default:
      return ticket.form[field] ?? '';
  }
}

/** What staff need to see of a ticket at a glance; lines without a value are left out. */
export function summaryRows(ticket: Ticket, facts: LetterFacts): readonly LabelledRow[] {
  const { locale, timezone } = facts;
  const { ticket: labels, punctuation } = wordsOf(locale);
  const at = (moment: Date | null): string => (moment === null ? '' : momentText(moment, locale, timezone));
  const values: Readonly<Record<SummaryField, string>> = {
    requester: addressText(ticket.requester.name, ticket.requester.address),
    company: ticket.company ?? '',
    state: labels.state[ticket.state],
    urgency: urgencyLabel(ticket.urgency, locale) + valueReasonText(ticket.urgencyReason, urgencyLabel, facts),
    category: categoryLabel(ticket.category, locale) + valueReasonText(ticket.categoryReason, categoryLabel, facts),
    assignee: staffName(ticket.assignee, facts),
    follower: staffName(ticket.follower, facts),
    respondBy: ticket.respondedAt === null ? at(ticket.respondBy) : '',
    updateBy: at(ticket.updateBy),
    expectedBy: at(ticket.expectedBy),
    createdAt: at(ticket.createdAt),
    unconfirmed: [...copied({ ticket }), copiedBeside({ ticket })].filter(Boolean).join(punctuation.separator),
    linkedTo: ticket.linkedTo.join(punctuation.separator),
    claims: ticket.claims ?? '',
  };
  return SUMMARY_FIELDS.filter((field) => values[field] !== '').map((field) => ({
    label: labels.summary[field],
    value: prose(values[field]),
    missing: false,
  }));
}

export function urgencyLabel(value: string, locale: Locale): string {
  const urgency = URGENCIES.find((known) => known === value);
  return urgency === undefined ? value : wordsOf(locale).ticket.urgency[urgency];
}

export function categoryLabel(value: string, locale: Locale): string {
  return wordsOf(locale).ticket.category[value] ?? value;
}

/** `（规则：无法使用）`: why a field has its value; values and staff are named as the reader knows them. */
function valueReasonText({ source, detail }: ValueReason, label: typeof urgencyLabel, facts: LetterFacts): string {
  const { locale } = facts;
  const why = wordsOf(locale).ticket.reasonSource[source];
  // A rule's detail is a word of the mail, and stays as it was written.
  const shown = source === 'rule' ? detail : source === 'staff' ? staffName(detail, facts) : label(detail, locale);
  return parenthesis(detail === '' ? why : `${why}${wordsOf(locale).punctuation.colon}${shown}`, locale);
}

export function parenthesis(text: string, locale: Locale): string {
  return wordsOf(locale).punctuation.parenthesised(text);
}

export function addressText(name: string, address: string): string {
  return name === '' || name === address ? address : `${name} <${address}>`;
}

/** The display name of a registered address; empty when there is none. */
function staffName(address: string | null, { names }: LetterFacts): string {
  return address === null ? '' : (names?.[address] ?? address);
}
