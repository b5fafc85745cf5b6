/** Characters of an answer that are read for what it means. */
export const READ_AT_MOST = 8000;

/** A sentence longer than this is read in pieces. */
const PIECE = /[\s\S]{1,500}/gu;

/** Courtesies that hold words like "problem" or "question" without meaning them. */
const COURTESIES: readonly RegExp[] = [
  /(?:如|若|如果|要是)(?:果)?(?:您|你)?(?:还|再)?有(?:任何|其他|其它|什么)?(?:疑问|问题|需要)[^。！\n]{0,40}(?:联系|沟通|告知|反馈|回复|找)[^。！\n]{0,12}[。！]?/gu,
  /有(?:任何|其他|其它|什么)?(?:疑问|问题)[^。！\n]{0,15}(?:随时|请)[^。！\n]{0,8}(?:联系|沟通|告知|反馈)[^。！\n]{0,8}[。！]?/gu,
  /\b(?:if|should) (?:you|there|i|we) (?:have|are|be)? ?(?:any|further|other)[^.!\n]{0,80}(?:contact|let (?:me|us|you) know|reach|call|write)[^.!\n]{0,40}[.!]?/giu,
  /\b(?:no problem|without (?:any )?problems?|how are you(?: doing)?|hope (?:you are|this finds)[^.!?\n]{0,40})[.!?]?/giu,
];

/**
 * The sentences of an author's own words: lines that a mail program broke are joined, courtesies and the desk's own
 * prepared answers left out.
 */
export function sentencesOf(own: string): string[] {
  const lines = own
    .slice(0, READ_AT_MOST)
    .split('\n')
    .filter((line) => !isPreparedAnswer(line));
  let text = '';
  let last = '';
  for (const line of lines) {
    const broken = last.length >= 50 && /[\p{L}\p{N},，]\s*$/u.test(last) && /^\s*[\p{L}\p{N}]/u.test(line);
    text += broken ? `${/\p{Script=Han}\s*$/u.test(last) ? '' : ' '}${line.trim()}` : `\n${line.trim()}`;
    last = line;
  }
  text = text.replace(/https?:\/\/\S+/g, '');
  for (const courtesy of COURTESIES) text = text.replace(courtesy, '');
  return text
    .split(/(?<=[!?。！？；;\n]|\.(?=\s|$))\s*|\n+/u)
    .flatMap((sentence) => sentence.trim().match(PIECE) ?? []);
}

/** A line of the desk's own letter: it offers both answers, or carries the link that prepares one. */
function isPreparedAnswer(line: string): boolean {
  if (/mailto:|^\s*ref:/i.test(line)) return true;
  return (
    (line.includes('问题已解决') && line.includes('仍有疑问')) ||
    (/\bsolved\b/i.test(line) && /\bstill open\b/i.test(line))
  );
}

/** Which of the tables of phrases can hold. */
export const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);
export const hasLatin = (text: string): boolean => /[a-z]/i.test(text);
