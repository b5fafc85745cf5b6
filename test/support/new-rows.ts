import { LOCALES } from '../../src/words/locale.ts';
import { behind, type Edits } from './edited-project.ts';

/** The edits that make one more command of each kind, and one more letter. */

const rowOf = (name: string, answeredBy: 'ticket' | 'desk'): string => `
  ${name}: {
    words: { en: ['${name}'], 'zh-CN': ['${name}'] },
    needs: 'own',
    answeredBy: '${answeredBy}',
    help: { en: [{ argument: '', does: '' }], 'zh-CN': [{ argument: '', does: '' }] },
    done: { en: '', 'zh-CN': '' },
  },`;

/** A command about a ticket and one that the desk answers, each in its row. */
export const COMMAND_ROWS: Edits = {
  'src/words/commands.ts': behind('export const COMMANDS = {', rowOf('snooze', 'ticket') + rowOf('ping', 'desk')),
};

/** The code of both: an event, its row of the state table, its handling; an answer. */
export const COMMAND_CODE: Edits = {
  'src/ticket/states.ts': (text) =>
    behind(
      'export const STATE_TABLE: Readonly<Record<EventName, Row>> = {',
      "  snooze: otherwise('not_in_work', stays('assigned')),",
    )(behind('type MailEvents = {', '  snooze: ByStaff;')(text)),
  'src/ticket/events/ending/closing.ts': (text) =>
    behind(
      'export const CLOSING = {',
      `  snooze: { read: (_, { by }) => ({ name: 'snooze', by }), apply: (ticket) => changed(ticket, []) },`,
    )(text).replace(/(satisfies Handlings<)/, "$1'snooze' | "),
  'src/intake/desk-commands.ts': behind(
    'const ANSWERS: Readonly<Record<DeskCommand, (asked: Asked) => DeskAnswer | Refusal>> = {',
    "  ping: () => said('ping', ''),",
  ),
};

/** What an order for it carries, and its row: a letter of every kind of value. */
export const LETTER_CONTENTS: Edits = {
  'src/ticket/letters.ts': behind(
    '  canary: Nothing;',
    `  /** To the customer: the weather changes. */
  weather: Partial<Words> & Values<{ readonly sky: 'clear' | 'cloudy'; readonly seenBy: string; readonly seenAt: string }>;`,
  ),
};
export const LETTER_ROW: Edits = {
  'src/letter/kinds.ts': behind(
    '  canary: { ...figures, ...NONE },',
    `  weather: {
    ...generated('customer'),
    actions: ['add'],
    shows: ['words'],
    values: { sky: ['clear', 'cloudy'], seenBy: 'person', seenAt: 'moment' },
  },`,
  ),
};
export const LETTER_TEMPLATES: Edits = Object.fromEntries(
  LOCALES.map((locale) => [
    `templates/${locale}/weather.hbs`,
    () =>
      `Weather in ${locale}\n\n{{#> p}}{{#if values.sky.clear}}clear{{else}}cloudy{{/if}}, {{values.seenBy}}{{/p}}\n`,
  ]),
);
