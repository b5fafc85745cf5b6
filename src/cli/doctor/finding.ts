import { tlsMismatch } from '../../lib/tls-mismatch.ts';
import { databaseError } from '../../store/connection/error.ts';

/** One thing looked at. `remedy` says what to do when it is not ok, or what could be better. */
export type Finding = {
  readonly check: string;
  readonly ok: boolean;
  readonly finding: string;
  readonly remedy: string;
};

/** What became of a look at something: what was found, or what was said, with the remedy for that. */
export async function look(
  check: string,
  remedy: string | ((said: string) => string),
  work: () => Promise<string>,
): Promise<Finding> {
  try {
    return { check, ok: true, finding: await work(), remedy: '' };
  } catch (error) {
    const said = messageOf(error);
    const mismatch = tlsMismatch(said);
    if (mismatch !== null) return { check, ok: false, ...mismatch };
    return { check, ok: false, finding: said, remedy: typeof remedy === 'string' ? remedy : remedy(said) };
  }
}

/** The server's own words before those of a library, and none of those about options of Node. */
export function messageOf(error: unknown): string {
  const answer = error instanceof Error && 'responseText' in error ? error.responseText : null;
  const message = answer || (error instanceof Error ? error.message : '') || databaseError(error)?.code || 'failed';
  return String(message).replace(/; if the root CA is installed locally.*/s, '');
}

/** As people read it: what is well and could be better is a note. */
export function findingText({ check, ok, finding, remedy }: Finding): string {
  const mark = ok ? (remedy === '' ? 'ok  ' : 'note') : 'FAIL';
  return `${mark}  ${check}: ${finding}${remedy === '' ? '' : `\n      → ${remedy}`}`;
}
