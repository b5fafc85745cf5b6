import { describe, expect, it } from 'vitest';
import { concernsTickets, type Incident, incidentPrefix } from '../../../src/ticket/incident/incident.ts';
import {
  finished,
  type IncidentStep,
  onIncident,
  openIncident,
  remind,
  waitingAgain,
} from '../../../src/ticket/incident/work.ts';
import type { Policy } from '../../../src/ticket/policy.ts';
import { commandOf } from '../../intake/sample.ts';
import { at, chen, h, li, m, NOON, noon, wang, zhao } from '../sample.ts';
import { INC, said } from './sample.ts';

const reach = { tickets: 3, customers: 2, staff: [li.email, chen.email, zhao.email, chen.email] };
const on = (
  written: string,
  text = '',
  {
    incident = INC,
    by = li,
    policy = {},
    of = reach,
  }: { incident?: Incident; by?: typeof li; policy?: Partial<Policy>; of?: typeof reach } = {},
) => onIncident({ incident, reach: of, by, context: at(NOON, policy) }, said(commandOf(written, text), by));
const done = (step: ReturnType<typeof on>): IncidentStep => {
  if ('refused' in step) throw new Error(`refused: ${step.refused}`);
  return step;
};
const readers = ({ letters }: Pick<IncidentStep, 'letters'>) => letters.flatMap(({ to }) => to);
const SOLUTION = '原因：磁盘满\n解决步骤：已扩容';
const REQUIRED = { resolution: { via: 'engineer', verify: 'off', approval: 'require' } } satisfies Partial<Policy>;

