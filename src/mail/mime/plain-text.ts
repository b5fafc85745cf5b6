import { rtfToText } from './packed/rtf.ts';
import type { Part } from './structure.ts';

/** A decoded text part as lines that end in `\n`: enriched text, RTF and flowed text (RFC 3676) as plain text. */
export function plainText({ type, contentType }: Part, text: string): string {
  const lines = text.replace(/\r+\n?/g, '\n');
  if (type === 'text/enriched' || type === 'text/richtext') return lines.replace(/<[^<>]*>/g, '').replaceAll('<<', '<');
  if (lines.startsWith('{\\rtf')) return rtfToText(lines);
  const { parameters } = contentType;
  return parameters.get('format')?.toLowerCase() === 'flowed'
    ? unflow(lines, parameters.get('delsp')?.toLowerCase() === 'yes')
    : lines;
}

/** Joins soft-broken lines of one quote depth (RFC 3676 §4). */
function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let open: { depth: string } | null = null;
  for (const line of text.split('\n')) {
    const depth = /^>*/.exec(line)?.[0] ?? '';
    const words = line.slice(depth.length).replace(/^ /, '');
    const soft = words.endsWith(' ') && words !== '-- ';
    const shown = soft && deleteSpace ? words.slice(0, -1) : words;
    if (open && open.depth === depth && words !== '-- ') out.push(`${out.pop() ?? ''}${shown}`);
    else out.push(depth === '' ? shown : `${depth} ${shown}`);
    open = soft ? { depth } : null;
  }
  return out.join('\n');
}
