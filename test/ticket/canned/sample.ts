import { type CannedAnswer, foldName } from '../../../src/ticket/canned/canned-answer.ts';
import { NOON } from '../sample.ts';

/** An answer in the language of its text. */
export const answerOf = (name: string, text: string, more: Partial<CannedAnswer> = {}): CannedAnswer => ({
  answer: foldName(name),
  locale: /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en',
  name,
  text,
  by: 'wang@desk.example',
  at: NOON,
  ...more,
});
