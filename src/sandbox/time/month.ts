import { v7 as uuid } from 'uuid';
import type { Desk } from '../../desk/desk.ts';
import { randomOf } from '../../lib/random.ts';
import type { Staff } from '../../people/person.ts';
import { NOTHING } from '../../store/commit/change.ts';
import { commit } from '../../store/commit/commit.ts';
import { isRefusal } from '../../ticket/change.ts';
import type { Context } from '../../ticket/context.ts';
import { open } from '../../ticket/events/open.ts';
import { clockDue, type TicketEvent } from '../../ticket/states.ts';
import { formatNumber, localDay } from '../../ticket/text/number.ts';
import type { HistoryEntry, Ticket } from '../../ticket/ticket.ts';
import { transition } from '../../ticket/transition.ts';
import type { Locale } from '../../words/locale.ts';

const HOUR = 3_600_000;

/** Of its customers, who are called c0, c1 and so on. */
export const MONTH_DOMAIN = 'customer.example';

/** What customers write about in this month, some of it again and again, and what solved it. */
const WRITTEN: Readonly<Record<Locale, { customer: string; problems: readonly string[]; solved: Solved }>> = {
  'zh-CN': {
    customer: '客户',
    problems: [
      '月度报表导出时报错 EXP-5003',
      '登录后提示没有权限',
      '接口返回 429，同步中断',
      '生产系统无法使用，所有人登不进去',
      '如何添加自定义字段',
      'Monthly report export fails',
      'Cannot sign in since this morning',
      '库存数量显示为负数',
      '打印的表格右边缺三列',
      '客户资料重复，想合并',
      '考勤打卡提示不在范围内',
      'Webhook is not delivered',
      '页面很慢，打开首页要十几秒',
      '发票税号错误开不出来',
    ],
    solved: { cause: '内存上限过低', steps: '1. 调整上限\n2. 重启服务' },
  },
  en: {
    customer: 'Customer ',
    problems: [
      'Monthly report export ends with error EXP-5003',
      'No permission after signing in',
      'Interface answers 429, the sync stops',
      'Production is down, nobody can sign in',
      'How do I add a field of my own',
      'Monthly report export fails',
      'Cannot sign in since this morning',
      'Stock is shown as negative',
      'Three columns are missing at the right of the print-out',
      'Customer records stand there twice, please merge',
      'Clocking in says outside the area',
      'Webhook is not delivered',
      'Pages are slow, the first takes ten seconds',
      'No invoice because of a wrong tax number',
    ],
    solved: { cause: 'the limit of memory was too low', steps: '1. Raise the limit\n2. Restart the service' },
  },
};

type Solved = { readonly cause: string; readonly steps: string };

type Life = { readonly ticket: Ticket; readonly history: readonly HistoryEntry[] };

/** What is played: so many tickets that arrive between two instants, and what becomes of them until a third. */
export interface Month {
  from: Date;
  to: Date;
  now: Date;
  tickets: number;
  /** The number of each day's first ticket, above those that the desk has given already. */
  firstOfDay?: number;
}

/**
 * Plays so many tickets that arrive between two instants through the support process, until `now`, and stores them.
 * Some are answered late or not at all, some reopened, some wait for the customer, some are closed by silence.
 */
export async function playMonth(desk: Desk, { from, to, now, tickets, firstOfDay = 1 }: Month): Promise<void> {
  const next = randomOf(7);
  const engineers = desk.directory.staff.filter(({ roles }) => roles.includes('engineer'));
  const sequences = new Map<string, number>();
  const lives: Life[] = [];
  const arrivals = Array.from({ length: tickets }, () => from.getTime() + next() * (to.getTime() - from.getTime()));
  for (const at of arrivals.toSorted((a, b) => a - b)) {
    const day = localDay(new Date(at), desk.policy.timezone);
    const sequence = sequences.get(day) ?? firstOfDay;
    sequences.set(day, sequence + 1);
    const number = formatNumber(desk.config.desk.numberPrefix, { day, sequence });
    const context = (time: number): Context => ({
      now: new Date(time),
      policy: desk.policy,
      // The engineers take turns: the one who has the fewest gets the next.
      roster: desk.directory.staff.map((staff) => ({
        staff,
        openTickets: staff.email === engineers[lives.length % engineers.length]?.email ? 0 : 5,
        lastAssignedAt: null,
        overrides: [],
      })),
    });
    lives.push(live(number, at, now.getTime(), next, context, desk.config.desk.locale));
  }
  await store(desk, lives);
}

