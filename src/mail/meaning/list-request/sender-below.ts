/** A line of a card: where somebody works, what they are, or how they are reached. */
const CARD_LINE =
  /^(?:[^，。]{0,30}(?:公司|集团|部|科|室|中心|大学|医院|银行|经理|主管|总监|工程师|Ltd\.?|Inc\.?|GmbH|LLC|Department|Manager|Engineer)(?:\s[^，。]{0,20}(?:部|科|室|中心))?|(?:电话|手机|座机|tel|phone|mobile)\s*[:：.]?\s*[\d+ ()-]{6,24}|\+?[\d ()-]{7,24}|\S+@\S+|(?:https?:\/\/|www\.)\S+)$/iu;
/** What may stand behind a name in the same line. */
const BEHIND_NAME = /^\s*(?:[/|·•–—(（].{0,40})?[。.，,]?$/u;

/** The words above the sender's own name, where nothing follows it but a card. The words as they are without it. */
export function withoutSenderBelow(text: string, senderName: string): string {
  const names = namesOf(senderName);
  const lines = text.trimEnd().split('\n');
  const at = lines.findLastIndex((line) => names.some((name) => isNamed(line.trim(), name)));
  const below = lines.slice(at + 1).filter((line) => line.trim() !== '');
  const isSignature = at >= 0 && below.every((line) => CARD_LINE.test(line.trim()));
  return isSignature ? lines.slice(0, at).join('\n').trimEnd() : text;
}

const isNamed = (line: string, name: string): boolean =>
  line.toLowerCase().startsWith(name.toLowerCase()) && BEHIND_NAME.test(line.slice(name.length));

/** `Bob Smith (South Ltd)`: the whole, without what is added to it, and the first and last word. */
function namesOf(senderName: string): readonly string[] {
  const plain = senderName.replace(/[（(|/].*$/u, '').trim();
  return [senderName.trim(), plain, ...plain.split(/[\s,]+/u)].filter((name) => name.length > 1);
}
