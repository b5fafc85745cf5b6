import { readFileSync } from 'node:fs';
import { storableText } from '../store/storable-text.ts';
import { CommandError, EXIT } from './exit.ts';

/** What a file says, or standard input for `-`; throws CommandError for what cannot be read. */
export function readText(file: string): string {
  try {
    return storableText(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    throw new CommandError(
      EXIT.unreadableInput,
      `${file} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}
