import { describe, expect, it } from 'vitest';
import type { DigestRow, LetterFacts } from '../../../src/letter/facts.ts';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import { digestView, periodView } from '../../../src/letter/view/digest-view.ts';
import type { Locale } from '../../../src/words/locale.ts';

const facts = sampleFacts('digest', 'en');
const row: DigestRow = {
  number: 'TS1',
  title: 'Export fails',
  urgency: 'high',
  who: 'Li Gong',
  why: null,
  since: new Date(facts.now.getTime() - 90 * 60_000),
  reply: 'support+a@desk.example',
  ref: 'a-token',
};
type Sections = NonNullable<LetterFacts['digest']>['sections'];
const view = (sections: Sections, locale: Locale = 'en') =>
  digestView({
    ...sampleFacts('digest', locale),
    digest: { day: '2026-10-01', openedYesterday: 1234, closedYesterday: 2, open: 3, first: [], sections },
  });
const section = (name: Sections[number]['name'], total: number, rows: readonly DigestRow[] = [row]) => ({
  name,
  total,
  people: [],
  rows,
});

const NOTHING = {
  day: '2026-10-01',
  openedYesterday: 0,
  closedYesterday: 0,
  open: 0,
  first: [],
  sections: [],
} as const;

describe('the digest', () => {
  it('has its day and its numbers as people write them', () => {
    const { day, openedYesterday, closedYesterday, open, quiet, headline } = view([]);
    expect([day, openedYesterday, closedYesterday, open, quiet, headline]).toEqual([
      'October 1',
      '1,234',
      '2',
      '3',
      true,
      '',
    ]);
  });
  it.each<[Sections[number]['name'], Partial<DigestRow>, Locale, string]>([
    ['breached', { contract: { name: 'Gold', expired: false } }, 'en', 'contract: Gold'],
    ['atRisk', { contract: { name: '金牌', expired: true } }, 'zh-CN', '合同：金牌（已到期）'],
    ['overdueProgress', { contract: { name: 'Gold', expired: true } }, 'en', 'contract: Gold (expired)'],
    ['breached', { contract: { name: null, expired: false } }, 'en', ''],
    ['breached', { contract: { name: 'Gold', expired: false }, why: 'promise' }, 'en', ''],
    ['waitingForCustomer', { contract: { name: 'Gold', expired: false } }, 'en', ''],
  ])('says of a deadline (%s, %j) which contract it is of, in %s', (name, more, locale, said) => {
    const [shown] = view([section(name, 1, [{ ...row, ...more }])], locale).sections[0]?.rows ?? [];
    const { contract: _, ...without } = more;
    const [plain] = view([section(name, 1, [{ ...row, ...without }])], locale).sections[0]?.rows ?? [];
    expect(shown?.detail).toBe([plain?.detail, said].filter(Boolean).join(' · '));
  });
  it.each<[requests: number, faults: number, budgetShare: number, told: boolean]>([
    [0, 0, 0, false],
    [46, 2, 0.046, false],
    [10, 2, 0.01, true],
    [10, 1, 0.79, false],
    [10, 0, 0.8, true],
  ])(
    'tells of a model of which %i things were asked, with %i faults and %f of its budget: %s',
    (requests, faults, budgetShare, told) => {
      const { digest = { ...NOTHING } } = facts;
      const { model } = digestView({ ...facts, digest: { ...digest, model: { requests, faults, budgetShare } } });
      expect(model !== '').toBe(told);
      if (told) expect(model).toContain(String(requests));
    },
  );
  it('is empty in any other letter', () => {
    const { digest: _, ...other } = facts;
    expect(digestView(other)).toEqual({
      day: '',
      model: '',
      quiet: true,
      openedYesterday: '0',
      closedYesterday: '0',
      open: '0',
      headline: '',
      first: [],
      sections: [],
    });
  });
  it('names its first three sections in the subject', () => {
    const four = view([
      section('breached', 1),
      section('atRisk', 2),
      section('unaccepted', 1000),
      section('unclear', 4),
    ]);
    expect([four.headline, four.quiet]).toEqual(['Overdue 1, About to be overdue 2, Not accepted yet 1,000', false]);
  });
  it('has a heading with the count, and says how many it does not show', () => {
    const [all, some] = view([section('breached', 1), section('atRisk', 3)]).sections;
    expect([all?.heading, all?.more]).toEqual(['Overdue: 1', '']);
    expect([some?.heading, some?.more]).toEqual(['About to be overdue: 3', 'and 2 more']);
  });
  it.each<[Sections[number]['name'], DigestRow['why'], Locale, string]>([
    ['breached', null, 'en', 'first response 1 hour 30 minutes overdue'],
    ['breached', 'response', 'en', 'first response 1 hour 30 minutes overdue'],
    ['breached', 'promise', 'en', 'promised time passed 1 hour 30 minutes ago'],
    ['quarantined', null, 'en', 'received 1 hour 30 minutes ago'],
  ])('says of a row of %s (%s, %s): %s', (name, why, locale, detail) => {
    expect(view([section(name, 1, [{ ...row, why }])], locale).sections[0]?.rows[0]?.detail).toBe(detail);
  });
  it('has a row with what can be done about its ticket', () => {
    const [shown] = view([section('breached', 1)]).sections[0]?.rows ?? [];
    expect(shown).toMatchObject({ number: 'TS1', title: 'Export fails', urgency: 'High', who: 'Li Gong' });
    expect(shown?.actions.map(({ name, address }) => [name, address])).toEqual([
      ['assign', row.reply],
      ['note', row.reply],
    ]);
    expect(shown?.actions[0]?.href).toContain(encodeURIComponent('[TS1] Assign'));
  });
  it('proves an action with the row’s own token where addresses carry none', () => {
    const [shown] = view([section('breached', 1, [{ ...row, reply: facts.desk.address }])]).sections[0]?.rows ?? [];
    expect(shown?.actions[0]?.href).toContain(encodeURIComponent('ref:a-token'));
  });
  it('begins with what there is to do first, as rows of their section', () => {
    const { first } = digestView({
      ...facts,
      digest: { ...NOTHING, first: [{ ...row, section: 'unaccepted' }], sections: [section('unaccepted', 1, [])] },
    });
    expect(first).toMatchObject([{ number: 'TS1', detail: 'waiting for 1 hour 30 minutes' }]);
    expect(first[0]?.actions).toHaveLength(2);
  });
  it('counts tickets by who has them, and those of further people together', () => {
    const people = Array.from({ length: 10 }, (_, at) => ({ who: at === 1 ? '' : `P${at}`, count: 1000 - at }));
    const total = people.reduce((sum, { count }) => sum + count, 0);
    const [some] = digestView({
      ...facts,
      digest: { ...NOTHING, sections: [{ name: 'breached', total, people, rows: [] }] },
    }).sections;
    expect(some?.people).toBe('P0 1,000 · nobody 999 · P2 998 · P3 997 · P4 996 · and 4,965 more');
    expect(some?.more).toBe('');
  });
  it('has a row without a ticket, about which nothing is offered', () => {
    const mail = { ...row, number: '', urgency: null, reply: '', ref: '' };
    const [shown] = view([section('quarantined', 1, [mail])]).sections[0]?.rows ?? [];
    expect([shown?.urgency, shown?.actions]).toEqual(['', []]);
  });
});

