import { asRead } from '../../src/letter/readers.ts';
import type { Staff } from '../../src/people/person.ts';
import { type Change, isRefusal, type Refusal } from '../../src/ticket/change.ts';
import type { Context, Received, RosterEntry } from '../../src/ticket/context.ts';
import { open } from '../../src/ticket/events/open.ts';
import type { Policy } from '../../src/ticket/policy.ts';
import { type CustomerWrote, clockDue, type TicketEvent } from '../../src/ticket/states.ts';
import type { ClockKind, Ticket } from '../../src/ticket/ticket.ts';
import { transition } from '../../src/ticket/transition.ts';

/** A desk in Shanghai with two engineers, a second line, a front line and a supervisor, who are always on duty. */
const person = (name: string, roles: Staff['roles'], teams: readonly string[] = []): Staff => ({
  name,
  email: `${name}@desk.example`,
  roles,
  teams,
  capacity: 8,
  duty: null,
  locale: null,
});
export const li = person('li', ['engineer'], ['backend']);
export const chen = person('chen', ['engineer'], ['backend']);
export const sun = person('sun', ['engineer'], ['second']);
export const zhao = person('zhao', ['frontline']);
export const wang = person('wang', ['supervisor']);

export const entry = (staff: Staff, more: Partial<RosterEntry> = {}): RosterEntry => ({
  staff,
  openTickets: 0,
  lastAssignedAt: null,
  overrides: [],
  ...more,
});

const hours = (count: number): number => count * 3_600_000;

export const policy: Policy = {
  timezone: 'Asia/Shanghai',
  locale: 'zh-CN',
  urgency: {
    urgent: { respondWithin: hours(2), updateEvery: hours(2) },
    high: { respondWithin: hours(4), updateEvery: hours(4) },
    medium: { respondWithin: hours(8), updateEvery: hours(4) },
    low: { respondWithin: hours(24), updateEvery: hours(4) },
  },
  categories: ['system_fault', 'function_error', 'data_problem', 'permission', 'how_to', 'other'],
  rules: [
    { when: { words: ['无法使用', 'production down'] }, set: { urgency: 'urgent' } },
    {
      when: { words: ['报错', 'error'], from: '*@bigcustomer.example' },
      set: { category: 'system_fault', urgency: 'high' },
    },
    { when: { words: ['报错', 'error'] }, set: { category: 'function_error', urgency: 'low' } },
  ],
  teams: [
    {
      name: 'backend',
      categories: ['system_fault', 'data_problem'],
      urgencies: ['urgent', 'high', 'medium', 'low'],
      line: 1,
    },
    { name: 'second', categories: [], urgencies: ['urgent', 'high', 'medium', 'low'], line: 2 },
  ],
  acceptWithin: hours(0.5),
  acceptRounds: 2,
  confirm: { remindAfter: hours(48), closeAfter: hours(72), reopenWithin: hours(30 * 24) },
  resolution: { via: 'engineer', verify: 'off' },
  progressToCustomer: 'whenAsked',
  calendar: { kind: 'always' },
  customers: [],
};

/** Monday noon in Shanghai. */
export const NOON = new Date('2026-11-23T04:00:00Z');
export const later = (milliseconds: number, from = NOON): Date => new Date(from.getTime() + milliseconds);
export const h = (count: number, from = NOON): Date => later(hours(count), from);
export const m = (count: number, from = NOON): Date => later(count * 60_000, from);

export const at = (
  now: Date,
  more: Partial<Policy> = {},
  roster: readonly RosterEntry[] = [li, chen, sun, zhao, wang].map((each) => entry(each)),
): Context => ({
  now,
  policy: { ...policy, ...more },
  roster,
});
export const noon = at(NOON);

export const CUSTOMER = { name: '张三', address: 'zhang@customer.example' };

export const received = (more: Partial<Received> = {}): Received => ({
  id: 'a',
  number: 'TS20261123001',
  requester: CUSTOMER,
  company: null,
  timezone: null,
  locale: 'zh-CN',
  subject: '报表打不开',
  words: '点击报表后没有反应。',
  form: { category: '系统故障' },
  copies: [],
  acknowledge: 'acknowledgement',
  proven: true,
  reportedBy: null,
  linkedTo: null,
  claims: null,
  hasAttachments: false,
  writtenAt: null,
  ...more,
});

