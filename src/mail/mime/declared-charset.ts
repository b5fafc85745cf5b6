import { latin1 } from './charset/charset.ts';
import { canonicalCharset } from './charset/charset-label.ts';
import type { Part } from './structure.ts';

/**
 * The label of a text, and what its octets are most likely in where they contradict it. HTML may name its own charset
 * (HTML §4.2.5.4): it counts where the part names none, and before what other parts name.
 */
export function declaredCharset(
  part: Part,
  bytes: Uint8Array,
  hint: string,
): [label: string | undefined, hint: string] {
  const label = part.contentType.parameters.get('charset');
  if (!part.type.includes('html')) return [label, hint];
  const own = /<meta[^>]{1,200}charset\s*=\s*["']?([\w-]+)/i.exec(latin1(bytes.subarray(0, 2000)))?.[1];
  if (own === undefined) return [label, hint];
  return canonicalCharset(label) === '' ? [own, hint] : [label, canonicalCharset(own) || hint];
}

/** The first charset that a part of the mail names and that is not UTF-8: what its raw octets are most likely in. */
export function charsetHint(root: Part): string {
  const pending = [root];
  for (let part = pending.shift(); part; part = pending.shift()) {
    const charset = canonicalCharset(part.contentType.parameters.get('charset'));
    if (charset !== '' && charset !== 'utf-8') return charset;
    if (pending.length < 50) pending.push(...part.children.slice(0, 50));
  }
  return '';
}
