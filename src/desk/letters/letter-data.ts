import type { Article } from '../../knowledge/article.ts';
import { displayName } from '../../letter/display-name.ts';
import type { AwayPerson, CustomerBackground, EarlierWords, LetterFacts } from '../../letter/facts.ts';
import { type Forwarding, forwardable } from '../../letter/forwardable.ts';
import { letterRow, shows } from '../../letter/kinds.ts';
import type { Address } from '../../mail/mail.ts';
import { readCommands } from '../../mail/meaning/command.ts';
import { sameAddress } from '../../people/address.ts';
import { nextHops } from '../../people/hops.ts';
import type { Report, ServiceReport } from '../../report/figures.ts';
import { reportPlots, servicePlots } from '../../report/plots/plots.ts';
import type { IncidentSummary } from '../../store/incident.ts';
import type { Incident } from '../../ticket/incident/incident.ts';
import type { Reach } from '../../ticket/incident/work.ts';
import type { LetterKind, LetterOrder } from '../../ticket/letters.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { nextHoliday } from '../../ticket/time/calendar.ts';
import { localeFor } from '../../words/locale.ts';
import type { ShownSuggestions } from '../assist/shown.ts';
import type { Desk } from '../desk.ts';
import type { IncomingMail } from '../incoming.ts';
import type { Known } from '../knowledge.ts';
import type { ConversationEntry } from './entries.ts';
import type { LetterData } from './letter-facts.ts';
import { type FoundSection, listData, ownedIncidents } from './list-data.ts';
import { readerOf } from './reader.ts';
import { challengeToken, releaseToken, replyTo } from './tokens.ts';

/** What the letters of one ticket, or of none, are made from beside it: loaded values (`letter-loading.ts`). */
export type LetterMaterial = {
  readonly ticket: Ticket | null;
  /** The incident they are about, and whom it concerns; null for all others. */
  readonly about?: { readonly incident: Incident; readonly reach: Reach } | null;
  /** The mail that caused them; null for the clock. */
  readonly incoming: IncomingMail | null;
  /** Null where no letter tells of the ticket's past. */
  readonly story: Story | null;
  /** What is known of the ticket's problem. */
  readonly known: Known | null;
  /** What is known of a question that was asked. */
  readonly answer: Known | null;
  readonly report: Report | null;
  /** What a model suggests about the ticket; absent where none is asked. */
  readonly suggested?: ShownSuggestions | null;
  /** The tickets that a list shows, by its order. */
  readonly lists?: ReadonlyMap<LetterOrder, readonly FoundSection[] | null>;
  /** Who is away at the moment, for those lists that say it. */
  readonly away?: readonly AwayPerson[];
  readonly recurring?: LetterFacts['recurring'];
  /** What the reader of their own list is to be reminded of. */
  readonly incidents?: readonly IncidentSummary[];
  readonly reminders?: LetterFacts['reminders'];
  /** The article that says what the closed ticket would have given. */
  readonly saidAlready?: Article | null;
};

/** A ticket's past: everything people wrote, oldest first, and what of it goes along; null for what no letter shows. */
export type Story = {
  readonly entries: readonly ConversationEntry[];
  readonly customer: CustomerBackground | null;
  readonly resolutionFiles: Forwarding | null;
  /** Of all of it. */
  readonly allFiles: Forwarding | null;
};

/** The part of the desk that letters show or sign with. */
type Showing = Pick<Desk, 'config' | 'directory' | 'policy' | 'keys' | 'now'>;

/** What one letter shows beside its ticket: the sections of its row, from what was loaded. */
export function letterData(
  desk: Showing,
  material: LetterMaterial,
  order: LetterOrder,
  recipient: Address,
): LetterData {
  const { ticket, incoming, about = null } = material;
  return {
    ...(about && { incident: incidentFacts(about) }),
    ...(order.withAttachments ? filesOf(forwardable(incoming?.mail.attachments ?? [])) : {}),
    ...(ticket && shows(order.kind, 'hours') ? hoursOf(desk, ticket) : {}),
    ...(order.lines ? { transcript: order.lines } : {}),
    ...(incoming ? mailData(desk, incoming, order, recipient) : {}),
    ...storyData(desk, material, order),
    ...knownData(material, order.kind),
    ...(material.suggested && shows(order.kind, 'suggested') ? suggestedData(material.suggested) : {}),
    ...listOf(desk, material, order, recipient),
    ...(order.kind === 'report' && material.report ? reportData(desk, material.report, recipient.address) : {}),
  };
}

