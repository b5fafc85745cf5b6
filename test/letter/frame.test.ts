import { describe, expect, it } from 'vitest';
import { composeLetter } from '../../src/letter/compose.ts';
import { LETTER_KINDS, letterRow } from '../../src/letter/kinds.ts';
import { createRenderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import { readTemplates } from '../../src/letter/templates.ts';

const render = createRenderer(readTemplates(null));
const TITLE = 'Monthly report export fails, finance cannot reconcile';

it.each(LETTER_KINDS)('%s begins, for lists of mails, with what has happened', async (kind) => {
  const { html } = composeLetter(sampleFacts(kind, 'en'), render);
  const [, event = ''] = /<title>(.+)<\/title>/.exec(html) ?? [];
  expect(event).not.toBe('');
  const body = html.slice(html.indexOf('<body'));
  expect(body.replace(/^<body[^>]*>\s*/, '')).toMatch(/^<div style="display:none[^"]*">/);
  expect(
    body
      .replace(/<[^>]+>/g, '')
      .trimStart()
      .startsWith(event),
  ).toBe(true);
});

describe('the subject of a letter about a ticket', () => {
  const about = LETTER_KINDS.filter((kind) => sampleFacts(kind, 'en').ticket !== null && !letterRow(kind).ownSubject);

  it('is the same in all of them', async () => {
    const letters = about.map((kind) => composeLetter(sampleFacts(kind, 'en'), render));
    expect([...new Set(letters.map(({ subject }) => subject))]).toEqual([`[TS20261123007] ${TITLE}`]);
    expect(letters.length).toBeGreaterThan(30);
  });

  it('begins with what has happened only for who wants it so', async () => {
    const { subject } = composeLetter({ ...sampleFacts('dispatch', 'en'), eventInSubject: true }, render);
    expect(subject).toBe(`[TS20261123007] Please accept · ${TITLE}`);
  });
});

it('below the words of a person stand their name, title and telephone', async () => {
  const { text, html } = composeLetter(sampleFacts('public_reply', 'en'), render);
  expect(text).toContain('\nLi Gong\nSenior engineer · 010-5550-0100\n');
  expect(html).toMatch(/Li Gong<br><span[^>]*>Senior engineer · 010-5550-0100<\/span>/);
});

it('a stripe is drawn with its word', async () => {
  const { html, text } = composeLetter(sampleFacts('breach', 'en'), render);
  expect(html).toMatch(/<td class="alert"[^>]*>Overdue<\/td>/);
  expect(text).toMatch(/^\[Overdue\]\n/);
});
