import type { Command } from '../../mail/mail.ts';

/**
 * A command of a mail as it is carried out. `inserted`: it has become other words than its author wrote, which they are
 * shown. `otherLanguage`: that of an answer which is not there in the customer's.
 */
export type ComposedWords = {
  /** As it was written. */
  readonly written: Command;
  readonly command: Command;
  readonly inserted: boolean;
  readonly otherLanguage: string | null;
};
