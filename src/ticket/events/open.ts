import type { Form } from '../../mail/mail.ts';
import { besideForm } from '../../mail/meaning/form.ts';
import { customersWithTheSame, isOneOfMany } from '../alike.ts';
import { besides, isSame, order, supervisors } from '../audience.ts';
import { type Change, changed } from '../change.ts';
import type { Context, Received } from '../context.ts';
import { withCopies } from '../copies.ts';
import { settle } from '../settle.ts';
import { withCalls } from '../telephone.ts';
import { parseTime } from '../text/human-time.ts';
import { pastTime } from '../text/past-time.ts';
import type { Participant, Ticket } from '../ticket.ts';
import { triage } from '../triage.ts';

/** A new ticket from a mail: triaged, dispatched, and acknowledged as far as the rules for automatic answers allow. */
export function open(received: Received, context: Context): Change {
  const { requester, reportedBy, acknowledge, claims } = received;
  const at = context.now;
  const by = reportedBy?.email ?? requester.address;
  const history = [
    { at, event: 'received', by, detail: received.subject },
    ...(claims === null ? [] : [{ at, event: 'claims', by, detail: claims }]),
  ];
  const acknowledgement = acknowledge === 'none' ? [] : order(acknowledge, [requester.address]);
  const ticket = newTicket(received, context);
  const opened = changed(ticket, history, [...acknowledgement, ...oneOfMany(ticket, received, context)]);
  return withCopies(withCalls(settle('received', 'new', opened, context), context), context);
}

/** The supervisors hear when several customers report the same error, unless that is an incident already. */
function oneOfMany(ticket: Ticket, { alike = [] }: Received, context: Context) {
  if (!isOneOfMany(ticket, alike) || alike.some(({ incident }) => incident)) return [];
  const values = {
    reason: 'same_error',
    customers: String(customersWithTheSame(ticket, alike)),
    errorCode: ticket.form.errorCode ?? '',
    alike: alike.map(({ number, company, requester }) => `${number} ${company ?? requester.name}`.trim()).join('\n'),
  } as const;
  return order('supervisor_notice', supervisors(context), { values });
}

/** A ticket as its first mail has it, before anybody has looked at it. */
export function newTicket(received: Received, { now, policy }: Omit<Context, 'roster'>): Ticket {
  const { requester, words, form, subject, reportedBy, proven } = received;
  const recordedByStaff = reportedBy !== null;
  const symptoms = {
    form,
    subject,
    words,
    from: requester.address,
    recordedByStaff,
    proven: proven || recordedByStaff,
  };
  return {
    ...BLANK,
    ...triage(symptoms, policy),
    id: received.id,
    number: received.number,
    subject,
    locale: received.locale,
    timezone: received.timezone,
    requester,
    company: received.company,
    ...(received.brand && { brand: received.brand }),
    form: withInstant(described(form, words), received.writtenAt ?? now, received.timezone ?? policy.timezone, now),
    participants: participantsOf(received),
    linkedTo: received.linkedTo === null ? [] : [received.linkedTo],
    claims: received.claims,
    channel: received.channel ?? 'mail',
    ...(reportedBy && !isSame(reportedBy.email, requester.address) && { recordedBy: reportedBy.email }),
    ...(received.encrypted && { encrypted: true }),
    createdAt: now,
    stateSince: now,
  };
}

/** Who tells the problem in their own words need not write them behind a label. */
function described(form: Form, words: string): Form {
  const description = form.description ?? besideForm(words);
  return description === '' ? form : { ...form, description };
}

/**
 * The form with the moments that its words mean: when it happened, and by when they want it solved. A Date that lies
 * ahead is a clock that goes wrong.
 */
export function withInstant(form: Form, writtenAt: Date, zone: string, now: Date): Form {
  const { occurredInstant: _, wantedInstant: __, ...others } = form;
  const { occurredAt, wanted, wantedBy = wanted } = form;
  const written = writtenAt < now ? writtenAt : now;
  const occurred = occurredAt === undefined ? null : pastTime(occurredAt.slice(0, LONGEST_TIME), written, zone);
  const due = wantedBy === undefined ? null : parseTime(wantedBy.slice(0, LONGEST_TIME), written, zone);
  return {
    ...others,
    ...(occurred === null ? {} : { occurredInstant: occurred.toISOString() }),
    ...(due === null || due <= written ? {} : { wantedInstant: due.toISOString() }),
  };
}

/** Characters of the words for a time. */
const LONGEST_TIME = 100;

/** The requester, those copied (unconfirmed), and the staff member who recorded it. */
function participantsOf({ requester, copies, reportedBy }: Received): readonly Participant[] {
  const copied = copies.filter(({ address }) => besides([address], requester.address).length > 0);
  const staff: readonly Participant[] =
    reportedBy === null || isSame(reportedBy.email, requester.address)
      ? []
      : [{ address: reportedBy.email, name: reportedBy.name, role: 'staff', confirmed: true }];
  return [
    { ...requester, role: 'requester', confirmed: true },
    ...copied.map((copy) => ({ ...copy, role: 'copy', confirmed: false }) as const),
    ...staff,
  ];
}

const BLANK = {
  version: 0,
  state: 'new',
  team: null,
  line: 1,
  assignee: null,
  follower: null,
  passedOver: [],
  acceptRound: 0,
  respondBy: null,
  respondedAt: null,
  updateBy: null,
  acceptBy: null,
  acceptedAt: null,
  expectedBy: null,
  resolvedAt: null,
  closedAt: null,
  pausedAt: null,
  lastProgressAt: null,
  analysis: null,
  customerAskedAt: null,
  newsSentAt: null,
  unclearAt: null,
  askedBackAt: null,
  reopenCount: 0,
  resolution: null,
  closing: null,
  sideThreads: [],
  clocks: [],
  pausedClocks: [],
  spent: {},
  mergedInto: null,
  tokenEpoch: 0,
} as const satisfies Partial<Ticket>;
