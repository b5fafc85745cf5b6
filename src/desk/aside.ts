import type { Command } from '../mail/mail.ts';
import { sameAddress } from '../people/address.ts';
import type { Staff } from '../people/person.ts';
import type { Commit } from '../store/commit.ts';
import type { LetterOrder, TranscriptLine } from '../ticket/change.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Visit } from './visit.ts';

/** What commands that are not about the ticket come to, were they carried out: nothing is, before all of a mail can be. */
export type Answers = {
  readonly lines: readonly TranscriptLine[];
  readonly letters: readonly LetterOrder[];
  readonly duties: Commit['duties'];
};

type Answer = {
  readonly line?: TranscriptLine;
  readonly letter?: LetterOrder;
  readonly duty?: Commit['duties'][number];
};

/** Answers `#help`, `#status` and `#onduty`; whether the sender may ask was settled before. */
export function answerAsides(visit: Visit, staff: Staff, commands: readonly Command[], ticket: Ticket | null): Answers {
  const answers = commands.map((command) => answer(visit, staff, command, ticket));
  return {
    lines: answers.flatMap(({ line }) => line ?? []),
    letters: answers.flatMap(({ letter }) => letter ?? []),
    duties: answers.flatMap(({ duty }) => duty ?? []),
  };
}

function answer(visit: Visit, staff: Staff, { name, argument }: Command, ticket: Ticket | null): Answer {
  const said = (done: boolean, result: string, detail = ''): Answer => ({
    line: { command: `#${name} ${argument}`.trim(), done, result, detail },
  });
  if (name === 'help') return { letter: { kind: 'help', to: [staff.email] } };
  if (name === 'status') return ticket === null ? said(false, 'needs_ticket') : said(true, 'status', statusOf(ticket));
  if (name !== 'onduty') return said(false, 'not_about_a_ticket');
  const [, who = '', duty] = /^(.*?)\s*(on|off|上|下|开|关)$/i.exec(argument.trim()) ?? [];
  const person = visit.desk.directory.staff.find((each) => each.name === who || sameAddress(each.email, who));
  if (person === undefined || duty === undefined) return said(false, 'no_such_person', argument);
  const to = /on|上|开/i.test(duty) ? 'on' : 'off';
  return {
    ...said(true, 'onduty', `${person.name} ${to}`),
    duty: { email: person.email, duty: to, since: visit.desk.now() },
  };
}

const statusOf = ({ state, urgency, assignee, updateBy, respondBy, respondedAt }: Ticket): string =>
  [state, urgency, assignee, (respondedAt === null ? respondBy : updateBy)?.toISOString()].filter(Boolean).join(' · ');