const suggestedData = ({ suggested, alike }: ShownSuggestions): LetterData => ({ suggested, suggestedAlike: alike });

const incidentFacts = ({ incident, reach: { tickets, customers } }: NonNullable<LetterMaterial['about']>) => {
  const { number, title, state, owner, openedAt, toldAt } = incident;
  return { number, title, state: { state, owner, openedAt, toldAt, tickets, customers } };
};

/**
 * What comes from the ticket's past: the problem as it was first told, what was written since, a resolution's files.
 */
function storyData(desk: Showing, { ticket, incoming, story }: LetterMaterial, order: LetterOrder): LetterData {
  if (story === null) return {};
  const { kind, words, withAttachments } = order;
  const { customer, resolutionFiles, allFiles } = story;
  const [problem, ...since] = story.entries.map((entry) => passedOn({ ...entry, byStaff: isByStaff(desk, entry) }));
  // A mail at hand is shown as it was laid out; of an older one its text is.
  const html = ticket?.version === 0 ? (incoming?.mail.html ?? null) : null;
  return {
    ...(shows(kind, 'problem') && problem && words === undefined
      ? { words: problem.words, original: { from: problem.from, text: problem.text, html } }
      : {}),
    ...(shows(kind, 'solution_files') && withAttachments && resolutionFiles ? filesOf(resolutionFiles) : {}),
    ...(shows(kind, 'all_files') && withAttachments && allFiles ? filesOf(allFiles) : {}),
    ...(shows(kind, 'since') ? { since: sinceThen(desk, story.entries, order) } : {}),
    ...(shows(kind, 'background') && customer ? { customer, since, ...latestOf(ticket, since) } : {}),
  };
}

/** What others wrote from the moment on at which the author of a held answer was overtaken. */
function sinceThen(desk: Showing, entries: Story['entries'], { to, values }: LetterOrder): readonly EarlierWords[] {
  const after = new Date(values !== undefined && 'after' in values ? values.after : 0);
  return entries
    .filter(({ at, from }) => at >= after && !to.some((author) => sameAddress(from.address, author)))
    .map((entry) => passedOn({ ...entry, byStaff: isByStaff(desk, entry) }));
}

/** What a colleague passes on from the customer is what the customer said. */
function passedOn<T extends ConversationEntry & { byStaff: boolean }>(entry: T): T {
  const said = entry.byStaff ? readCommands(entry.words).commands.find(({ name }) => name === 'customer') : undefined;
  if (said === undefined) return entry;
  return { ...entry, byStaff: false, words: [said.argument, said.text].filter(Boolean).join('\n') };
}

const isByStaff = ({ directory }: Showing, { from }: ConversationEntry): boolean =>
  directory.staff.some(({ email }) => sameAddress(email, from.address));

/** What the customer wrote when it was still open: the first thing that whoever gets it now has to read. */
function latestOf(ticket: Ticket | null, since: readonly EarlierWords[]): Pick<LetterData, 'latest'> {
  const latest =
    ticket?.handOver?.why === 'escalated'
      ? since.findLast((each) => !each.byStaff && !isAskedOutside(ticket, each))
      : undefined;
  return latest === undefined ? {} : { latest };
}

/** Of somebody outside who was asked: their answer is not the customer's. */
const isAskedOutside = ({ sideThreads }: Ticket, { from }: EarlierWords): boolean =>
  sideThreads.some(({ outside, responsible }) => outside && sameAddress(responsible, from.address));

/**
 * What is known about a ticket's problem, for those who take it up; for its acknowledgement the one article that surely
 * fits; and for `#kb` what was asked for.
 */
function knownData({ known, answer, saidAlready = null }: LetterMaterial, kind: LetterKind): LetterData {
  if (shows(kind, 'said_already') && saidAlready)
    return {
      articles: [
        {
          number: saidAlready.number ?? 0,
          title: saidAlready.title,
          steps: saidAlready.steps,
          score: 1,
          confident: false,
        },
      ],
    };
  if (shows(kind, 'similar') && known) return known;
  if (shows(kind, 'article') && known) return { articles: known.articles.filter(({ confident }) => confident) };
  if (!shows(kind, 'answer') || !answer) return {};
  return { articles: answer.articles, pastTickets: answer.pastTickets };
}

