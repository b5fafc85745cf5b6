import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/letter/facts.ts';
import { sampleFigures } from '../../src/letter/sample/figures.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';

const counted = (text: string): number => Number(text.replaceAll(',', ''));
const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

describe.each(['day', 'month'] as const)('the sample figures of a %s', (period) => {
  const figures = sampleFigures(false, period);
  const of = <Kind extends Figure['kind']>(kind: Kind) =>
    figures.filter((each): each is Extract<Figure, { kind: Kind }> => each.kind === kind);
  const tiles = Object.fromEntries(
    of('tiles').flatMap((each) => each.tiles.map(({ label, value }) => [label, counted(value)])),
  );

  it('add up to what was opened, by category and by urgency, and in first responses', () => {
    for (const { rows } of of('bars'))
      expect(sum(rows.filter(({ share }) => share !== null).map(({ value }) => counted(value)))).toBe(tiles.Opened);
    for (const { rows } of of('table')) expect(sum(rows.map(([, count = '']) => counted(count)))).toBe(tiles.Opened);
  });

  it('add up to what was closed in the times to resolution', () => {
    for (const { rows } of of('heat'))
      expect(sum(rows.flatMap(({ cells }) => cells.map(({ value }) => counted(value))))).toBe(tiles.Closed);
  });

  it('say how far they are from those before', () => {
    for (const { value, before } of of('tiles').flatMap((each) => each.tiles)) {
      const [, sign, change, earlier] = /^([+−])([\d,]+) · before: ([\d,]+)$/.exec(before) ?? [];
      if (change === undefined) continue;
      expect(counted(value) - counted(earlier ?? '')).toBe(counted(change) * (sign === '−' ? -1 : 1));
    }
  });

  it('are the same in both languages', () => {
    const numbers = (all: readonly Figure[]) =>
      JSON.stringify(all)
        .match(/\d+/g)
        ?.filter((each) => each.length < 4);
    expect(numbers(sampleFigures(true, period))).toEqual(numbers(figures));
  });
});

it('the digest says of yesterday what its figures say', () => {
  const { digest, figures } = sampleFacts('digest', 'en');
  const [tiles, ...rest] = figures ?? [];
  expect(tiles).toMatchObject({
    tiles: [
      { label: 'Opened', value: String(digest?.openedYesterday) },
      { label: 'Closed', value: String(digest?.closedYesterday) },
      { label: 'Open', value: String(digest?.open) },
    ],
  });
  const columns = rest.find(({ kind }) => kind === 'columns');
  expect(columns?.kind === 'columns' && columns.series.map(({ values }) => values.at(-1))).toEqual([
    digest?.openedYesterday,
    digest?.closedYesterday,
  ]);
  for (const { total, people } of digest?.sections.filter((each) => each.people.length > 0) ?? [])
    expect(sum(people.map(({ count }) => count))).toBe(total);
});
