import { describe, expect, test } from 'vitest';
import {
  FORWARD,
  isForwardSubject,
  isReplySubject,
  REPLY,
  withoutPrefixes,
} from '../../../src/mail/meaning/subject-prefix.ts';
import { untested, untestedLetters } from '../alternatives.ts';
import { FORWARDS, REPLIES } from './subject-prefix.data.ts';

describe('what stands before a subject', () => {
  test.each(REPLIES)('%s marks an answer', (prefix) => {
    for (const subject of [`${prefix}: x`, `${prefix}：x`, `${prefix} : x`, `[EXTERNAL] ${prefix}[2]: x`]) {
      expect(isReplySubject(subject), subject).toBe(true);
      expect(isForwardSubject(subject), subject).toBe(false);
      expect(withoutPrefixes(subject)).toBe('x');
    }
  });

  test.each(FORWARDS)('%s marks a forward', (prefix) => {
    for (const subject of [`${prefix}: x`, `${prefix}：x`, `【外部邮件】${prefix}: x`, `${prefix}(3): x`]) {
      expect(isForwardSubject(subject), subject).toBe(true);
      expect(withoutPrefixes(subject)).toBe('x');
    }
  });

  const AROUND = [
    '%s: x',
    '%s：x',
    '%s [2]: x',
    '%s (3): x',
    '%s^4: x',
    '%s-5: x',
    '%s*6: x',
    ' %s: x',
    '[a] %s: x',
    '【b】%s: x',
  ];

  test.each(AROUND)('"%s" is read, with Re and with Fwd', (frame) => {
    for (const [mark, reads] of [
      ['Re', isReplySubject],
      ['Fwd', isForwardSubject],
    ] as const) {
      expect(reads(frame.replace('%s', mark))).toBe(true);
      expect(withoutPrefixes(frame.replace('%s', mark))).toBe('x');
    }
  });

  test.each([
    ['answers', REPLY, REPLIES, 'Re'],
    ['forwards', FORWARD, FORWARDS, 'Fwd'],
  ] as const)('every alternative of %s has a line of its own', (_, pattern, rows, mark) => {
    const samples = [...rows.map((prefix) => `${prefix}: x`), ...AROUND.map((frame) => frame.replace('%s', mark))];
    expect([...untested(pattern, samples), ...untestedLetters(pattern, samples)]).toEqual([]);
  });

  test.each([
    'Report: export fails',
    'Reply is missing',
    'Regarding: x',
    '报错：x',
    '答案：x',
    'Error: x',
    '',
    'Forward planning',
  ])('%j marks nothing', (subject) => {
    expect(isReplySubject(subject)).toBe(false);
    expect(isForwardSubject(subject)).toBe(false);
    expect(withoutPrefixes(subject)).toBe(subject);
  });

  test.each([
    ['Re: Fwd: 回复：[TS20261123001] x', 'x'],
    ['AW: [EXTERN] WG: Re: x', 'x'],
    ['Re^2: x', 'x'],
    ['Re-3: x', 'x'],
    ['ＲＥ：x', 'ＲＥ：x'],
  ])('%j is %j without them', (subject, bare) => {
    expect(withoutPrefixes(subject)).toBe(bare);
  });

  test('Re: before a forward mark is an answer', () => {
    expect(isForwardSubject('Re: Fwd: x')).toBe(false);
    expect(isReplySubject('Re: Fwd: x')).toBe(true);
  });
});

test.each([
  ['Fwd: x', true],
  ['FW: x', true],
  ['WG: x', true],
  ['TR : x', true],
  ['转发：x', true],
  ['[外部] 转发: x', true],
  ['Re: Fwd: x', false],
  [' Fwd: x', true],
  ['Forward planning', false],
])('subject "%s" is a forward: %s', (subject, expected) => {
  expect(isForwardSubject(subject)).toBe(expected);
});
