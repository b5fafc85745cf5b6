import { readContent } from '../../mime/content.ts';
import type { MessageReport } from '../../mime/report-part.ts';
import { parseMime } from '../../mime/structure.ts';

/** Mails within mails that are opened to find a report. */
const DEEPEST = 3;

const HOLDS_REPORT =
  /^content-type:\s*(?:message\/(?:global-)?delivery-status|multipart\/report[^\n]*(?:\n[ \t][^\n]*)*delivery-status)/im;

/**
 * The reports of a mail, where one that is attached as a whole mail is taken apart: gateways, aliases and lists pass a
 * delivery report on like that.
 */
export function withNested(reports: readonly MessageReport[], depth = DEEPEST): readonly MessageReport[] {
  return reports.flatMap((report) => {
    if (depth === 0 || report.type !== 'message/rfc822' || !HOLDS_REPORT.test(report.text)) return [report];
    const nested = readContent(parseMime(Buffer.from(report.text, 'latin1')).root).reports;
    return nested.length === 0 ? [report] : withNested(nested, depth - 1);
  });
}
