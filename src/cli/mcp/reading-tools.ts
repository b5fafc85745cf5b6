import { z } from 'zod';
import type { Desk } from '../../desk/desk.ts';
import { searchKnowledge } from '../../desk/knowledge.ts';
import { canonicalAddress } from '../../people/address.ts';
import { RISKS, risksOf } from '../../report/digest.ts';
import type { Lessons } from '../../report/lessons.ts';
import { boundsOf, dayOf } from '../../report/period.ts';
import { watchedTickets } from '../../store/digest.ts';
import { loadTickets, newestTicketIds, ticketByNumber } from '../../store/ticket.ts';
import { findTickets } from '../../store/ticket-list.ts';
import { STATES, type Ticket } from '../../ticket/ticket.ts';
import { deskNamed } from '../brand-option.ts';
import { dayNamed, daysNamed } from '../day.ts';
import { digestFigures } from '../digest.ts';
import { CommandError, EXIT } from '../exit.ts';
import { articleNamed } from '../kb.ts';
import { explained, ledgerRow } from '../mail.ts';
import { reportFigures } from '../report.ts';
import { summary, wholeTicket } from '../ticket-json.ts';
import { allUntrusted, untrusted } from './result.ts';
import { type Tool, tool } from './tool.ts';

/** Tools that change nothing. Everything a customer may have written is marked in what they bring. */

const MOST_TICKETS = 50;
const MOST_MESSAGES = 30;
/** Characters of a text in a list. */
const IN_A_LIST = 200;

const number = z.string().max(40).describe('The number of a ticket, such as TS20261122001');
const day = z.string().max(10).describe('A day of the desk’s time zone, such as 2026-11-01');
const limit = z.number().int().min(1).max(MOST_TICKETS).default(20).describe('At most so many');

/** What a list has of a ticket. */
const listed = (desk: Desk, ticket: Ticket) => {
  const { requester, subject, company, urgencyReason: _, ...facts } = summary(ticket, desk);
  return {
    ...facts,
    requester: allUntrusted(requester, IN_A_LIST),
    company: company === null ? null : untrusted(company, IN_A_LIST),
    subject: untrusted(subject, IN_A_LIST),
  };
};

const brandName = z.string().max(40).optional().describe('Only those of a brand; desk: of none');

const findTool = tool({
  name: 'find_tickets',
  description:
    'Tickets, newest first: by words in their number, subject, company, requester or conversation, or by state, requester, assignee and first day.',
  input: {
    words: z
      .string()
      .max(200)
      .optional()
      .describe('All of these words; the other filters but brand and limit do not apply then'),
    state: z.enum(STATES).optional(),
    open: z.boolean().default(false).describe('Only those that are neither closed nor merged'),
    requester: z.string().max(254).optional().describe('Address of the customer'),
    assignee: z.string().max(254).optional().describe('Address of the member of the staff'),
    since: day.optional(),
    brand: brandName,
    limit,
  },
  async work(whole, { words, state, open, requester, assignee, since, brand, limit: most }) {
    const desk = deskNamed(whole, brand);
    const wanted = words?.split(/\s+/).filter(Boolean) ?? [];
    if (wanted.length > 0) {
      const found = await findTickets(desk.db, wanted.slice(0, 10), EVERYTHING, most, desk.scope);
      const tickets = await Promise.all(found.tickets.map((each) => ticketByNumber(desk.db, each.number)));
      return { total: found.total, tickets: tickets.flatMap((each) => (each === null ? [] : [listed(desk, each)])) };
    }
    const filter = {
      open,
      ...(state === undefined ? {} : { state }),
      ...(requester === undefined ? {} : { requester: canonicalAddress(requester) }),
      ...(assignee === undefined ? {} : { assignee }),
      ...(since === undefined ? {} : { since: boundsOf(dayOnly(since), desk.policy.timezone).start }),
      ...(desk.scope && { brand: desk.scope }),
    };
    const ids = await newestTicketIds(desk.db, filter, most);
    const tickets = new Map((await loadTickets(desk.db, ids)).map((each) => [each.id, each]));
    return { tickets: ids.flatMap((id) => tickets.get(id) ?? []).map((each) => listed(desk, each)) };
  },
});

/** Whoever may start the program on the desk's database sees what an administrator sees. */
const EVERYTHING = { email: '', supervisor: true, frontline: true, teams: [] };

const dayOnly = (text: string) => {
  const named = dayNamed(text);
  return { from: named, to: named };
};

