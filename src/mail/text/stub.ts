/** A longer text form is no stub, and is not compared. Characters. */
const LONGEST_STUB = 1_500;
/** Of the HTML form that much is looked at: what a short text says stands at its beginning. */
const COMPARED = 8_000;
/** A text form has more of its words than this in common with the HTML it was made from. */
const COMMON = 0.25;

/** What stubs speak of. */
const PROGRAM =
  /\bhtml\b|browser|web ?mail|mail[- ]?(?:client|program|reader|app)|\bmime\b|浏览器|瀏覽器|客户端|客戶端|ブラウザ|メールソフト|브라우저|navigateur|navegador/i;

/**
 * Whether the text form of a mail says something else than its HTML form (RFC 2046 §5.1.4: they are the same content):
 * "your program cannot show HTML", "view this mail in the browser". What mail programs show is the HTML; so its words
 * count. Compared by content: a stub may be as long as what it stands for. HTML without new words has nothing to say.
 */
export function isStub(plain: string, rendered: string): boolean {
  if (plain.length > LONGEST_STUB || beginsAlike(plain, rendered)) return false;
  const said = wordsIn(plain);
  if (said.length === 0) return false;
  const shown = new Set(wordsIn(rendered.slice(0, COMPARED).replace(/^>.*$/gm, ' ')));
  if (shown.size === 0) return false;
  const common = said.filter((word) => shown.has(word)).length;
  if (common >= said.length * COMMON) return false;
  return PROGRAM.test(plain) || (common === 0 && shown.size * 2 >= said.length);
}

/** Most forms show at once that they are the same; the words need not be counted then. */
function beginsAlike(plain: string, rendered: string): boolean {
  const first = /\S.{5,30}/.exec(plain)?.[0].trimEnd();
  return first !== undefined && !PROGRAM.test(plain) && rendered.slice(0, COMPARED).includes(first);
}

const WORD = /\p{Script=Han}+|[\p{L}\p{M}\p{N}_]+?(?=\p{Script=Han}|[^\p{L}\p{M}\p{N}_]|$)/gu;
/** What a text form has in place of pictures and links, and the HTML does not show. */
const BESIDE = /\[[^\][\n]{0,200}\]|<[^<>\n]{0,500}>|https?:\/\/\S+/g;

/** Words, of hanzi every two that stand side by side. */
function wordsIn(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.replace(BESIDE, ' ').toLowerCase().matchAll(WORD)) {
    if (!HAN.test(word)) words.push(word);
    else for (let i = 0; i === 0 || i + 2 <= word.length; i++) words.push(word.slice(i, i + 2));
  }
  return words;
}

const HAN = /^\p{Script=Han}/u;