/** Only a mail asks for a list; in its mailbox the reader's answers arrive. */
function listOf(
  desk: Showing,
  { incoming, lists, away = [], incidents = [], reminders = [], recurring = [] }: LetterMaterial,
  order: LetterOrder,
  { address }: Address,
): LetterData {
  const found = lists?.get(order);
  if (!found || incoming === null) return {};
  const { audience } = letterRow(order.kind);
  const list = listData(desk, incoming.mailbox, found, {
    address,
    audience: audience === 'customer' ? 'customer' : 'staff',
  });
  const owned = ownedIncidents(desk, incoming.mailbox, incidents, address);
  return audience === 'staff' ? { ...list, away, ownedIncidents: owned, reminders, recurring } : list;
}

/** What a report letter shows its reader. */
export function reportData(
  desk: Showing,
  report: Report,
  address: string,
): Required<Pick<LetterFacts, 'period' | 'figures'>> {
  const { from, to, previous } = report;
  return {
    period: { from, to, previousFrom: previous.from, previousTo: previous.to },
    figures: reportPlots(report, readerOf(desk, address)),
  };
}

/** What the managers of a company are shown of their people's tickets. */
export function serviceReportData(
  { config }: Showing,
  report: ServiceReport,
  locale: string,
): Required<Pick<LetterFacts, 'period' | 'figures'>> {
  const { from, to, previous } = report;
  return {
    period: { from, to, previousFrom: previous.from, previousTo: previous.to },
    figures: servicePlots(report, { locale: localeFor(locale) ?? config.desk.locale, names: {} }),
  };
}

const filesOf = ({ forwarded, withheld }: Forwarding): LetterData => ({ attachments: forwarded, leftOut: withheld });

/** What comes from the mail at hand. */
function mailData(desk: Showing, incoming: IncomingMail, { kind, words }: LetterOrder, recipient: Address): LetterData {
  const { mail, from } = incoming;
  return {
    ...(shows(kind, 'reply') && words === undefined ? { words: mail.reply } : {}),
    ...(shows(kind, 'received')
      ? { received: mail.attachments.filter(({ inline }) => !inline).map(({ name }) => displayName(name)) }
      : {}),
    ...(shows(kind, 'original') && from !== null ? { original: { from, text: mail.text, html: mail.html } } : {}),
    ...(letterRow(kind).decides === 'release' ? release(desk, incoming, recipient) : {}),
    ...hopsOf(desk, incoming, kind),
    ...(letterRow(kind).decides === 'challenge' && incoming.verdict !== 'F'
      ? confirmation(desk, incoming, recipient)
      : {}),
  };
}

/** Without plus-addressing the token goes into the prepared answer's `ref:` line. */
function confirmation(
  desk: Showing,
  { stored, mailbox }: IncomingMail,
  { address }: Address,
): Pick<LetterData, 'addresses' | 'ref'> {
  const token = challengeToken(desk, stored.id, address);
  return { ref: token, addresses: { confirm: replyTo(mailbox, token) } };
}

/** Without plus-addressing the token stands in the letter's `ref:` line, which an answer quotes. */
function release(
  desk: Showing,
  { stored, mailbox }: IncomingMail,
  { address }: Address,
): Pick<LetterData, 'addresses' | 'ref'> {
  const token = releaseToken(desk, stored.id, address);
  return mailbox.plusAddressing ? { addresses: { reply: replyTo(mailbox, token) } } : { ref: token };
}

/** Automatic letters count how often a conversation has been through this desk. */
function hopsOf(desk: Showing, { mail }: IncomingMail, kind: LetterKind): Pick<LetterData, 'hops'> {
  return letterRow(kind).autoSubmitted === null ? {} : { hops: nextHops(mail, desk.config.desk.domain, desk.keys) };
}

/** In the language of the customer. */
function hoursOf(desk: Showing, { locale }: Ticket): Pick<LetterData, 'workingHours'> {
  const { calendar } = desk.policy;
  if (calendar.kind === 'always') return {};
  return { workingHours: { hours: calendar.hours, nextHoliday: nextHoliday(desk.now(), calendar, locale) } };
}