describe('the period of a report', () => {
  it.each([
    ['2026-10-01', '2026-10-31', 'en', 'October 2026'],
    ['2026-10-01', '2026-10-31', 'zh-CN', '2026年10月'],
    ['2026-02-01', '2026-02-28', 'en', 'February 2026'],
    ['2026-10-01', '2026-10-30', 'en', 'October 1, 2026 – October 30, 2026'],
    ['2026-10-02', '2026-10-31', 'en', 'October 2, 2026 – October 31, 2026'],
    ['2026-09-01', '2026-10-31', 'en', 'September 1, 2026 – October 31, 2026'],
    ['2026-10-11', '2026-10-31', 'en', 'October 11, 2026 – October 31, 2026'],
    ['2026-10-05', '2026-10-05', 'en', 'October 5, 2026'],
    ['2026-10-05', '2026-10-05', 'zh-CN', '2026年10月5日'],
  ] as const)('from %s to %s in %s is %s', (from, to, locale, name) => {
    const period = { from, to, previousFrom: '2026-08-01', previousTo: '2026-08-31' };
    const before = locale === 'en' ? 'August 2026' : '2026年8月';
    expect(periodView({ ...facts, locale, period })).toEqual({ name, before });
  });
  it('is empty in any other letter', () => {
    const { period: _, ...other } = facts;
    expect(periodView(other)).toEqual({ name: '', before: '' });
  });
});
