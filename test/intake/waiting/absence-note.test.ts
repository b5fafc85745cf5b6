import { describe, expect, it } from 'vitest';
import type { MailContext } from '../../../src/intake/context.ts';
import { decide, needsOf } from '../../../src/intake/rules.ts';
import type { Mail } from '../../../src/mail/mail.ts';
import { entry, li, NOON, sun } from '../../ticket/sample.ts';
import { byStaff, sampleContext } from '../sample.ts';

const day = (text: string): Date => new Date(`${text}T00:00:00+08:00`);
const TEXT = '我于11月28日至11月30日休假，急事请联系 sun。';
const note = (more: Partial<MailContext> = {}, mail: Partial<Mail> = {}) =>
  sampleContext({ mail: { ...byStaff(li), class: 'auto_reply', text: TEXT, ...mail }, ...more });
const decided = (context: MailContext) => decide(context).decision;
const VALUES = {
  begins: day('2026-11-28').toISOString(),
  ends: day('2026-12-01').toISOString(),
  substitute: sun.email,
};

describe('the automatic reply of a member of the staff', () => {
  it('leads to one question, and nothing else', () =>
    expect(decided(note())).toEqual({
      outcome: 'held',
      reason: { code: 'absence', detail: '' },
      ticket: null,
      changes: [],
      said: [],
      letters: [{ kind: 'absence_question', to: [li.email], values: VALUES }],
      absenceQuestions: [{ email: li.email, about: '2026-12-01', askedAt: NOON }],
    }));

  it('without days it asks for them, and does not wait', () =>
    expect(decided(note({}, { text: '我在休假' }))).toMatchObject({
      outcome: 'ignored',
      letters: [{ kind: 'absence_question', values: { begins: '', ends: '', substitute: '' } }],
      absenceQuestions: [{ about: '? 2026-11-23' }],
    }));

  it.each([
    '我已收到您的来信，会尽快回复。',
    'Thank you for your mail, I will answer soon.',
    '邮件已收到，谢谢！',
    'Your message has been received. This mailbox is read daily.',
    '',
  ])('a receipt that tells of no absence asks nothing: %j', (text) => {
    const { letters, absenceQuestions, outcome } = decided(
      note({}, { text, subject: '自动回复：[TS20261123001] 导出' }),
    );
    expect({ letters, absenceQuestions, outcome }).toEqual({
      letters: [],
      absenceQuestions: undefined,
      outcome: 'ignored',
    });
  });
  it.each([
    ['我在休假，稍后回复', '自动回复'],
    ['已收到，谢谢', '自动回复：出差中'],
    ['本人不在办公室，急事请打电话', ''],
    ['I am out of the office with limited access to e-mail.', ''],
    ['Thanks for your mail.', 'Automatic reply: Out of office'],
    ['I am on annual leave', ''],
    ['I am travelling and answer late', ''],
    ['休假至12月5日', ''],
  ])('one that names an absence or a day asks: %j, %j', (text, subject) =>
    expect(decided(note({}, { text, subject })).absenceQuestions).toHaveLength(1),
  );

  it.each([
    ['asked before', { absenceAsked: true }],
    [
      'noted already',
      { roster: [entry(li, { absences: [{ id: 1, from: NOON, to: day('2026-12-05'), substitute: null }] })] },
    ],
    ['of nobody knows whom', { verdict: 'N' as const }],
    ['forged', { verdict: 'F' as const }],
  ])('%s: nothing', (_, more) => {
    const { letters, absenceQuestions, outcome } = decided(note(more));
    expect({ letters, absenceQuestions, outcome }).toEqual({
      letters: [],
      absenceQuestions: undefined,
      outcome: 'ignored',
    });
  });

  it('of a customer is none of this', () =>
    expect(decided(sampleContext({ mail: { class: 'auto_reply', text: TEXT } })).letters).toEqual([]));

  it('asks whether it was asked about, by the day it ends', () =>
    expect(needsOf(note())).toMatchObject({
      roster: true,
      absenceQuestion: { email: li.email, endsOn: '2026-12-01' },
    }));
});

describe('once its author has confirmed it', () => {
  it('the absence is noted', () =>
    expect(decided(note({ redeemed: true }))).toMatchObject({
      outcome: 'command',
      absences: [
        { email: li.email, from: day('2026-11-28'), to: day('2026-12-01'), substitute: sun.email, setBy: li.email },
      ],
      letters: [{ kind: 'transcript', to: [li.email], lines: [{ done: true, result: 'away' }] }],
    }));
  it('too late it says so', () =>
    expect(decided(note({ redeemed: true, now: day('2026-12-02') }))).toMatchObject({
      outcome: 'refused',
      letters: [{ lines: [{ done: false, result: 'time_passed' }] }],
    }));
  it('one that stands in the way is named', () => {
    const absences = [{ id: 1, from: day('2026-11-29'), to: day('2026-11-30'), substitute: null }];
    const decision = decided(note({ redeemed: true, roster: [entry(li, { absences }), entry(sun)] }));
    expect(decision).toMatchObject({ outcome: 'refused', letters: [{ lines: [{ result: 'absence_overlaps' }] }] });
    expect(decision.absences).toBeUndefined();
  });
});
