import { describe, expect, it } from 'vitest';
import type { Bar, Figure } from '../../../src/letter/facts.ts';
import { figureView } from '../../../src/letter/view/figure-view.ts';

const heading = 'Tickets';
const FORMS = ['tiles', 'bars', 'columns', 'table', 'heat'] as const;

const bar = (label: string, value: string, share: number | null): Bar => ({ label, value, share });
const FIGURES: readonly Figure[] = [
  { kind: 'tiles', heading, tiles: [{ label: 'Opened', value: '5', before: '' }] },
  { kind: 'bars', heading, rows: [bar('High', '5', 0.5)] },
  { kind: 'columns', heading, labels: ['Mon'], series: [{ label: 'Opened', values: [1] }] },
  { kind: 'table', heading, columns: ['Name'], rows: [['Li']] },
  { kind: 'heat', heading, columns: ['Mon'], rows: [{ label: 'Li', cells: [bar('', '1', 1)] }] },
];

it.each(FIGURES)('a figure has one form, and its heading: $kind', (figure) => {
  const view = figureView(figure);
  expect(view.heading).toBe(heading);
  expect(FORMS.filter((form) => view[form] !== null)).toEqual([figure.kind]);
});

it('what explains a figure stands below it in text', () => {
  const table = { kind: 'table', heading, columns: ['Name'], rows: [['Li']] } as const;
  expect([figureView(table).note, figureView(table).text]).toEqual(['', '  Name\n  Li']);
  const view = figureView({ ...table, note: 'Names' });
  expect([view.note, view.text]).toEqual(['Names', '  Name\n  Li\n  Names']);
});

describe('tiles', () => {
  const tiles = [
    { label: 'Opened', value: '5', before: 'before: 3' },
    { label: 'Closed', value: '4', before: '' },
  ];
  it('stand below each other in text, with what was before', () => {
    const { tiles: shown, text } = figureView({ kind: 'tiles', heading, tiles });
    expect([shown, text]).toEqual([tiles, '  Opened 5 (before: 3)\n  Closed 4']);
  });
});

describe('bars', () => {
  const rows = [bar('High', '50', 0.5), bar('低', '7', 1.2), bar('None', '0', -1), bar('Median', '2 h', null)];
  const view = figureView({ kind: 'bars', heading, rows });
  it('are as long as their share, never longer than all', () => {
    expect(view.bars?.map(({ share }) => share)).toEqual(['50%', '100%', '0%', '']);
  });
  it('lie in a track, of which no part has no width', () => {
    expect(view.bars?.map(({ rest, none, full }) => [rest, none, full])).toEqual([
      ['50%', false, false],
      ['0%', false, true],
      ['100%', true, false],
      ['', false, false],
    ]);
  });
  it('have the colour of their urgency', () => {
    const shown = (urgency: 'urgent' | 'high' | 'medium' | 'low') => {
      const [only] = figureView({ kind: 'bars', heading, rows: [{ ...bar('', '1', 1), urgency }] }).bars ?? [];
      return [only?.urgent, only?.high, only?.low];
    };
    expect(shown('urgent')).toEqual([true, false, false]);
    expect(shown('high')).toEqual([false, true, false]);
    expect(shown('medium')).toEqual([false, false, false]);
    expect(shown('low')).toEqual([false, false, true]);
  });
  it('stand below each other in text, also where characters are wide', () => {
    expect(view.text.split('\n')).toEqual([
      `  High    50   ${'█'.repeat(10)}`,
      `  低      7    ${'█'.repeat(20)}`,
      '  None    0',
      '  Median  2 h',
    ]);
  });
});

