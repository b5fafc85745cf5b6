import type { Mail } from '../../mail.ts';
import { isClosing, isGreeting, withoutCourtesies } from '../courtesy.ts';
import { withoutSenderBelow } from './sender-below.ts';
import { simplified } from './simplified.ts';

const ZH_OPEN =
  '(?:还|仍|目前|现在)?(?:没有?|未|尚未|在|正在|待|进行|处理)(?:解决|处理|关闭|完成|结束?|办结|中|完)+(?:完|掉|中)?的?';
const ZH_TICKET = '(?:问题|工单|单子|请求|事项|报修)';
const ZH_MINE = '(?:目前|现在|当前)?(?:我们?公司|我司|我们?)(?:这边|名下)?(?:目前|现在|当前|这边)?';
const ZH_ASKED = '(?:请问|麻烦|请|想问一?下|想了解一?下|想知道)?[，,]?(?:您|你)?(?:能否|可否|可以)?';
const ZH_SHOW = '(?:帮我|帮忙)?(?:查看?|查询|看|列|列出|发|提供|告诉我)(?:一?下|一份|给我)?';
const ZH_DONE = '(?:没有?|未|尚未|在|正在)(?:解决|处理|关闭|完成|结束?|办结|处理完)(?:完|掉|中|好)?';
const EN_PLEASE = '(?:please |can you |could you (?:please )?)?(?:please )?(?:tell me |let me know )?';
const EN_TICKETS = '(?:tickets|requests|cases|issues|problems|questions)';
const EN_OPEN =
  '(?:still |currently )?(?:open|pending|unresolved|outstanding|unsolved|not (?:yet )?(?:solved|closed|resolved))';

/**
 * Ways of asking for one's own tickets, each all that a sentence says: "I have several questions" begins a problem, and
 * so does "please look at my problem".
 */
const ASKING: readonly RegExp[] = [
  `^${ZH_ASKED}${ZH_MINE}(?:一共|都|还)*有(?:哪些|哪几个|多少)(?:${ZH_OPEN})?${ZH_TICKET}(?:还|仍)?(?:没有?|未|尚未|在|正在)?(?:解决|处理|关闭|处理完|完成|结)?(?:中|掉)?(?:吗|呢|的)?$`,
  `^${ZH_ASKED}(?:${ZH_SHOW})?${ZH_MINE}(?:还有|有|的)?(?:所有|全部)?${ZH_OPEN}${ZH_TICKET}(?:列表|清单|情况|有哪些|有多少|是哪些)?(?:发给我|吗|呢)?$`,
  `^${ZH_ASKED}${ZH_SHOW}${ZH_MINE}的?(?:(?:所有|全部)的?${ZH_TICKET}|工单|${ZH_TICKET}(?:列表|清单))(?:列表|清单|情况)?$`,
  `^${ZH_MINE}的?(?:工单|${ZH_TICKET}(?:列表|清单)|${ZH_TICKET}都?有哪些)(?:列表|清单|情况|有哪些)?$`,
  `^${ZH_ASKED}${ZH_MINE}(?:都|还)*有(?:什么|啥)(?:${ZH_TICKET})?(?:还|仍)?${ZH_DONE}的?(?:${ZH_TICKET})?(?:吗|呢)?$`,
  `^${ZH_ASKED}(?:帮我|帮忙)?查询(?:一?下)?${ZH_MINE}的?${ZH_TICKET}(?:列表|清单|情况|进度)?$`,
  `^(?:请问|想知道|${ZH_ASKED}${ZH_SHOW})${ZH_MINE}(?:一共|都|还)*有几个${ZH_OPEN}${ZH_TICKET}(?:吗|呢)?$`,
  `^${ZH_ASKED}(?:本|我们?)?(?:公司|单位|部门)(?:这边|名下)?(?:目前|现在|当前)?(?:一共|都|还)*有(?:哪些|哪几个|多少)(?:${ZH_OPEN}${ZH_TICKET}|${ZH_TICKET}(?:还|仍)?${ZH_DONE})的?(?:吗|呢)?$`,
  `^${EN_PLEASE}what(?:'s| is| are)? ${EN_OPEN} (?:for|with|from) (?:me|us|my company|our company)(?: (?:at the moment|right now|now))?$`,
  `^(?:please |can you |could you (?:please )?)?(?:list|show|send)(?: me| us)?(?: a list of)?(?: all)?(?: of)? (?:my|our)(?: ${EN_OPEN})? ${EN_TICKETS}(?: please)?$`,
  `^(?:what are |which are )?(?:all )?(?:my|our) ${EN_OPEN} ${EN_TICKETS}$`,
  `^${EN_PLEASE}(?:what|which) (?:${EN_OPEN} )?${EN_TICKETS} (?:of (?:mine|ours) are|do (?:i|we)(?: still)? have)(?: ${EN_OPEN})?$`,
  `^${EN_PLEASE}which of (?:my|our) ${EN_TICKETS} are ${EN_OPEN}$`,
  `^(?:do|have) (?:i|we) (?:still )?(?:have |got )?any ${EN_OPEN} ${EN_TICKETS}$`,
  `^what do (?:i|we) (?:still )?have ${EN_OPEN}$`,
].map((pattern) => new RegExp(pattern, 'iu'));

/** A question that is longer says something else too. */
const LONGEST = 120;
/** No courtesies and no name around a question are that long; most mails are problems, and are not taken apart for it. */
const LONGEST_MAIL = 2_000;

const GREETING_BEFORE =
  /^(?:[^，,。：:；;！!？?\s]{0,10}(?:您|你|们|家|位|师|服|午|早上|晚上)好|(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Gg]ood (?:morning|afternoon|evening))(?: (?:all|there|team|everyone|support|[A-Z][\p{L}.'-]*)){0,3})\s*[，,。！!：:]\s*/u;
const THANKS_BEHIND =
  /[，,]?\s*(?:(?:非常)?(?:谢谢|多谢|感谢|麻烦)(?:您|你|你们|大家)?(?:了|啦)?|(?:many )?thanks(?: in advance| a lot)?|thank you(?: very much)?)$/iu;
const THANKS_BY_NAME =
  /^(?:[Mm]any )?[Tt]hanks?(?: you)?(?: and (?:best |kind )?regards)?,? [A-Z][\p{L}'-]*(?: [A-Z][\p{L}'-]*)?$/u;

/**
 * Whether the author asks which tickets of theirs are open and says nothing else but courtesies and their own name, in
 * the text or, where that is empty, in the subject.
 */
export function asksForTickets({
  reply,
  subject,
  from = [],
}: Pick<Mail, 'reply' | 'subject'> & Partial<Pick<Mail, 'from'>>): boolean {
  if (reply.length > LONGEST_MAIL) return false;
  const written = simplified(withoutSenderBelow(reply, from[0]?.name ?? ''));
  const own = (withoutCourtesies(written) || simplified(subject)).replace(GREETING_BEFORE, '').replace(/’/g, "'");
  if (own.length > LONGEST) return false;
  const said = own.split(/[。！!？?；;\n]+|\.(?=\s|$)/u).map((each) => each.trim().replace(/[，,]$/u, ''));
  const sentences = said
    .filter((each) => each !== '' && !isClosing(each) && !isGreeting(each) && !THANKS_BY_NAME.test(each))
    .map((each) => each.replace(THANKS_BEHIND, ''));
  return sentences.length > 0 && sentences.every((sentence) => ASKING.some((pattern) => pattern.test(sentence)));
}
