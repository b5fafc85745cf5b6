import type { Passages } from './passages.ts';

/** Numbers that are telephones by their shape: mobile ones of China, area codes with a dash, 400 and country codes. */
const BY_SHAPE =
  /(?<![\d.\w-])(?:(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}|0\d{2,3}-\d{3,4}[- ]?\d{4}(?:(?:-|转)\d{1,5})?|400-?\d{3,4}-?\d{3,4}|\+[1-9]\d{0,2}(?:[ -]?\(\d{1,4}\))?(?:[ .-]?\d{1,8}){2,5})(?![\d\w]|[.-]\d)/gu;
/** Others need a word beside them. */
const BY_WORD =
  /(?<![\d.\w-])(?:\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}[ .-]\d{3}[ .-]\d{4}|\(?0\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?:[ -]\d{2,4})?)(?![\d\w]|[.-]\d)/gu;
const WORD =
  /电话|座机|手机|热线|来电|致电|拨|联系|\b(?:tel|telephone|phone|mobile|cell|call|reach|ring|dial|direct|office|line|fax)\b/iu;
/** What stands before a number that is an account, an order, or the desk's own line. */
const NO_TELEPHONE =
  /(?:[账帐]号|用户名?|会员|订单|单号|编号|工号|卡号|登录|你们的?|贵司的?|客服电话|传真|\b(?:accounts?|users?|username|orders?|login|log in as|invoice|fax|your (?:hotline|number|line)|no\.))(?: ?(?:is|是|为|[:：#]))? ?$/iu;

/** The number under which a person can be called, in their words; undefined when none is named. */
export function readTelephone({ lines }: Passages, signature: readonly string[]): string | undefined {
  for (const line of [...lines, ...signature]) {
    if (!/\d{3}/.test(line)) continue;
    const patterns = WORD.test(line) ? [BY_SHAPE, BY_WORD] : [BY_SHAPE];
    for (const pattern of patterns)
      for (const match of line.matchAll(pattern)) {
        const digits = match[0].replace(/\D/g, '').length;
        if (digits >= 8 && digits <= 16 && !NO_TELEPHONE.test(line.slice(0, match.index))) return match[0].trim();
      }
  }
  return undefined;
}
