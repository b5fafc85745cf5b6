import { cut } from '../../lib/cut.ts';
import type { Address } from '../../mail/mail.ts';
import { openApprovals } from '../../ticket/events/approval/asking.ts';
import { isTelephone, withoutScheme } from '../../ticket/telephone.ts';
import { type Closing, type Ticket, URGENCIES, type ValueReason } from '../../ticket/ticket.ts';
import { worked } from '../../ticket/time/stage.ts';
import { effortOf, resourcesOf } from '../../ticket/work.ts';
import {
  CLOSING_FIELDS,
  type ClosingField,
  FORM_FIELDS,
  type FormField,
  SUMMARY_FIELDS,
  type SummaryField,
} from '../../words/language.ts';
import type { Locale } from '../../words/locale.ts';
import { wordsOf } from '../../words/words.ts';
import type { LetterFacts } from '../facts.ts';
import { shows } from '../kinds.ts';
import { contractName } from './contract-text.ts';
import { copied, copiedBeside } from './copied.ts';
import { type Prose, prose } from './prose.ts';
import { momentText, sumText, type TimeReader } from './time/times.ts';

/** A labelled line; a `missing` one is shown blank, to be filled in. `note` says where the value comes from. */
export type LabelledRow = {
  readonly label: string;
  readonly value: Prose;
  readonly missing: boolean;
  readonly note: string;
};

/** The ticket's own values as a letter shows them; times are in the reader's language and zone. */
export function ticketView(ticket: Ticket, facts: LetterFacts) {
  const { locale } = facts;
  const at = (moment: Date | null): string => (moment === null ? '' : momentText(moment, facts));
  const { resolution, closing, analysis } = ticket;
  return {
    number: ticket.number,
    subject: ticket.subject,
    state: wordsOf(locale).ticket.state[ticket.state],
    urgency: urgencyLabel(ticket.urgency, locale),
    urgent: ticket.urgency === 'urgent',
    category: categoryLabel(ticket.category, locale),
    requester: ticket.requester.name || withoutScheme(ticket.requester.address),
    telephone: isTelephone(ticket.requester.address) ? withoutScheme(ticket.requester.address) : '',
    channel: wordsOf(locale).ticket.channel[ticket.channel],
    recordedBy: staffName(ticket.recordedBy ?? null, facts),
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
        : {
            checked: prose(analysis.checked),
            current: prose(analysis.current),
            next: prose(analysis.next),
            toCustomer: prose(analysis.toCustomer ?? ''),
          },
    reopened: ticket.reopenCount > 0,
    resolution:
      resolution === null
        ? null
        : {
            cause: prose(resolution.cause),
            steps: prose(resolution.steps),
            kind: resolution.kind === null ? '' : wordsOf(locale).ticket.resolutionKind[resolution.kind],
            workaround: prose(resolution.workaround ?? ''),
            verified: prose(resolution.verified ?? ''),
            caution: prose(resolution.caution ?? ''),
            suggestion: prose(resolution.suggestion ?? ''),
            references: prose(resolution.references ?? ''),
            resources: prose(resourcesOf(ticket) ?? ''),
            effort: effortText(ticket, locale),
            by: staffName(resolution.by, facts),
          },
    closing:
      closing === null
        ? null
        : {
            solution: prose(closing.solution),
            handling: sumText(worked(ticket.spent), locale).whole,
            confirmedBy: closing.confirmedBy,
            rows: closingRows(ticket, closing, facts),
          },
  };
}

/** What became of a closed ticket, for its staff; lines without a value are left out. */
function closingRows(ticket: Ticket, closing: Closing, facts: LetterFacts): readonly LabelledRow[] {
  const { locale } = facts;
  const { ticket: labels, punctuation } = wordsOf(locale);
  const { whole, parts } = sumText(worked(ticket.spent), locale);
  const states = parts.map(([state, text]) => `${labels.state[state]} ${text}`).join(punctuation.separator);
  const values: Readonly<Record<ClosingField, string>> = {
    solvedBy: ticket.resolution === null ? '' : staffName(ticket.resolution.by, facts),
    handling: states === '' ? whole : whole + parenthesis(states, locale),
    resources: closing.resources ?? '',
    effort: effortText(ticket, locale),
    reopened: ticket.reopenCount === 0 ? '' : String(ticket.reopenCount),
    confirmedBy: labels.confirmedBy[closing.confirmedBy] ?? closing.confirmedBy,
    satisfaction: closing.satisfaction === null ? '' : `${closing.satisfaction}/5`,
  };
  return CLOSING_FIELDS.filter((field) => values[field] !== '').map((field) => ({
    label: labels.closing[field],
    value: prose(values[field]),
    missing: false,
    note: '',
  }));
}

