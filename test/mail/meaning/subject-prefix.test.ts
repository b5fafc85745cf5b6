import { describe, expect, test } from 'vitest';
import { isForwardSubject, isReplySubject, withoutPrefixes } from '../../../src/mail/meaning/subject-prefix.ts';
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
