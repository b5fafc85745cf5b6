import { expect, test } from 'vitest';
import { splitReply } from '../../../src/mail/text/reply.ts';
import { ANSWER, CLIENTS } from './clients.data.ts';

/** A name above the quote is the author's: it stays or goes. */
const withoutName = (text: string): string => text.replace(/\s*(?:张三|Zhang San)\s*$/u, '');

test.each(CLIENTS)('%s: the words above are the author’s, the rest is not', (_, below) => {
  const reply = splitReply(`${ANSWER}\n\n${below}`, { author: '张三' });
  expect(withoutName(reply.reply)).toBe(ANSWER);
  expect(withoutName(reply.own)).toBe(ANSWER);
});
