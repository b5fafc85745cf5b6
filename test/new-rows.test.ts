import { expect, test } from 'vitest';
import { complaintsAbout, read, sources } from './support/edited-project.ts';
import { COMMAND_CODE, COMMAND_ROWS, LETTER_CONTENTS, LETTER_ROW } from './support/new-rows.ts';

/**
 * A command and a letter at once, since to compile the program is what takes long: what each lacks is told by its name.
 */

/** The rooms that may know a command: the others import neither its table nor a type made from it. */
const ofCommands = /^src\/(?:words|mail|people|ticket|intake|letter)\//;
/** In those that name letters, their orders or their rows. */
const ofLetters = /\bLETTERS\b|\bletterRow\b|\bLetter(?:Kind|Order|Of|Contents?)\b/;
const knowing = sources.filter((path) => ofCommands.test(path) || ofLetters.test(read(path)));

test('what lacks its row, and a row that lacks its code, is what the compiler complains about, where that belongs', () => {
  expect(complaintsAbout(knowing, { ...COMMAND_ROWS, ...LETTER_CONTENTS })).toEqual({
    'src/intake/desk-commands.ts': expect.stringMatching(/^Property 'ping' is missing in type .*$/),
    'src/letter/kinds.ts': expect.stringContaining('weather'),
    'src/ticket/events/handlings.ts': expect.stringContaining('snooze'),
  });
});

test('three source files make a command about a ticket, two one that the desk answers, two a letter, and nothing else is asked for', () => {
  const edits = { ...COMMAND_ROWS, ...COMMAND_CODE, ...LETTER_CONTENTS, ...LETTER_ROW };
  expect(complaintsAbout(knowing, edits)).toEqual({});
});
