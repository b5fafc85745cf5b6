import stringWidth from 'fast-string-width';
import type { Bar, Figure } from '../facts.ts';

/** Heights of columns, in pixels. */
const COLUMN_MAX = 56;
/** Width of bars in plain text, in characters. */
const TEXT_BAR = 20;

/** A figure as templates read it: one of its forms is there, and all of it in plain text. */
export function figureView(figure: Figure) {
  const { heading, note = '' } = figure;
  return {
    heading,
    note,
    tiles: figure.kind === 'tiles' ? figure.tiles : null,
    bars: figure.kind === 'bars' ? figure.rows.map(barView) : null,
    columns: figure.kind === 'columns' ? columnsView(figure) : null,
    table: figure.kind === 'table' ? tableView(figure) : null,
    heat: figure.kind === 'heat' ? heatView(figure) : null,
    text: figure.note ? `${textOf(figure)}\n  ${figure.note}` : textOf(figure),
  };
}

const percent = (share: number): string => `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`;

/** The rest of the track is drawn too: without it a bar says nothing of the whole. */
const barView = ({ label, value, share, urgency }: Bar) => ({
  label,
  value,
  share: share === null ? '' : percent(share),
  rest: share === null ? '' : percent(1 - share),
  // A cell of no width would still be drawn.
  none: share !== null && percent(share) === '0%',
  full: share !== null && percent(share) === '100%',
  urgent: urgency === 'urgent',
  high: urgency === 'high',
  low: urgency === 'low',
});

type Columns = Extract<Figure, { kind: 'columns' }>;

/** Pixels that columns have beside each other on the smallest phone, and those of a digit. */
const COLUMNS_WIDTH = 262;
const DIGIT_WIDTH = 7;

/** In rows as long as their widest number allows. All series on one scale, so that their heights compare. */
function columnsView({ labels, series }: Columns) {
  const most = Math.max(1, ...series.flatMap(({ values }) => values));
  const fitting = Math.floor(COLUMNS_WIDTH / (DIGIT_WIDTH * String(most).length + 1));
  const size = Math.ceil(labels.length / Math.ceil(labels.length / fitting));
  const cell = (value: number) => ({ value: String(value), height: String(Math.round((value / most) * COLUMN_MAX)) });
  return Array.from({ length: Math.ceil(labels.length / size) }, (_, nth) => {
    const [from, to] = [nth * size, (nth + 1) * size];
    return {
      // A date in a narrow column is broken at its stroke.
      labels: labels.slice(from, to).map((label) => label.replace('/', '/\u200b')),
      series: series.map(({ label, values }, at) => ({
        label,
        second: at > 0,
        cells: values.slice(from, to).map(cell),
      })),
    };
  });
}

/** Characters of a word that is never broken: a ticket's number has as many. */
const WHOLE_MAX = 13;

/** Numbers stand at the right and words at the left; what has no long word is not broken within one. */
function tableView({ columns, rows }: Extract<Figure, { kind: 'table' }>) {
  const forms = columns.map((heading, at) => {
    const cells = rows.map((row) => row[at] ?? '');
    return {
      left: at === 0 || cells.some((cell) => /^[^\d—]/.test(cell)),
      whole: [heading, ...cells].every((cell) => cell.split(/\s/).every((word) => word.length <= WHOLE_MAX)),
    };
  });
  const formed = (cells: readonly string[]) => cells.map((text, at) => ({ text, ...forms[at] }));
  return { columns: formed(columns), rows: rows.map(formed) };
}

/** Five tints, none for nothing. */
function heatView({ columns, rows }: Extract<Figure, { kind: 'heat' }>) {
  return {
    columns,
    rows: rows.map(({ label, cells }) => ({
      label,
      cells: cells.map(({ value, share }) => ({
        value,
        tint: `heat${Math.ceil((share ?? 0) * 4)}`,
        ...TINTS[Math.ceil((share ?? 0) * 4)],
      })),
    })),
  };
}

const TINTS: readonly { readonly background: string; readonly color: string }[] = [
  { background: '#ffffff', color: '#5b6672' },
  { background: '#dbe8fc', color: '#1d242c' },
  { background: '#a9c9f7', color: '#1d242c' },
  { background: '#5b96ee', color: '#0b1420' },
  { background: '#0b57d0', color: '#ffffff' },
];

function textOf(figure: Figure): string {
  switch (figure.kind) {
    case 'tiles':
      return figure.tiles
        .map(({ label, value, before }) => `  ${label} ${value}${before && ` (${before})`}`)
        .join('\n');
    case 'bars':
      return inColumns(figure.rows.map(({ label, value, share }) => [label, value, textBar(share ?? 0)]));
    case 'columns':
      return inColumns([
        ['', ...figure.series.map(({ label }) => label)],
        ...figure.labels.map((label, at) => [label, ...figure.series.map(({ values }) => String(values[at] ?? 0))]),
      ]);
    case 'table':
      return inColumns([figure.columns, ...figure.rows]);
    case 'heat':
      return inColumns([
        ['', ...figure.columns],
        ...figure.rows.map(({ label, cells }) => [label, ...cells.map(({ value }) => value)]),
      ]);
  }
}

const textBar = (share: number): string => '█'.repeat(Math.round(Math.min(1, Math.max(0, share)) * TEXT_BAR));

/** Rows with their cells below each other, also where characters are wide. */
function inColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => stringWidth(row[at] ?? ''))));
  return rows
    .map((row) =>
      `  ${row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - stringWidth(cell))).join('  ')}`.trimEnd(),
    )
    .join('\n');
}
