import { CsvError, type Info, parse } from 'csv-parse/sync';
import { isAlias, isMap, isNode, isSeq, type Node, parseDocument, type YAMLSeq } from 'yaml';

/** A sheet of contracts, as a spreadsheet saves it: a line each, the columns in any order, in English or Chinese. */

/** One contract as it stands in the configuration file. */
export type Entry = { readonly name: string } & Readonly<Record<string, unknown>>;

/** What is wrong with a line of the sheet; line 1 has the names of the columns. */
export type SheetFault = { readonly line: number; readonly message: string };

const URGENCIES = { urgent: '紧急', high: '高', medium: '中', low: '低' } as const;

/** Columns by their names, folded: where their value stands in the entry, and how it is read; undefined: as nothing. */
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
const DAYS = /^[a-z]{3}(?:-[a-z]{3})?$/;
const HOURS = /^\d{1,2}:\d\d-\d{1,2}:\d\d$/;
/**
 * `7×24`, or `mon-fri 09:00-18:00` with `CN` behind it for the public holidays, and days off as dates. Undefined where
 * one word of it is something else: what a contract promises is not to be guessed.
 */
function asCalendar(text: string): unknown {
  if (/^(always|24[x×*/]7|7[x×*/]24)$/i.test(text)) return { kind: 'always' };
  const words = text
    .toLowerCase()
    .split(/[;；、\s]+/)
    .filter(Boolean);
  const hours = new Map<string, string>();
  const closed: string[] = [];
  let holidays = 'none';
  for (let at = 0; at < words.length; at++) {
    const { [at]: word = '', [at + 1]: next = '' } = words;
    if (word === 'cn') holidays = 'CN';
    else if (/^\d{4}-\d\d-\d\d$/.test(asDay(word))) closed.push(asDay(word));
    else if (DAYS.test(word) && HOURS.test(next) && !hours.has(word)) {
      hours.set(word, next.replace(/\b\d:/g, '0$&'));
      at++;
    } else return undefined;
  }
  if (hours.size === 0) return undefined;
  return {
    kind: 'working',
    hours: Object.fromEntries(hours),
    ...(holidays === 'CN' && { holidays }),
    ...(closed.length > 0 && { closed }),
  };
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
  const named = heads.map((head) => COLUMNS.get(folded(head)));
  const faults = headFaults(heads, named);
  const entries = new Map<string, Entry>();
  for (const { line, cells } of lines.filter((row) => row.cells.some((cell) => cell.trim() !== ''))) {
    const read = entryOf(cells, named);
    if (typeof read === 'string') faults.push({ line, message: read });
    else if (entries.has(read.name)) faults.push({ line, message: `has the name of another line: ${read.name}` });
    else entries.set(read.name, read);
  }
  if (faults.length === 0 && entries.size === 0) faults.push({ line: 1, message: 'has no contracts' });
  return faults.length > 0 ? { faults } : { entries: [...entries.values()] };
}

/** Of two columns for one thing nobody could say which counts. */
const headFaults = (heads: readonly string[], named: readonly (Column | undefined)[]): SheetFault[] =>
  heads.flatMap((head, at) => {
    const column = named[at];
    if (column === undefined) return [{ line: 1, message: `"${head}" is no column; columns are: ${names()}` }];
    const first = named.findIndex((each) => each?.path.join() === column.path.join());
    return first === at ? [] : [{ line: 1, message: `"${head}" is the same column as "${heads[first]}"` }];
  });

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

/** Cells that are empty say nothing: the desk's value counts. A text where a line is none. */
function entryOf(cells: readonly string[], columns: readonly (Column | undefined)[]): Entry | string {
  const entry: Record<string, unknown> = { name: '' };
  for (const [at, cell] of cells.entries()) {
    const text = cell.trim();
    if (text === '') continue;
    if (at >= columns.length)
      return `has more cells than there are columns: "${text}" (a comma within a cell needs "…")`;
    const column = columns[at];
    if (column === undefined) continue;
    const value = column.read(text);
    if (value === undefined)
      return `"${text}" is no calendar; one is 7×24, or mon-fri 09:00-18:00 CN 2026-12-31, each day once`;
    let into = entry;
    for (const key of column.path.slice(0, -1)) {
      into[key] ??= {};
      into = into[key] as Record<string, unknown>;
    }
    into[column.path.at(-1) ?? ''] = value;
  }
  return entry.name === '' ? 'has no name of a contract (column name, 合同)' : (entry as Entry);
}

/**
 * The text of a configuration file with these contracts: those whose name is there already take its place, all others
 * come behind them. Comments stay. Throws what the YAML parser throws.
 */
export function withContracts(text: string, entries: readonly Entry[]): string {
  const document = parseDocument(text);
  const written = document.get('contracts', true);
  const there = isAlias(written) ? written.resolve(document) : written;
  if (!isSeq(there)) document.set('contracts', document.createNode([]));
  const known = (isSeq(there) ? there : document.get('contracts', true)) as YAMLSeq;
  known.flow = false;
  const places = new Map(known.items.map((item, at) => [isMap(item) ? item.get('name') : undefined, at]));
  for (const entry of entries) {
    const at = places.get(entry.name);
    const node = document.createNode(entry);
    if (at === undefined) known.add(node);
    else known.items[at] = withComments(node, known.items[at]);
  }
  return document.toString({ lineWidth: 0 });
}

/** What somebody noted beside a contract stays beside it. */
function withComments(node: Node, old: unknown): Node {
  if (isNode(old)) {
    const { commentBefore, comment, spaceBefore } = old;
    Object.assign(node, { commentBefore, comment, spaceBefore });
  }
  return node;
}