describe('an incident', () => {
  it('is opened by its owner, who is asked for news in time', () => {
    const { incident, entries, letters } = openIncident(
      { id: 'i', number: 'INC1', mailbox: 'support' },
      { title: '库', words: '主库满', by: li },
      noon,
    );
    expect(incident).toMatchObject({ state: 'open', owner: li.email, version: 0, remindAt: h(2) });
    expect(entries).toEqual([{ kind: 'opened', by: li.email, at: NOON, content: [{ locale: null, words: '主库满' }] }]);
    expect(letters.map(({ kind, to }) => [kind, to])).toEqual([['incident_notice', [li.email]]]);
  });

  it('has notes for the staff of all its tickets, each once, and not for their author', () => {
    expect(readers(done(on('note', '磁盘满了')))).toEqual([chen.email, zhao.email]);
    expect(readers(done(on('note', '磁盘满了', { by: wang })))).toEqual([li.email, chen.email, zhao.email]);
    expect(done(on('note', '磁盘满了')).line).toEqual({ result: 'incident_note', detail: '2' });
  });

  it('speaks to all customers with one entry and one note, however many they are', () => {
    const many = { ...reach, tickets: 10_000, customers: 9_000 };
    const step = done(on('announce', '中文：六点恢复\nEnglish: Back by six\n工时：1h', { of: many }));
    expect(step.entries).toEqual([
      {
        kind: 'news',
        by: li.email,
        at: NOON,
        content: [
          { locale: 'zh-CN', words: '六点恢复' },
          { locale: 'en', words: 'Back by six' },
        ],
      },
    ]);
    expect(step.letters).toHaveLength(1);
    expect(step.incident).toMatchObject({ toldAt: NOON, remindAt: h(2), state: 'open' });
    expect(step.line).toEqual({ result: 'announce', detail: '10000' });
  });

  it('takes its words on the line of the command and below it', () => {
    expect(done(on('announce 六点恢复', '请稍候。')).entries[0]?.content).toEqual([
      { locale: null, words: '六点恢复\n请稍候。' },
    ]);
  });

  it('is resolved with cause and steps, in each language that is written', () => {
    const step = done(on('resolve', `中文：\n${SOLUTION}\nEnglish:\nCause: disk full\nSteps: extended`));
    expect(step.incident).toMatchObject({ state: 'resolved', endedAt: NOON, remindAt: null });
    expect(step.entries[0]?.content.map(({ locale, resolution }) => [locale, resolution?.cause])).toEqual([
      ['zh-CN', '磁盘满'],
      ['en', 'disk full'],
    ]);
  });

  it('is resolved by a supervisor where solutions need a yes in any case', () => {
    expect(done(on('resolve', SOLUTION, { by: wang, policy: REQUIRED })).incident.state).toBe('resolved');
  });

  it('is given to somebody else, who hears of it', () => {
    const step = done(on(`assign ${chen.name}`));
    expect(step.incident.owner).toBe(chen.email);
    expect(readers(step)).toEqual([chen.email]);
    expect(readers(done(on(`assign ${li.name}`)))).toEqual([]);
  });

  it('is ended without a solution', () => {
    const step = done(on('close 误报'));
    expect(step.incident).toMatchObject({ state: 'dropped', endedAt: NOON, remindAt: null });
    expect(step.entries.map(({ kind }) => kind)).toEqual(['dropped']);
  });

  it.each<[written: string, text: string, more: Parameters<typeof on>[2], refused: string]>([
    ['note', '', {}, 'no_text'],
    ['announce', '', {}, 'no_text'],
    ['announce', '中文：', {}, 'no_text'],
    ['announce', '工时：2h', {}, 'no_text'],
    ['announce', '六点恢复', { of: { ...reach, tickets: 0 } }, 'nothing_linked'],
    ['announce', '六点恢复', { incident: { ...INC, state: 'resolved', endedAt: NOON } }, 'incident_ended'],
    ['resolve', '', {}, 'no_text'],
    ['resolve', '好了', {}, 'missing'],
    ['resolve', '原因：磁盘满', {}, 'missing'],
    ['resolve', `中文：\n${SOLUTION}\nEnglish:\nCause: disk full`, {}, 'missing'],
    ['resolve', SOLUTION, { policy: { resolution: { via: 'engineer', verify: 'require' } } }, 'missing'],
    ['resolve', SOLUTION, { policy: { resolution: { via: 'frontline', verify: 'off' } } }, 'frontline_only'],
    ['resolve', SOLUTION, { policy: REQUIRED }, 'needs_approval'],
    ['resolve', SOLUTION, { policy: REQUIRED, by: zhao }, 'needs_approval'],
    ['resolve', SOLUTION, { incident: { ...INC, state: 'dropped', endedAt: NOON } }, 'incident_ended'],
    ['assign nobody', '', {}, 'no_such_person'],
    ['assign', '', {}, 'no_such_person'],
    ['assign chen', '', { incident: { ...INC, state: 'resolved', endedAt: NOON } }, 'incident_ended'],
    ['close', '', { incident: { ...INC, state: 'dropped', endedAt: NOON } }, 'incident_ended'],
    ...(['accept', 'ask', 'reply', 'merge TS1', 'split', 'eta 2h', 'progress', 'follow', 'release'] as const).map(
      (written): [string, string, Parameters<typeof on>[2], string] => [written, 'x', {}, 'not_for_an_incident'],
    ),
  ])('refuses #%s with %j %j: %s', (written, text, more, refused) => {
    const step = on(written, text, more);
    expect(isRefused(step) && step.refused).toBe(refused);
  });

  it('that has ended still takes notes', () => {
    expect(
      done(on('note', '复盘周五', { incident: { ...INC, state: 'resolved', endedAt: NOON } })).entries,
    ).toHaveLength(1);
  });

  it('whose customers wait is told to its owner and the supervisors, and again after the same time', () => {
    const change = remind({ ...INC, remindAt: NOON }, reach, [wang.email], at(m(5)));
    expect(change.incident.remindAt).toEqual(m(125));
    expect(readers(change)).toEqual([li.email, wang.email]);
  });

  it('without an open ticket asks its owner once whether it is over, and goes on once a ticket joins it', () => {
    const idle = remind({ ...INC, remindAt: NOON }, { tickets: 0 }, [wang.email], at(m(5)));
    expect([idle.incident.state, idle.incident.remindAt]).toEqual(['open', null]);
    expect(idle.letters).toEqual([{ kind: 'incident_notice', to: [li.email], values: { is: 'idle' } }]);
    const again = waitingAgain(idle.incident, at(m(5)));
    expect([again.incident.remindAt, again.letters]).toEqual([m(125), []]);
  });

  it.each<[what: string, incident: Incident, by: typeof li, expected: string]>([
    ['by who opened it', { ...INC, version: 1 }, li, 'undo'],
    ['by somebody else', { ...INC, version: 1 }, wang, 'incident_not_undone'],
    ['once something was said', { ...INC, version: 2 }, li, 'incident_not_undone'],
    ['once it has ended', { ...INC, version: 1, state: 'resolved', endedAt: NOON }, li, 'incident_ended'],
    ['later than ten minutes', { ...INC, version: 1, openedAt: m(-11) }, li, 'too_late_to_undo'],
  ])('can be taken back: %s', (_what, incident, by, expected) => {
    const step = on('undo', '', { incident, by });
    expect('refused' in step ? step.refused : step.line.result).toBe(expected);
    if ('refused' in step) return;
    expect(step.incident).toMatchObject({ state: 'dropped', endedAt: NOON, remindAt: null });
    expect(step.entries.map(({ kind }) => kind)).toEqual(['dropped']);
    expect(readers(step)).toEqual([li.email]);
  });

  it('that all tickets have got is told to who wrote it', () => {
    expect(finished({ by: wang.email }, { done: 8, passed: 2 })).toEqual([
      { kind: 'incident_notice', to: [wang.email], values: { is: 'finished', done: '8', passed: '2' } },
    ]);
    expect(finished({ by: wang.email }, { done: 0, passed: 0 })).toEqual([]);
  });

  it('has a prefix that no ticket has', () => {
    expect(['TS', 'HELP', 'inc', 'ＩＮＣ', 'INCX'].map(incidentPrefix)).toEqual([
      'INC',
      'INC',
      'INCIDENT',
      'INCIDENT',
      'INC',
    ]);
  });

  it('concerns its tickets by what goes to all, and by nothing else', () => {
    const kinds = ['opened', 'note', 'owner', 'news', 'resolution', 'dropped', 'gather'] as const;
    expect(kinds.filter((kind) => concernsTickets({ kind }))).toEqual(['news', 'resolution', 'dropped', 'gather']);
  });
});

const isRefused = (step: ReturnType<typeof on>): step is Extract<typeof step, { refused: string }> => 'refused' in step;
