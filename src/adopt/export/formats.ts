import { ticketsOfCsv } from './csv.ts';
import { type ExportTold, type MessageTold, messageTold, NOBODY, NoExport, ticketTold } from './told.ts';
import { isTrue, isValues, peopleIn, textOf, type Values, valuesIn } from './values.ts';

/**
 * The programs whose tickets can be taken in, a row each: how the content of a file becomes their tickets, each with
 * its messages, and what of it could not become any. A file that is no such export throws NoExport.
 */
export const FORMATS = {
  csv: ticketsOfCsv,
  zammad: (content: string) => toldIn(jsonIn(content).flatMap(zammadEntries), zammadTicket),
  freescout: (content: string) => toldIn(jsonIn(content).flatMap(freescoutEntries), freescoutTicket),
  otrs: (content: string) => toldIn(jsonIn(content).flatMap(otrsEntries), otrsTicket),
} as const satisfies Readonly<Record<string, (content: string) => ExportTold[]>>;

export type Format = keyof typeof FORMATS;

/** One JSON value, or one a line. */
function jsonIn(content: string): unknown[] {
  try {
    return [parsed(content)];
  } catch (error) {
    const lines = [...content.split('\n').entries()].filter(([, line]) => line.trim() !== '');
    if (lines.length < 2) throw new NoExport(`is no JSON: ${(error as Error).message}`);
    return lines.map(([at, line]) => {
      try {
        return parsed(line);
      } catch (fault) {
        throw new NoExport(`line ${at + 1} is no JSON: ${(fault as Error).message}`);
      }
    });
  }
}

/** Two ids of twenty digits may be one number: such a number stays the text that it is. */
const parsed = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) ? (context?.source ?? value) : value,
  );

/** Each entry of an export as its ticket, or as what is left out of it. */
const toldIn = (entries: readonly unknown[], ticketOf: (entry: Values, place: string) => ExportTold[]): ExportTold[] =>
  entries.flatMap((entry, at) => {
    const place = `entry ${at + 1}`;
    return isValues(entry) ? ticketOf(entry, place) : [{ place, why: 'is no ticket' }];
  });

/** Each message of a ticket as what it tells. */
const messagesIn = (entries: unknown, messageOf: (entry: Values) => MessageTold, ticket: string) =>
  listed(entries).map((entry, at) => ({
    place: `${ticket}, message ${at + 1}`,
    message: isValues(entry) ? messageOf(entry) : 'is no message',
  }));

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const placeOf = (entry: string, id: string): string => (id === '' ? entry : `ticket ${id}`);

/**
 * Zammad: tickets as `GET /api/v1/tickets?expand=true` gives them, each with `articles` as
 * `GET /api/v1/ticket_articles/by_ticket/ID` does; or both lists side by side.
 */
function zammadEntries(value: unknown): readonly unknown[] {
  if (!isValues(value)) return Array.isArray(value) ? value : [value];
  if (!('tickets' in value)) return [value];
  const others = Map.groupBy(valuesIn(value.ticket_articles ?? value.articles), (article) =>
    textOf(article, 'ticket_id'),
  );
  return listed(value.tickets).map((ticket) =>
    isValues(ticket) && !('articles' in ticket) ? { ...ticket, articles: others.get(textOf(ticket, 'id')) } : ticket,
  );
}

function zammadTicket(ticket: Values, entry: string): ExportTold[] {
  const id = textOf(ticket, 'number', 'id');
  const place = placeOf(entry, id);
  return ticketTold(
    place,
    {
      id,
      subject: textOf(ticket, 'title'),
      closed: /closed|merged|removed/i.test(textOf(ticket, 'state')) || textOf(ticket, 'close_at') !== '',
      customer: peopleIn(textOf(ticket, 'customer'))[0] ?? NOBODY,
    },
    messagesIn(ticket.articles, zammadMessage, place),
  );
}

