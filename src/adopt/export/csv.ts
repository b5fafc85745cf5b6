import { CsvError, type Info, parse } from 'csv-parse/sync';
import { type ExportTold, type MessageTold, messageTold, NOBODY, NoExport, ticketTold } from './told.ts';
import { peopleIn } from './values.ts';

/** The columns that a table of messages must have; the others may be missing. */
const NEEDED = ['ticket', 'subject', 'customer', 'date', 'text'];
const AUTHORS = ['customer', 'staff', 'note'];

/** A line of the table: where it begins, its cells by their columns, and one that has none. */
type Line = { readonly at: number; readonly cells: ReadonlyMap<string, string>; readonly beyond: string };

const cell = (line: Line | undefined, column: string): string => line?.cells.get(column)?.trim() ?? '';

/**
 * A table with a line for each message: `ticket, subject, customer, date, text`, and as far as there are any `author`
 * (`customer`, `staff` or `note`; the customer unless given), `name` of whoever wrote it, and `state` of the ticket,
 * which is closed unless its last line says `open`. A message is named by its place among the lines of its ticket,
 * those included that cannot be read: they may be mended, and the others are still known.
 */
export function ticketsOfCsv(content: string): ExportTold[] {
  const lines = linesOf(content);
  return [...Map.groupBy(lines, (line) => line.cells.get('ticket') ?? '')].flatMap(([id, messages]) => {
    // Lines that name no ticket are not one ticket: they may be anybody's.
    if (id.trim() === '') return messages.map(({ at }) => ({ place: `line ${at}`, why: 'names no ticket' }));
    const [first] = messages;
    const customer = messages.map((line) => cell(line, 'customer')).find((text) => peopleIn(text).length > 0) ?? '';
    return ticketTold(
      `line ${first?.at}, ticket ${id}`,
      {
        id,
        subject: first?.cells.get('subject') ?? '',
        closed: cell(messages.at(-1), 'state').toLowerCase() !== 'open',
        customer: peopleIn(customer)[0] ?? NOBODY,
      },
      messages.map((line, at) => ({ place: `line ${line.at}`, message: messageOf(line, String(at + 1), customer) })),
    );
  });
}

function messageOf(line: Line, id: string, customer: string): MessageTold {
  if (line.beyond !== '')
    return `has more cells than there are columns: ${JSON.stringify(line.beyond.slice(0, 40))}; put a cell with a separator in it between "…"`;
  // Numbers that two companies have each would show the words of one to the other.
  const [own] = peopleIn(cell(line, 'customer'));
  if (own !== undefined && own.address.toLowerCase() !== peopleIn(customer)[0]?.address.toLowerCase())
    return `names another customer than its ticket: ${own.address}; another ticket needs another number`;
  const author = cell(line, 'author').toLowerCase() || 'customer';
  if (!AUTHORS.includes(author))
    return `has an author ${JSON.stringify(author.slice(0, 40))}; write ${AUTHORS.join(', ')} or nothing`;
  const by = author === 'customer' ? 'customer' : 'staff';
  return messageTold({
    id,
    at: cell(line, 'date'),
    by,
    internal: author === 'note',
    from: by === 'customer' ? customer : cell(line, 'name'),
    cc: '',
    text: line.cells.get('text') ?? '',
    isHtml: false,
    messageId: '',
  });
}

function linesOf(content: string): Line[] {
  const [heads, ...rows] = rowsOf(content);
  if (heads === undefined) throw new NoExport('is empty');
  const columns = heads.cells.map((head) => head.trim().toLowerCase());
  const missing = NEEDED.filter((column) => !columns.includes(column));
  if (missing.length > 0) throw new NoExport(`has no column ${missing.join(', ')}; it needs ${NEEDED.join(', ')}`);
  const twice = columns.find((column, at) => column !== '' && columns.indexOf(column) !== at);
  if (twice !== undefined) throw new NoExport(`has two columns ${twice}`);
  return rows.map(({ at, cells }) => ({
    at,
    cells: new Map(columns.map((column, place) => [column, cells[place] ?? ''])),
    beyond: cells.slice(columns.length).find((each) => each.trim() !== '') ?? '',
  }));
}

/** The rows that are not empty, with the line on which each begins: a cell may have several. */
function rowsOf(content: string): { readonly at: number; readonly cells: readonly string[] }[] {
  const options = {
    delimiter: separatorOf(content),
    skip_empty_lines: true,
    relax_column_count: true,
    info: true,
  } as const;
  try {
    const rows: unknown = parse(content, options);
    // The parser counts \r\n within a cell as two lines, from there to the end.
    let counted = 0;
    return (rows as readonly { readonly info: Info; readonly record: readonly string[] }[])
      .map(({ info, record }) => {
        const breaks = record.join('').match(/\r\n|\r|\n/g) ?? [];
        counted += breaks.filter((each) => each.length > 1).length;
        return { at: info.lines - counted - breaks.length, cells: record };
      })
      .filter(({ cells }) => cells.some((each) => each.trim() !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new NoExport(`is no CSV: ${error.message}`);
  }
}

/** The one that stands between the names of the columns: the others are characters of what people wrote. */
function separatorOf(content: string): string {
  const [heads = ''] = content.split(/[\r\n]/, 1);
  return ['\t', ';'].find((each) => heads.includes(each)) ?? ',';
}
