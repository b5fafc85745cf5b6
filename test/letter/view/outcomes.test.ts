import { describe, expect, it } from 'vitest';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import { outcomeText } from '../../../src/letter/view/outcomes.ts';
import type { OutcomeCode } from '../../../src/ticket/command-outcome.ts';
import { STATE_TABLE } from '../../../src/ticket/states.ts';
import { LOCALES } from '../../../src/words/locale.ts';

const STAFF_EVENTS = [
  'accept',
  'decline',
  'assign',
  'urgency',
  'category',
  'eta',
  'progress',
  'ask',
  'reply',
  'note',
  'involve',
  'side_answer',
  'resolve',
  'release',
  'close',
  'reopen',
  'merge',
  'split',
  'admit',
] as const;

describe.each(LOCALES)('what became of a command, in %s', (locale) => {
  const facts = sampleFacts('transcript', locale);
  const said = (result: OutcomeCode, detail = ''): string =>
    outcomeText({ command: '', done: true, result, detail }, facts);

  it.each(STAFF_EVENTS)('has words for %s and for every refusal of it', (event) => {
    const refusals = Object.values(STATE_TABLE[event]).flatMap((cell) => ('refused' in cell ? [cell.refused] : []));
    for (const code of [event, ...refusals]) expect(said(code as OutcomeCode)).not.toBe(code);
  });

  it.each([
    'not_yours',
    'supervisors_only',
    'frontline_only',
    'needs_approval',
    'needs_ticket',
    'held_back',
    'unknown_command',
    'no_text',
    'missing',
    'no_time',
    'time_passed',
    'no_such_category',
    'no_such_copy',
    'no_such_kind',
    'no_such_person',
    'no_such_side_thread',
    'no_such_team',
    'no_such_ticket',
    'no_such_urgency',
    'nobody_left',
    'nothing_to_split',
    'not_about_a_ticket',
    'target_not_yours',
    'gains_access',
    'joins_unconfirmed',
    'same_ticket',
    'target_ended',
    'now_with',
    'yours_already',
    'resolved',
    'reopen_window_over',
    'verify_missing',
    'solution_missing',
    'parts_missing',
    'record_completed',
    'no_effort',
  ] as const)('has words for %s', (code) => expect(said(code)).not.toBe(code));

  it('names people, moments and values as the reader knows them', () => {
    expect(said('assign', 'li@desk.example')).toMatch(/(李工|Li Gong)$/);
    expect(said('eta', '2026-11-23T10:00:00.000Z')).toContain('18:00');
    expect(said('urgency', 'urgent')).toMatch(/(紧急|Urgent)$/);
    expect(said('status', 'in_progress · high · li@desk.example · 2026-11-23T10:00:00.000Z')).toMatch(
      /(处理中、高、李工、今天 |in progress, High, Li Gong, today )18:00/,
    );
    expect(said('missing', 'cause, steps')).toMatch(/(原因、解决步骤|cause, steps)$/);
    expect(said('parts_missing', 'checked, next')).toMatch(
      /(：已排查方向、下一步计划。|: checked so far, next step\.)/,
    );
    expect(said('record_completed', 'verified, effort')).toMatch(/(：验证、工时|: verified, effort)$/);
    expect(said('progress_internal', 'zhao@desk.example, li@desk.example')).toMatch(
      /(：赵一线、李工|: Zhao Yixian, Li Gong)$/,
    );
    expect(said('back', 'li@desk.example 2026-11-27T16:00:00.000Z/2026-11-30T16:00:00.000Z')).toMatch(
      /(李工，11月28日.*11月30日|Li Gong, .*28.*30)/u,
    );
    expect(said('remind', '2026-11-23T10:00:00.000Z 2 call them')).toMatch(/18:00.*2 call them/);
    expect(said('progress_state')).toMatch(/(只在内部|among the staff)$/);
  });

  it('says no more than what was done where there is no detail', () => {
    expect(said('assign')).toMatch(/^(已转派|Assigned)$/);
  });

  it('tells how an incident stands with the names of its fields', () => {
    const detail = 'state=open · owner=li@desk.example · tickets=3 · customers=2 · toldAt=';
    expect(said('status', detail)).toMatch(/(：处理中、.*：3.*：2.*尚未告知|: open, .*: 3.*: 2.*not yet)/i);
    expect(said('status', detail)).not.toContain('=');
    expect(said('status', detail.replace('state=open', 'state=resolved'))).toMatch(/(已解决|resolved)/i);
    expect(said('status', `${detail}2026-11-23T10:00:00.000Z`)).not.toMatch(/尚未告知|not yet|T10:00/);
  });

  it('leaves what it has no other words for as it is', () => {
    expect(said('time_passed', '2026-11-23T10:00:00.000Z')).toContain('18:00');
    expect(said('category', 'how_to')).toMatch(/(操作指导|How-to)$/);
    expect(said('missing', 'cause, why')).toMatch(/(原因、why|cause, why)$/);
    expect(said('status', 'at 2026-11-23T10:00')).toMatch(/at 2026-11-23T10:00$/);
    const { names: _, ...nameless } = facts;
    for (const [result, detail] of [
      ['assign', 'li@desk.example'],
      ['status', 'li@desk.example'],
    ] as const) {
      expect(outcomeText({ command: '', done: true, result, detail }, nameless)).toMatch(/li@desk\.example$/);
    }
  });

  it('lists the kinds of a solution', () => {
    expect(said('no_such_kind', '更换')).toMatch(
      /(解决类型：更换，.*（可用：技术故障、功能优化、环境问题、修复、临时方案、操作指导、产品建议）|solution: 更换; .*\(Technical fault, Improvement, Environment problem, Fix, Workaround, Guidance, Product suggestion\))$/,
    );
  });
});
