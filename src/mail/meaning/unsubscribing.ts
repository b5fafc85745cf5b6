import type { Mail } from '../mail.ts';

const NONE = /^(?:退订|取消订阅|不再订阅|unsubscribe|opt[ -]?out)$/iu;
const AGAIN = /^(?:订阅|恢复订阅|重新订阅|(?:re)?subscribe)$/iu;
/** What mail programs write below the subject that a List-Unsubscribe asks for. */
const BY_PROGRAM = /^[^\n]{0,80}(?:sent this (?:e-?mail|message)|automatically generated)[^\n]{0,200}$/iu;

/** Characters of such a text, with what programs add; what takes its end off takes a time that grows by their square. */
const LONGEST = 400;

/** The text without what stands around its words; a longer one says something else, and is left as it is. */
const bare = (text: string): string =>
  text.length > LONGEST
    ? text
    : text
        .replace(/^(?:(?:re|fwd?|回复|答复|转发)[:：]\s*)+/iu, '')
        .replace(/[\s。.!！]+$/u, '')
        .trim();

/**
 * Whether its author wants none of what answers nothing, or again, and says nothing else: a letter's words alone, or a
 * subject alone, as a mail program writes it for them. Null for every other mail.
 */
export function unsubscribing({ reply, subject }: Pick<Mail, 'reply' | 'subject'>): 'none' | 'again' | null {
  const said = bare(reply.trim());
  const words = said === '' || BY_PROGRAM.test(said) ? bare(subject) : said;
  return NONE.test(words) ? 'none' : AGAIN.test(words) ? 'again' : null;
}
