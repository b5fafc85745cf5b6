/** What a server or OpenSSL says when only one side of a connection speaks TLS, and what that means, each in a line. */
const MISMATCHES: readonly (readonly [said: RegExp, finding: string, remedy: string])[] = [
  // OpenSSL's word for a plain greeting.
  [
    /wrong version number|packet length too long|record layer|error establishing an SSL connection/i,
    'the server speaks no TLS at this port',
    'name its TLS port, or set tls: starttls (sslmode=disable in a database URL)',
  ],
  [
    /does not support (?:STARTTLS|SSL)|upgrading connection with STARTTLS/i,
    'the server does not offer TLS at this port',
    'set tls: implicit with its TLS port (sslmode=disable in a database URL)',
  ],
  // A server that waits for TLS says nothing to a client that waits for a greeting, or hangs up on what it does not
  // know.
  [
    /failed to receive greeting|greeting never received/i,
    'no greeting came: perhaps the port is for TLS',
    'set tls: implicit where it is a TLS port (993, 465)',
  ],
  [
    /connection terminated unexpectedly/i,
    'the server hung up on an unencrypted connection: perhaps the port is for TLS or another service',
    'correct host and port, or add sslmode=verify-full to the URL',
  ],
];

/** Null for what has to do with something else. */
export function tlsMismatch(said: string): { readonly finding: string; readonly remedy: string } | null {
  const [, finding, remedy] = MISMATCHES.find(([pattern]) => pattern.test(said)) ?? [];
  return finding === undefined || remedy === undefined ? null : { finding, remedy };
}
