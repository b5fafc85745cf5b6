import { expect, test } from 'vitest';
import { complaintsAbout } from './support/edited-project.ts';
import { COMMAND_CODE, COMMAND_ROWS, LETTER_CONTENTS, LETTER_ROW } from './support/new-rows.ts';

/**
 * A command and a letter at once, since to compile the program is what takes long: what each lacks is told by its name.
 */

test('what lacks its row, and a row that lacks its code, is what the compiler complains about, where that belongs', async () => {
  expect(await complaintsAbout({ ...COMMAND_ROWS, ...LETTER_CONTENTS })).toEqual({
    'src/intake/desk-commands.ts': expect.stringMatching(/^Property 'ping' is missing in type .*$/),
    'src/letter/kinds.ts': expect.stringContaining('weather'),
    'src/ticket/events/handlings.ts': expect.stringContaining('snooze'),
  });
});

test('three source files make a command about a ticket, two one that the desk answers, two a letter, and nothing else is asked for', async () => {
  const edits = { ...COMMAND_ROWS, ...COMMAND_CODE, ...LETTER_CONTENTS, ...LETTER_ROW };
  expect(await complaintsAbout(edits)).toEqual({});
});
