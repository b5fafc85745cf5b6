/** What is told of the years before the first is no time of a mail, and PostgreSQL has no year 0. */
const FIRST = Date.parse('0001-01-01T00:00:00Z');

/**
 * The time of a Date field (RFC 5322 §3.3, obsolete zones and the usual variants too); null when it is missing or no
 * date.
 */
export function readDate(value: string): Date | null {
  const plain = value
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain.length > 200) return null;
  for (const written of [
    plain,
    plain.replace(/^\p{L}+[,.]? /u, ''),
    plain.replace(/ [A-Za-z"]+$/, ''),
    plain.replace(/(\d\d)\.(\d\d)\.(\d\d)/, '$1:$2:$3'),
  ]) {
    const time = Date.parse(written);
    if (time >= FIRST && time < 8.64e15) return new Date(time);
  }
  return null;
}
