import { toldOf } from '../lib/logged-error.ts';
import { tlsMismatch } from '../lib/tls-mismatch.ts';
import { isFailedQuery } from '../store/drizzle.ts';

/** What went wrong, in words for `/readyz`, logs and the command line: the server's own where it said something. */
export function describeTrouble(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown trouble';
  if (isFailedQuery(error)) return `the database: ${toldOf(error)}`;
  if ('authenticationFailed' in error && error.authenticationFailed)
    return `login refused: ${'responseText' in error ? error.responseText : error.message}`;
  const mismatch = tlsMismatch(error.message);
  if (mismatch !== null) return `${mismatch.finding}: ${mismatch.remedy}`;
  // imapflow's own message is only "Command failed".
  return 'responseText' in error && error.responseText ? String(error.responseText) : error.message;
}
