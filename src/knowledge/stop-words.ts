/**
 * Words that say nothing about a problem: function words, and the politeness of support mail. English ones are stemmed.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `的 了 是 在 我 我们 你 你们 您 他 她 它 他们 这 那 这个 那个 这些 那些 这里 那里 有 没有 和 与 及 或 就 也 都 还 又 再 很 太 把 被 给 对
  从 到 去 来 上 下 里 中 后 前 时 时候 个 一 一个 一下 一直 吗 呢 吧 啊 呀 么 什么 怎么 怎么办 怎样 如何 为什么 哪 哪里 能 能不能 可以 不能 不
  要 想 需要 请 请问 麻烦 谢谢 感谢 您好 你好 大家 帮忙 看看 看 尽快 说 总 总是 现在 今天 昨天 已经 原来 突然 以后 之后 但是 可是 因为 所以
  如果 然后 的话 问题 出现 提示 处理 系统 显示 使用 进行 无法 某
  a about abov after again all also alway am an and ani anybodi ar as ask at be been befor being but by can cannot come could did do doe done
  each else everi everyth fine for from get give go ha had have he hello her hi him hi how i if in into is it its just keep kind know last let
  like look mani mai me might more most much must my need no nobodi not now of off on onli or other our out over pleas regard said sai same see
  she should show shown so some somebodi still such sudden suddenli tell than thank that the their them then there thei thi those though to too
  toward try us use veri wa want we well were what when whenev where which while who whom why will with would yet you your im cant dont doesnt
  isnt problem help issu`.split(/\s+/),
);
