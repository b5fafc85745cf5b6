import { describe, expect, it } from 'vitest';
import { corrected, learnedBoth, learnedFrom, NOTHING_LEARNED, resolvedAs, settled } from '../../src/desk/learned.ts';
import type { Article } from '../../src/knowledge/article.ts';
import { NOON, resolved, wang } from '../ticket/sample.ts';

const from = (waiting: Article | null = null) =>
  learnedFrom(resolved, { words: '导出报错', waiting }, [wang.email], NOON);
const draftIn = ({ articles }: ReturnType<typeof from>): Article => {
  const [article] = articles;
  if (article === undefined) throw new Error('nothing was learned');
  return article;
};
const draft = draftIn(from());
const earlier = new Date('2026-11-01T00:00:00Z');

describe('a resolution', () => {
  it('gives a draft that supervisors are asked about', () => {
    expect(draft).toMatchObject({
      version: 1,
      state: 'draft',
      ticketId: resolved.id,
      createdAt: NOON,
      decidedAt: null,
      decidedBy: null,
      title: resolved.subject,
    });
    expect(from().asked).toMatchObject([{ draft: { state: 'draft' }, to: [wang.email] }]);
  });
  it('is found by the draft and by the ticket', () => {
    expect(from().documents.map(({ kind }) => kind)).toEqual(['article', 'ticket']);
  });
  it('corrected while its draft waits corrects that draft', () => {
    const waiting: Article = { ...draft, id: 'waiting', version: 3, createdAt: earlier };
    expect(draftIn(from(waiting))).toMatchObject({ id: 'waiting', version: 4, createdAt: earlier, state: 'draft' });
  });
  it('is learned beside what the mail itself teaches', () => {
    const both = learnedBoth(from(), corrected(draft, { title: 'T' }, [wang.email]));
    expect([both.articles.length, both.documents.length, both.asked.length]).toEqual([2, 3, 2]);
    expect(learnedBoth(from())).toMatchObject({ asked: [{}] });
    expect(learnedBoth(NOTHING_LEARNED)).toEqual(NOTHING_LEARNED);
  });
});

describe('a solution that is not confirmed yet', () => {
  it('is found by its ticket, and makes no draft', () => {
    expect(resolvedAs(resolved, '导出报错')).toMatchObject({
      articles: [],
      asked: [],
      documents: [{ kind: 'ticket' }],
    });
  });
});

describe('a solution that an approved article has already', () => {
  const article: Article = { ...draft, id: 'approved', state: 'approved' };
  const learned = (approved: readonly Article[], waiting: Article | null = null) =>
    learnedFrom(resolved, { words: '导出报错', waiting, approved }, [wang.email], NOON);
  it('makes no draft: the article is shown instead', () => {
    expect(learned([article])).toMatchObject({ articles: [], asked: [], known: [{ ticketId: resolved.id, article }] });
    expect(learned([article]).documents.map(({ kind }) => kind)).toEqual(['ticket']);
  });
  it('corrects the draft that waits all the same', () => {
    expect(learned([article], { ...draft, id: 'waiting' })).toMatchObject({ articles: [{ id: 'waiting' }], known: [] });
  });
  it('is none of another solution', () => {
    expect(learned([{ ...article, cause: '网线松动', steps: '插紧网线' }])).toMatchObject({ asked: [{}], known: [] });
  });
});

describe('an approved article', () => {
  it('that is corrected stays approved, and nobody is asked', () => {
    const approved: Article = { ...draft, state: 'approved', decidedBy: wang.email, decidedAt: earlier };
    expect(corrected(approved, { tags: ['磁盘'] }, [])).toMatchObject({
      articles: [{ state: 'approved', version: 2, tags: ['磁盘'], decidedAt: earlier }],
      documents: [{}],
      asked: [],
    });
  });
});

describe('a draft', () => {
  it('that is corrected is shown again as it now stands', () => {
    const { articles, asked } = corrected(draft, { title: '新标题' }, [wang.email]);
    expect(articles).toEqual([{ ...draft, title: '新标题', version: 2 }]);
    expect(asked).toEqual([{ draft: articles[0], to: [wang.email] }]);
  });
  it.each(['approved', 'dropped'] as const)(
    'that is %s is decided, by whom and when, and asked about no more',
    (state) => {
      expect(settled(draft, { state, by: wang.email, at: NOON }, { steps: '重启' })).toMatchObject({
        articles: [{ id: draft.id, version: 2, state, decidedBy: wang.email, decidedAt: NOON, steps: '重启' }],
        documents: [{}],
        asked: [],
      });
    },
  );
});
