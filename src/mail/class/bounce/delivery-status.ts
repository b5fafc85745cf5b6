/** What a delivery status says about one recipient (RFC 3464 §2.3). */
export type RecipientStatus = {
  readonly recipient: string | null;
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded`; empty when missing. */
  readonly action: string;
  /** RFC 3463, without a comment; null when missing. */
  readonly status: string | null;
  readonly diagnostic: string;
};

/** The per-recipient groups of a message/delivery-status body, in order; groups without a recipient are left out. */
export function deliveryStatus(text: string): RecipientStatus[] {
  return text
    .replace(/\r/g, '')
    .split(/\n[ \t]*\n/)
    .map(fieldsOf)
    .filter((fields) =>
      ['final-recipient', 'original-recipient', 'action', 'x-actual-recipient'].some((name) => fields.has(name)),
    )
    .map((fields) => ({
      recipient: recipientOf(fields),
      action:
        written(fields, 'action')
          .toLowerCase()
          .match(/[a-z]+/)?.[0] ?? '',
      status: /\b([245])\.\s?(\d{1,3})\.\s?(\d{1,3})\b/.exec(written(fields, 'status'))?.slice(1, 4).join('.') ?? null,
      diagnostic: written(fields, 'diagnostic-code')
        .replace(/^[\w-]+\s*;/, '')
        .trim(),
    }));
}

function fieldsOf(group: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const match = /^([\w-]+)\s*:\s*(.*)$/.exec(line);
    if (match && !fields.has((match[1] ?? '').toLowerCase()))
      fields.set((match[1] ?? '').toLowerCase(), match[2] ?? '');
  }
  return fields;
}

/** Characters of a field that are read: an address, a status, and what a server says. */
const LONGEST_FIELD = 5000;

function written(fields: ReadonlyMap<string, string>, name: string): string {
  return (fields.get(name) ?? '').slice(0, LONGEST_FIELD);
}

/** The address that failed, without the type before it: the final one, unless it is no address. */
function recipientOf(fields: ReadonlyMap<string, string>): string | null {
  for (const name of ['final-recipient', 'original-recipient', 'x-actual-recipient']) {
    const value = written(fields, name).replace(/\+([0-9A-F]{2})/g, (whole, hex: string) =>
      hex === '2B' || hex === '3D' ? String.fromCharCode(Number.parseInt(hex, 16)) : whole,
    );
    const address = /[^\s<>"';,]+@[^\s<>"';,]+/.exec(value)?.[0];
    if (address) return address;
  }
  return null;
}