function live(
  number: string,
  at: number,
  until: number,
  next: () => number,
  context: (time: number) => Context,
  locale: Locale,
): Life {
  const { customer, problems, solved } = WRITTEN[locale];
  const subject = problems[Math.floor(next() * problems.length)] ?? '';
  const requester = {
    name: `${customer}${Math.floor(next() * 200)}`,
    address: `c${Math.floor(next() * 200)}@${MONTH_DOMAIN}`,
  };
  const opened = open(
    {
      id: uuid(),
      number,
      requester,
      company: null,
      locale,
      timezone: null,
      subject,
      words: subject,
      form: next() < 0.3 ? { urgency: ['urgent', 'high', 'low'][Math.floor(next() * 3)] ?? 'low' } : {},
      copies: [],
      acknowledge: 'none',
      proven: true,
      reportedBy: null,
      linkedTo: null,
      claims: null,
      hasAttachments: false,
      writtenAt: null,
    },
    context(at),
  );
  const life = { ticket: opened.ticket, history: [...opened.history], at };
  const steps = planOf(life.ticket, next, { ...solved, ...RESOLUTION });
  for (const { after, event } of steps) {
    const due = life.at + after;
    if (due > until || !fireUntil(life, due, context)) break;
    apply(life, event(life.ticket), due, context);
  }
  fireUntil(life, until, context);
  return { ticket: { ...life.ticket, version: 1 }, history: life.history };
}

type Living = { ticket: Ticket; history: HistoryEntry[]; at: number };

function apply(life: Living, event: TicketEvent | null, at: number, context: (time: number) => Context): boolean {
  life.at = at;
  if (event === null) return true;
  const change = transition(life.ticket, event, context(at));
  if (isRefusal(change)) return false;
  life.ticket = change.ticket;
  life.history.push(...change.history);
  return true;
}

/** Lets every clock that is due before a moment fire; false when the ticket has ended by then. */
function fireUntil(life: Living, until: number, context: (time: number) => Context): boolean {
  for (;;) {
    const [first] = life.ticket.clocks.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
    if (first === undefined || first.dueAt.getTime() > until) return life.ticket.state !== 'closed';
    const at = first.dueAt.getTime();
    if (!apply(life, clockDue(first), at, context))
      life.ticket = { ...life.ticket, clocks: life.ticket.clocks.filter((clock) => clock !== first) };
  }
}

type Resolution = Solved & typeof RESOLUTION;
type Step = { readonly after: number; readonly event: (ticket: Ticket) => TicketEvent | null };

/** What people do with it, and how long they take. */
function planOf(opened: Ticket, next: () => number, resolution: Resolution): Step[] {
  const staff = (ticket: Ticket, of: (by: Staff) => TicketEvent) =>
    ticket.assignee === null ? null : of(STAFF(ticket.assignee));
  const wait = (hours: number): number => Math.round(hours * HOUR * (0.2 + 1.6 * next()));
  const words = { words: '请看', hasAttachments: false };
  const accept: Step = { after: wait(0.4), event: (t) => staff(t, (by) => ({ name: 'accept', by })) };
  const reply: Step = { after: wait(4), event: (t) => staff(t, (by) => ({ name: 'reply', by, ...words })) };
  const ask: Step = { after: wait(3), event: (t) => staff(t, (by) => ({ name: 'ask', by, ...words })) };
  const resolve: Step = {
    after: wait(opened.urgency === 'urgent' ? 3 : 12),
    event: (t) => staff(t, (by) => ({ name: 'resolve', by, resolution, ...words })),
  };
  const says = (intent: 'solved' | 'still_open' | 'unclear' | 'none', rating: number | null = null): Step => ({
    after: wait(10),
    event: (t) => ({
      name: 'customer_wrote',
      from: t.requester,
      words: '回复',
      intent,
      asksForNews: false,
      onlyThanks: false,
      satisfaction: rating,
      rights: { confirm: 'yes', reopen: true, mark: null },
      hasAttachments: false,
      form: {},
      filledIn: {},
      copies: [],
      lettingIn: [],
    }),
  });
  const rating = next() < 0.5 ? 1 + Math.floor(next() * 5) : null;
  const kind = next();
  if (kind < 0.04) return [];
  if (kind < 0.08) return [accept];
  if (kind < 0.16) return [accept, ask];
  if (kind < 0.3) return [accept, reply, resolve];
  if (kind < 0.36) return [accept, reply, resolve, says('unclear')];
  const again = kind < 0.5 ? [says('still_open'), accept, resolve] : [];
  const asked = kind > 0.9 ? [ask, says('none')] : [];
  return [accept, ...(kind < 0.7 ? [reply] : []), ...asked, resolve, ...again, says('solved', rating)];
}

const RESOLUTION = {
  kind: null,
  workaround: null,
  verified: null,
  resources: null,
};

/** The process asks only who they are; their configured roles are in the roster. */
const STAFF = (email: string): Staff => ({
  name: email,
  email,
  roles: ['engineer'],
  teams: [],
  capacity: 8,
  duty: null,
  locale: null,
});

const TICKETS_A_COMMIT = 200;

async function store(desk: Desk, lives: readonly Life[]): Promise<void> {
  for (let at = 0; at < lives.length; at += TICKETS_A_COMMIT) {
    const refusal = await commit(desk.db, { ...NOTHING, tickets: lives.slice(at, at + TICKETS_A_COMMIT) });
    if (refusal !== null) throw new Error(`the month was not stored: ${refusal}`);
  }
}
