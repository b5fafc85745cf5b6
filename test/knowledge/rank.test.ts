import { describe, expect, it } from 'vitest';
import {
  type Corpus,
  choosingTerms,
  isConfident,
  rank,
  rarity,
  type SearchCandidate,
} from '../../src/knowledge/rank.ts';

const corpus = (documents: number, containing: Record<string, number>): Corpus => ({
  documents,
  length: documents * 20,
  containing: new Map(Object.entries(containing)),
});
const candidate = (id: string, terms: Record<string, 1 | 2 | 3>, length = 20): SearchCandidate => ({
  id,
  length,
  terms: new Map(Object.entries(terms)),
});

describe('ranking', () => {
  const all = corpus(1000, { rare: 2, common: 400 });
  it('rare terms count more than common ones, titles more than steps, short documents more than long ones', () => {
    const ids = (query: string[], ...candidates: SearchCandidate[]) => rank(query, candidates, all).map(({ id }) => id);
    expect(ids(['rare', 'common'], candidate('a', { common: 3 }), candidate('b', { rare: 1 }))).toEqual(['b', 'a']);
    expect(ids(['rare'], candidate('a', { rare: 1 }), candidate('b', { rare: 3 }))).toEqual(['b', 'a']);
    expect(ids(['rare'], candidate('a', { rare: 2 }, 200), candidate('b', { rare: 2 }, 10))).toEqual(['b', 'a']);
    expect(ids(['other'], candidate('a', { rare: 3 }))).toEqual([]);
  });
  it('scores lie between 0 and 1 and rise with what is found', () => {
    const [both] = rank(['rare', 'common'], [candidate('a', { rare: 3, common: 3 })], all);
    const [one] = rank(['rare', 'common'], [candidate('a', { rare: 3 })], all);
    expect(one?.score).toBeGreaterThan(0);
    expect(both?.score).toBeGreaterThan(one?.score ?? 1);
    expect(both?.score).toBeLessThan(1);
  });
  const scoreOf = (...of: Parameters<typeof rank>) => rank(...of).map(({ score }) => score.toFixed(4));
  it.each<[string, readonly string[], string]>([
    // strength s = rarity(term) / rarity(no document) · weight / (weight + 1.2 · (0.5 + 0.5 · length / average)); s /
    // (s + 1.8)
    ['a title in an empty knowledge', scoreOf(['x'], [candidate('a', { x: 3 }, 1)], corpus(0, {})), '0.2841'],
    ['a symptom of average length', scoreOf(['rare'], [candidate('a', { rare: 2 }, 20)], all), '0.2149'],
    ['one of twice the length', scoreOf(['rare'], [candidate('a', { rare: 2 }, 40)], all), '0.1873'],
    [
      'a word twice in the question counts once',
      scoreOf(['rare', 'rare'], [candidate('a', { rare: 2 }, 20)], all),
      '0.2149',
    ],
  ])('scores %s', (_, scores, expected) => expect(scores).toEqual([expected]));
  it('of equals the one with the smaller id comes first', () => {
    const [a, b] = [candidate('a', { rare: 1 }), candidate('b', { rare: 1 })];
    expect(rank(['rare'], [b, a], all).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(rank(['rare'], [a, b], all).map(({ id }) => id)).toEqual(['a', 'b']);
  });
  it('counts what stands in the title', () => {
    const [ranked] = rank(['rare', 'common', 'other'], [candidate('a', { rare: 3, common: 2 })], all);
    expect(ranked?.headline).toBe(1);
  });
  it('rarity is the logarithm of how few have the term', () => {
    expect(rarity('rare', all).toFixed(4)).toBe(Math.log(1 + 998.5 / 2.5).toFixed(4));
  });
  it('in a handful of documents no term is called rare or common', () => {
    expect(rarity('x', corpus(1, { x: 1 }))).toBeGreaterThan(3);
  });
});

describe('the terms that choose candidates', () => {
  it('are the rarest, until they stand in enough documents; unknown ones choose nothing', () => {
    const all = corpus(100_000, { a: 5, b: 200, c: 90_000, d: 250 });
    expect(choosingTerms(['c', 'b', 'a', 'd', 'unknown'], all)).toEqual(['a', 'b']);
    expect(choosingTerms(['a', 'd'], corpus(1000, { a: 50, d: 250 }))).toEqual(['a', 'd']);
    expect(choosingTerms(['c'], all)).toEqual(['c']);
    expect(choosingTerms(['unknown'], all)).toEqual([]);
  });
});

describe('an article is offered', () => {
  it.each([
    ['when it is the only one and strong', [{ score: 0.6, headline: 3 }], true],
    [
      'when it is well above the next',
      [
        { score: 0.6, headline: 3 },
        { score: 0.5, headline: 9 },
      ],
      true,
    ],
    [
      'not when the next is near',
      [
        { score: 0.6, headline: 3 },
        { score: 0.58, headline: 1 },
      ],
      false,
    ],
    [
      'when it is just strong enough, and just above the next',
      [
        { score: 0.575, headline: 2 },
        { score: 0.5, headline: 9 },
      ],
      true,
    ],
    ['when it is just strong enough', [{ score: 0.5, headline: 2 }], true],
    ['not when it is weak', [{ score: 0.4, headline: 3 }], false],
    ['not when its title is about something else', [{ score: 0.7, headline: 1 }], false],
    ['not when there is none', [], false],
  ])('%s', (_, ranked, offered) => {
    expect(isConfident(ranked.map((each, at) => ({ id: String(at), ...each })))).toBe(offered);
  });
});
