import { describe, expect, test } from 'vitest';
import { findSolved } from '../../../src/mail/meaning/solved.ts';
import { IN_PART, NO_PHRASES, WHOLE_CHINESE, WHOLE_ENGLISH } from './solved-phrases.data.ts';
import {
  DOUBTED,
  NO_REQUESTS,
  NOT_TO_CLOSE,
  REAL_CHINESE,
  REAL_ENGLISH,
  REQUESTS,
  TO_CLOSE,
  UNDOUBTED,
  UNREAL_CHINESE,
  UNREAL_ENGLISH,
} from './solved-real.data.ts';

/** What findSolved leaves where a phrase stood. */
const PLACE = '\u0001';

const counts = (sentence: string): boolean => findSolved(sentence).found.some(({ real }) => real);

describe('phrases of a solution', () => {
  test.each([...WHOLE_CHINESE, ...WHOLE_ENGLISH])('%s', (sentence) => {
    expect(findSolved(sentence).rest).toBe(PLACE);
  });

  test.each(IN_PART)('%s', (row) => {
    expect(findSolved(row.replace(/[«»]/g, '')).rest).toBe(row.replace(/«.*»/, PLACE));
  });

  test.each(NO_PHRASES)('none in "%s"', (sentence) => {
    expect(findSolved(sentence)).toEqual({ found: [], rest: sentence });
  });
});

describe('requests to close', () => {
  test.each(REQUESTS)('%s', (sentence) => {
    expect(findSolved(sentence).found.some(({ request }) => request)).toBe(true);
  });

  test.each(NO_REQUESTS)('none in "%s"', (sentence) => {
    expect(findSolved(sentence).found.some(({ request }) => request)).toBe(false);
  });

  test.each(TO_CLOSE)('"%s" counts', (sentence) => {
    expect(counts(sentence)).toBe(true);
  });

  test.each(NOT_TO_CLOSE)('"%s" does not count', (sentence) => {
    expect(counts(sentence)).toBe(false);
  });
});

test.each(['It is works, thank you', "Nobody said: no hasn't seen it since"])(
  '"%s" does not count: the phrase begins with its verb, whatever follows',
  (sentence) => {
    expect(counts(sentence)).toBe(false);
  },
);

describe.each([
  ['%s解决了', REAL_CHINESE, UNREAL_CHINESE],
  ['%s works, thanks', REAL_ENGLISH, UNREAL_ENGLISH],
  ['%s it is solved', UNDOUBTED, DOUBTED],
])('what stands before a phrase: "%s"', (frame, real, unreal) => {
  test.each(real)('%s: it counts', (before) => {
    expect(counts(frame.replace('%s', before))).toBe(true);
  });

  test.each(unreal)('%s: it does not', (before) => {
    expect(counts(frame.replace('%s', before))).toBe(false);
  });
});
