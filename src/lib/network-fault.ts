/** How a connection failed before or below what the server says. */
export type NetworkFault = {
  readonly kind: 'refused' | 'closed' | 'unknown' | 'unreachable' | 'silent';
  /** One line with the place and the system's name for it. */
  readonly finding: string;
};

/** Node's and the drivers' codes (errno(3), getaddrinfo(3)), and the words of libraries that hand on no code. */
const FAULTS: readonly (readonly [kind: NetworkFault['kind'], said: RegExp, words: (place: string) => string])[] = [
  ['refused', /\bECONNREFUSED\b/, (place) => `${place} does not answer: nothing listens there`],
  ['closed', /\b(?:ECONNRESET|ECONNABORTED|EPIPE|CONNECTION_CLOSED)\b/, (place) => `${place} hangs up`],
  [
    'unknown',
    /\b(?:ENOTFOUND|EAI_AGAIN|EAI_FAIL|EAI_NODATA|EAI_NONAME)\b/,
    (place) => `${place} cannot be found: no such name is known`,
  ],
  [
    'unreachable',
    /\b(?:EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)\b/,
    (place) => `${place} cannot be reached: no network leads there`,
  ],
  ['silent', /\b(?:ETIMEDOUT|ESOCKETTIMEDOUT|CONNECT_TIMEOUT|UND_ERR_CONNECT_TIMEOUT)\b/, silent],
  ['silent', /timed? ?out|no answer within|not answered/i, silent],
];

function silent(place: string): string {
  return `${place} does not answer in time`;
}

/** What an error of the network means at this place, `HOST:PORT`; null for whatever is none. */
export function networkFault(error: unknown, place: string): NetworkFault | null {
  const said = wordsOf(error);
  for (const [kind, pattern, words] of FAULTS) {
    const found = pattern.exec(said)?.[0];
    if (found === undefined) continue;
    // Each once: some libraries repeat the code in their message.
    return { kind, finding: `${words(place)}${/^[A-Z_]+$/.test(found) ? ` (${found})` : ''}` };
  }
  return null;
}

/** Codes and messages of an error and of those it stands for: a name with two addresses fails once for each. */
function wordsOf(error: unknown): string {
  // With a severity it is PostgreSQL itself that has answered.
  if (!(error instanceof Error) || 'severity' in error) return '';
  const code = 'code' in error ? error.code : '';
  const inner = error instanceof AggregateError ? error.errors.map(wordsOf) : [wordsOf(error.cause)];
  return [code, error.message, ...inner].join(' ');
}
