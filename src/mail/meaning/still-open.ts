import { hasHan, hasLatin } from './sentence.ts';

/** Phrases that say the problem is still there. */
const STILL_OPEN_HAN: readonly RegExp[] = [
  /(?:仍然?|还是?|依然|依旧|又|再次|继续|照样|始终|一直)(?:有|存在|会|在|是|提示|显示)?(?:这个|该|同样的?|相同的?)?(?:疑问|问题|报错|错误|不行|不能|不可以|不可用|不了|无法|没有?(?:解决|好|恢复|修复|用|反应|效果)|未(?:解决|恢复|修复)|出错|出现|失败|异常|故障|没法|打不开|登不上|登录不|不正常|不好|不对|卡|慢|老样子|一样|用不了)/gu,
  /(?:没有?|未|尚未)(?:有|得到|能|完全|彻底|真正|被)*(?:解决|修复|修好|恢复|处理好|搞定|好转|改善)(?!方案|办法|方法)|(?:解决|修复|处理|恢复)不了|不行(?!业|为|程|政)|没有?(?:起)?(?:作用|效果)|没用(?!过)|不管用|不好使|无效(?!合同)/gu,
  /(?:问题|故障|错误|现象)(?:依旧|依然|仍|还在|还有|又|重现|复现|没变)|又(?:出现|报错|不行|坏|挂|崩)|(?:重新|再次)(?:打开|开启)(?:工单|问题)|(?:解决|恢复|修复)(?:得)?(?:不彻底|不完全)/gu,
];
const STILL_OPEN_LATIN: readonly RegExp[] = [
  /\bstill (?:not\b|isn'?t|doesn'?t|does not|can'?t|cannot|could ?n[o']t|won'?t|un\w|open|broken|fail|happen|see|get|have|having|has|there|an? |the |exist|persist|occur|down|same|error|crash|wrong|present|no (?:change|luck|solution|fix)|waiting for (?:a|the) (?:fix|solution))/giu,
  /\b(?:the )?same (?:error|issue|problem|result|thing|behaviou?r)\b|\b(?:not|never|isn'?t|hasn'?t|haven'?t|wasn'?t|aren'?t|didn'?t|doesn'?t|don'?t|won'?t) (?:been |get |yet |really |fully |completely |actually |quite |got |seem to |appear to (?:be )?)*(?:solved?|resolved?|fix(?:ed)?|sorted|working|work|help(?:ed)?|better|gone|closed?)\b|\bunresolved\b|\bunsolved\b/giu,
  /\b(?:error|problem|issue|it|bug) (?:still )?(?:persists?|remains?|continues|is back|came back|(?:has )?(?:returned|reappeared)|happened again|occurs? again|appeared again|started again)\b|\b(?:fails|failed|failing|broken|crash(?:es|ed)?|down|happening|happens|happened|occurring|occurred) again\b|\bre-?open (?:this|the|it|my)\b|\b(?:no luck|no change|no improvement|no difference|no effect|to no avail)\b|\b(?:got|getting) worse\b/giu,
];

/** Conditions and the past before a phrase of trouble. */
const PAST_HAN =
  /(?:如果|若|要是|假如|万一|以防|倘若|之前|原来|原先|此前|昨天|刚才|不再|没有?再|不会再)[^，。；,.;]{0,12}$/u;
const PAST_LATIN =
  /\b(?:if|in case|should|unless|no longer|was|were|had been|used to|earlier|before|previously)\b[^.,;]{0,30}$/iu;

/** Whether a sentence says that the problem is still there, and means the present. */
export const saysStillOpen = (sentence: string): boolean =>
  [...(hasHan(sentence) ? STILL_OPEN_HAN : []), ...(hasLatin(sentence) ? STILL_OPEN_LATIN : [])].some((pattern) =>
    sentence.matchAll(pattern).some((match) => isMeant(sentence.slice(0, match.index), match[0])),
  );

/** "It has not happened again" is no trouble. */
const isMeant = (before: string, phrase: string): boolean =>
  !isConditionalOrPast(before) && !(/again$/iu.test(phrase) && /\b(?:not|never)\b|n't\b/iu.test(`${before}${phrase}`));

const isConditionalOrPast = (before: string): boolean => PAST_HAN.test(before) || PAST_LATIN.test(before);