function zammadMessage(article: Values): MessageTold {
  const sender = textOf(article, 'sender');
  // What the program itself wrote is nobody's words.
  return sender === 'System'
    ? null
    : messageTold({
        id: textOf(article, 'id'),
        at: textOf(article, 'created_at'),
        by: sender === 'Customer' ? 'customer' : 'staff',
        internal: isTrue(article.internal),
        from: textOf(article, 'from'),
        cc: textOf(article, 'cc'),
        text: textOf(article, 'body'),
        isHtml: textOf(article, 'content_type').includes('html'),
        messageId: textOf(article, 'message_id'),
      });
}

/** FreeScout: conversations as `GET /api/conversations?embed=threads` gives them, or one of them. */
const freescoutEntries = (value: unknown): readonly unknown[] =>
  isValues(value) && isValues(value._embedded) && 'conversations' in value._embedded
    ? listed(value._embedded.conversations)
    : Array.isArray(value)
      ? value
      : [value];

function freescoutTicket(conversation: Values, entry: string): ExportTold[] {
  const id = textOf(conversation, 'number', 'id');
  const place = placeOf(entry, id);
  const ticket = {
    id,
    subject: textOf(conversation, 'subject'),
    closed: textOf(conversation, 'status') === 'closed',
    customer: isValues(conversation.customer) ? freescoutPerson(conversation.customer) : NOBODY,
  };
  // What it took for spam is nobody's ticket.
  if (textOf(conversation, 'status') === 'spam') return [{ ...ticket, messages: [] }];
  const threads = isValues(conversation._embedded) ? conversation._embedded.threads : [];
  return ticketTold(place, ticket, messagesIn(threads, freescoutMessage, place));
}

function freescoutMessage(thread: Values): MessageTold {
  const type = textOf(thread, 'type');
  if (!['customer', 'message', 'note'].includes(type)) return null;
  const author = isValues(thread.createdBy) ? freescoutPerson(thread.createdBy) : NOBODY;
  return messageTold({
    id: textOf(thread, 'id'),
    at: textOf(thread, 'createdAt'),
    by: type === 'customer' ? 'customer' : 'staff',
    internal: type === 'note',
    from: `${JSON.stringify(author.name)} <${author.address}>`,
    cc: Array.isArray(thread.cc) ? thread.cc.join(', ') : '',
    text: textOf(thread, 'body'),
    isHtml: true,
    messageId: textOf(thread, 'messageId'),
  });
}

const freescoutPerson = (person: Values) => ({
  name: [textOf(person, 'firstName'), textOf(person, 'lastName')].filter(Boolean).join(' '),
  address: textOf(person, 'email').trim(),
});

/** OTRS and Znuny: tickets as the generic interface's TicketGet gives them with AllArticles. */
function otrsEntries(value: unknown): readonly unknown[] {
  const root = isValues(value) && 'Ticket' in value ? value.Ticket : value;
  return Array.isArray(root) ? root : [root];
}

function otrsTicket(ticket: Values, entry: string): ExportTold[] {
  const id = textOf(ticket, 'TicketNumber', 'TicketID');
  const place = placeOf(entry, id);
  return ticketTold(
    place,
    {
      id,
      subject: textOf(ticket, 'Title'),
      closed: /closed|merged|removed/i.test(textOf(ticket, 'StateType', 'State')),
      customer: peopleIn(textOf(ticket, 'CustomerUserID'))[0] ?? NOBODY,
    },
    messagesIn(ticket.Article, otrsMessage, place),
  );
}

function otrsMessage(article: Values): MessageTold {
  const sender = textOf(article, 'SenderType');
  return sender === 'system'
    ? null
    : messageTold({
        id: textOf(article, 'ArticleID'),
        at: textOf(article, 'CreateTime', 'Created', 'ChangeTime'),
        by: sender === 'customer' ? 'customer' : 'staff',
        internal:
          'IsVisibleForCustomer' in article
            ? !isTrue(article.IsVisibleForCustomer)
            : /internal/.test(textOf(article, 'ArticleType')),
        from: textOf(article, 'From'),
        cc: textOf(article, 'Cc'),
        text: textOf(article, 'Body'),
        isHtml: textOf(article, 'ContentType', 'MimeType').includes('html'),
        messageId: textOf(article, 'MessageID'),
      });
}
