/** What mail programs write before the subject of an answer, one row a language. */
const REPLIES: readonly (readonly [language: string, prefixes: string])[] = [
  ['en', 're|reply|response'],
  ['de', 'aw|antw|antwort'],
  ['fr', 'r[ée]p|r[ée]ponse'],
  ['es pt', 'res|resp|rta'],
  ['it', 'r|rif|ris|risp'],
  ['nl', 'antwoord'],
  ['sv da no is', 'sv|svar|ang'],
  ['fi et', 'vs|vast|vastaus'],
  ['pl', 'odp'],
  ['cs sk', 'odpov[ěe][ďd]'],
  ['hr sr sl', 'odg|odgovor'],
  ['hu', 'v[áa]|v[áa]lasz'],
  ['ro', 'r[ăa]sp|r[ăa]spuns'],
  ['tr', 'ynt|yan|yan[ıi]t|cvp'],
  ['lv lt cy', 'atb|ats'],
  ['ru', 'отв|ответ|отвт'],
  ['uk bg', 'відп|відповідь|на|отг|отговор'],
  ['el', 'απ|απάντηση|σχετ|σχετικά'],
  ['zh', '回[复覆復]|答[复覆復]|回信|回應|回应'],
  ['ja', '返信'],
  ['ko', '답장|회신|답변'],
  ['ar fa', 'رد|الرد|پاسخ'],
  ['he', 'השב|תגובה|תשובה'],
  ['vi', 'trả lời|tl'],
  ['th', 'ตอบ|ตอบกลับ'],
  ['id ms', 'bls|balas'],
  ['ca eu', 'resposta|er'],
];

/** The same before a mail that is passed on. */
const FORWARDS: readonly (readonly [language: string, prefixes: string])[] = [
  ['en', 'fw|fwd|forward|forwarded'],
  ['de', 'wg|wtr|weitergeleitet'],
  ['fr', 'tr|transf|transf[ée]r[ée]'],
  ['es', 'rv|renv|reenv'],
  ['pt', 'enc|encam|encaminhado'],
  ['it', 'i|inol|inoltro'],
  ['nl', 'doorst|doorgest'],
  ['sv da no fi', 'vb|vl|vidarebefordrat|videresendt|v[äa]litetty'],
  ['is', 'fs'],
  ['pl', 'pd|przek'],
  ['cs sk', 'p[řr]ed[áa]no|prepos|p[řr]ep'],
  ['hr sr sl', 'proslijeđeno|prosl|posr'],
  ['hu', 'tov|továbbítás|tovább'],
  ['ro', 'redirec[țt]ionat'],
  ['tr', 'i̇lt|ilt|yml|ilet'],
  ['ru uk', 'пер|пересл|переслано|переадр'],
  ['el', 'πρθ|προωθ|προώθ'],
  ['zh', '转发|轉發|转寄|轉寄|转递'],
  ['ja', '転送'],
  ['ko', '전달'],
  ['ar he', 'إعادة توجيه|تحويل|הועבר|העבר'],
  ['vi th id', 'chuyển tiếp|ส่งต่อ|trs|terusan'],
];

const oneOf = (rows: typeof REPLIES): string => rows.map(([, prefixes]) => prefixes).join('|');

/** Tags that gateways, lists and help desks put in front: `[EXTERNAL]`, 【外部邮件】, `[#4711]`. */
const TAGS = '(?:\\s|\\[[^\\]]{0,60}\\]|【[^】]{0,60}】)*';
/** How often it was answered, in the ways of old programs, and the colon. */
const END = '(?:\\s?\\[\\d{1,3}\\]|\\s?\\(\\d{1,3}\\)|\\^\\d{1,3}|-\\d{1,3}|\\*\\d{1,3})?[\\s\\u00a0]*[:：]';

/** @internal tests look at it */
export const REPLY = new RegExp(`^${TAGS}(?:${oneOf(REPLIES)})${END}`, 'iu');
/** @internal tests look at it */
export const FORWARD = new RegExp(`^${TAGS}(?:${oneOf(FORWARDS)})${END}`, 'iu');
const ALL = new RegExp(`^(?:${TAGS}(?:${oneOf(REPLIES)}|${oneOf(FORWARDS)})${END})*${TAGS}`, 'iu');

/** Characters of a subject that its prefixes stand in. */
const LONGEST = 500;

const folded = (subject: string): string => subject.slice(0, LONGEST).normalize('NFKC').trim();

/** Whether a subject says that the mail answers another, in any language mail programs write it. */
export const isReplySubject = (subject: string): boolean => REPLY.test(folded(subject));

/** Whether a subject says that the mail is a forward. */
export const isForwardSubject = (subject: string): boolean => FORWARD.test(folded(subject));

/** A subject without tags and the marks of answers and forwards before it. */
export const withoutPrefixes = (subject: string): string => subject.replace(ALL, '');
