import type { Command } from '../../mail/mail.ts';
import type { Staff } from '../../people/person.ts';
import type { Insertable } from '../canned/insertion.ts';
import type { Change, Refusal } from '../change.ts';
import type { Context, Received } from '../context.ts';
import type { Incident } from '../incident/incident.ts';
import type { AnsweredLetter, EventName, EventOf, StaffEvent } from '../states.ts';
import { type EffortTold, effortLine } from '../text/effort.ts';
import type { Ticket, WorkTold } from '../ticket.ts';

/** What `events/` says of one event. */
export type Handling<N extends EventName> = {
  /** What it does where the state table says it is possible. */
  readonly apply: (ticket: Ticket, event: EventOf<N>, context: Context) => Change | Refusal;
  /** Of a command: the event it stands for. Refused with a code when its argument names nothing that is there. */
  readonly read?: Reading;
  /**
   * What the transcript adds to "done": an address, a canonical value or a time (ISO 8601), from the changed ticket
   * and the one before all commands of the mail.
   */
  readonly detail?: (event: EventOf<N>, changed: Ticket, before: Ticket) => string;
};
export type Handlings<N extends EventName> = { readonly [K in N]: Handling<K> };

export type Reading = (command: Command, author: Author, loaded: Loaded, context: Context) => StaffEvent | Refusal;

/** What commands of a mail speak of, loaded beforehand. */
export type Loaded = {
  readonly prefix: string;
  /** The tickets that `#merge` and `#incident` name, by number. */
  readonly tickets: ReadonlyMap<string, Ticket>;
  /** The incidents that `#incident` names, by number, and the one it would open; null where it opens none. */
  readonly incidents: { readonly named: ReadonlyMap<string, Incident>; readonly opened: Incident | null };
  /** The ticket that `#split` would open; its subject and words are those of the command when it has any. */
  readonly split: Received | null;
  /** The desk's own addresses, which nobody is asked at. */
  readonly deskAddresses: readonly string[];
  /** Whether the mail answers a letter about another ticket, which was merged into this one. */
  readonly isOfMerged?: boolean;
  /** When the letter of a reminder was written that the mail answers; absent where it answers another. */
  readonly reminderAt?: Date | null;
  /** The letter of the desk that the mail answers; absent where nothing tells which one that is. */
  readonly letter?: AnsweredLetter | undefined;
  /** What `#reply @name` and `#article 12` put in. */
  readonly insertable: Insertable;
};

/** Who wrote the mail, and what goes for all its commands. */
export type Author = { readonly by: Staff; readonly hasAttachments: boolean };

/** The words of a command: those on its line and those below it. */
export const commandWords = ({ argument, text }: Command): string => [argument, text].filter(Boolean).join('\n');

/** Words of a mail, and the effort that a line of them tells; `whole`: that line stays where colleagues read it. */
export function withEffort(words: string, whole: 'whole' | 'without' = 'without') {
  const told = effortLine(words);
  return told === null ? { words } : { words: whole === 'whole' ? words : told.rest, ...workIn(told) };
}

/** A command without the effort that lines of it tell, and that effort: what somebody outside is asked has none. */
export function effortApart({ argument, text, ...command }: Command) {
  const [onLine, below] = [effortLine(argument), effortLine(text)];
  const told = effortLine(commandWords({ ...command, argument, text }));
  return {
    command: { ...command, argument: onLine?.rest ?? argument, text: below?.rest ?? text },
    ...(told === null ? {} : workIn(told)),
  };
}

const workIn = ({ minutes, unread }: EffortTold): { readonly work?: WorkTold } =>
  minutes === null && unread === null ? {} : { work: { minutes, resources: null, unknownEffort: unread } };

/** The same without the writer's name in the last line, for words that are read into labelled parts. */
export function unsignedCommandWords(command: Command, { by }: Author): string {
  const lines = commandWords(command).trimEnd().split('\n');
  return lines.at(-1)?.trim() === by.name ? lines.slice(0, -1).join('\n').trimEnd() : lines.join('\n');
}
