import { v7 as uuid } from 'uuid';
import type { DeskStore } from '../desk/desk.ts';
import { searchKnowledge } from '../desk/knowledge.ts';
import { settled } from '../desk/learned.ts';
import { ARTICLE_STATES, type Article, type ArticleState } from '../knowledge/article.ts';
import { articleDocument } from '../knowledge/document.ts';
import { localeOfText } from '../knowledge/draft.ts';
import { readArticle } from '../knowledge/edit.ts';
import { articlesByNumber, articlesByPart, listArticles, loadArticles } from '../store/article.ts';
import { NOTHING } from '../store/commit/change.ts';
import { commit } from '../store/commit/commit.ts';
import { COMMAND_LINE } from './administrator.ts';
import { deskClock } from './desk-time.ts';
import { CommandError, EXIT } from './exit.ts';
import { list } from './output.ts';
import { readText } from './read-text.ts';
import { type Run, withStore } from './run.ts';

/** Articles a search lists. */
const FOUND_MAX = 10;

const shown = ({ id, number, title, state, category, module, tags }: Article) => ({
  number,
  id,
  title,
  state,
  category,
  module,
  tags,
});

const COLUMNS = {
  number: (row: ReturnType<typeof shown>) => row.number,
  id: (row: ReturnType<typeof shown>) => row.id,
  state: (row: ReturnType<typeof shown>) => row.state,
  category: (row: ReturnType<typeof shown>) => row.category,
  title: (row: ReturnType<typeof shown>) => row.title,
};

/** `tsdesk kb list` */
export async function listKnowledge(run: Run, { state }: { state?: string }): Promise<undefined> {
  const wanted = state === undefined ? null : stateNamed(state);
  await withStore(run, async ({ db }) => {
    list(run.output, (await listArticles(db, wanted)).map(shown), COLUMNS, 'No articles.');
  });
}

function stateNamed(text: string): ArticleState {
  const state = ARTICLE_STATES.find((each) => each === text);
  if (state === undefined)
    throw new CommandError(EXIT.usage, `${text} is no state. States are: ${ARTICLE_STATES.join(', ')}.`);
  return state;
}

/** `tsdesk kb search WORDS`: drafts too, so that nobody writes one twice. */
export async function search(run: Run, words: readonly string[]): Promise<undefined> {
  await withStore(run, async ({ db }) => {
    const { matches } = await searchKnowledge(db, words.join(' '), { limit: FOUND_MAX, states: ['draft', 'approved'] });
    const rows = matches.map(({ article, score }) => ({ ...shown(article), score: Math.round(score * 100) / 100 }));
    list(
      run.output,
      rows.map(({ number, id, title, score, ...rest }) => ({ number, id, title, score, ...rest })),
      { score: (row) => row.score, ...COLUMNS },
      'Nothing like it is known.',
    );
  });
}

/** `tsdesk kb show ID` */
export async function showArticle(run: Run, id: string): Promise<undefined> {
  await withStore(run, async (desk) => {
    const article = await articleNamed(desk, id);
    const at = deskClock(desk.policy.timezone);
    const { ticketId: _, version: __, ...whole } = article;
    if (run.output.json) run.output.object(whole);
    else
      for (const [key, value] of Object.entries(whole))
        if (value !== null && value !== '')
          run.output.line(
            `${key}  ${value instanceof Date ? at(value) : Array.isArray(value) ? value.join(', ') : value}`,
          );
  });
}

/** `tsdesk kb add [FILE|-]`: labelled lines, as in a reply to a draft; `--approve` skips the draft. */
export async function add(run: Run, file: string, { approve }: { approve?: boolean }): Promise<undefined> {
  const text = readText(file);
  await withStore(run, async (desk) => {
    const {
      title = '',
      symptom = '',
      cause = '',
      steps = '',
      caution = '',
      module = '',
      ...rest
    } = readArticle(text, desk.policy.categories);
    if (title === '' || steps === '')
      throw new CommandError(
        EXIT.unreadableInput,
        'An article needs at least the lines “Title: …” and “Steps: …”; it may also have Symptom, Cause, Caution, Category, Module and Tags.',
      );
    const { category = desk.policy.categories.at(-1) ?? 'other', tags = [] } = rest;
    const content = { title, symptom, cause, steps, caution, category, module, tags };
    const now = desk.now();
    const article: Article = {
      ...content,
      id: uuid(),
      number: null,
      version: 1,
      state: approve ? 'approved' : 'draft',
      locale: localeOfText(title + steps),
      ticketId: null,
      createdAt: now,
      decidedAt: approve ? now : null,
      decidedBy: approve ? COMMAND_LINE : null,
    };
    await commit(desk.db, { ...NOTHING, articles: [article], documents: [articleDocument(article.id, article)] });
    for (const stored of await loadArticles(desk.db, [article.id])) tell(run, stored);
  });
}

/** `tsdesk kb approve ID`, `tsdesk kb drop ID` */
export async function decideArticle(run: Run, id: string, state: 'approved' | 'dropped'): Promise<undefined> {
  await withStore(run, async (desk) => {
    const article = await articleNamed(desk, id);
    const { articles, documents } = settled(article, { state, by: COMMAND_LINE, at: desk.now() });
    const refusal = await commit(desk.db, { ...NOTHING, articles, documents });
    if (refusal !== null)
      throw new CommandError(EXIT.tryAgain, 'Somebody else has just changed the article; look again.');
    for (const article of articles) tell(run, article);
  });
}

function tell({ output }: Run, article: Article): void {
  if (output.json) output.object(shown(article));
  else output.line(`${article.number}  ${article.id}  ${article.state}  ${article.title}`);
}

/** By its number, its id, or the beginning or end of that. */
export async function articleNamed({ db }: DeskStore, id: string): Promise<Article> {
  const [numbered] = /^\d{1,7}$/.test(id) ? await articlesByNumber(db, [Number(id)]) : [];
  if (numbered !== undefined) return numbered;
  const [found, ...others] = await articlesByPart(db, id.toLowerCase());
  if (found === undefined || others.length > 0)
    throw new CommandError(
      EXIT.failed,
      found === undefined
        ? `There is no article ${id}; tsdesk kb list shows them all.`
        : `${id} is the id of several articles.`,
    );
  return found;
}
