import { isDeepStrictEqual } from 'node:util';
import { Document, isMap, isSeq, parse, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

/** One entry of `staff` as it stands in the file. */
type Entry = Readonly<Record<string, unknown>>;

/**
 * The text of a configuration file with one more entry under `staff`: a line is put in, and everything else stays as it
 * was, letter by letter. Only where that cannot be done the file is written anew, its comments kept. Throws what the
 * YAML parser throws.
 */
export function withStaffEntry(text: string, entry: Entry): string {
  const document = parseDocument(text);
  const inserted = insert(text, document.contents, entry);
  if (inserted !== null && isAsMeant(text, inserted, entry)) return inserted;
  if (!isSeq(document.get('staff', true))) document.set('staff', document.createNode([]));
  document.addIn(['staff'], document.createNode(entry, { flow: true }));
  return document.toString({ lineWidth: 0 });
}

function insert(text: string, root: unknown, entry: Entry): string | null {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const written = entryText(entry);
  const pair = isMap(root) ? (root as YAMLMap).items.find(({ key }) => String(key) === 'staff') : undefined;
  if (pair === undefined) {
    const body = text === '' || text.endsWith('\n') ? text : `${text}${end}`;
    return `${body}staff:${end}  - ${written}${end}`;
  }
  if (!isSeq(pair.value)) return null;
  const staff = pair.value as YAMLSeq<{ range?: [number, number, number] }>;
  const [, closed = 0] = staff.range ?? [];
  const last = staff.items.at(-1);
  if (staff.flow) {
    const before = text.slice(0, closed - 1).trimEnd();
    const comma = last === undefined || before.endsWith(',') ? '' : ',';
    const space = last === undefined ? '' : ' ';
    return `${before}${comma}${space}${written}${text.slice(before.length)}`;
  }
  if (last?.range === undefined) return null;
  const dash = text.lastIndexOf('-', last.range[0] - 1);
  const indent = text.slice(text.lastIndexOf('\n', dash) + 1, dash);
  return afterLine(text, last.range[1], `${indent}- ${written}`, end);
}

/** Puts a line behind the one in which a value ends, which may have a comment. */
function afterLine(text: string, at: number, line: string, end: string): string {
  const next = text[at - 1] === '\n' ? at : text.indexOf('\n', at) + 1;
  return next === 0 ? `${text}${end}${line}${end}` : `${text.slice(0, next)}${line}${end}${text.slice(next)}`;
}

const entryText = (entry: Entry): string => {
  const document = new Document();
  document.contents = document.createNode(entry, { flow: true }) as never;
  return document.toString({ lineWidth: 0 }).trim().replaceAll('[ ', '[').replaceAll(' ]', ']');
};

/** A file may be written in ways that nobody thought of here. */
function isAsMeant(before: string, after: string, entry: Entry): boolean {
  try {
    const was = parse(before) ?? {};
    return isDeepStrictEqual(parse(after), { ...was, staff: [...(was.staff ?? []), { ...entry }] });
  } catch {
    return false;
  }
}
