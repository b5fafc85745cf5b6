import stringWidth from 'fast-string-width';
import { cut } from '../lib/cut.ts';
import { printable } from './printable.ts';

/** Where a command's results go: JSON objects, one a line, or text for people. Nothing else is written to stdout. */
export type Output = {
  readonly json: boolean;
  /** One object of the result. */
  readonly object: (value: unknown) => void;
  /** A line for people. */
  readonly line: (text: string) => void;
};

export function outputTo(json: boolean, write: (text: string) => void): Output {
  return {
    json,
    object: (value) => write(`${JSON.stringify(value)}\n`),
    line: (text) => write(`${json ? text : printable(text)}\n`),
  };
}

/** Prints rows as JSON objects, or as a table of the given columns. */
export function list<T>(
  output: Output,
  rows: readonly T[],
  columns: Readonly<Record<string, (row: T) => string | number | null | undefined>>,
  empty: string,
): void {
  if (output.json) {
    for (const row of rows) output.object(row);
    return;
  }
  if (rows.length === 0) {
    output.line(empty);
    return;
  }
  const heads = Object.keys(columns);
  const cells = rows.map((row) => Object.values(columns).map((cell) => oneLine(cell(row))));
  const widths = heads.map((head, at) =>
    Math.max(stringWidth(head), ...cells.map((row) => stringWidth(row[at] ?? ''))),
  );
  const print = (row: readonly string[]): void =>
    output.line(
      row
        .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - stringWidth(cell)))
        .join('  ')
        .trimEnd(),
    );
  print(heads);
  for (const row of cells) print(row);
}

const WIDEST = 60;

function oneLine(value: string | number | null | undefined): string {
  const text = String(value ?? '').replace(/\s+/g, ' ');
  return stringWidth(text) > WIDEST ? `${cut(text, WIDEST / 2)}…` : text;
}
