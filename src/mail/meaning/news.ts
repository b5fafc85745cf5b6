/** Ways of asking how things stand, one row a way. */
const NEWS: readonly RegExp[] = [
  /(?:请问)?(?:是否|有没有|有)(?:什么|任何)?(?:新的?)?(?:进展|消息|结果|更新|眉目|进度|回复)(?:了)?(?:吗|么|没有?|\s*[?？])|有没有(?:什么)?(?:新的?)?(?:进展|消息|结果|进度)/u,
  /(?:进展|进度|处理)(?:情况|得)?(?:如何|怎么样|怎样|怎么样了|到哪(?:里|儿|一步)?(?:了)?)|目前(?:是)?(?:什么|怎样的?)(?:状态|情况|进展|进度)|(?:现在|目前)(?:处理)?(?:的)?(?:情况|状态|进度|进展)(?:是|如何|怎么)/u,
  /(?:什么时候|何时|多久|多长时间|几时|啥时候)(?:能够?|可以|才|会)*(?:解决|修复|处理|恢复|修好|弄好|好|有结果|有答复|搞定)|还要(?:等)?多久|(?:请|麻烦)?(?:帮忙)?(?:催(?:一下|办|下|促)|跟进一下)|(?:问|查)一?下(?:进度|进展)/u,
  /\bany (?:news|updates?|progress|word|development|feedback)\b|\b(?:what(?:'s| is)|how is) the (?:status|progress|latest|current (?:status|state))\b|\bstatus (?:update|of (?:this|my|the|our))\b|\bhow (?:is it|are things) (?:going|coming)\b/iu,
  /\b(?:is there|do you have|have you got|can (?:i|we) (?:get|have)|could (?:i|we|you) (?:please )?(?:get|have|give|provide|send)|please (?:give|provide|send|share)).{0,30}\b(?:news|updates?|progress|eta|status)\b|\bwhen (?:will|can|could|do you expect|is|are)\b.{0,60}\b(?:fix|solv|resol|ready|done|available|back|working|hear)\w*|\bhow (?:much )?long(?:er)? (?:will|until|does)\b/iu,
  /\bfollow(?:ing)? up on\b|\bjust (?:following up|checking in)\b|\bstill waiting for (?:a |an |your )?(?:reply|answer|response|news|update)\b|\bwhere (?:are|do) we stand\b|\bwhat is the eta\b/iu,
];

/**
 * A line that asks for no more progress letters, and says nothing else. Whom it asks must be clear: "no further
 * updates" also answers a question, and what a product does not send or synchronise may be what is wrong with it.
 */
const ENOUGH: readonly RegExp[] = [
  /^(?:(?:您|你)?好[,，。!！]?)?(?:请|麻烦)?(?:以后|之后|后续)?(?:就)?(?:不用|不必|无需|无须|不需要|不要|别|请勿|停止)(?:再|继续)*(?:(?:[给向]我们?)?(?:发送?|推送|通知|汇报)(?:给?我们?)?|[给向]我们?同步|同步给我们?)(?:(?:处理|任何)?的?(?:进展|进度)|处理的?过程)(?:邮件|通知|更新)?了?(?:[,，]?(?:谢谢|多谢))?[。.!！~]?$/u,
  /^(?:处理)?(?:进展|进度)(?:邮件|通知)?(?:以后)?(?:就)?(?:不用|不必|无需|不需要|不要|别)(?:再|继续)?(?:发送?|通知|汇报)(?:给?我们?)?了?(?:[,，]?(?:谢谢|多谢))?[。.!！~]?$/u,
  /^(?:(?:hi|hello)[,!]?\s+)?(?:please[,]?\s+)?(?:(?:stop|no need to keep) sending|(?:do not|don't|you need not|no need to) send)(?: me| us)?(?: any)?(?: more| further)?\s(?:progress(?: (?:updates?|letters?|mails?|notes?|reports?))?|updates?)(?: any ?more)?(?:[,.]?\s*(?:please|thanks?|thank you))?[.!]?$/iu,
  /^(?:please[,]?\s+(?:send (?:me|us) )?|send (?:me|us) )no (?:more|further) (?:progress(?: (?:updates?|letters?|mails?|notes?|reports?))?|updates?)(?:[,.]?\s*(?:please|thanks?|thank you))?[.!]?$/iu,
  /^no (?:more|further) (?:progress (?:updates?|letters?|mails?|notes?|reports?)(?:[,.]?\s*(?:please|thanks?|thank you))?|(?:progress|updates?)[,.]?\s*please)[.!]?$/iu,
];

/** Whether the author wants no more letters about progress: a line of its own, among the first of what they wrote. */
export const declinesProgress = (own: string): boolean => linesOf(own).slice(0, 5).some(isEnough);

/** Whether that is all they wrote. */
export const onlyDeclinesProgress = (own: string): boolean => linesOf(own).every(isEnough) && declinesProgress(own);

const linesOf = (own: string): readonly string[] =>
  own
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const isEnough = (line: string): boolean => line.length <= 80 && ENOUGH.some((pattern) => pattern.test(line));

/** Whether the author asks how things stand. */
export function asksForNews(own: string): boolean {
  const start = own.slice(0, 3000);
  return NEWS.some((pattern) => pattern.test(start));
}
