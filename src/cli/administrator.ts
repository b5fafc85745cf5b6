import type { Desk } from '../desk/desk.ts';
import type { Staff } from '../people/person.ts';
import { wordsOf } from '../words/words.ts';

/** Who decided, where it was done here and not by mail. */
export const COMMAND_LINE = 'command line';

/**
 * Whoever types commands has the rights of a supervisor, and no address: nobody is written to in answer. The name is
 * for letters about what they did.
 */
export const administrator = ({ config }: Pick<Desk, 'config'>): Staff => ({
  name: wordsOf(config.desk.locale).administrator,
  email: COMMAND_LINE,
  roles: ['supervisor'],
  teams: [],
  capacity: 1,
  duty: null,
  locale: null,
});
