import { describe, expect, it, test } from 'vitest';
import type { LetterFacts } from '../../../src/letter/facts.ts';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import { figureView } from '../../../src/letter/view/figure-view.ts';
import { prose } from '../../../src/letter/view/prose.ts';
import { type View, viewOf } from '../../../src/letter/view/view.ts';
import { ANN, BARE, file, letter, TICKET } from './bare.ts';

/** A link that opens an answer with the article in it. */
const PUT = expect.objectContaining({ name: 'send_article', href: expect.anything() });
const MATCH = { number: 12, title: 'Exports', steps: 'one\ntwo', score: 0.456, confident: false };
const PAST = { number: 'TS20260901003', subject: 'Export', score: 0.64, solution: 'restart' };

test('of a letter about nothing every part is empty, none is absent', () => {
  expect(viewOf(BARE)).toMatchObject({
    locale: 'en',
    colon: ': ',
    desk: { ...BARE.desk, logo: '' },
    recipient: { name: 'li@desk.example', address: 'li@desk.example', named: false, full: 'li@desk.example' },
    ref: 'r1',
    number: '',
    ticket: null,
    encrypted: false,
    askCommand: '#ask',
    form: [],
    known: [],
    formIncomplete: false,
    formRead: false,
    links: [],
    summary: [],
    words: { text: '', lines: [] },
    received: [],
    copied: [],
    copiedBeside: '',
    admit: null,
    attachments: [],
    leftOut: [],
    filesKept: '',
    filesKeptNames: [],
    action: null,
    otherActions: [],
    actions: [],
    solved: null,
    stillOpen: null,
    ratings: [],
    solvedAddress: 'reply@desk.example',
    stillOpenAddress: 'reply@desk.example',
    workingHours: '',
    transcript: [],
    keptAsNote: false,
    commands: [],
    collected: [],
    original: null,
    customer: null,
    since: [],
    draft: null,
    articles: [],
    found: false,
    article: null,
    pastTickets: [],
    heldMails: [],
    figures: [],
  });
});

describe('a letter shows', () => {
  test.each<[what: string, view: View, part: object]>([
    [
      'whom it is for',
      letter('note', { recipient: ANN }),
      { recipient: { ...ANN, named: true, full: 'Ann <ann@x.example>' } },
    ],
    ['its ticket', letter('note'), { number: 'TS20261123007', ticket: { number: 'TS20261123007' }, encrypted: false }],
    ['that a mail was encrypted', letter('note', { ticket: { ...TICKET, encrypted: true } }), { encrypted: true }],
    ['no summary to customers', letter('resolution'), { summary: [] }],
    ['what was said', letter('note', { words: 'one\n\n' }), { words: { text: 'one', lines: ['one'] } }],
    ['what arrived', letter('note', { received: ['a.png'] }), { received: ['a.png'] }],
    ['its files', letter('note', { attachments: [file('a.png'), file('b.png')] }), { attachments: ['a.png', 'b.png'] }],
    [
      'files that were left out, and why',
      letter('note', { leftOut: [{ name: 'a.exe', reason: 'executable' }] }),
      { leftOut: ['a.exe (executable)'], filesKept: '', filesKeptNames: [] },
    ],
    [
      'of those that are too large who has them',
      letter('note', {
        leftOut: [
          { name: 'a.exe', reason: 'executable' },
          { name: 'b.log', reason: 'relay_limit' },
        ],
      }),
      { filesKept: expect.stringContaining('whoever runs this desk'), filesKeptNames: ['b.log'] },
    ],
    [
      'links, by their name or by themselves',
      letter('note', {
        ticket: {
          ...TICKET,
          form: { links: [{ url: 'https://a' }, { url: 'https://b', name: 'B', expires: '2026-12-01' }] },
        },
      }),
      {
        links: [
          { name: 'https://a', url: 'https://a', expires: '' },
          { name: 'B', url: 'https://b', expires: '2026-12-01' },
        ],
      },
    ],
    [
      'addresses of answers',
      letter('resolution', { addresses: { reply: 'r@x', solved: 's@x', stillOpen: 'o@x' } }),
      { solvedAddress: 's@x', stillOpenAddress: 'o@x' },
    ],
    [
      'the hours',
      letter('acknowledgement', { workingHours: { hours: { sat: '09:00-18:00' }, nextHoliday: null } }),
      { workingHours: 'Sat 09:00–18:00' },
    ],
    [
      'acknowledged tickets',
      letter('note', { collected: [{ number: 'n', subject: 's' }] }),
      { collected: [{ number: 'n', subject: 's' }] },
    ],
    [
      'the customer',
      letter('note', { customer: { company: null, ticketsBefore: 6, openTickets: 1, lastSatisfaction: null } }),
      { customer: { company: '', ticketsBefore: '6', openTickets: '1', lastSatisfaction: '' } },
    ],
    [
      'what is known of the customer',
      letter('note', { customer: { company: 'X', ticketsBefore: 0, openTickets: 0, lastSatisfaction: 4 } }),
      { customer: { company: 'X', ticketsBefore: '0', openTickets: '0', lastSatisfaction: '4' } },
    ],
    [
      'a draft of an article',
      letter('knowledge_draft', {
        draft: {
          title: 't',
          module: 'm',
          category: 'how_to',
          symptom: 's',
          cause: 'c',
          steps: '1\n2',
          caution: 'w',
          tags: ['a', 'b'],
          source: 'n',
        },
      }),
      {
        draft: {
          title: 't',
          module: 'm',
          category: 'How-to',
          symptom: prose('s'),
          cause: prose('c'),
          steps: prose('1\n2'),
          caution: prose('w'),
          tags: 'a, b',
          source: 'n',
        },
      },
    ],
    [
      'what may help',
      letter('note', {
        articles: [MATCH, { ...MATCH, title: 'B', score: 1.5, confident: true }, { ...MATCH, score: -1 }],
      }),
      {
        articles: [
          { ...MATCH, number: '12', put: PUT, score: '46%', steps: prose('one\ntwo') },
          { ...MATCH, number: '12', put: PUT, title: 'B', score: '100%', confident: true, steps: prose('one\ntwo') },
          { ...MATCH, number: '12', put: PUT, score: '0%', steps: prose('one\ntwo') },
        ],
        found: true,
        article: { title: 'B' },
        pastTickets: [],
      },
    ],
    [
      'past tickets',
      letter('note', { pastTickets: [PAST] }),
      { found: true, article: null, pastTickets: [{ ...PAST, score: '64%', solution: prose('restart') }] },
    ],
  ])('%s', (_, view, part) => expect(view).toMatchObject(part));

  it('its figures', () => {
    const { figures = [] } = sampleFacts('digest', 'en');
    expect(letter('digest', { figures }).figures.map(({ text }) => text)).toEqual(
      figures.map((each) => figureView(each).text),
    );
  });

  it('a summary to the staff', () => {
    expect(letter('note').summary.length).toBeGreaterThan(5);
  });

  it('what was written since, the last ten', () => {
    const since = Array.from({ length: 12 }, (_, at) => ({
      from: ANN,
      at: BARE.now,
      words: String(at),
      byStaff: false,
    }));
    const shown = letter('note', { since }).since;
    expect(shown.map(({ words }) => words.text)).toEqual(since.slice(2).map(({ words }) => words));
    expect(shown[0]).toMatchObject({ from: { name: 'Ann' }, at: expect.stringContaining('02:00') });
  });
});

