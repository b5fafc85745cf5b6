import { describe, expect, it } from 'vitest';
import { answerByDesk } from '../../src/intake/desk-commands.ts';
import { NO_ORDERS } from '../../src/ticket/commands/steps.ts';
import { answerOf } from '../ticket/canned/sample.ts';
import { accepted, li, NOON, wang } from '../ticket/sample.ts';
import { commandOf, sampleContext } from './sample.ts';

const answer = (written: string, ticket: typeof accepted | null = null) => {
  const command = commandOf(written);
  return answerByDesk(
    sampleContext(),
    wang,
    ticket,
  )(command, command.name as Parameters<ReturnType<typeof answerByDesk>>[1]);
};
const letter = (kind: string, values?: object) => ({
  line: null,
  letters: [{ kind, to: [wang.email], ...(values ? { values } : {}) }],
  ...NO_ORDERS,
});

describe('what the desk answers itself', () => {
  it.each([
    ['help', letter('help')],
    ['kb disk full', letter('knowledge', { question: 'disk full' })],
    ['kb', { refused: 'no_text' }],
    ['report 2026-10', letter('report', { from: '2026-10-01', to: '2026-10-31' })],
    ['report soon', { refused: 'no_such_period', detail: 'soon' }],
    ['approve', { refused: 'not_a_reply_to_a_draft' }],
    ['status', { refused: 'needs_ticket' }],
  ])('%s: %j', (written, expected) => expect(answer(written)).toEqual(expected));
});

describe('the state of a ticket', () => {
  const line = (detail: string) => ({ line: { result: 'status', detail }, letters: [], ...NO_ORDERS });
  const respondBy = new Date('2026-11-23T08:00:00Z');
  const updateBy = new Date('2026-11-23T09:00:00Z');
  it.each([
    ['waits for its first answer', null, 'in_progress · medium · li@desk.example · 2026-11-23T08:00:00.000Z'],
    ['is answered', NOON, 'in_progress · medium · li@desk.example · 2026-11-23T09:00:00.000Z'],
  ])('that %s', (_, respondedAt, detail) => {
    expect(answer('status', { ...accepted, respondBy, updateBy, respondedAt })).toEqual(line(detail));
  });
  it('has no word for what it does not have', () => {
    const bare = { ...accepted, assignee: null, respondBy: null, respondedAt: null };
    expect(answer('status', bare)).toEqual(line('in_progress · medium'));
  });
});

describe('duty', () => {
  it.each([
    ['li on', 'on'],
    ['LI@desk.example on', 'on'],
    ['li ON', 'on'],
    ['li 上', 'on'],
    ['li 上班', 'on'],
    ['li 下班', 'off'],
    ['li开', 'on'],
    ['li off ', 'off'],
    ['li Off', 'off'],
    ['li 下', 'off'],
    ['li关', 'off'],
  ])('%s: %s', (written, duty) => {
    expect(answer(`onduty ${written}`)).toEqual({
      line: { result: 'onduty', detail: `li ${duty}` },
      letters: [],
      ...NO_ORDERS,
      duties: [{ email: li.email, duty, since: NOON }],
    });
  });
  it.each(['nobody on', 'li', 'on', '', 'li on leave', 'li and chen on'])('%j names nobody', (written) => {
    expect(answer(`onduty ${written}`)).toEqual({ refused: 'no_such_person', detail: written });
  });
});

describe('how much its author is written to', () => {
  it.each([
    ['digest', 'digest'],
    ['全部', 'all'],
    [' needed ', 'needed'],
  ])('%j: %s', (written, letters) => {
    expect(answer(`notify ${written}`)).toEqual({
      line: { result: 'notify', detail: letters },
      letters: [],
      ...NO_ORDERS,
      wishes: [{ email: wang.email, letters }],
    });
  });
  it.each(['', 'never', 'li digest'])('%j is no choice', (written) => {
    expect(answer(`notify ${written}`)).toEqual({ refused: 'no_such_letters', detail: written });
  });
});

describe('canned answers', () => {
  const insertable = {
    answers: [answerOf('密码重置', '{姓名}您好，已重置。'), answerOf('升级', '{产品}已升级。')],
    articles: [],
  };
  const ask = (written: string, ticket: typeof accepted | null = null) => {
    const command = commandOf(written);
    return answerByDesk(
      sampleContext({ insertable, ...(ticket ? { ticket } : {}) }),
      wang,
      ticket,
    )(command, command.name as Parameters<ReturnType<typeof answerByDesk>>[1]);
  };
  const shown = (shows: string, asked: string, words: unknown) => ({
    line: null,
    letters: [{ kind: 'canned_answers', to: [wang.email], words, values: { shows, asked } }],
  });
  it.each([
    ['answers', null, shown('all', '', expect.stringContaining('@升级 (中文)'))],
    ['answers @密码重置', null, shown('one', '密码重置', '@密码重置 (中文)\n{姓名}您好，已重置。')],
    ['answers 密码重置', null, shown('one', '密码重置', '@密码重置 (中文)\n{姓名}您好，已重置。')],
    ['answers @密码重置', accepted, shown('preview', '密码重置', '张三您好，已重置。')],
    ['answers @升级 产品=CRM', accepted, shown('preview', '升级 产品=CRM', 'CRM已升级。')],
    ['answers @升级', accepted, { refused: 'no_value', detail: '产品=…' }],
    ['answers @密码', accepted, { refused: 'no_such_answer', detail: '@密码 → @密码重置' }],
    ['answers @天气', null, { refused: 'no_such_answer', detail: '@天气' }],
  ])('#%s', (written, ticket, expected) => expect(ask(written, ticket)).toMatchObject(expected));

  it('are shown without the ticket to who knows only its number', () => {
    const command = commandOf('answers @密码重置');
    const context = sampleContext({ insertable, ticket: accepted, level: 'E1' });
    expect(answerByDesk(context, wang, accepted)(command, 'answers')).toMatchObject(
      shown('one', '密码重置', '@密码重置 (中文)\n{姓名}您好，已重置。'),
    );
  });

  it('are kept and dropped with one line each', () => {
    const text = { ...commandOf('keep @问候'), text: '您好！' };
    const kept = answerByDesk(sampleContext({ insertable }), wang, null)(text, 'keep');
    expect(kept).toMatchObject({
      line: { result: 'keep', detail: '@问候 (中文)' },
      answers: [{ kept: { answer: '问候', locale: 'zh-CN', text: '您好！', by: wang.email } }],
    });
    expect(ask('forget @升级')).toMatchObject({
      line: { result: 'forget', detail: '@升级' },
      answers: [{ dropped: { answer: '升级', locale: null } }],
    });
    expect(ask('keep @问候')).toEqual({ refused: 'no_text' });
    expect(ask('forget @天气')).toEqual({ refused: 'no_such_answer', detail: '@天气' });
  });
});
