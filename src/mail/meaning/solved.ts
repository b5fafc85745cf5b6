import { hasHan, hasLatin } from './sentence.ts';

/** Phrases that say the problem is gone, one row a way of saying it. What governs them is looked at apart. */
const SOLVED_HAN: readonly RegExp[] = [
  /(?:已经?|都|全部|均)?(?:得到|彻底|完全|成功|完美|顺利)*(?:解决|修复|恢复|搞定|排除)(?:好)?(?:了|啦|喽)(?!一部分|部分|一半|一些|大部分|吗|么|没)(?:[^，。！？；,.!?;没不还但另新又一\s]{0,8}(?:问题|故障|报错|错误))?|(?:已经?|均已?)(?:得到(?:了|彻底|完全)?)?(?:解决|修复|恢复(?:正常)?|搞定|排除|处理(?:好|完)|好了|正常|没问题)/gu,
  /(?:问题|故障)(?:得到了?|被|顺利|成功|完美|彻底|完全)*(?:解决|修复|排除)(?!了|方案|办法|方法|不|得|吗|没|中|进度|时间|情况|措施|步骤|思路)|(?:已经?|都|弄|修|搞|处理|终于|现在|全)好(?:了|啦)(?!吗|没)|(?:完美|顺利|成功|彻底)(?:解决|修复)(?!了|方案|办法|方法)/gu,
  /(?:可以|能够?)(?:正常|顺利|成功)?(?:地)?(?:使用|登录|登陆|访问|导出|导入|打开|用|运行|显示|工作|下载|上传|收到|提交|保存|打印|连接|连|看到|发送|登|进去|进|查看|操作)?(?:上)?(?:了|啦)(?!解)|(?:恢复|一切|现在|目前|运行|使用|都)(?:已经?|均|都|很|非常|完全)*正常(?!吗|么|的话|情况|工作日)|(?:登录|显示|访问|打印|导出|系统|功能)(?:已经?|均|都|完全)+正常(?!吗|么|的话|情况)|正常(?:使用|工作|运行)?(?:了|啦)/gu,
  /(?:没有?|无)(?:任何|其他|其它|什么|别的)?(?:疑问|异议)|(?:再?也?)没有?(?:任何|其他|其它|什么|别的)?(?:问题|毛病|异常|报错|错误)(?:了|啦)|没事(?:儿)?(?:了|啦)|再?也?不再?(?:报错|出错|出现|发生|卡|慢|掉线|闪退|弹错)了|不再(?:报错|出错|出现|发生|卡|掉线|闪退)|(?:再?也?)没有?再(?:次)?(?:出现|报错|发生|出错)(?:过)?|再也没有?(?:出现|报错|发生|出错)(?:过)?/gu,
  /(?:验证|测试|复测|试用|核实|检查|试过|试了|用着|使用|目前|现在)(?:后|下|过|了|均|都|已经?|是)*(?:通过|没有?(?:任何|什么)?问题|ok|无误|无异常|成功)|(?:ok|好使|行|成)(?:了|啦)(?!吗|么|不)|(?:问题|故障|错误|报错|现象)(?:已经?|都|全部|全)*(?:消失|不见|没有?)(?:了|啦)|(?:问题|故障)?(?:已|已经|都)?(?:处理|解决|修复)完(?:毕|成|了)|(?:问题|故障)(?:已经?)?(?:得到)?圆满(?:解决|处理)|(?:后|之后)(?:就|便|都|现在)?(?:好|可以|正常)(?:了|啦)|已经?(?:能够?|可以)(?:正常|顺利)(?:使用|登录|登陆|访问|导出|导入|打开|运行|显示|工作|下载|上传|收发|发送|接收|打印|连接)|是好的了|后(?:已|就|都)?(?:解决|恢复)(?=[，。,.！!\s]|$)|(?:问题|故障)已经?处理(?=[，。,.！!\s]|$)|(?:一切|全部|都|完全)(?:顺利|ok|没有?问题)/giu,
  /(?:问题|工单|case)?(?:可以|请|麻烦|帮忙|同意)(?:帮忙|您|你们?|直接|将|把|该|此|这个|本|工单|问题|case)*(?:关闭|结单|关单|结案)(?:掉)?(?:该|此|这个|本|上述)?(?:工单|问题|case|单子)?|(?:工单|问题|case)(?:就|可以)*(?:关闭|关掉|结掉|关)(?:了|吧|即可)/giu,
];
const SOLVED_LATIN: readonly RegExp[] = [
  /\b(?:is|are|was|were|been|got|now|all|already|it's|that's|everything(?: is)?|consider (?:it|this)|mark (?:it|this)(?: as)?) +(?:now |all |been |completely |fully |finally |successfully |indeed |already |just )*(?:solved|resolved|fixed|sorted(?: out)?|cleared up|working(?: (?:fine|again|now|well|perfectly|properly|correctly|great|normally|as expected))?)\b(?! (?:on|with|through|towards|hours?|days?)\b)/giu,
  /\b(?:issue|problem|ticket|bug|case|error)s? (?:solved|resolved|fixed|closed)\b|\b(?:solved|resolved|fixed)(?: (?:it|this|that(?! (?:we|you|they|i|he|she|it|the|our|your|all|no)\b)|(?:the|our|my) (?:issue|problem|bug|error)))(?! by| when)|\b(?:it|that|this|which|restart\w*|reboot\w*|update) (?:has |have |really |actually |finally )*(?:solved|fixed|resolved) (?:the|my|our|this|that) (?:\w+ ){0,3}(?:issue|problem|bug|error)s?\b|^[^\p{L}\p{N}]*(?:(?:系统|问题|故障|(?:i |we )?(?:just )?(?:re-?)?(?:tested|checked|tried|verified)(?: it| this| again| today)?|that was it|yes|yep|yeah|thanks?|thank you|ok|okay|great|perfect|hi|hello|all|confirmed|finally)[^\p{L}\p{N}]*)*(?<![a-z])(?:solved|resolved|fixed|works|working|sorted)\b(?!\s+(?:on|by(?! (?:the|your|an?|this) (?:update|upgrade|restart|reboot|reset|fix|patch|new)\b)|with|hours?))/giu,
  /\b(?:connects?|flows?|prints?|loads?|opens?|starts?|boots?|syncs?|responds?|arrives?|(?:is|are) (?:connecting|flowing|printing|loading|opening|starting|syncing|responding|arriving|coming in)) (?:again|(?:just )?fine|normally|properly|now)\b|\bworks? (?:just |all |perfectly )?(?:now|again|fine|well|perfectly|great|like a charm|as expected|properly|correctly|flawlessly|normally|smoothly|for (?:us|me))\b|\b(?:everything|all) works\b|\b(?:it|that|this|which|your (?:fix|solution|answer|suggestion|patch|update)) (?:has |really |actually )?(?:works|worked|did the trick|did it|helped|solved)\b|\b(?:works|worked),? (?:thanks|thank you)\b/giu,
  /\b(?:back to|all) (?:normal|good|set|fine|clear|ok)\b|\b(?:everything|it|all)(?:'s| is) (?:now )?(?:fine|good|ok(?:ay)?|normal|well) (?:again|now)\b|\beverything(?:'s| is) (?:fine|good|ok(?:ay)?|well)(?=\s*(?:[.,!;]|$))|\b(?:i|we) (?:now have (?:full )?access|have (?:full )?access (?:again|now))(?=\s*(?:[.,!;]|$))|\b(?:is|are) back (?:up(?: and running)?|in service)\b|\b(?:service|access|connection|connectivity|network|power)s? (?:(?:is|are|was|has been) (?:now |fully )*)restored\b|\b(?:is|are|'s|up and) (?:now )?(?:running (?:fine|again|smoothly|normally|well)|running now|up and running|back online|up again)\b|\bno (?:more|further|other|longer any) (?:issues?|problems?|questions?|errors?|failures?|crashes|trouble|warnings?)\b|\bno (?:issues?|problems?|errors?|trouble) (?:any ?more|any longer|now)\b|\bno longer (?:occur(?:s|ring)?|happen(?:s|ing)?|fail(?:s|ing)?|crash(?:es|ing)?|broken|(?:(?:see|seeing|have|having|get|getting|experienc(?:e|ing)) )?(?:(?:an?|the|this|that|these|those|any) )?(?:\w+ ){0,2}(?:issue|problem|error|message|warning|crash|failure|timeout|trouble)(?:e?s)?\b)|\b(?:issue|problem|error|message|warning|bug)s?\b[^.,;!?\n]{0,40}\bno longer (?:there|present|visible|appears?|shows?(?: up)?)/giu,
  /\b(?:do not|don't|not) (?:see|have|get|seeing|having|getting) (?:the|this|that|any|it) ?(?:(?:issue|problem|error|message)s? )?(?:any ?more|any longer)\b|\b(?:is|are)(?:n't| not) (?:a|an|the|any) (?:issue|problem|error)s? (?:any ?more|any longer|now)\b|\bnot (?:a|an) (?:issue|problem) (?:any ?more|any longer)\b|\b(?:do not|don't|does not|doesn't) (?:happen|occur|appear|fail|crash)s? (?:any ?more|any longer)\b|\b(?:issue|problem|error|message|bug)s? (?:is|are|has|have) (?:now |all |finally |completely )*(?:gone(?: away)?|disappeared|vanished)\b|\b(?:errors?|problems?|issues?) gone\b|\b(?:have|has|did)(?: not|n't) (?:seen?|had|got(?:ten)?|received) (?:it|(?:the|this|that|any)(?: \w+)? (?:issue|problem|error|message|crash)\w*) (?:since|again|any ?more)\b|\b(?:issue|problem|error|it) (?:has|did)(?: not|n't) (?:occur|happen|appear|reappear|come back)(?:r?ed)?(?: again| since| any ?more)?\b/giu,
  /\b(?:can|am able to|are able to|is able to) (?:now |finally )*(?:log ?in|sign in|access|open|print|export|import|connect|use|work|send|receive|see|download|upload)\b[^.,;!?\n]{0,30}\b(?:again|now|normally|fine)\b|\b(?:can|able to) (?:now|finally|again) (?:log ?in|sign in|access|open|print|export|import|connect|use|work|send|receive|see|download|upload)\b/giu,
  /\b(?:(?:(?:you|we) (?:can|may)|please|feel free to|(?:could|can|would|will) you|kindly|go ahead and) (?:now |please |kindly |go ahead and |feel free to )*close(?: (?:off |out )?(?:(?:(?:this|the|my|our|that) (?:(?!(?:ticket|issue|case|problem|request|on|in|of|for|with|at|about|from|to)\b)\w+ ){0,2})?(?:support )?(?:(?:ticket|issue|case|problem|request)s?|it|this)\b|that one\b)|(?! (?:the|your|my|our|an?|this|that|these|those|all|both|his|her|their|its|down|at|in|up|out|off|port|on)\b))|can (?:now )?be closed|^\W*close (?:this|the|my|our|that) (?:ticket|issue|case|request)|(?:ok(?:ay)?|good|fine|happy for you) to close(?: (?:this|the|it)(?: ticket| issue| case| request)?)?)\b|\ball is (?:well|fine|good|ok)\b/giu,
];

/** A whole answer of a word or two, with greetings and thanks around it. */
const SHORT_YES =
  /^[^\p{L}\p{N}]*(?:(?:您好|你好|嗯|恩|哦|是的?|对的?|谢谢(?:您|你|你们)?|多谢|感谢|好的|已?确认|hi|hello|yes|yep|ok(?:ay)?|great|thanks?(?: you)?)[^\p{L}\p{N}]*)*(?:好了|好啦|搞定|弄好了|可以了|可以用了|已处理|通过了|已好|done and dusted|good now|fine now|ok now|sorted|(?:it|that)(?:'s| is) (?:good|fine|ok(?:ay)?|perfect|done) now|perfect now)[^\p{L}\p{N}]*(?:(?:(?:非常|十分|太|万分)?(?:感谢|谢谢)|多谢|谢啦|辛苦|thanks?|thx|cheers)[^，。,.!?！？]{0,20})?[^\p{L}\p{N}]*$/giu;

/** The rows that can hold in a sentence: no row of Chinese holds where there is none. */
const rowsFor = (sentence: string): readonly RegExp[] => [
  ...(hasHan(sentence) ? SOLVED_HAN : []),
  ...(hasLatin(sentence) ? SOLVED_LATIN : []),
  SHORT_YES,
];

/** A request to close is an answer even as a question. */
const REQUEST_TO_CLOSE = /关闭|关掉|结掉|结单|关单|结案|关(?:了|吧|即可)$|close|^mark|^consider/iu;
const NOT_TO_CLOSE = /(?:不要|别|不)$|\b(?:not|n't|never)\s*\w*\s*$/iu;

/** What keeps a phrase of solution from being one, right before it: negation, condition, wish, question. */
const UNREAL_HAN =
  /(?:没有?|未|不(?!过)|并非|无法|是否|能否|可否|何时|什么时候|如果|若|要是|假如|一旦|待|等(?!功能|问题|方面|情况|操作|系统|模块)|直到|希望|请(?!问题)|尽快|尽早|早日|麻烦|需要|怎么|如何|怎样|才|马上|会(?!议|员|计|话)|将|以为|应该|可能|也许|大概)[^，。！？；,.!?;\n]{0,10}$/u;
const UNREAL_LATIN =
  /(?:\b(?:not|never|no|hardly|cannot|if|once|when|until|unless|whether|hope|hopefully|please|needs?|wants?|would|could|should|must|get|as soon as|before|without|how|why|far from|thought|expected|supposed|assume|waiting|till|will|might|may|can|be|is|are|was|has|let me know|(?<!\b(?:i|we|can|to|hereby|gladly|now) )confirm)|n['’]t)\b[^.,;!?\n]{0,30}$/iu;
/** The same for phrases that hold their own verb ("it is solved"): a verb before them is no doubt. */
const DOUBT_LATIN =
  /(?:\b(?:not|never|hardly|if|once|when|until|unless|whether|hope|hopefully|please|needs?|wants?|would|could|should|must|as soon as|before|without|how|why|far from|thought|expected|supposed|assume|waiting|till|will|might|may|let me know|(?<!\b(?:i|we|can|to|hereby|gladly|now) )confirm)|n['’]t)\b[^.,;!?\n]{0,30}$/iu;

/** A phrase of solution: whether it is a request to close, and whether what stands right before lets it count. */
export type SolvedPhrase = { readonly request: boolean; readonly real: boolean };

/** The phrases of solution in a sentence, and the sentence without them. */
export function findSolved(sentence: string): { readonly found: readonly SolvedPhrase[]; readonly rest: string } {
  const spans = rowsFor(sentence).flatMap((pattern) =>
    [...sentence.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length })),
  );
  const found = spans.map(({ from, to }) => judged(sentence.slice(0, from), sentence.slice(from, to)));
  return { found, rest: without(sentence, spans) };
}

function judged(before: string, phrase: string): SolvedPhrase {
  const request = REQUEST_TO_CLOSE.test(phrase);
  return { request, real: request ? !NOT_TO_CLOSE.test(before) : isReal(before, phrase) };
}

function isReal(before: string, phrase: string): boolean {
  if (UNREAL_HAN.test(before)) return false;
  return !(/^\w+ /.test(phrase) || /^(?:it|that|this)\b/i.test(phrase) ? DOUBT_LATIN : UNREAL_LATIN).test(before);
}

/** Stands where a phrase of solution was. */
const PLACE = '\u0001';

function without(sentence: string, spans: readonly { from: number; to: number }[]): string {
  let rest = '';
  let at = 0;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    if (from >= at) rest += `${sentence.slice(at, from)}${PLACE}`;
    at = Math.max(at, to);
  }
  return rest + sentence.slice(at);
}
