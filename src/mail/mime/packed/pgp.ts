const BEGIN = '-----BEGIN PGP MESSAGE-----';
const END = '-----END PGP MESSAGE-----';

/**
 * Takes encrypted messages out of a text (RFC 9580 §6.2, "inline PGP"): the text without them, and each as a file, for
 * whoever has the key. A quoted one, with marks before its lines, stays: somebody else's mail was encrypted.
 */
export function takeEncrypted(text: string): { readonly text: string; readonly messages: readonly string[] } {
  const messages: string[] = [];
  let rest = '';
  let from = 0;
  for (let at = lineWith(text, 0); at >= 0; at = lineWith(text, from)) {
    const end = text.indexOf(END, at);
    const stop = end < 0 ? text.length : end + END.length;
    messages.push(text.slice(at, stop));
    rest += text.slice(from, at);
    from = stop;
  }
  return { text: rest + text.slice(from), messages };
}

function lineWith(text: string, from: number): number {
  let at = text.indexOf(BEGIN, from);
  while (at > 0 && text[at - 1] !== '\n') at = text.indexOf(BEGIN, at + BEGIN.length);
  return at;
}