describe('the form', () => {
  const form = { description: 'It fails.\nAlways.', read: ['description' as const] };
  test.each<[what: string, change: Partial<LetterFacts>, isKnown: boolean]>([
    ['tells the description', {}, true],
    ['tells it beside other words', { words: 'Hello' }, true],
    ['tells it beside half of it', { words: 'It fails.' }, true],
    ['does not repeat it', { words: 'Hello.\nIt fails.\nAlways.\nThanks' }, false],
  ])('%s', (_, change, isKnown) => {
    const { known } = letter('dispatch', { ticket: { ...TICKET, form }, ...change });
    expect(known.some(({ label }) => label === 'Description')).toBe(isKnown);
    expect(known.some(({ missing }) => missing)).toBe(false);
  });

  test('names other values that stand in the words', () => {
    const { known } = letter('dispatch', { ticket: { ...TICKET, form: { errorCode: 'E-77' } }, words: 'see E-77' });
    expect(known.map(({ value }) => value.text)).toContain('E-77');
  });

  test('is incomplete, and read from prose, where it is', () => {
    expect(letter('dispatch', { ticket: { ...TICKET, form } })).toMatchObject({ formIncomplete: true, formRead: true });
    const full = {
      description: 'a',
      occurredAt: 'b',
      environment: 'c',
      errorCode: 'd',
      businessImpact: 'e',
      company: 'f',
      contact: 'g',
    };
    expect(letter('dispatch', { ticket: { ...TICKET, form: full } })).toMatchObject({
      formIncomplete: false,
      formRead: false,
    });
  });

  test('is not read from prose for a moment that stands behind the wish of a labelled line', () => {
    const wish = { wanted: 'working again by 6 pm', wantedInstant: '2026-11-23T10:00:00Z' };
    const { form: rows, formRead } = letter('acknowledgement', { ticket: { ...TICKET, form: wish } });
    expect(rows.some(({ note }) => note !== '')).toBe(true);
    expect(formRead).toBe(false);
  });
});

describe('actions', () => {
  test('the first one, the others, and those that templates name', () => {
    const view = letter('closed_on_silence', { ticket: { ...TICKET, state: 'closed' } });
    expect(view.actions.map(({ name }) => name)).toEqual(['still_open', 'rate5', 'rate4', 'rate3', 'rate2', 'rate1']);
    expect(view.action?.name).toBe('still_open');
    expect(view.otherActions).toEqual(view.actions.slice(1));
    expect(view.ratings).toEqual(view.actions.slice(1));
    expect(view).toMatchObject({ stillOpen: { name: 'still_open' }, solved: null, admit: null });
    expect(letter('resolution', { ticket: { ...TICKET, state: 'resolved' } })).toMatchObject({
      solved: { name: 'solved' },
      stillOpen: { name: 'still_open' },
    });
    expect(letter('acknowledgement').admit).toMatchObject({ name: 'admit' });
  });

  test('are links as an attribute needs them', () => {
    const { action } = letter('note', { addresses: { reply: "o'neill@x.example" } });
    expect(String(action?.href)).toMatch(/^mailto:o&#39;neill@x\.example\?subject=[^&]*&amp;body=[^&]*$/);
  });
});

test('titles of collected copies are one line, whatever a stranger has put into them', () => {
  const copies = (sampleFacts('collected_copies', 'en').copies ?? []).map((each) => ({
    ...each,
    title: 'a\r\n\u202eb',
  }));
  expect(viewOf({ ...BARE, kind: 'collected_copies', copies }).copies.map(({ title }) => title)).toEqual(
    copies.map(() => 'a b'),
  );
});
