import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LetterFacts } from '../../src/letter/facts.ts';
import { LETTER_KINDS, letterRow, type Section } from '../../src/letter/kinds.ts';
import { createRenderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import { type View, viewOf } from '../../src/letter/view/view.ts';
import type { LetterKind } from '../../src/ticket/letters.ts';
import { LOCALES } from '../../src/words/locale.ts';

// What holds the table of letters together: a new letter is a row, its content's type and a template a language.

const render = createRenderer(readTemplates(null));

/** What the frame around every letter shows. */
const OF_FRAME = ['glance', 'mark', 'gist', 'zone', 'because', 'signature', 'setOff'] as const;

/** Parts of the view every letter has. */
const ALWAYS: readonly (keyof View)[] = [
  'locale',
  'colon',
  'desk',
  'recipient',
  'ref',
  'number',
  'ticket',
  'values',
  'handOver',
  'findings',
  'customerCommand',
  'replyCommand',
  'articleCommand',
  'keepCommand',
  'forgetCommand',
  'mineCommand',
  'recurringCommand',
  ...OF_FRAME,
];

/** Parts of the view by the section that fills them. */
const OF_SECTION: Readonly<Record<Section, readonly (keyof View)[]>> = {
  words: ['words'],
  reply: ['words'],
  original: ['original'],
  problem: ['words', 'original'],
  attachments: ['attachments', 'leftOut', 'filesKept', 'filesKeptNames', 'links'],
  solution_files: ['attachments'],
  form: ['form', 'known', 'formIncomplete', 'formRead', 'links'],
  summary: ['summary'],
  hours: ['workingHours'],
  received: ['received'],
  all_files: ['attachments'],
  background: ['customer', 'since', 'latest', 'notes', 'statement', 'caseRows'],
  suggested: ['suggested'],
  similar: ['articles', 'pastTickets', 'alike', 'incidentLink'],
  said_already: ['articles'],
  article: ['article'],
  answer: ['articles', 'pastTickets', 'found'],
  transcript: ['transcript', 'keptAsNote'],
  collected: ['collected'],
  copies: ['copies', 'notifyCommand'],
  held: ['heldMails'],
  draft: ['draft'],
  digest: ['digest'],
  figures: ['figures', 'numbers', 'plots'],
  service: ['figures'],
  period: ['period'],
  commands: ['commands'],
  list: ['list'],
  away: ['absence', 'awayCommand'],
  since: ['since', 'notes'],
  incident: ['incident', 'incidentCommand', 'announceCommand', 'resolveCommand', 'closeCommand'],
};
const OF_ACTIONS: readonly (keyof View)[] = [
  ...([
    'action',
    'otherActions',
    'actions',
    'solved',
    'stillOpen',
    'ratings',
    'copied',
    'copiedBeside',
    'admit',
    'takeBack',
    'send',
  ] as const),
  ...(['solvedAddress', 'stillOpenAddress'] as const),
];

const partsOf = (kind: LetterKind): ReadonlySet<string> =>
  new Set([
    ...ALWAYS,
    ...(letterRow(kind).actions.length > 0 || typeof letterRow(kind).actions === 'function' ? OF_ACTIONS : []),
    ...letterRow(kind).shows.flatMap((section) => OF_SECTION[section]),
  ]);

/** The values a template may ask for, by name. */
const formsOf = (kind: LetterKind): ReadonlyMap<string, string | readonly string[]> =>
  new Map(Object.entries<string | readonly string[]>(letterRow(kind).values).filter(([, form]) => form !== 'unseen'));

/** The samples of a letter in every language, whichever way its values and the ticket stand. */
const viewsOf = (kind: LetterKind): View[] =>
  LOCALES.flatMap((locale) => variants(sampleFacts(kind, locale)).map((facts) => viewOf(facts)));

/** What a reader gets of these views; null where a template finds nothing. */
const written = (kind: LetterKind, views: readonly View[], reduce: (view: View) => View): (string | null)[] =>
  views.map((view) => {
    try {
      const { event, text, html } = render(view.locale, kind, reduce(view));
      return event + text + html;
    } catch {
      return null;
    }
  });

const without = <T extends object>(value: T, isLeftOut: (name: string) => boolean): T =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !isLeftOut(name))) as T;

function variants(facts: LetterFacts): LetterFacts[] {
  const codes = [...formsOf(facts.kind)].flatMap(([name, form]) =>
    typeof form === 'string' ? [] : form.map((code) => ({ ...facts, values: { ...facts.values, [name]: code } })),
  );
  const texts = [...formsOf(facts.kind)].map(([name]) => ({
    ...facts,
    values: { [name]: facts.values?.[name] ?? 'x' },
  }));
  return [facts, { ...facts, values: {} }, ...codes, ...texts];
}

describe.each(LETTER_KINDS)('%s', (kind) => {
  it('has a template in every language', () => {
    for (const locale of LOCALES) expect(templatesOf(locale)).toContain(kind);
  });

  const views = viewsOf(kind);
  const whole = written(kind, views, (view) => view);

  it('says the same when there is nothing but what its row shows', () => {
    const parts = partsOf(kind);
    expect(written(kind, views, (view) => without(view, (name) => !parts.has(name)))).toEqual(whole);
    const own = formsOf(kind);
    expect(
      written(kind, views, (view) => ({ ...view, values: without(view.values, (name) => !own.has(name)) })),
    ).toEqual(whole);
  });

  it.each(letterRow(kind).shows)('shows its section %s', (section) => {
    const parts: readonly string[] = OF_SECTION[section];
    expect(written(kind, views, (view) => without(view, (name) => parts.includes(name)))).not.toEqual(whole);
  });

  it.each([...formsOf(kind).keys()])('shows its value %s', (value) => {
    const reduced = written(kind, views, (view) => ({
      ...view,
      values: without(view.values, (name) => name === value),
    }));
    expect(reduced).not.toEqual(whole);
  });

  it('lets its reader confirm what it decides', () => {
    const { actions, decides } = letterRow(kind);
    const offered = typeof actions === 'function' ? [] : actions;
    const confirming = offered.filter((name) =>
      ['confirm', 'send_anyway', 'send_to_all', 'note_away', 'send_now'].includes(name),
    );
    expect(confirming.length > 0).toBe(decides === 'challenge');
    if (decides === 'release') expect(offered).toContain('release');
  });

  it('is written to one audience: nothing about the desk for customers', () => {
    const STAFF: readonly Section[] = ['summary', 'background', 'similar', 'held', 'digest', 'figures', 'original'];
    const { audience, shows } = letterRow(kind);
    if (audience === 'customer') expect(shows.filter((section) => STAFF.includes(section))).toEqual([]);
  });
});

it.each(LOCALES)('every template in %s is that of a letter', (locale) => {
  expect(templatesOf(locale).filter((name) => !LETTER_KINDS.some((kind) => kind === name))).toEqual([]);
});

it('a value of one name is shown in one way, whichever letter it stands in', () => {
  const forms = new Map<string, Set<string>>();
  for (const [name, form] of LETTER_KINDS.flatMap((kind) => [...formsOf(kind)])) {
    forms.set(name, (forms.get(name) ?? new Set()).add(typeof form === 'string' ? form : 'code'));
  }
  expect([...forms].filter(([, each]) => each.size > 1)).toEqual([]);
});

function templatesOf(locale: string): string[] {
  const folder = new URL(`../../templates/${locale}/`, import.meta.url);
  return readdirSync(folder).flatMap((name) => (name.endsWith('.hbs') ? [name.slice(0, -'.hbs'.length)] : []));
}
