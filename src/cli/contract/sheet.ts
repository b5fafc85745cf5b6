import { CsvError, type Info, parse } from 'csv-parse/sync';
import { isMap, isSeq, parseDocument, type YAMLSeq } from 'yaml';

/** A sheet of contracts, as a spreadsheet saves it: a line each, the columns in any order, in English or Chinese. */

/** One contract as it stands in the configuration file. */
export type Entry = { readonly name: string } & Readonly<Record<string, unknown>>;

/** What is wrong with a line of the sheet; line 1 has the names of the columns. */
export type SheetFault = { readonly line: number; readonly message: string };

const URGENCIES = { urgent: '紧急', high: '高', medium: '中', low: '低' } as const;

/** Columns by their names, folded: where their value stands in the entry, and how it is read. */
type Column = { readonly path: readonly string[]; readonly read: (text: string) => unknown };

const asText = (text: string): string => text;
const asList = (text: string): string[] => text.split(/[;；、\s]+/).filter(Boolean);
const asNames = (text: string): string[] =>
  text
    .split(/[;；、]/)
    .map((each) => each.trim())
    .filter(Boolean);
const asNumber = (text: string): unknown => (Number.isFinite(Number(text)) ? Number(text) : text);
/** `4` means hours in a sheet, `30m` what it says. */
const asSpan = (text: string): string => (/^\d+(\.\d+)?$/.test(text) ? `${text}h` : text);
/** A spreadsheet writes `2026/1/5`. */
const asDay = (text: string): string =>
  text.replace(/^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/, (_, y: string, m: string, d: string) =>
    [y, m.padStart(2, '0'), d.padStart(2, '0')].join('-'),
  );
/** `7×24`, or `mon-fri 09:00-18:00` with `CN` behind it for the public holidays, and days off as dates. */
function asCalendar(text: string): unknown {
  if (/^(always|24[x×*/]7|7[x×*/]24)$/i.test(text)) return { kind: 'always' };
  const words = text.split(/[;；、\s]+/).filter(Boolean);
  const spans = words.flatMap((word, at) => (/^\d\d:\d\d-\d\d:\d\d$/.test(word) ? [[words[at - 1] ?? '', word]] : []));
  const closed = words.map(asDay).filter((word) => /^\d{4}-\d\d-\d\d$/.test(word));
  const holidays = words.some((word) => word.toUpperCase() === 'CN') ? { holidays: 'CN' } : {};
  return { kind: 'working', hours: Object.fromEntries(spans), ...holidays, ...(closed.length > 0 ? { closed } : {}) };
}

const COLUMNS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ...both(['name', '合同'], { path: ['name'], read: asText }),
  ...both(['companies', '公司'], { path: ['companies'], read: asNames }),
  ...both(['domains', '域名'], { path: ['domains'], read: asList }),
  ...both(['addresses', '地址'], { path: ['addresses'], read: asList }),
  ...Object.entries(URGENCIES).flatMap(([urgency, chinese]) => [
    ...both([`respond ${urgency}`, `${chinese}响应`], { path: ['urgency', urgency, 'respondWithin'], read: asSpan }),
    ...both([`update ${urgency}`, `${chinese}更新`], { path: ['urgency', urgency, 'updateEvery'], read: asSpan }),
  ]),
  ...both(['calendar urgent', '紧急日历'], { path: ['calendars', 'urgent'], read: asCalendar }),
  ...both(['calendar others', '其他日历'], { path: ['calendars', 'others'], read: asCalendar }),
  ...both(['timezone', '时区'], { path: ['calendars', 'timezone'], read: asText }),
  ...both(['on call', '值班团队'], { path: ['onCall'], read: asText }),
  ...both(['hours per month', '每月工时'], { path: ['hoursPerMonth'], read: asNumber }),
  ...both(['from', '开始'], { path: ['from'], read: asDay }),
  ...both(['until', '结束'], { path: ['until'], read: asDay }),
]);

