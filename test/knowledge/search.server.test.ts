import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchKnowledge } from '../../src/desk/knowledge.ts';
import type { Article } from '../../src/knowledge/article.ts';
import { articleDocument } from '../../src/knowledge/document.ts';
import { NOTHING } from '../../src/store/commit/change.ts';
import { commit } from '../../src/store/commit/commit.ts';
import { connect, type Database } from '../../src/store/connection/connection.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { fullTextRanking, trigramRanking } from './baselines.ts';
import { FRESH } from './fresh-questions.ts';
import { CHINESE, ENGLISH, type Pair, UNANSWERED } from './questions.ts';

const PAIRS: readonly Pair[] = [...CHINESE, ...ENGLISH, ...FRESH];

const articleOf = (pair: Pair): Article => ({
  ...pair,
  id: uuid(),
  number: null,
  version: 1,
  state: 'approved',
  locale: /\p{Script=Han}/u.test(pair.title) ? 'zh-CN' : 'en',
  caution: '',
  category: 'other',
  module: '',
  tags: [],
  ticketId: null,
  createdAt: new Date('2026-11-23T00:00:00Z'),
  decidedAt: new Date('2026-11-23T00:00:00Z'),
  decidedBy: 'wang@desk.example',
});

let database: TestDatabase;
let db: Database;
let close: () => Promise<void>;
const articles = PAIRS.map(articleOf);
const byTitle = new Map(articles.map((article) => [article.title, article]));

beforeAll(async () => {
  database = await createDatabase();
  ({ db, close } = connect(database.url, { max: 4 }));
  const documents = articles.map((article) => articleDocument(article.id, article));
  expect(await commit(db, { ...NOTHING, articles: articles.map(withoutQuestion), documents })).toBeNull();
});
afterAll(async () => {
  await close();
  await database.drop();
});

const withoutQuestion = ({ question: _, ...article }: Article & { question?: string }): Article => article;
const wantedOf = (pair: Pair): string => byTitle.get(pair.title)?.id ?? '';

/** The share of pairs whose article is among the first three. */
async function recall(
  pairs: readonly Pair[],
  search: (question: string) => Promise<readonly string[]>,
): Promise<number> {
  const found = await Promise.all(
    pairs.map(async (pair) => (await search(pair.question)).slice(0, 3).includes(wantedOf(pair))),
  );
  return found.filter(Boolean).length / pairs.length;
}

const ours = async (question: string): Promise<string[]> =>
  (await searchKnowledge(db, question, { limit: 3 })).matches.map(({ article }) => article.id);

describe('the search over articles', () => {
  it.each([
    ['Chinese questions', CHINESE],
    ['English questions', ENGLISH],
    ['questions written after it was tuned', FRESH],
  ] as const)('finds the article among the first three for 9 of 10 %s', async (_, pairs) => {
    expect(await recall(pairs, ours)).toBeGreaterThanOrEqual(0.9);
  });

  it('finds more than trigrams and more than full text alone', async () => {
    const own = await recall(PAIRS, ours);
    const trigrams = await recall(PAIRS, (question) => trigramRanking(db, question));
    const fullText = await recall(PAIRS, (question) => fullTextRanking(db, question));
    console.info(`recall@3: ${own.toFixed(3)}, trigrams ${trigrams.toFixed(3)}, full text ${fullText.toFixed(3)}`);
    expect(own).toBeGreaterThan(Math.max(trigrams, fullText) + 0.1);
  });

  it('offers a customer only what answers them, and nothing to a question no article answers', async () => {
    const offered = await Promise.all(
      PAIRS.map(async (pair) => {
        const { confident } = await searchKnowledge(db, pair.question, { limit: 3, locale: localeOf(pair) });
        return confident === null ? null : confident.id === wantedOf(pair);
      }),
    );
    const given = offered.filter((each) => each !== null);
    console.info(`offered ${given.length}, right ${given.filter(Boolean).length}`);
    expect(given.filter(Boolean).length / given.length).toBeGreaterThanOrEqual(0.95);
    expect(given.length).toBeGreaterThanOrEqual(15);
    for (const question of UNANSWERED) {
      const locale = /\p{Script=Han}/u.test(question) ? 'zh-CN' : 'en';
      expect([question, (await searchKnowledge(db, question, { limit: 3, locale })).confident?.title]).toEqual([
        question,
        undefined,
      ]);
    }
  });

  it.each([
    ['misspelt', 'gatway is bad', '502 bad gateway'],
    ['in full width and capitals', '５０２ ＢＡＤ ＧＡＴＥＷＡＹ', '502 bad gateway'],
    ['in the other language', 'exchange rate of the dollar', '汇率没有自动更新'],
    ['by an error code', '429', '接口调用频率超限'],
  ])('finds what is written %s', async (_, question, title) => {
    const { matches } = await searchKnowledge(db, question, { limit: 3 });
    expect(matches.map(({ article }) => article.title)).toContain(title);
  });

  it('takes texts whose terms are as long and as many as can be', async () => {
    const many = String.fromCodePoint(...Array.from({ length: 4000 }, (_, at) => 0x4e00 + at));
    const [title, symptom, cause, steps] = [many, `${'x1-'.repeat(1333)}x`, '\ufdfa'.repeat(4000), 'y'.repeat(4000)];
    const article = { ...articleOf(CHINESE[0] as Pair), title, symptom, cause, steps };
    const change = { ...NOTHING, articles: [article], documents: [articleDocument(article.id, article)] };
    expect(await commit(db, { ...change, articles: change.articles.map(withoutQuestion) })).toBeNull();
    const { matches } = await searchKnowledge(db, 'y'.repeat(4000), { limit: 3 });
    expect(matches.map(({ article: { id } }) => id)).toEqual([article.id]);
  });

  it.each([
    '',
    '？！…',
    'the of and',
    '的 了',
    "'; drop table article; --",
    '\\ \' " & | ! ( ) :* <->',
    '\u{1f600}\u0000',
  ])('finds nothing, and fails at nothing, for %j', async (question) => {
    const { matches } = await searchKnowledge(db, question, { limit: 3 });
    expect(matches.every(({ score }) => score > 0 && score < 1)).toBe(true);
  });
});

const localeOf = (pair: Pair): string => byTitle.get(pair.title)?.locale ?? '';
