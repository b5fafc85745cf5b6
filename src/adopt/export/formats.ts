import { parse } from 'csv-parse/sync';
import type { ExportedMessage, ExportedTicket } from './exported-ticket.ts';
import { isTrue, isValues, peopleIn, textOf, timeOf, type Values, valuesIn } from './values.ts';

/**
 * The programs whose tickets can be taken in, a row each: how the content of a file becomes their tickets, each with
 * its messages. What a file has beside tickets is passed over; a file that is no such export throws NoExport.
 */
export const FORMATS = {
  csv: ticketsOfCsv,
  zammad: (content: string) => jsonIn(content).flatMap(zammadTickets),
  freescout: (content: string) => jsonIn(content).flatMap(freescoutTickets),
  otrs: (content: string) => jsonIn(content).flatMap(otrsTickets),
} as const satisfies Readonly<Record<string, (content: string) => ExportedTicket[]>>;

export type Format = keyof typeof FORMATS;

/** A file that is not what its format says; the message tells where. */
export class NoExport extends Error {
  override name = 'NoExport';
}

/** One JSON value, or one a line. */
function jsonIn(content: string): unknown[] {
  try {
    return [JSON.parse(content)];
  } catch (error) {
    const lines = content.split('\n').filter((line) => line.trim() !== '');
    if (lines.length < 2) throw new NoExport(`is no JSON: ${(error as Error).message}`);
    return lines.map((line, at) => {
      try {
        return JSON.parse(line);
      } catch (fault) {
        throw new NoExport(`line ${at + 1} is no JSON: ${(fault as Error).message}`);
      }
    });
  }
}

/** A ticket with those of its messages that tell when they were written; null without any, or without a customer. */
function ticketOf(
  ticket: Omit<ExportedTicket, 'messages'>,
  messages: readonly (ExportedMessage | null)[],
): ExportedTicket[] {
  const told = messages.filter((message) => message !== null).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const author = told.find(({ by }) => by === 'customer')?.from;
  const customer = ticket.customer.address === '' && author ? author : ticket.customer;
  return told.length === 0 || customer.address === '' ? [] : [{ ...ticket, customer, messages: told }];
}

const NOBODY = { name: '', address: '' };

/**
 * Zammad: tickets as `GET /api/v1/tickets?expand=true` gives them, each with `articles` as
 * `GET /api/v1/ticket_articles/by_ticket/ID` does; or both lists side by side.
 */
function zammadTickets(value: unknown): ExportedTicket[] {
  const root = isValues(value) ? value : { tickets: value };
  const tickets = 'tickets' in root ? valuesIn(root.tickets) : [root];
  const others = Map.groupBy(valuesIn(root.ticket_articles ?? root.articles), (article) =>
    textOf(article, 'ticket_id'),
  );
  return tickets.flatMap((ticket) => {
    const articles = 'articles' in ticket ? valuesIn(ticket.articles) : (others.get(textOf(ticket, 'id')) ?? []);
    return ticketOf(
      {
        id: textOf(ticket, 'number', 'id'),
        subject: textOf(ticket, 'title'),
        closed: /closed|merged|removed/i.test(textOf(ticket, 'state')) || textOf(ticket, 'close_at') !== '',
        customer: peopleIn(textOf(ticket, 'customer'))[0] ?? NOBODY,
      },
      articles.map(zammadMessage),
    );
  });
}