export const opened = (more: Partial<Received> = {}, context = noon): Ticket => open(received(more), context).ticket;

export const wrote = (words: string, more: Partial<CustomerWrote> = {}): CustomerWrote => ({
  name: 'customer_wrote',
  from: CUSTOMER,
  words,
  intent: 'none',
  asksForNews: false,
  onlyThanks: false,
  satisfaction: null,
  rights: { confirm: 'yes', reopen: true, mark: null },
  hasAttachments: false,
  form: {},
  filledIn: {},
  copies: [],
  lettingIn: [],
  ...more,
});

export const solved = wrote('问题已解决', { intent: 'solved' });
export const stillOpen = wrote('还是不行', { intent: 'still_open' });
export const says = (by: Staff, words = '看过了') => ({ by, words, hasAttachments: false });
const RESOLUTION = {
  cause: '磁盘满',
  steps: '已清理磁盘',
  kind: null,
  workaround: null,
  verified: null,
  resources: null,
};
export const resolves = (by: Staff): TicketEvent => ({
  name: 'resolve',
  ...says(by, '原因：磁盘满\n解决步骤：已清理磁盘'),
  resolution: RESOLUTION,
});
export const progresses = (by: Staff): TicketEvent => ({
  name: 'progress',
  ...says(by, '正在看日志'),
  analysis: { checked: '网络', current: '正在看日志', next: '重启' },
});

/** The clock of a kind has come due; it must run. */
export const fires = (ticket: Ticket, kind: ClockKind): TicketEvent => {
  const clock = ticket.clocks.find((each) => each.kind === kind);
  if (clock === undefined) throw new Error(`${kind} does not run; running: ${kindsOf(ticket)}`);
  return clockDue(clock);
};

const done = (result: Change | Refusal): Change => {
  if (isRefusal(result)) throw new Error(`refused: ${result.refused} ${result.detail ?? ''}`);
  return result;
};

/** What an event makes of a ticket that must not refuse it. */
export const upon = (ticket: Ticket, event: TicketEvent, context = noon): Change =>
  done(transition(ticket, event, context));

/** The ticket after some events at one time. */
export const following = (ticket: Ticket, events: readonly TicketEvent[], context = noon): Ticket =>
  events.reduce((now, event) => upon(now, event, context).ticket, ticket);

/** The change with its letters as they are read while some of the staff are away, or are so no more. */
export const asWritten = (change: Change, { roster, now }: Context, author: string | null = null): Change => ({
  ...change,
  letters: asRead(change.letters, { roster, now, ticket: change.ticket, incident: null, author }),
});

/** `dispatch→li`, one for each letter and recipient. */
export const post = ({ letters }: Change): readonly string[] =>
  letters.flatMap(({ kind, to }) => to.map((address) => `${kind}→${address.split('@')[0]}`));

export const events = ({ history }: Change): readonly string[] => history.map(({ event }) => event);

/** `accepted by li: …`, a line for each entry of the history and each alert. */
export const recordOf = ({ history, alerts }: Change): readonly string[] => [
  ...history.map(({ event, by, detail }) => `${event} by ${by}: ${detail}`.replaceAll('@desk.example', '').trim()),
  ...alerts.map(({ reason }) => `alert: ${reason}`),
];

/** `note by=li: words`, for each letter that says more than its kind does. */
export const saidIn = ({ letters }: Change): readonly string[] =>
  letters.flatMap(({ kind, values = {}, words }) => {
    const about = Object.entries(values).map(([name, value]) => ` ${name}=${value}`);
    const said = `${about.join('')}${words === undefined ? '' : `: ${words}`}`;
    return said === '' ? [] : [`${kind}${said}`.replaceAll('@desk.example', '')];
  });
export const kindsOf = ({ clocks }: Ticket): string =>
  clocks
    .map(({ kind }) => kind)
    .toSorted()
    .join(' ');

/** Tickets at each stage, all at noon. */
export const offered = opened();
export const accepted = following(offered, [{ name: 'accept', by: li }]);
export const asked = following(accepted, [{ name: 'ask', ...says(li, '版本是多少？') }]);
export const resolved = following(accepted, [resolves(li)]);
export const closed = following(resolved, [solved]);
