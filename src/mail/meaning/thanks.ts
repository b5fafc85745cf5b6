import { takesBack } from './doubt.ts';
import { readIntent } from './intent.ts';
import { sentencesOf } from './sentence.ts';

const THANKS =
  /(?:非常|十分|多|万分|太|再次|衷心)*(?:感谢|谢谢|謝謝|多谢|谢啦|谢了|感激|感恩|辛苦)(?:了|啦)?|\b(?:thanks?(?: you| u)?|thank you|thx|tks|many thanks|much appreciated|appreciate(?:d| it)?|cheers|ty)\b|\bdanke|\bmerci|\bgracias|\bobrigad[oa]|ありがとう(?:ございま(?:す|した))?/giu;
/** Words that stand around thanks without adding anything. */
const FILLER =
  /您好|你好|大家好|好的|收到|知道了|明白|支持|帮助|帮忙|协助|耐心|及时|快速|这么快|回复|答复|处理|解答|指导|对|的|了|你们|您们|你|您|们|大家|各位|老师|工程师|先生|女士|\p{Script=Han}工(?!\p{Script=Han})|祝好|祝您?(?:工作顺利|生活愉快|周末愉快)|\b(?:hi|hello|hey|dear|ok|okay|great|all|team|support|you|so|very|much|again|for|the|your|quick|fast|prompt|kind|kindly|help|assistance|reply|response|answer|answering|replying|helping|information|info|update|a|lot|and|have|nice|good|day|weekend|best|warm|regards|sincerely|yours|got|it|received|noted|well|bunch|really|many|everyone|sir|madam|this|that|i|we|my|our|with|million|here|looking|into)\b|[\s\p{P}\p{S}\d]/giu;

/** Whether the author only thanks: nothing is said about the problem. A name below the thanks is allowed. */
export function onlyThanks(own: string): boolean {
  if (own.length > 600 || own.search(THANKS) < 0 || readIntent(own) !== 'none') return false;
  const sentences = sentencesOf(own);
  if (sentences.some((sentence) => takesBack(sentence) !== null)) return false;
  const rest = sentences
    .map((sentence) => sentence.replace(THANKS, ' ').replace(FILLER, ''))
    .filter((words) => words !== '');
  return rest.length === 0 || (rest.length <= 2 && rest.every((words) => words.length <= 16) && isName(own, rest));
}

/** What is left is a name when it stands on the last lines alone. */
function isName(own: string, rest: readonly string[]): boolean {
  const lines = own.split('\n').filter((line) => line.trim() !== '');
  const below = lines.slice(-2).map((line) => line.replace(FILLER, ''));
  return rest.every((words) => below.includes(words) && !/[?？]/.test(words));
}
