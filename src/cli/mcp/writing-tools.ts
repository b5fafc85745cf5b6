import { z } from 'zod';
import { mayUse } from '../../people/authority.ts';
import type { Staff } from '../../people/person.ts';
import { CommandError, EXIT } from '../exit.ts';
import { assigneeNamed, changeTicket } from '../ticket-change.ts';
import { type Tool, tool } from './tool.ts';

const number = z.string().max(40).describe('The number of a ticket, such as TS20261122001');

/** Tools that change tickets (`--write`): as this member of the staff, with their rights and in their name. */
export function writingTools(by: Staff): readonly Tool[] {
  const allowed = (command: 'note' | 'assign' | 'close'): void => {
    if (!mayUse(command, by.roles)) throw new CommandError(EXIT.failed, `${by.name} may not use #${command}.`);
  };
  const done = ({ ticket, letters }: Awaited<ReturnType<typeof changeTicket>>) => ({
    number: ticket.number,
    state: ticket.state,
    assignee: ticket.assignee,
    lettersWritten: letters,
  });
  return [
    tool({
      name: 'add_note',
      description: `Adds an internal note to a ticket, in the name of ${by.name}. The customer never sees it; colleagues on the ticket are told.`,
      input: { number, text: z.string().trim().min(1).max(20_000) },
      async work(desk, { number: named, text }) {
        allowed('note');
        const note = { words: text, from: { name: by.name, address: by.email } };
        return done(
          await changeTicket(desk, named, () => ({ name: 'note', by, words: text, hasAttachments: false }), note, by),
        );
      },
    }),
    tool({
      name: 'assign_ticket',
      description: `Gives a ticket to somebody by address or name, or to a team, in the name of ${by.name}; they get a letter.`,
      input: { number, to: z.string().min(1).max(254).describe('Address or name of a member of the staff, or a team') },
      async work(desk, { number: named, to }) {
        allowed('assign');
        return done(
          await changeTicket(
            desk,
            named,
            (_, context) => ({ name: 'assign', by, to: assigneeNamed(to, context) }),
            null,
            by,
          ),
        );
      },
    }),
    tool({
      name: 'close_ticket',
      description: `Closes a ticket in the name of ${by.name}. The customer gets the closing letter.`,
      input: { number, how: z.string().max(200).default('').describe('How it was confirmed, for the record') },
      async work(desk, { number: named, how }) {
        allowed('close');
        return done(await changeTicket(desk, named, () => ({ name: 'close', by, how }), null, by));
      },
    }),
  ];
}
