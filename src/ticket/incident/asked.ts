import type { Command } from '../../mail/mail.ts';
import { numbersIn } from '../../mail/meaning/ticket-number.ts';
import { incidentPrefix } from './incident.ts';

/**
 * What `#incident` asks for. `incident`: the number it names, null for that of the mail; `tickets`: those it names
 * beside the ticket of the mail.
 */
export type Asked =
  | { readonly does: 'open'; readonly title: string; readonly words: string; readonly tickets: readonly string[] }
  | { readonly does: 'link'; readonly incident: string | null; readonly tickets: readonly string[] }
  | { readonly does: 'unlink'; readonly tickets: readonly string[] }
  | { readonly does: 'gather' };

const OPEN = /^(?:新建|新增|创建|开启|(?:new|open|create)(?![\p{L}\p{N}]))[\s:：]*/iu;
const UNLINK = /^(?:取消关联|取消|移出|解除|(?:unlink|remove|none)(?![\p{L}\p{N}]))[\s:：]*/iu;
const GATHER = /^(?:全部相似|相似|同类|(?:alike|similar)(?![\p{L}\p{N}]))[\s:：]*$/iu;
/** Characters of a title. */
const TITLE_MAX = 120;

/** Null where it asks for nothing that is understood. */
export function askedOf({ argument, text }: Pick<Command, 'argument' | 'text'>, prefix: string): Asked | null {
  const own = argument.trim().replace(/[\s.,;!。，；！]+$/u, '');
  const { tickets, others } = linesBelow(text, prefix);
  const open = OPEN.exec(own)?.[0];
  if (open !== undefined) {
    const title = own.slice(open.length).replace(/\s+/g, ' ').trim();
    if (title === '' || title.length > TITLE_MAX) return null;
    return { does: 'open', title, words: others.join('\n').trim(), tickets };
  }
  if (GATHER.test(own)) return { does: 'gather' };
  const named = [...new Set([...numbersIn(own, prefix), ...tickets])];
  if (UNLINK.test(own)) return { does: 'unlink', tickets: named };
  const [incident = null] = numbersIn(own, incidentPrefix(prefix));
  return incident === null && named.length === 0 ? null : { does: 'link', incident, tickets: named };
}

/** Lines of nothing but ticket numbers name tickets; a number among words is only spoken of. */
function linesBelow(text: string, prefix: string): { readonly tickets: readonly string[]; readonly others: string[] } {
  const lines = text.split('\n').map((line) => ({ line, numbers: numbersIn(line, prefix) }));
  const isNaming = ({ line, numbers }: (typeof lines)[number]): boolean =>
    numbers.length > 0 && !/[\p{L}\d]/u.test(withoutNumbers(line, prefix));
  const tickets = lines.filter(isNaming).flatMap(({ numbers }) => numbers);
  return { tickets: [...new Set(tickets)], others: lines.filter((each) => !isNaming(each)).map(({ line }) => line) };
}

/** What a line says beside the numbers in it. */
const withoutNumbers = (line: string, prefix: string): string =>
  line
    .normalize('NFKC')
    .toUpperCase()
    .split(prefix.normalize('NFKC').toUpperCase())
    .map((part, at) => (at === 0 ? part : part.replace(/^[ \t-]?\d{11,17}/, '')))
    .join('');
