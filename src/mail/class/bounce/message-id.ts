import { type Header, headerValue } from '../../mime/header.ts';
import { readMessageIds } from '../../mime/message-id.ts';
import type { MessageReport } from '../../mime/report-part.ts';

/** The headers of the returned mails: what they quote in turn is about others. */
export const copiesIn = (reports: readonly MessageReport[]): string[] =>
  reports
    .filter(({ type }) => /^message\/|rfc822/.test(type) && !/delivery-status|disposition/.test(type))
    .flatMap(({ text }) => text.trimStart().split(/\r?\n\r?\n/, 1));

/** The mail that a report is about, by the copy in it or by what it states; null where neither tells. */
export const reportedMessageId = (reports: readonly MessageReport[]): string | null =>
  idIn(copiesIn(reports)) ?? statedIn(reports)[0] ?? null;

/**
 * The mail that failed: by the copy that came back, else as the report or a field of its header states it, else what
 * the report answers, which is the last mail of its thread.
 */
export function originalMessageId(header: Header, reports: readonly MessageReport[], text: string): string | null {
  const fields = ['original-message-id', 'x-original-message-id'].flatMap((name) =>
    readMessageIds(headerValue(header, name)),
  );
  return (
    idIn([...copiesIn(reports), text]) ??
    [...statedIn(reports), ...fields][0] ??
    readMessageIds(headerValue(header, 'in-reply-to'))[0] ??
    readMessageIds(headerValue(header, 'references')).at(-1) ??
    null
  );
}

function idIn(copies: readonly string[]): string | null {
  for (const copy of copies) {
    const field = /^[ \t>]*message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]+>)/im.exec(copy)?.[1];
    if (field) return field;
  }
  return null;
}

const statedIn = (reports: readonly MessageReport[]): string[] =>
  reports.flatMap(({ text }) => readMessageIds(/^(?:x-)?original-message-id:(.+)/im.exec(text)?.[1] ?? ''));
