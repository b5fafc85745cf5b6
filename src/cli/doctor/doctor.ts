import { EXIT } from '../exit.ts';
import type { Run } from '../run.ts';
import { examine } from './examine.ts';
import { findingText } from './finding.ts';

/**
 * `tsdesk doctor`: one finding for each thing the daemon needs, with what to do when it is not as it should be.
 * examine.ts looks, in order; a file beside it for each part. Prints all findings; exit code 1 when a check fails.
 */
export async function doctor({ settings, output }: Run, options: { probe?: boolean } = {}): Promise<number> {
  const findings = await examine(settings('servers'), options);
  for (const each of findings)
    if (output.json) output.object(each);
    else output.line(findingText(each));
  return findings.every((each) => each.ok) ? EXIT.done : EXIT.failed;
}
