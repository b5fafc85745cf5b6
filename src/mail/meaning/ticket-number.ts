import type { Mail } from '../mail.ts';

/** Most numbers taken from one place. */
const MOST = 20;

/**
 * Ticket numbers in the subject and in the quoted part: prefix, eight digits of a date, three or more of a sequence;
 * full-width forms and any case, whatever prefix or bracket stands before. Canonical, each once, in order.
 */
export function readTicketNumbers(subject: string, quoted: string, prefix?: Prefixes): Mail['ticketNumbers'] {
  const inSubject = numbersIn(subject, prefix);
  return { subject: inSubject, quoted: numbersIn(quoted, prefix).filter((number) => !inSubject.includes(number)) };
}

/** Of a desk whose tickets are numbered in several ways, all of them. */
export type Prefixes = string | readonly string[];

/** The numbers in one text. */
export function numbersIn(text: string, prefix: Prefixes = 'TS'): string[] {
  // Each has eleven digits in a row.
  if (!/[0-9０-９]{11}/.test(text)) return [];
  const canonical = [prefix].flat().map((each) => each.normalize('NFKC').toUpperCase());
  const escaped = canonical.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const pattern = new RegExp(
    `(?<![A-Z0-9])(${escaped})[ \\t-]?((?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3,9})(?!\\d)`,
    'gi',
  );
  const found = new Set<string>();
  for (const match of text.normalize('NFKC').matchAll(pattern)) {
    found.add(`${match[1]?.toUpperCase()}${match[2]}`);
    if (found.size >= MOST) break;
  }
  return [...found];
}

/**
 * How other help desks write their numbers into a subject, one row a way; a version, a date or an error code is none.
 *
 * @internal tests look at it
 */
export const OTHERS: readonly RegExp[] = [
  // [#4711] · [INC0012345] · [Ticket #4711] · 【工单 4711】 · [Request ID :##4711##] · [Ticket#2026112210000017]
  /[[【(（][^\][】)）\d]{0,24}?((?:#\s?|[A-Z]{2,10}[-_ ]?)\d{2,20}|\d{5,20})#{0,2}\s?[\]】)）]/giu,
  // Case 00123456: · 工单号：4711 · Ticket No. 4711
  /(?:\b(?:ticket|case|request|incident|issue|vorgang|anfrage|demande|caso)|工单|案件|案例|服务单|事件单|单号|编号|受理)\s?(?:id|no|nr|number|号|編號)?[\s.:：#＃]{0,4}([A-Z]{0,10}[-_]?\d{4,20})(?![\p{L}\d])/giu,
  // INC0012345 · RITM0012345 · SR-4711
  /(?<![\p{L}\d])((?:INC|REQ|RITM|SCTASK|TASK|SR|CS|CAS|CHG|PRB|SD|TKT|SUP|HELP)[-_]?\d{4,20})(?![\p{L}\d])/gu,
];

/** @internal tests look at it */
export const DATE = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$/;

/** Numbers in a subject that another help desk gave the matter, canonical, each once; the desk's own are left out. */
export function othersNumbers(subject: string, prefix: Prefixes = 'TS'): string[] {
  const own = new Set(numbersIn(subject, prefix));
  const text = subject.normalize('NFKC');
  const found = OTHERS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => (match[1] ?? '').toUpperCase().replace(/[#\s_-]/g, '')),
  );
  const counts = (number: string): boolean => !DATE.test(number) && !own.has(number);
  return [...new Set(found.filter(counts))].slice(0, MOST);
}
