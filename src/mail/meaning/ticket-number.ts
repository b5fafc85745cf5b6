import type { Mail } from '../mail.ts';

/** Most numbers taken from one place. */
const MOST = 20;

/**
 * Ticket numbers in the subject and in the quoted part: prefix, eight digits of a date, three or more of a sequence;
 * full-width forms and any case, whatever prefix or bracket stands before. Canonical, each once, in order.
 */
export function readTicketNumbers(subject: string, quoted: string, prefix?: string): Mail['ticketNumbers'] {
  const inSubject = numbersIn(subject, prefix);
  return { subject: inSubject, quoted: numbersIn(quoted, prefix).filter((number) => !inSubject.includes(number)) };
}

/** The numbers in one text. */
export function numbersIn(text: string, prefix = 'TS'): string[] {
  const canonical = prefix.normalize('NFKC').toUpperCase();
  const escaped = canonical.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(
    `(?<![A-Z0-9])${escaped}[ \\t-]?((?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3,9})(?!\\d)`,
    'gi',
  );
  const found = new Set<string>();
  for (const match of text.normalize('NFKC').matchAll(pattern)) {
    found.add(`${canonical}${match[1]}`);
    if (found.size >= MOST) break;
  }
  return [...found];
}