function both(names: readonly string[], column: Column): (readonly [string, Column])[] {
  return names.map((name) => [name, column] as const);
}

const folded = (head: string): string => head.normalize('NFKC').trim().toLowerCase().replace(/[_-]+/g, ' ');

/** The contracts of a sheet, or everything that is wrong with it. */
export function readSheet(content: string): { readonly entries: readonly Entry[] } | { readonly faults: SheetFault[] } {
  const rows = rowsOf(content);
  if ('line' in rows) return { faults: [rows] };
  const [{ cells: heads } = { cells: [] }, ...lines] = rows;
  const faults: SheetFault[] = heads
    .filter((head) => !COLUMNS.has(folded(head)))
    .map((head) => ({ line: 1, message: `"${head}" is no column; columns are: ${names()}` }));
  const named = heads.map((head) => COLUMNS.get(folded(head)));
  const entries: Entry[] = [];
  for (const { line, cells } of lines.filter((row) => row.cells.some((cell) => cell.trim() !== ''))) {
    const entry = entryOf(cells, named);
    if (entry.name === '') faults.push({ line, message: 'has no name of a contract (column name, 合同)' });
    else if (entries.some(({ name }) => name === entry.name))
      faults.push({ line, message: `has the name of another line: ${entry.name}` });
    else entries.push(entry);
  }
  if (faults.length === 0 && entries.length === 0) faults.push({ line: 1, message: 'has no contracts' });
  return faults.length > 0 ? { faults } : { entries };
}

/** The rows of a sheet with the line that each begins on, since a cell may have several; or why it is none. */
function rowsOf(content: string): readonly { readonly line: number; readonly cells: readonly string[] }[] | SheetFault {
  // Of one octet: the parser counts the two of \r\n within a cell as two lines.
  const text = content.replace(/\r\n?/g, '\n');
  const options = { bom: true, delimiter: delimiterOf(text), relax_column_count: true, info: true } as const;
  try {
    const rows: unknown = parse(text, options);
    return (rows as readonly { readonly info: Info; readonly record: readonly string[] }[]).map(({ info, record }) => ({
      line: info.lines - (record.join('').match(/\n/g)?.length ?? 0),
      cells: record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: typeof error.lines === 'number' ? error.lines : 1, message: `is no CSV: ${error.message}` };
  }
}

/** A list in a cell may be separated by semicolons, so that only one of them separates cells. */
function delimiterOf(content: string): string {
  const [heads = ''] = content.split('\n', 1);
  return ['\t', ','].find((each) => heads.includes(each)) ?? ';';
}

const names = (): string => [...COLUMNS.keys()].filter((name) => /^[a-z ]+$/.test(name)).join(', ');

/** Cells that are empty say nothing: the desk's value counts. */
function entryOf(cells: readonly string[], columns: readonly (Column | undefined)[]): Entry {
  const entry: Record<string, unknown> = { name: '' };
  cells.forEach((cell, at) => {
    const column = columns[at];
    const text = cell.trim();
    if (column === undefined || text === '') return;
    let into = entry;
    for (const key of column.path.slice(0, -1)) {
      into[key] ??= {};
      into = into[key] as Record<string, unknown>;
    }
    into[column.path.at(-1) ?? ''] = column.read(text);
  });
  return entry as Entry;
}

/**
 * The text of a configuration file with these contracts: those whose name is there already take its place, all others
 * come behind them. Comments stay. Throws what the YAML parser throws.
 */
export function withContracts(text: string, entries: readonly Entry[]): string {
  const document = parseDocument(text);
  if (!isSeq(document.get('contracts', true))) document.set('contracts', document.createNode([]));
  const known = document.get('contracts', true) as YAMLSeq;
  known.flow = false;
  for (const entry of entries) {
    const at = known.items.findIndex((item) => isMap(item) && item.get('name') === entry.name);
    const node = document.createNode(entry);
    if (at < 0) known.add(node);
    else known.items[at] = node;
  }
  return document.toString({ lineWidth: 0 });
}
