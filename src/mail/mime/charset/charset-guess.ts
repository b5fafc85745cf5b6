/** Octets under another label that are UTF-8 for certain: valid throughout, with sequences no other text would form. */
export function isUtf8ForCertain(bytes: Uint8Array): boolean {
  const { sequences, long, broken } = utf8Shape(bytes);
  return broken === 0 && (long > 0 || sequences >= 3) && (sequences >= 3 || long * 3 >= sequences);
}

/** How the octets above 127 group when read as UTF-8 (RFC 3629 §3). */
export function utf8Shape(bytes: Uint8Array): { sequences: number; long: number; broken: number } {
  let sequences = 0;
  let long = 0;
  let broken = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const length =
      lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
    let found = 0;
    while (found < length && ((bytes[i + found + 1] ?? 0) & 0xc0) === 0x80) found++;
    if (length === 0 || found < length) {
      if (i + found + 1 >= bytes.length && found > 0) continue;
      broken++;
      continue;
    }
    sequences++;
    if (length > 1) long++;
    i += length;
  }
  return { sequences, long, broken };
}

/**
 * Whether octets above 127 come in pairs of GB 2312 characters, most of them of its first level, the frequent ones.
 * Western text has lone octets, Cyrillic has runs of odd length and pairs of the second level.
 */
export function looksLikeGb(bytes: Uint8Array): boolean {
  let frequent = 0;
  let rare = 0;
  let odd = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[i + 1] ?? 0;
    if (trail < 0xa1 || trail === 0xff || lead < 0xa1 || lead > 0xfe) odd++;
    else if (lead >= 0xb0 && lead <= 0xd7) frequent++;
    else if (lead > 0xd7) rare++;
    i++;
  }
  return frequent > 0 && odd * 8 <= frequent && rare * 2 <= frequent;
}