/** What the staff say it took, in hours; empty where nobody did. */
function effortText(ticket: Ticket, locale: Locale): string {
  const minutes = effortOf(ticket);
  return minutes === null ? '' : wordsOf(locale).times.effort.replace('{}', String(Math.round(minutes / 6) / 10));
}

/**
 * What is asked for where nobody has said it, what helps most first; the first three of them in one letter. Nobody who
 * asks how something is done is asked when it began.
 */
const ASKED: readonly FormField[] = [
  'description',
  'occurredAt',
  'environment',
  'errorCode',
  'businessImpact',
  'company',
  'contact',
];
const ASKED_HOW_TO: readonly FormField[] = ['description', 'environment', 'company'];
const MOST_ASKED = 3;

/** The problem form as understood, its fields in order: those that have a value, and those that are asked for. */
export function formRows(
  ticket: Ticket,
  reader: TimeReader,
  fields: readonly FormField[] = FORM_FIELDS,
): readonly LabelledRow[] {
  const { locale } = reader;
  const values = fields.map((field) => [field, formValue(field, ticket, locale)] as const);
  const missing = values.flatMap(([field, value]) => (value.trim() === '' ? [field] : []));
  const order = ticket.category === 'how_to' ? ASKED_HOW_TO : ASKED;
  const asked = order.filter((field) => missing.includes(field)).slice(0, MOST_ASKED);
  const labels = wordsOf(locale).ticket.form;
  const rows: LabelledRow[] = [];
  for (const [field, value] of values) {
    const isMissing = missing.includes(field);
    if (isMissing && !asked.includes(field)) continue;
    rows.push({
      label: labels[field],
      value: prose(value),
      missing: isMissing,
      note: readNote(field, ticket, reader),
    });
  }
  return rows;
}

/** `（读自来信：11月23日（周一）09:00）` behind a value that no labelled line gave. */
function readNote(field: FormField, { form }: Ticket, reader: TimeReader): string {
  const { locale } = reader;
  const { ticket, punctuation } = wordsOf(locale);
  const instant = instantOf(field, form);
  const moment = instant === undefined ? '' : momentText(new Date(instant), reader);
  if (!form.read?.includes(field)) return field === 'occurredAt' || moment === '' ? '' : parenthesis(moment, locale);
  return parenthesis(ticket.read + (moment === '' ? '' : `${punctuation.colon}${moment}`), locale);
}

/** The moment that the words of a field mean; that of a wish stands behind the words that name it. */
function instantOf(field: FormField, { occurredInstant, wantedInstant, wantedBy }: Ticket['form']): string | undefined {
  if (field === 'occurredAt') return occurredInstant;
  return field === (wantedBy === undefined ? 'wanted' : 'wantedBy') ? wantedInstant : undefined;
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
      return contactDetails(ticket);
    default:
      return ticket.form[field] ?? '';
  }
}

/** A telephone that was read from prose stands beside the address they write from. */
function contactDetails({ form, requester }: Ticket): string {
  const told = form.contactDetails;
  const address = withoutScheme(requester.address);
  return told !== undefined && form.read?.includes('contactDetails') ? `${address}; ${told}` : (told ?? address);
}

/** Whether a letter shows the description already, as the words it was taken from. */
export const isInWords = ({ label, value }: LabelledRow, { locale, words = '' }: LetterFacts): boolean =>
  label === wordsOf(locale).ticket.form.description && value.lines.every((line) => words.includes(line));

/** Lines that stand above the summary where a letter tells who the customer is. */
const SAID_IN_BACKGROUND: readonly SummaryField[] = ['requester', 'company'];

/** What staff need to see of a ticket at a glance; lines without a value are left out. */
export function summaryRows(ticket: Ticket, facts: LetterFacts): readonly LabelledRow[] {
  const { locale } = facts;
  const { ticket: labels, punctuation } = wordsOf(locale);
  const at = (moment: Date | null): string => (moment === null ? '' : momentText(moment, facts));
  const values: Readonly<Record<SummaryField, string>> = {
    requester: addressText(ticket.requester.name, withoutScheme(ticket.requester.address)),
    company: ticket.company ?? '',
    state: labels.state[ticket.state],
    urgency: urgencyLabel(ticket.urgency, locale) + valueReasonText(ticket.urgencyReason, urgencyLabel, facts),
    category: categoryLabel(ticket.category, locale) + valueReasonText(ticket.categoryReason, categoryLabel, facts),
    assignee: staffName(ticket.assignee, facts),
    follower: staffName(ticket.follower, facts),
    respondBy: ticket.respondedAt === null ? at(ticket.respondBy) : '',
    updateBy: at(ticket.updateBy),
    contract: contractName(facts),
    expectedBy: at(ticket.expectedBy),
    openRequests: openRequests(ticket, facts),
    openApprovals: approvalRequests(ticket, facts),
    followUps: followUps(ticket, facts),
    laters: laters(ticket, facts),
    channel: channelText(ticket, facts),
    createdAt: at(ticket.createdAt),
    unconfirmed: [...copied({ ticket }), copiedBeside({ ticket })].filter(Boolean).join(punctuation.separator),
    linkedTo: ticket.linkedTo.join(punctuation.separator),
    incident: ticket.incident === undefined ? '' : `${ticket.incident.number} ${ticket.incident.title}`.trim(),
    claims: ticket.claims ?? '',
  };
  const said = shows(facts.kind, 'background') ? SAID_IN_BACKGROUND : [];
  return SUMMARY_FIELDS.filter((field) => values[field] !== '' && !said.includes(field)).map((field) => ({
    label: labels.summary[field],
    value: prose(values[field]),
    missing: false,
    note: '',
  }));
}

