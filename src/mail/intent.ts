import type { Intent } from './mail.ts';

/** Phrases that say the problem is gone. Negations and questions around them are looked at apart. */
const SOLVED = [
  /(?:问题|故障|现象|报错)?\s*(?:已经?|都|全部|均)?(?:得到|彻底|完全|成功)?(?:解决|修复|恢复|处理好|搞定|好)(?:了|啦|喽)|(?:已|已经)(?:解决|修复|恢复(?:正常)?|搞定|处理好|好了|正常)|(?:问题|故障)(?:得到)?(?:解决|修复)(?!方案|办法|方法|不|得|吗|没|中|进度|时间)/u,
  /(?:现在|目前|已经?)?(?:可以|能够?)(?:正常)?(?:使用|登录|登陆|访问|导出|打开|用|运行|显示|工作)?了|(?:恢复|一切|都|运行|使用|现在|目前)正常(?:了)?|正常了|没(?:有)?(?:任何|其他|其它|什么)?(?:疑问|问题)(?:了|啦)|(?:没有|没|无)(?:任何|其他|其它)?(?:疑问|异议)|不再(?:报错|出现|发生)|没再(?:出现|报错)|可以关闭(?:工单|问题|了|该)|(?:请|可以)(?:帮忙)?(?:关闭|结单|关单)|验证通过|测试通过|没毛病|ok了|好使了/iu,
  /\b(?:(?:is|are|was|has been|have been|been|got|now|all|already|it's|that's|issue|problem|everything(?: is)?|you|that|this|which|it|consider (?:it|this)|mark (?:it|this)(?: as)?) +(?:now |all |been |completely |fully |finally |successfully )*(?:solved|resolved|fixed|sorted(?: out)?|cleared up|working(?: (?:fine|again|now|well|perfectly|properly|correctly|great))?)|(?:solved|resolved|fixed)(?: it| this| that| the (?:issue|problem)| our (?:issue|problem)| my (?:issue|problem)|[.!,]|$)|(?:it |that |this |everything |all |now )?works? (?:now|again|fine|well|perfectly|great|like a charm|as expected|properly|correctly|for (?:us|me))|(?:that|it|this) works\b|(?:it |that |this )(?:has |did )?(?:worked|did the trick|helped)|(?:back to|all) (?:normal|good|set)\b|no (?:more|further) (?:issues?|problems?|questions?|errors?)|(?:no longer|not) (?:see|seeing|having|occurs?|happen(?:s|ing)?|an issue|a problem)(?: (?:the|this|it|that|any))?(?: (?:issue|problem|error)s?)?(?: (?:any ?more|any longer))?|(?:you (?:can|may)|please|feel free to) close (?:this|the|it|my|our)|can be closed|we (?:are|'re) good|all is (?:well|fine|good)|thanks?,? (?:it'?s )?(?:solved|fixed|working))/iu,
  /^\W*(?:solved|resolved|fixed|works(?: now)?|working|问题已解决|已解决|解决了?|搞定|ok|可以了|好了)\W*$/imu,
];