function zammadMessage(article: Values): ExportedMessage | null {
  const sender = textOf(article, 'sender');
  // What the program itself wrote is nobody's words.
  return sender === 'System'
    ? null
    : messageOf(article, {
        at: timeOf(article, 'created_at'),
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
function freescoutTickets(value: unknown): ExportedTicket[] {
  const embedded = isValues(value) && isValues(value._embedded) ? valuesIn(value._embedded.conversations) : [];
  const conversations = embedded.length > 0 ? embedded : Array.isArray(value) ? valuesIn(value) : valuesIn([value]);
  return conversations.flatMap((conversation) => {
    const customer = isValues(conversation.customer) ? freescoutPerson(conversation.customer) : NOBODY;
    const threads = isValues(conversation._embedded) ? valuesIn(conversation._embedded.threads) : [];
    if (textOf(conversation, 'status') === 'spam') return [];
    return ticketOf(
      {
        id: textOf(conversation, 'number', 'id'),
        subject: textOf(conversation, 'subject'),
        closed: textOf(conversation, 'status') === 'closed',
        customer,
      },
      threads.map(freescoutMessage),
    );
  });
}

function freescoutMessage(thread: Values): ExportedMessage | null {
  const type = textOf(thread, 'type');
  if (!['customer', 'message', 'note'].includes(type)) return null;
  const author = isValues(thread.createdBy) ? freescoutPerson(thread.createdBy) : NOBODY;
  return messageOf(thread, {
    at: timeOf(thread, 'createdAt'),
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
function otrsTickets(value: unknown): ExportedTicket[] {
  const root = isValues(value) ? (value.Ticket ?? [value]) : value;
  return valuesIn(Array.isArray(root) ? root : [root]).flatMap((ticket) =>
    ticketOf(
      {
        id: textOf(ticket, 'TicketNumber', 'TicketID'),
        subject: textOf(ticket, 'Title'),
        closed: /closed|merged|removed/i.test(textOf(ticket, 'StateType', 'State')),
        customer: peopleIn(textOf(ticket, 'CustomerUserID'))[0] ?? NOBODY,
      },
      valuesIn(ticket.Article).map(otrsMessage),
    ),
  );
}

function otrsMessage(article: Values): ExportedMessage | null {
  const sender = textOf(article, 'SenderType');
  return sender === 'system'
    ? null
    : messageOf(article, {
        at: timeOf(article, 'CreateTime', 'Created', 'ChangeTime'),
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

type Told = Pick<ExportedMessage, 'by' | 'internal' | 'text' | 'isHtml'> & {
  readonly at: Date | null;
  readonly from: string;
  readonly cc: string;
  readonly messageId: string;
};

/** Null for a message that does not tell when it was written. */
function messageOf(values: Values, { at, from, cc, messageId, ...told }: Told): ExportedMessage | null {
  if (at === null) return null;
  return {
    ...told,
    id: textOf(values, 'id', 'ArticleID', 'message'),
    at,
    from: peopleIn(from)[0] ?? (from.trim() === '' ? null : { name: from.trim(), address: '' }),
    cc: peopleIn(cc),
    messageId: /^<[^<>\s@]+@[^<>\s]+>$/.test(messageId.trim()) ? messageId.trim() : null,
  };
}

/** The columns that a table of messages must have; the others may be missing. */
const NEEDED = ['ticket', 'subject', 'customer', 'date', 'text'];

/**
 * A table with a line for each message: `ticket, subject, customer, date, text`, and as far as there are any `author`
 * (`customer`, `staff` or `note`; the customer unless given), `name` of whoever wrote it, and `state` of the ticket,
 * which is closed unless its last line says `open`.
 */
function ticketsOfCsv(content: string): ExportedTicket[] {
  const lines = csvLines(content);
  const missing = NEEDED.filter((column) => lines[0] !== undefined && !(column in lines[0]));
  if (missing.length > 0) throw new NoExport(`has no column ${missing.join(', ')}; it needs ${NEEDED.join(', ')}`);
  return [...Map.groupBy(lines, (line) => textOf(line, 'ticket'))].flatMap(([id, messages]) => {
    const [first = {}] = messages;
    const last = messages.at(-1) ?? first;
    return ticketOf(
      {
        id,
        subject: textOf(first, 'subject'),
        closed: textOf(last, 'state').trim().toLowerCase() !== 'open',
        customer: peopleIn(textOf(first, 'customer'))[0] ?? NOBODY,
      },
      messages.map((line, at) => {
        const author = textOf(line, 'author').trim().toLowerCase();
        const by = author === 'staff' || author === 'note' ? 'staff' : 'customer';
        const name = textOf(line, 'name');
        return messageOf(
          { message: String(at + 1) },
          {
            at: timeOf(line, 'date'),
            by,
            internal: author === 'note',
            from: by === 'customer' ? textOf(first, 'customer') : name,
            cc: '',
            text: textOf(line, 'text'),
            isHtml: false,
            messageId: '',
          },
        );
      }),
    );
  });
}

function csvLines(content: string): Values[] {
  try {
    return parse(content, {
      bom: true,
      columns: (heads: string[]) => heads.map((head) => head.trim().toLowerCase()),
      delimiter: [',', ';', '\t'],
      skip_empty_lines: true,
      relax_column_count: true,
    });
  } catch (error) {
    throw new NoExport(`is no CSV: ${(error as Error).message}`);
  }
}
