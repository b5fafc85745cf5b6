import type { FoundFiles, Unreadable } from '../adopt/mail-files.ts';
import { printable } from './printable.ts';

/** Tells on standard error what of the named paths was not read, and why. */
export function tellPassedOver(found: FoundFiles, unreadable: Unreadable): void {
  tellLinks(found);
  for (const [path, why] of unreadable) process.stderr.write(`${printable(`cannot read ${path}: ${why}`)}\n`);
}

export function tellLinks({ links }: FoundFiles): void {
  if (links > 0)
    process.stderr.write(
      `symbolic links in folders, not followed: ${links}. What one leads to is read when it is named itself.\n`,
    );
}
