import { describe, expect, test } from 'vitest';
import { readIntent } from '../../../src/mail/meaning/intent.ts';
import * as data from './intent.data.ts';

describe.each([
  ['%s', data.SOLUTIONS],
  ['%s', data.TROUBLES],
  ['%s解决了', data.BEFORE_SOLVED_HAN],
  ['%sworks, thanks', data.BEFORE_WORKS],
  ['%sit is solved', data.BEFORE_IS_SOLVED],
  ['%s仍然报错', data.BEFORE_TROUBLE_HAN],
  ['%sstill broken', data.BEFORE_BROKEN],
  ['It works now %s', data.QUESTIONS],
  ['solved. %s', data.RESERVATIONS],
  ['solved, but another issue: %s', data.NO_RESERVATIONS],
  ['%s', data.REQUESTS],
] as const)('an answer "%s"', (frame, rows) => {
  test.each(rows)(`${frame}: %s`, (words, intent) => {
    expect(readIntent(frame.replace('%s', () => words))).toBe(intent);
  });
});

test.each([
  ['还是不行，但是现在解决了', 'none'],
  ['The error no longer happens, but it is still open', 'solved'],
  ['还是报错。后来解决了。', 'unclear'],
  ['It works now. What does it cost?', 'unclear'],
  ['It works now. Did you change something?', 'unclear'],
  ['What does it cost?', 'unclear'],
  ['不要关闭工单', 'none'],
  ['先不关闭工单', 'none'],
  ['别关闭工单', 'none'],
  ['Do not close the ticket', 'still_open'],
  ["Please don't close the ticket yet", 'still_open'],
  ['You may not close it', 'still_open'],
])('%s: %s', (text, intent) => {
  expect(readIntent(text)).toBe(intent);
});