/** Phrases that say the problem is still there. */
const STILL_OPEN = [
  /(?:仍|仍然|还|还是|依然|依旧|又|再次|继续|照样|始终|一直)(?:有|存在|会|在|是)?(?:疑问|问题|报错|不行|不能|不可以|无法|没有?(?:解决|好|恢复|修复|用)|未(?:解决|恢复|修复)|出错|出现|失败|异常|故障|没法|打不开|登不上|登录不|不正常|不好|卡|慢|一样|老样子)|(?:没有?|未|尚未|没能|并没有?|并未|未能|还没)(?:有|得到|完全|彻底|真正)?(?:解决|修复|恢复|处理好|搞定|好转|改善)|不行(?!业|为|程)|(?:解决|修复|处理)不了|没(?:有)?用(?!过)|没有?效果|不管用|无效|问题(?:依旧|依然|仍|还在|又|重现|复现)|又(?:出现|报错|不行|坏|挂)|重新(?:打开|开启)(?:工单|问题)|复现|(?:解决|恢复|修复|好|正常)(?:得)?(?:不彻底|不完全)/u,
  /\b(?:still (?:not |isn'?t |doesn'?t |does not |can'?t |cannot |won'?t |un|open|broken|fail\w*|happen\w*|see\w*|getting|get|have|having|has|there|an? |the |exist\w*|persist\w*|occur\w*|down|same|in|error\w*|crash\w*|wrong|present|waiting for a (?:fix|solution)|no (?:change|luck|solution|fix))|(?:the )?same (?:error|issue|problem|result|thing)|(?:not|n'?t|never|isn'?t|hasn'?t|wasn'?t|aren'?t|didn'?t|doesn'?t) (?:been |get |yet |really |fully |completely |actually |quite |get |got )*(?:solved?|resolved?|fix(?:ed)?|sorted|working|work|help(?:ed)?|better|gone|closed?)|unresolved|unsolved|no (?:luck|change|improvement|difference|effect)|(?:error|problem|issue|it|bug) (?:persists?|remains?|is back|came back|(?:has )?(?:returned|reappeared)|happened again|occurs? again|appeared again|started again|continues)|(?:fails|failed|broken|crash(?:es|ed)?|down) again|(?:back|happen\w*|occurr\w*) again|re-?open (?:this|the|it|my)|to no avail|(?:only )?partially (?:solved|fixed|resolved|working)|worse)/iu,
  /^\W*(?:仍有疑问|没有解决|未解决|还是不行|not solved|still open|still broken)\W*$/imu,
];

/** Negation that turns a phrase of solution around, right before it. */
const NEGATED =
  /(?:没有?|未|尚未|不|并非|并没有?|无法|还没有?|是否|有没有|能否|何时|什么时候|如果|若|要是|假如|一旦|待|等|等到|直到|希望|请|尽快|尽早|早日|麻烦|帮忙|需要|怎么|如何|才|马上|即将|以为|原以为)(?:[^，。！？；,.!?;\n]{0,12})$/u;
const NEGATED_LATIN =
  /(?:\b(?:not|n't|never|no|hardly|isn|hasn|wasn|aren|cannot|can't|if|once|when|until|unless|whether|hope|hopefully|please|need|needs|want|wants|would like|could you|can you|will you|should|would|must|to be|to get|as soon as|before|without|how|why|after you|far from|thought|expected|supposed|assume|wait(?:ing)?|till|will|might|may|be)\b|n['’]t\b)[^.,;!?\n]{0,30}$/iu;

const QUESTION = /[?？]|吗\s*$|(?:是否|能否|可否|何时|什么时候|有没有).{0,40}$/u;

/** Phrases that hand back a further problem, whatever came before. */
const NEW_PROBLEM =
  /(?:但是?|不过|可是|然而|只是|另外|此外|还有(?:一个|个|另)|又(?:发现|有)(?:一个|个|新))[^。！？\n]{0,40}(?:问题|报错|错误|不行|无法|不能|异常|新)|(?:新的?|另一个?|另外一个|其他|其它)(?:的)?(?:问题|故障|报错)|\b(?:but|however|though|although)\b[^.!?\n]{0,80}\b(?:issue|problem|error|question|not|n't|now|another|new|fail\w*|broken|slow)\b|\b(?:another|a new|one more|a different|other)\s+(?:\w+\s+)?(?:issue|problem|error|question|bug)\b/iu;

/**
 * What an answer to a resolution says, from the author's own words: each sentence is read alone, questions and
 * conditions say nothing, a negated solution is a problem that stays. Both sides at once, a question beside an answer,
 * or a new problem make it unclear.
 */
export function readIntent(own: string): Intent {
  const sentences = sentencesOf(withoutPoliteness(own));
  let solved = false;
  let open = false;
  let doubtful = false;
  for (const sentence of sentences) {
    const asked = QUESTION.test(sentence);
    const says = sentenceIntent(sentence);
    if (NEW_PROBLEM.test(sentence)) doubtful = true;
    if (says === 'still_open') open = true;
    else if (says === 'solved' && !asked) solved = true;
    if (asked) doubtful = true;
  }
  if (open) return solved ? 'unclear' : 'still_open';
  if (solved) return doubtful ? 'unclear' : 'solved';
  return doubtful && sentences.length > 0 ? 'unclear' : 'none';
}

function sentenceIntent(sentence: string): Intent {
  const open = STILL_OPEN.some((pattern) => matches(pattern, sentence, (before) => !doubleNegation(before)));
  if (open && !/(?:不再|没再|no longer|not)\s?$/u.test(sentence.slice(0, 0))) return 'still_open';
  return SOLVED.some((pattern) =>
    matches(pattern, sentence, (before) => !NEGATED.test(before) && !NEGATED_LATIN.test(before)),
  )
    ? 'solved'
    : 'none';
}

/** "no longer not working", "如果还是不行": conditions and double negations say nothing. */
function doubleNegation(before: string): boolean {
  return (
    /(?:如果|若|要是|假如|万一|以防|倘若)[^，。,.]{0,15}$/u.test(before) ||
    /\b(?:if|in case|should|unless|no longer|was|were|had been|used to be)\b[^.,;]{0,30}$/iu.test(before)
  );
}

function matches(pattern: RegExp, sentence: string, holds: (before: string) => boolean): boolean {
  for (const match of sentence.matchAll(new RegExp(pattern.source, `g${pattern.flags.replace('g', '')}`))) {
    if (holds(sentence.slice(0, match.index))) return true;
  }
  return false;
}

function sentencesOf(text: string): string[] {
  return text
    .slice(0, 20_000)
    .split(/(?<=[.!?。！？；;\n])\s*|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** Courtesies that hold words like "problem" or "question" without meaning them. */
function withoutPoliteness(text: string): string {
  return text
    .replace(
      /(?:如|若|如果)(?:果)?(?:还)?有(?:任何|其他|其它|什么)?(?:疑问|问题)[^。！\n]{0,40}(?:联系|沟通|告知|反馈)[^。！\n]{0,10}[。！]?/gu,
      '',
    )
    .replace(
      /\b(?:if|should) (?:you|there) (?:have|are|be)? ?(?:any|further)[^.!\n]{0,80}(?:contact|let (?:me|us) know|reach|call)[^.!\n]{0,40}[.!]?/giu,
      '',
    )
    .replace(/\b(?:no problem|without (?:any )?problems?)\b/giu, '');
}

const NEWS =
  /(?:有|有没有|请问有)(?:什么|任何)?(?:新的?)?(?:进展|消息|结果|更新|眉目|进度)(?:了)?(?:吗|么|没有?|\s*[?？])|(?:进展|进度|情况|处理)(?:如何|怎么样|怎样|到哪(?:里|一步)?(?:了)?)|什么时候(?:能|可以|会)?(?:解决|修复|处理|好|恢复|有结果)|(?:何时|多久|多长时间)(?:能|可以|才)?(?:解决|修复|处理|恢复|好)|(?:请|麻烦)?(?:催|跟进)(?:一下|办|下)|目前(?:是)?什么(?:状态|情况|进展)|(?:有|是否有)(?:进展|更新|结果)|\b(?:any (?:news|updates?|progress|word|luck|development)|(?:what(?:'s| is)|how is) the (?:status|progress|latest|current (?:status|state))|status (?:update|of (?:this|my|the|our))|(?:is there|do you have|have you got|can (?:i|we) (?:get|have)|could (?:i|we|you) (?:get|have|give|provide|send)|please (?:give|provide|send|share)).{0,30}(?:news|updates?|progress|eta)|when (?:will|can|do you expect|is|are).{0,60}(?:fix|solv|resol|ready|done|available|back|working)\w*|how (?:is it|are things) going|how long will|following up|follow(?:ing)? up on|checking in|(?:an?|the|your) eta|still waiting|where (?:are|do) we (?:stand|at))\b/iu;

/** Whether the author asks how things stand. */
export function asksForNews(own: string): boolean {
  return NEWS.test(own.slice(0, 5000));
}

const THANKS =
  /(?:非常|十分|多|万分|太)?(?:感谢|谢谢|謝謝|多谢|谢啦|谢了|辛苦(?:了|你们|您)?|感激)|\b(?:thanks?(?: you| u)?|thank you|thx|many thanks|much appreciated|appreciate(?:d| it)?|cheers|ty)\b|danke|merci|gracias|obrigad[oa]|ありがとう/giu;
const FILLER =
  /您好|你好|好的|收到|支持|帮助|帮忙|耐心|及时|回复|处理|对|的|了|你们?|您|们|大家|各位|老师|工程师|先生|女士|(?:李|王|张|赵|刘|陈)工|\b(?:hi|hello|hey|dear|ok|okay|great|all|team|you|so|very|much|again|for|the|your|quick|fast|prompt|kind|help|support|assistance|reply|response|answer|information|info|a|lot|and|have|nice|good|day|weekend|best|kind|regards|sincerely|got|it|received|noted|well|a|bunch|appreciated|really|many|everyone|sir|madam)\b|[\s\p{P}\p{S}\d]/giu;

/** Whether the author only thanks: nothing is said about the problem. */
export function onlyThanks(own: string): boolean {
  if (own.length > 400 || own.search(THANKS) < 0) return false;
  const rest = own
    .replace(THANKS, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const words = rest.map((line) => line.replace(FILLER, '')).join('');
  const name =
    rest.length > 1
      ? rest
          .slice(0, -1)
          .map((line) => line.replace(FILLER, ''))
          .join('')
      : words;
  return readIntent(own) === 'none' && (words === '' || (name === '' && words.length <= 20 && !/[?？]/.test(own)));
}

const RATING =
  /(?:满意度|评分|打分|评价|评级|服务评价|总体评价|satisfaction|rating|score|rate)(?:\s*[(（][^)）]{0,20}[)）])?\s*[:：=]?\s*(?:是|为|给|打|is|of)?\s*([1-5１-５])(?![\d０-９])(?!\s*[-–~到至]\s*5)|(?<![\d.０-９])([1-5１-５])\s*(?:分(?!钟|之|别|析|类)|星|颗星|stars?\b|points?\b|\/\s*5(?!\d)|out of (?:5|five)\b)|([★⭐]{1,5})|^\s*([1-5１-５])\s*[.。!！]?\s*$|(非常满意|很满意|不满意|非常不满意|very satisfied|very dissatisfied)/imu;
const WORDED: Readonly<Record<string, number>> = {
  非常满意: 5,
  很满意: 5,
  'very satisfied': 5,
  不满意: 2,
  非常不满意: 1,
  'very dissatisfied': 1,
};

/** The rating 1–5 in the author's words; null when there is none. */
export function readSatisfaction(own: string): number | null {
  const match = RATING.exec(own.slice(0, 5000));
  if (!match) return null;
  const [, labelled, counted, stars, alone, worded] = match;
  if (stars !== undefined) return [...stars].length;
  if (worded !== undefined) return WORDED[worded.toLowerCase()] ?? null;
  return Number((labelled ?? counted ?? alone ?? '').normalize('NFKC'));
}
