import { databaseError } from '../../store/connection/error.ts';

/** One thing looked at. `remedy` says what to do when it is not ok, or what could be better. */
export type Finding = {
  readonly check: string;
  readonly ok: boolean;
  readonly finding: string;
  readonly remedy: string;
};

/** What is as it should be. */
export const well = (check: string, finding: string): Finding => ({ check, ok: true, finding, remedy: '' });
/** What works and could be better. */
export const note = (check: string, finding: string, remedy: string): Finding => ({ check, ok: true, finding, remedy });
export const wrong = (check: string, finding: string, remedy: string): Finding => ({
  check,
  ok: false,
  finding,
  remedy,
});

/** What became of a look at something: what was found, or what was said, with the remedy for that. */
export async function look(
  check: string,
  remedy: string | ((said: string) => string),
  work: () => Promise<string>,
): Promise<Finding> {
  try {
    return well(check, await work());
  } catch (error) {
    const said = messageOf(error);
    return wrong(check, said, typeof remedy === 'string' ? remedy : remedy(said));
  }
}

/**
 * The server's own words before those of a library, and none of those about options of Node or of a statement's text.
 */
export function messageOf(error: unknown): string {
  const answer = error instanceof Error && 'responseText' in error ? error.responseText : null;
  const known = databaseError(error);
  const message = answer || known?.message || (error instanceof Error ? error.message : '') || known?.code || 'failed';
  return String(message).replace(/; if the root CA is installed locally.*/s, '');
}

/** As people read it: what is well and could be better is a note. */
export function findingText({ check, ok, finding, remedy }: Finding): string {
  const mark = ok ? (remedy === '' ? 'ok  ' : 'note') : 'FAIL';
  return `${mark}  ${check}: ${finding}${remedy === '' ? '' : `\n      → ${remedy.replaceAll('\n', '\n        ')}`}`;
}
