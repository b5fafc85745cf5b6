/**
 * What the author's words say: intent, thanks, news, ratings, the problem form, commands, language, ticket numbers.
 * Rows of phrases in both languages, read from the new words only and never from a quote.
 */

import type { Intent } from '../mail.ts';
import { sentencesOf } from './sentence.ts';

/**
 * Phrases that say the problem is gone, one row a way of saying it. Negations and conditions before them are looked at
 * apart.
 */
const SOLVED: readonly RegExp[] = [
  /(?:已经?|都|全部|均)?(?:得到|彻底|完全|成功)?(?:解决|修复|恢复|搞定)(?:好)?(?:了|啦|喽)(?!一部分|部分|一半|一些|大部分|吗|么|没)|(?:已经?|均已?)(?:解决|修复|恢复(?:正常)?|搞定|处理(?:好|完)|好了|正常|没问题)/gu,
  /(?:问题|故障)(?:得到了?|被|顺利|成功)*(?:解决|修复)(?!了|方案|办法|方法|不|得|吗|没|中|进度|时间|情况|措施|步骤|思路)|(?:已经?|都|弄|修|搞|处理|终于|现在)好了(?!吗|没)/gu,
  /(?:可以|能够?)(?:正常|顺利|成功)?(?:地)?(?:使用|登录|登陆|访问|导出|导入|打开|用|运行|显示|工作|下载|上传|收到|提交|保存|打印)?了(?!解)|(?:恢复|一切|现在|目前|运行|使用)(?:都)?(?:很)?正常|正常了/gu,
  /(?:没有?|无)(?:任何|其他|其它|什么|别的)?(?:疑问|异议)|没有?(?:任何|其他|其它|什么|别的)?问题了|没事了|不再(?:报错|出现|发生)|没有?再(?:出现|报错|发生)|(?:验证|测试|复测)(?:已经?)?(?:通过|没问题|ok)|(?:ok|好使|行|成)了(?!吗|么|不)/giu,
  /(?:问题|工单|case)?(?:可以|请|麻烦|帮忙|同意)(?:帮忙|您)?(?:关闭|结单|关单|结案)|(?:工单|问题)(?:可以)?(?:关闭|关掉|结掉)(?:了|吧|即可)/giu,
  /\b(?:is|are|was|were|been|got|now|all|already|it's|that's|everything(?: is)?|consider (?:it|this)|mark (?:it|this)(?: as)?) +(?:now |all |been |completely |fully |finally |successfully |indeed )*(?:solved|resolved|fixed|sorted(?: out)?|cleared up|working(?: (?:fine|again|now|well|perfectly|properly|correctly|great))?)\b(?! (?:on|with|through|towards|hours?|days?)\b)/giu,
  /\b(?:issue|problem|ticket|bug|case|error)s? (?:solved|resolved|fixed|closed)\b|\b(?:solved|resolved|fixed)(?: (?:it|this|that|(?:the|our|my) (?:issue|problem|bug|error)))(?! by| when)|^\W*(?:yes\W+|thanks?\W+|thank you\W+|ok\W+)?(?:solved|resolved|fixed|works|working)\b(?!\s+(?:on|by|with|hours?))/giu,
  /\bworks? (?:just |all |perfectly )?(?:now|again|fine|well|perfectly|great|like a charm|as expected|properly|correctly|for (?:us|me))\b|\b(?:it|that|this|everything|all) works\b|\b(?:it|that|this|which|your (?:fix|solution|answer|suggestion)) (?:has |really |actually )?(?:worked|did the trick|helped|solved)\b|\b(?:works|worked),? (?:thanks|thank you)\b/giu,
  /\b(?:back to|all) (?:normal|good|set|fine)\b|\bno (?:more|further|other) (?:issues?|problems?|questions?|errors?)\b|\bno longer (?:see|seeing|have|having|get|getting|occurs?|happens?|an? |the |there)\b|\b(?:do not|don't|not) (?:see|have|get|seeing|having|getting) (?:the|this|that|any) (?:issue|problem|error)s? (?:any ?more|any longer)\b|\b(?:issue|problem|error) (?:is|has) (?:gone|disappeared|vanished)\b/giu,
  /\b(?:(?:you (?:can|may)|please|feel free to|could you|can you|kindly|go ahead and) (?:now |please |kindly )?close|can be closed|ok(?:ay)? to close)\b|\ball is (?:well|fine|good|ok)\b/giu,
];

/** Phrases that say the problem is still there. */
const STILL_OPEN: readonly RegExp[] = [
  /(?:仍然?|还是?|依然|依旧|又|再次|继续|照样|始终|一直)(?:有|存在|会|在|是|提示|显示|出现)?(?:这个|该|同样的?|相同的?|一样的?)?(?:疑问|问题|报错|错误|不行|不能|不可以|不可用|不了|无法|没有?(?:解决|好|恢复|修复|用|反应|效果)|未(?:解决|恢复|修复)|出错|出现|失败|异常|故障|没法|打不开|登不上|登录不|不正常|不好|不对|卡|慢|老样子|一样|用不了)/gu,
  /(?:没有?|未|尚未|没能|未能)(?:有|得到|能|完全|彻底|真正|被)*(?:解决|修复|修好|恢复|处理好|搞定|好转|改善)(?!方案|办法|方法)|(?:解决|修复|处理|恢复)不了|不行(?!业|为|程|政)|没有?(?:起)?(?:作用|效果)|没用(?!过)|不管用|不好使|无效(?!合同)/gu,
  /(?:问题|故障|错误|现象)(?:依旧|依然|仍|还在|还有|又|重现|复现|没变)|又(?:出现|报错|不行|坏|挂|崩)|(?:重新|再次)(?:打开|开启)(?:工单|问题)|(?:解决|恢复|修复)(?:得)?(?:不彻底|不完全)/gu,
  /\bstill (?:not\b|isn'?t|doesn'?t|does not|can'?t|cannot|could ?n[o']t|won'?t|un\w+|open|broken|fail\w*|happen\w*|see\w*|getting|get|have|having|has|there|an? |the |exist\w*|persist\w*|occur\w*|down|same|error\w*|crash\w*|wrong|present|no (?:change|luck|solution|fix)|waiting for (?:a|the) (?:fix|solution))/giu,
  /\b(?:the )?same (?:error|issue|problem|result|thing|behaviou?r)\b|\b(?:not|never|isn'?t|hasn'?t|haven'?t|wasn'?t|aren'?t|didn'?t|doesn'?t|don'?t|won'?t) (?:been |get |yet |really |fully |completely |actually |quite |got |seem to |appear to (?:be )?)*(?:solved?|resolved?|fix(?:ed)?|sorted|working|work|help(?:ed)?|better|gone|closed?)\b|\bunresolved\b|\bunsolved\b/giu,
  /\b(?:error|problem|issue|it|bug) (?:still )?(?:persists?|remains?|continues|is back|came back|(?:has )?(?:returned|reappeared)|happened again|occurs? again|appeared again|started again)\b|\b(?:fails|failed|failing|broken|crash(?:es|ed)?|down|happening|happens|happened|occurring|occurred) again\b|\bre-?open (?:this|the|it|my)\b|\b(?:no luck|no change|no improvement|no difference|no effect|to no avail)\b|\b(?:got|getting) worse\b/giu,
];

/** What keeps a phrase of solution from being one, right before it: negation, condition, wish, question. */
const UNREAL_HAN =
  /(?:没有?|未|不(?!过)|并非|无法|是否|能否|可否|何时|什么时候|如果|若|要是|假如|一旦|待|等|直到|希望|请(?!问题)|尽快|尽早|早日|麻烦|需要|怎么|如何|怎样|才|马上|即将|会|将|以为|应该|可能|也许|大概)[^，。！？；,.!?;\n]{0,10}$/u;
const UNREAL_LATIN =
  /(?:\b(?:not|never|no|hardly|cannot|if|once|when|until|unless|whether|hope|hopefully|please|needs?|wants?|would|could|should|must|to be|to get|get|as soon as|before|without|how|why|far from|thought|expected|supposed|assume|waiting|till|will|might|may|can|be|is|are|was|has|let me know|confirm)|n['’]t)\b[^.,;!?\n]{0,30}$/iu;
/** The same for phrases that hold their own verb ("it is solved"): a verb before them is no doubt. */
const REQUEST_TO_CLOSE = /^(?:问题|工单|case)?(?:可以|请|麻烦|帮忙|同意)|^(?:工单|问题)|close/iu;
const DOUBT_LATIN =
  /(?:\b(?:not|never|hardly|if|once|when|until|unless|whether|hope|hopefully|please|needs?|wants?|would|could|should|must|as soon as|before|without|how|why|far from|thought|expected|supposed|assume|waiting|till|will|might|may|let me know|confirm)|n['’]t)\b[^.,;!?\n]{0,30}$/iu;

/** Conditions and the past before a phrase of trouble. */
const PAST_HAN =
  /(?:如果|若|要是|假如|万一|以防|倘若|之前|原来|原先|此前|昨天|刚才|不再|没有?再|不会再)[^，。；,.;]{0,12}$/u;
const PAST_LATIN =
  /\b(?:if|in case|should|unless|no longer|was|were|had been|used to|earlier|before|previously)\b[^.,;]{0,30}$/iu;

const QUESTION = /[?？]|(?:吗|么|呢)\s*[。.!！]?\s*$|(?:是否|能否|可否|是不是|有没有|何时|什么时候)|了没有?\s*$/u;

/** Phrases that bring a further problem, or take half of the answer back. */
const RESERVATION =
  /(?:但是?|不过|可是|然而|只是|另外|此外|还有(?:一个|个|另))[^。！？\n]{0,40}(?:问题|报错|错误|不行|无法|不能|异常|失败|慢|卡|新)|(?:新的?|另一个?|另外一个|其他|其它)(?:的)?(?:问题|故障|报错)|(?:解决|修复|恢复)了(?:一部分|部分|一半|一些|大部分)|(?:部分|基本)(?:解决|修复|恢复)|\b(?:but|however|though|although|except)\b[^.!?\n]{0,80}\b(?:issues?|problems?|errors?|questions?|not|another|new|fail\w*|broken|slow\w*|now)\b|n't\b(?=[^.!?\n]{0,40}\bbut\b)|\b(?:another|a new|one more|a different)\s+(?:\w+\s+)?(?:issue|problem|error|question|bug)\b|\b(?:partially|partly|half|mostly|almost) (?:solved|fixed|resolved|working)\b|\bnot (?:sure|certain|clear)\b/iu;
/** Words that look like a reservation and are none. */
const NO_RESERVATION =
  /(?:没有?|无)(?:任何|什么)?(?:其他|其它|别的|新的?)(?:的)?(?:问题|故障|疑问)|\bno (?:other|new|further|more)\b|\bbut (?:it(?:'s| is)|that(?:'s| is)|all) (?:fine|good|ok(?:ay)?|solved|working|works?)\b/iu;

/**
 * What an answer to a resolution says, from the author's own words: each sentence is read alone, questions and
 * conditions say nothing, a negated solution is a problem that stays. Both sides at once, a question beside an answer,
 * or a further problem make it unclear.
 */
export function readIntent(own: string): Intent {
  let solved = false;
  let open = false;
  let doubtful = false;
  for (const sentence of sentencesOf(own)) {
    const asked = QUESTION.test(sentence);
    const said = statement(sentence, asked);
    if (said === 'still_open') open = true;
    if (said === 'solved') solved = true;
    if (
      said === 'unclear' ||
      (asked && said === 'none') ||
      (RESERVATION.test(sentence) && !NO_RESERVATION.test(sentence))
    )
      doubtful = true;
  }
  if (open) return solved ? 'unclear' : 'still_open';
  if (solved) return doubtful ? 'unclear' : 'solved';
  return doubtful ? 'unclear' : 'none';
}

/** One sentence may say both: then it is unclear, unless the trouble is named as what no longer happens. */
function statement(sentence: string, asked: boolean): Intent {
  const open = holds(STILL_OPEN, sentence, (before) => !PAST_HAN.test(before) && !PAST_LATIN.test(before));
  const solved = holds(SOLVED, sentence, (before, phrase) =>
    REQUEST_TO_CLOSE.test(phrase)
      ? !/(?:不要|别|先不|不)$|\b(?:not|n't|never)\s*\w*\s*$/iu.test(before)
      : !asked && isReal(before, phrase),
  );
  if (open && solved) return /不再|没有?再|no longer|any ?more/iu.test(sentence) ? 'solved' : 'unclear';
  return open ? 'still_open' : solved ? 'solved' : 'none';
}

function isReal(before: string, phrase: string): boolean {
  if (UNREAL_HAN.test(before)) return false;
  return !(/^\w+ /.test(phrase) || /^(?:it|that|this)\b/i.test(phrase) ? DOUBT_LATIN : UNREAL_LATIN).test(before);
}

function holds(
  patterns: readonly RegExp[],
  sentence: string,
  real: (before: string, phrase: string) => boolean,
): boolean {
  return patterns.some((pattern) =>
    sentence.matchAll(pattern).some((match) => real(sentence.slice(0, match.index), match[0])),
  );
}
