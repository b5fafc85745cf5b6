import type { Mail } from '../mail.ts';
import { readAddresses } from '../mime/address.ts';
import { attributionAt, WROTE } from './attribution.ts';
import { headerField, headerFieldValue } from './quote-header.ts';
import { bare } from './quote-mark.ts';
import { isForwardLine, isOriginalLine } from './separator.ts';

/** Who wrote a forwarded mail and what: read from the header that stands above it; null when it names no address. */
export function readForwarded(text: string): Mail['forwarded'] {
  const lines = text.split('\n');
  let sender = '';
  let subject = '';
  let at = 0;
  for (let last: string | null = null; at < 40; at++) {
    const line = lines[at] ?? '';
    const field = headerField(line);
    if (field === 'from' && sender === '') sender = headerFieldValue(line);
    else if (field === 'subject' && subject === '') subject = headerFieldValue(line);
    else if (field === null && last === 'from' && !sender.includes('@') && bare(line) !== '')
      sender += ` ${bare(line)}`;
    else if (last !== null && bare(line) === '') break;
    else if (field === null && last === null && !isForwardLine(line) && !isOriginalLine(line, [])) {
      const length = attributionAt(lines, at);
      if (length === 0) continue;
      sender = attributed(
        lines
          .slice(at, at + length)
          .map(bare)
          .join(' '),
      );
      at += length;
      break;
    }
    if (field !== null) last = field;
  }
  const from = senderIn(sender);
  if (!from) return null;
  return { from, subject, text: lines.slice(at).map(unquoted).join('\n').trim() };
}

function senderIn(value: string): { name: string; address: string } | null {
  const plain = value.replace(/\[mailto:([^\]\s]+)\]/i, '<$1>');
  const listed = readAddresses(plain)[0];
  if (listed && /^[^\s@]+@[^\s@]+$/.test(listed.address)) return listed;
  const bareAddress = /[\w.+=-]+@[\w.-]+\w/.exec(plain)?.[0];
  return bareAddress ? { name: '', address: bareAddress } : null;
}

/** Words between the date of an attribution and the name: "Am 23.11.2026 um 09:00 Uhr schrieb Li". */
const BEFORE_NAME = new RegExp(
  `^\\s*(?:日|[ap]m\\b|uhr\\b)?\\s*(?:(?:hat|heeft|${WROTE.map(([, pattern]) => pattern).join('|')})\\s+)?`,
  'iu',
);

/**
 * The sender of an attribution as a From field has it: its address, and as the name what stands between it and the
 * date.
 */
function attributed(text: string): string {
  const address = senderIn(text)?.address;
  if (address === undefined) return '';
  const before = text.slice(0, text.indexOf(address)).replace(/[[<(](?:mailto:)?$/i, '');
  const name = before.split(/[\d,，:：]/).at(-1) ?? '';
  return `${name.replace(BEFORE_NAME, '')} <${address}>`;
}

function unquoted(line: string): string {
  return line.replace(/^> ?/, '');
}
