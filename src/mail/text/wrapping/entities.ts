/** Programs that leave the entities of HTML in the text form they make of it, by how they name themselves. */
const LEAVES_ENTITIES = /\b(?:QQ ?Mail|Foxmail|Coremail|Exmail|TencentMail|WeCom|NetEase|163net|AliMail)/i;

/** What they leave, read once: an author's own `&gt;` stands there as `&amp;gt;`. */
const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ',
  gt: '>',
  lt: '<',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#34': '"',
  '#160': ' ',
  ensp: ' ',
  emsp: ' ',
  amp: '&',
};

/** A text form without the entities that the sender's program left in it. `mailer`: the field X-Mailer. */
export function withoutEntities(text: string, mailer: string): string {
  if (!text.includes('&') || !LEAVES_ENTITIES.test(mailer)) return text;
  return text.replace(/&(#?\w{2,5});/g, (entity, name: string) => NAMED[name.toLowerCase()] ?? entity);
}
