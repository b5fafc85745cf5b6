import type { Command } from '../mail/mail.ts';
import { numbersIn } from '../mail/meaning/ticket-number.ts';
import type { Staff } from '../people/person.ts';
import type { CommandName } from '../words/commands.ts';
import type { Refusal } from './change.ts';
import type { Context, Received, StaffEvent } from './event.ts';
import { parseTime } from './text/human-time.ts';
import { personNamed, teamNamed } from './text/named.ts';
import { readProgress } from './text/progress-note.ts';
import { readResolution } from './text/resolution-text.ts';
import type { Ticket } from './ticket.ts';
import { categoryNamed, urgencyNamed } from './triage.ts';

/** What commands of a mail speak of, loaded beforehand. */
export type Loaded = {
  readonly prefix: string;
  /** The tickets that `#merge` names, by number. */
  readonly tickets: ReadonlyMap<string, Ticket>;
  /** The ticket that `#split` would open; its subject and words are those of the command when it has any. */
  readonly split: Received | null;
};

/** Who wrote the mail, and what goes for all its commands. */
export type Author = { readonly by: Staff; readonly hasAttachments: boolean };

type Reading = (command: Command, author: Author, loaded: Loaded, context: Context) => StaffEvent | Refusal;

const wordsOf = ({ argument, text }: Command): string => [argument, text].filter(Boolean).join('\n');

/** The same without the name below it, which belongs to none of the parts such a text is read into. */
function unsigned(command: Command, { by }: Author): string {
  const lines = wordsOf(command).trimEnd().split('\n');
  return lines.at(-1)?.trim() === by.name ? lines.slice(0, -1).join('\n').trimEnd() : lines.join('\n');
}

/** Commands that pass on words; without any they say nothing. */
const words =
  (name: 'ask' | 'reply' | 'note'): Reading =>
  (command, author) =>
    wordsOf(command) === '' ? { refused: 'no_text' } : { name, words: wordsOf(command), ...author };

const ADDRESS = /[^\s<>(),;:，；、]+@[^\s<>(),;:，；、]+/u;

/** What each command about a ticket means; the others (`#kb`, `#report` …) are for the desk to answer. */
const READINGS: Readonly<Partial<Record<CommandName, Reading>>> = {
  accept: (_, { by }) => ({ name: 'accept', by }),
  decline: (command, { by }) => ({ name: 'decline', by, reason: wordsOf(command) }),
  assign: ({ argument }, { by }, _, context) => {
    const named = personNamed(argument, context) ?? teamNamed(argument, context);
    return named === null ? { refused: 'no_such_person', detail: argument } : { name: 'assign', by, to: named.to };
  },
  urgency: ({ argument }, { by }) => {
    const urgency = urgencyNamed(argument);
    return urgency === null ? { refused: 'no_such_urgency', detail: argument } : { name: 'urgency', by, urgency };
  },
  category: ({ argument }, { by }, _, { policy }) => {
    const category = categoryNamed(argument, policy.categories);
    return category === null ? { refused: 'no_such_category', detail: argument } : { name: 'category', by, category };
  },
  eta: ({ argument }, { by }, _, context) => {
    const at = futureTime(argument, context);
    return 'refused' in at ? at : { name: 'eta', by, at: at.time };
  },
  progress: (command, author) => {
    const written = unsigned(command, author);
    return written === ''
      ? { refused: 'no_text' }
      : { name: 'progress', analysis: readProgress(written), words: written, ...author };
  },
  ask: words('ask'),
  reply: words('reply'),
  note: words('note'),
  resolve: (command, author) => {
    const words = unsigned(command, author);
    const read = readResolution(words);
    return 'refused' in read ? read : { name: 'resolve', words, ...read, ...author };
  },
  release: ({ argument }, { by }) => {
    const address = ADDRESS.exec(argument)?.[0];
    return address === undefined ? { name: 'release', by } : { name: 'admit', by, address };
  },
  close: (command, { by }) => ({ name: 'close', by, how: wordsOf(command) }),
  reopen: (command, { by }) => ({ name: 'reopen', by, reason: wordsOf(command) }),
  merge: ({ argument }, { by }, { prefix, tickets }) => {
    const [number = argument] = numbersIn(argument, prefix);
    const into = tickets.get(number);
    return into ? { name: 'merge', by, into } : { refused: 'no_such_ticket', detail: number };
  },
  split: ({ argument, text }, { by }, { split }) =>
    split === null
      ? { refused: 'nothing_to_split' }
      : {
          name: 'split',
          by,
          opened: { ...split, subject: argument || split.subject, words: text || split.words },
        },
  involve: (command, { by }, _, context) => {
    const named = teamNamed(command.argument, context);
    if (named === null) return { refused: 'no_such_team', detail: command.argument };
    const { question, dueAt } = questionWithTime(named.rest, context);
    const whole = [question, command.text].filter(Boolean).join('\n');
    return whole === '' ? { refused: 'no_text' } : { name: 'involve', by, team: named.to.team, question: whole, dueAt };
  },
};

export const isTicketCommand = ({ name }: Command): boolean => READINGS[name] !== undefined;

/** The event a command stands for; refused with a code when its argument names nothing that is there. */
export function staffEvent(command: Command, author: Author, loaded: Loaded, context: Context): StaffEvent | Refusal {
  const reading = READINGS[command.name];
  return reading ? reading(command, author, loaded, context) : { refused: 'not_about_a_ticket' };
}

function futureTime(text: string, { now, policy }: Context): { readonly time: Date } | Refusal {
  const time = parseTime(text, now, policy.timezone);
  if (time === null) return { refused: 'no_time', detail: text };
  return time > now ? { time } : { refused: 'time_passed', detail: time.toISOString() };
}

const BY_TIME = /(?:^|[\s,，。;；])(?:by|before|due|截止|限|请于|请在)\s*[:：]?\s*(\S.*?)(?:之?前(?:答复|回复)?)?$/iu;
const TIME_BEFORE = /(?:^|[\s,，。;；])([^\s,，。;；]{2,20}?)之?前(?:答复|回复)?$/u;

/** `能否查一下连接数 by 18:00`: the question and, if its end is a time, when the answer is due. */
function questionWithTime(argument: string, context: Context): { question: string; dueAt: Date | null } {
  for (const pattern of [BY_TIME, TIME_BEFORE]) {
    const match = pattern.exec(argument);
    const at = match && futureTime(match[1] ?? '', context);
    if (match && at && 'time' in at) return { question: argument.slice(0, match.index).trim(), dueAt: at.time };
  }
  return { question: argument.trim(), dueAt: null };
}