describe('columns', () => {
  const series = [
    { label: 'Opened', values: [0, 4, 8] },
    { label: 'Closed', values: [2, 1] },
  ];
  const view = figureView({ kind: 'columns', heading, labels: ['Mon', 'Tue', 'Wed'], series });
  it('have heights on one scale, in pixels', () => {
    expect(view.columns).toHaveLength(1);
    expect(view.columns?.[0]?.labels).toEqual(['Mon', 'Tue', 'Wed']);
    expect(view.columns?.[0]?.series).toEqual([
      {
        label: 'Opened',
        second: false,
        cells: [
          { value: '0', height: '0' },
          { value: '4', height: '28' },
          { value: '8', height: '56' },
        ],
      },
      {
        label: 'Closed',
        second: true,
        cells: [
          { value: '2', height: '14' },
          { value: '1', height: '7' },
        ],
      },
    ]);
  });
  it.each([
    [99, [14]],
    [100, [7, 7]],
    [1_000_000, [5, 5, 4]],
  ])('of up to %i stand in rows of %j', (most, rows) => {
    const days = Array.from({ length: 14 }, (_, at) => `11/${at + 10}`);
    const values = days.map((_, at) => (at === 13 ? most : at));
    const wide = figureView({ kind: 'columns', heading, labels: days, series: [{ label: 'Opened', values }] });
    expect(wide.columns?.map(({ labels }) => labels.length)).toEqual(rows);
    expect(wide.columns?.flatMap(({ labels }) => labels).map((label) => label.replace('\u200b', ''))).toEqual(days);
    const cells = wide.columns?.flatMap((row) => row.series.flatMap((each) => each.cells.map(({ value }) => value)));
    expect(cells).toEqual(values.map(String));
  });
  it('are a table in text, nothing counting as none', () => {
    expect(view.text.split('\n')).toEqual([
      '       Opened  Closed',
      '  Mon  0       2',
      '  Tue  4       1',
      '  Wed  8       0',
    ]);
  });
  it('without a ticket are flat', () => {
    const flat = figureView({ kind: 'columns', heading, labels: ['Mon'], series: [{ label: 'Opened', values: [0] }] });
    expect(flat.columns?.[0]?.series[0]?.cells).toEqual([{ value: '0', height: '0' }]);
  });
});

it('a table stays one', () => {
  const view = figureView({ kind: 'table', heading, columns: ['Name', 'Open'], rows: [['Li Gong', '3']] });
  const [name, open] = [
    { left: true, whole: true },
    { left: false, whole: true },
  ];
  expect(view.table).toEqual({
    columns: [
      { text: 'Name', ...name },
      { text: 'Open', ...open },
    ],
    rows: [
      [
        { text: 'Li Gong', ...name },
        { text: '3', ...open },
      ],
    ],
  });
  const said = figureView({
    kind: 'table',
    heading,
    columns: ['Ticket', 'Said'],
    rows: [['TS20261126001', `see ${'a'.repeat(14)}`]],
  });
  expect(said.table?.rows[0]?.map(({ left, whole }) => [left, whole])).toEqual([
    [true, true],
    [true, false],
  ]);
  expect(view.text).toBe('  Name     Open\n  Li Gong  3');
});

describe('a heat map', () => {
  const cells = [null, 0, 0.01, 0.25, 0.26, 0.75, 1].map((share, at) => bar('', String(at), share));
  const view = figureView({
    kind: 'heat',
    heading,
    columns: cells.map((_, at) => `c${at}`),
    rows: [{ label: 'Li', cells }],
  });
  it('has five tints, none for nothing, with writing to be read on each', () => {
    expect(view.heat?.columns).toHaveLength(7);
    expect(view.heat?.rows[0]?.label).toBe('Li');
    const [row] = view.heat?.rows ?? [];
    expect(row?.cells.map(({ tint }) => tint)).toEqual(['heat0', 'heat0', 'heat1', 'heat1', 'heat2', 'heat3', 'heat4']);
    for (const { value, background = '', color = '' } of row?.cells ?? []) {
      expect(value).not.toBe('');
      expect(contrast(background, color)).toBeGreaterThan(4.5);
    }
    expect(new Set(row?.cells.map(({ background }) => background)).size).toBe(5);
  });
  it('is a table in text', () => {
    expect(view.text).toBe('      c0  c1  c2  c3  c4  c5  c6\n  Li  0   1   2   3   4   5   6');
  });
});

/** WCAG 2.1, relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  expect(color).toMatch(/^#[0-9a-f]{6}$/);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