const showTool = tool({
  name: 'show_ticket',
  description: 'One ticket whole: form, state, deadlines, conversation (the newest messages) and history.',
  input: { number, messages: z.number().int().min(0).max(MOST_MESSAGES).default(10).describe('The newest so many') },
  async work(desk, { number: named, messages: most }) {
    const ticket = await ticketByNumber(desk.db, named.toUpperCase());
    if (ticket === null) throw new CommandError(EXIT.failed, `There is no ticket ${named}.`);
    const { messages, history, form, participants, resolution, findings, sideThreads, closing, ...rest } =
      await wholeTicket(desk, ticket);
    const { requester, subject, company, urgencyReason, recordedBy, ...facts } = rest;
    return {
      ...facts,
      recordedBy,
      ...(allUntrusted({ requester, subject, company, urgencyReason, form, participants }) as object),
      ...(allUntrusted({ resolution, findings, sideThreads, closing }) as object),
      messagesInAll: messages.length,
      messages: messages
        .slice(Math.max(0, messages.length - most))
        .map(({ direction, visibility, at, from, text, attachments }) => ({
          direction,
          visibility,
          at,
          from: allUntrusted(from, IN_A_LIST),
          text: untrusted(text),
          attachments: attachments.map(({ name, size }) => ({ name: untrusted(name, IN_A_LIST), size })),
        })),
      history: history.slice(-HISTORY_SHOWN).map(({ at, event, by, detail }) => ({
        at,
        event,
        by: allUntrusted(by, IN_A_LIST),
        detail: untrusted(detail, IN_A_LIST),
      })),
    };
  },
});
const HISTORY_SHOWN = 60;

const riskTool = tool({
  name: 'list_at_risk',
  description:
    'Open tickets by what threatens them, worst first: a deadline broken or near, nobody has accepted, no progress note, waiting for the customer, an unclear answer.',
  input: { brand: brandName, limit },
  async work(whole, { brand, limit: most }) {
    const desk = deskNamed(whole, brand);
    const now = desk.now();
    const risks = risksOf(await watchedTickets(desk.db, now, desk.scope), now);
    return Object.fromEntries(
      RISKS.map((risk) => [
        risk,
        {
          total: risks[risk].length,
          tickets: risks[risk].slice(0, most).map(({ ticket, why, since }) => ({
            number: ticket.number,
            state: ticket.state,
            urgency: ticket.urgency,
            assignee: ticket.assignee,
            why,
            since,
            subject: untrusted(ticket.subject, IN_A_LIST),
          })),
        },
      ]),
    );
  },
});

const searchTool = tool({
  name: 'search_knowledge',
  description: 'Articles and drafts of the knowledge base that say something about it, best first.',
  input: { words: z.string().min(1).max(500), limit: z.number().int().min(1).max(20).default(5) },
  async work({ db }, { words, limit: most }) {
    const { matches } = await searchKnowledge(db, words, { limit: most, states: ['draft', 'approved'] });
    return {
      articles: matches.map(({ article: { id, state, category, title }, score }) => ({
        id,
        state,
        category,
        score: Math.round(score * 100) / 100,
        title: untrusted(title, IN_A_LIST),
      })),
    };
  },
});

const articleTool = tool({
  name: 'show_article',
  description: 'One article of the knowledge base, by its id.',
  input: { id: z.string().min(4).max(36) },
  async work(desk, { id: named }) {
    const { id, state, createdAt, decidedAt, ...words } = await articleNamed(desk, named);
    const { ticketId: _, version: __, ...shown } = words;
    return { id, state, createdAt, decidedAt, ...(allUntrusted(shown) as object) };
  },
});

const digestTool = tool({
  name: 'digest',
  description: 'What the supervisors get every morning: numbers of tickets by risk, and the figures of the day.',
  input: { day: day.optional(), brand: brandName },
  work: (desk, { day: named, brand }) =>
    digestFigures(
      deskNamed(desk, brand),
      named === undefined ? dayOf(desk.now(), desk.config.desk.timezone) : dayNamed(named),
    ),
});

/** Problems, ratings and effort come with subjects, words and companies of customers; a key could not be marked. */
const marked = <F extends { readonly effort: Lessons['effort'] }>({ effort, ...figures }: F) => ({
  ...(allUntrusted(figures, IN_A_LIST) as object),
  effort: {
    ...effort,
    byCompany: Object.entries(effort.byCompany).map(([company, minutes]) => ({
      company: untrusted(company, IN_A_LIST),
      minutes,
    })),
  },
});

const reportTool = tool({
  name: 'report',
  description: 'The figures of a period of days, compared with the one before.',
  input: { from: day, to: day, brand: brandName },
  async work(desk, { from, to, brand }) {
    const period = daysNamed(from, to);
    const { days: _, previous, ...figures } = await reportFigures(deskNamed(desk, brand), period);
    return { from, to, figures: marked(figures), previous: marked(previous) };
  },
});

const explainTool = tool({
  name: 'explain_mail',
  description: 'Every decision about one mail of the ledger, in order: what it was taken for, and why.',
  input: { id: z.number().int().min(1).describe('The id of the mail, as tsdesk mail list shows it') },
  async work(desk, { id }) {
    const { from, subject, messageId, steps, reason, explanation, ...facts } = explained(
      await ledgerRow(desk, String(id)),
    );
    return {
      ...facts,
      ...(allUntrusted({ from, subject, messageId, steps, reason, explanation }, IN_A_LIST) as object),
    };
  },
});

export const READING_TOOLS: readonly Tool[] = [
  findTool,
  showTool,
  riskTool,
  searchTool,
  articleTool,
  digestTool,
  reportTool,
  explainTool,
];