/** `电话（赵一线登记）`; nothing for the mail of a customer. */
function channelText({ channel, recordedBy }: Ticket, facts: LetterFacts): string {
  if (channel === 'mail' && recordedBy === undefined) return '';
  const { ticket } = wordsOf(facts.locale);
  const by = recordedBy === undefined ? '' : ticket.recordedBy.replace('{}', staffName(recordedBy, facts));
  return ticket.channel[channel] + (by === '' ? '' : parenthesis(by, facts.locale));
}

/** `孙工（明天 18:00）：请查连接数`, for each request that nobody has answered. */
function openRequests({ sideThreads }: Ticket, facts: LetterFacts): string {
  const { colon } = wordsOf(facts.locale).punctuation;
  return sideThreads
    .filter(({ answeredAt }) => answeredAt === null)
    .map(({ responsible, dueAt, question }) => {
      const due = dueAt === null ? '' : parenthesis(momentText(dueAt, facts), facts.locale);
      return `${staffName(responsible, facts)}${due}${colon}${cut(question.replaceAll('\n', ' '), REQUEST_SHOWN)}`;
    })
    .join(' · ');
}

/** `王主管（明天 18:00）：变更窗口今晚22点`, for each yes or no that has not come. */
function approvalRequests(ticket: Ticket, facts: LetterFacts): string {
  const { colon, separator } = wordsOf(facts.locale).punctuation;
  return openApprovals(ticket)
    .map(({ approvers, dueAt, what }) => {
      const names = approvers.map((each) => staffName(each, facts)).join(separator);
      const due = parenthesis(momentText(dueAt, facts), facts.locale);
      return `${names}${due}${colon}${cut(what.replaceAll('\n', ' '), REQUEST_SHOWN)}`;
    })
    .join(' · ');
}

/** `李工（明天 09:00）：已经修好`, for each answer that waits for its time. */
const laters = ({ laters = [] }: Ticket, facts: LetterFacts): string =>
  laters
    .filter(({ toldAt }) => toldAt === null)
    .map(({ by, at, words }) => {
      const { colon } = wordsOf(facts.locale).punctuation;
      const said = cut(words.replaceAll('\n', ' '), REQUEST_SHOWN);
      return staffName(by, facts) + parenthesis(momentText(at, facts), facts.locale) + colon + said;
    })
    .join(' · ');

/** `1 李工（明天 10:00）：打电话`, for each that is not done; its number is what its author writes. */
const followUps = ({ followUps = [] }: Ticket, facts: LetterFacts): string =>
  followUps
    .map(({ id, by, at, words }) => {
      const said =
        words === '' ? '' : wordsOf(facts.locale).punctuation.colon + cut(words.replaceAll('\n', ' '), REQUEST_SHOWN);
      return `${id} ${staffName(by, facts)}${parenthesis(momentText(at, facts), facts.locale)}${said}`;
    })
    .join(' · ');

/** Characters of a request that other letters repeat. */
const REQUEST_SHOWN = 80;

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
  // Of a rule and of the impact the detail is words of the mail, which stay as they were written.
  const shown =
    source === 'rule' || source === 'impact'
      ? detail
      : source === 'staff'
        ? staffName(detail, facts)
        : label(detail, locale);
  return parenthesis(detail === '' ? why : `${why}${wordsOf(locale).punctuation.colon}${shown}`, locale);
}

export function parenthesis(text: string, locale: Locale): string {
  return wordsOf(locale).punctuation.parenthesised(text);
}

/** @internal tests look at it */
export function addressText(name: string, address: string): string {
  return name === '' || name === address ? address : `${name} <${address}>`;
}

export function person({ name, address: written }: Address) {
  const address = withoutScheme(written);
  return { name: name || address, named: name !== '', address, full: addressText(name, address) };
}

/** The display name of a registered address; empty when there is none. */
export function staffName(address: string | null, { names }: LetterFacts): string {
  return address === null ? '' : (names?.[address] ?? address);
}
