import type { Command } from '../mail/mail.ts';
import { sameAddress } from '../people/address.ts';
import type { Staff } from '../people/person.ts';
import { dayOf, periodNamed } from '../report/period.ts';
import type { Commit } from '../store/commit.ts';
import type { LetterOrder, TranscriptLine } from '../ticket/change.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { CommandName } from '../words/commands.ts';
import type { MailContext } from './context.ts';

/** What commands that are not about the ticket come to, were they carried out: nothing is, before all of a mail can be. */
type Answers = {
  readonly lines: readonly TranscriptLine[];
  readonly letters: readonly LetterOrder[];
  readonly duties: Commit['duties'];
};

type Answer = {
  readonly line?: TranscriptLine;
  readonly letter?: LetterOrder;
  readonly duty?: Commit['duties'][number];
};

type Asked = {
  readonly context: MailContext;
  readonly staff: Staff;
  readonly ticket: Ticket | null;
  readonly command: Command;
};

/** Answers commands that are not about the ticket; whether the sender may ask was settled before. */
export function answerAsides(
  context: MailContext,
  staff: Staff,
  commands: readonly Command[],
  ticket: Ticket | null,
): Answers {
  const answers = commands.map((command) => {
    const asked = { context, staff, ticket, command };
    return ANSWERS[command.name]?.(asked) ?? said(asked, false, 'not_about_a_ticket');
  });
  return {
    lines: answers.flatMap(({ line }) => line ?? []),
    letters: answers.flatMap(({ letter }) => letter ?? []),
    duties: answers.flatMap(({ duty }) => duty ?? []),
  };
}

const said = ({ command }: Asked, done: boolean, result: string, detail = ''): Answer => ({
  line: { command: `#${command.name} ${command.argument}`.trim(), done, result, detail },
});

const ANSWERS: Readonly<Partial<Record<CommandName, (asked: Asked) => Answer>>> = {
  help: ({ staff }) => ({ letter: { kind: 'help', to: [staff.email] } }),
  status: (asked) =>
    asked.ticket === null ? said(asked, false, 'needs_ticket') : said(asked, true, 'status', statusOf(asked.ticket)),
  onduty,
  kb: (asked) => {
    const { argument: question } = asked.command;
    if (question === '') return said(asked, false, 'no_text');
    return { letter: { kind: 'knowledge', to: [asked.staff.email], values: { question } } };
  },
  report: (asked) => {
    const { now, config } = asked.context;
    const { argument } = asked.command;
    const period = periodNamed(argument, dayOf(now, config.desk.timezone));
    if (period === null) return said(asked, false, 'no_such_period', argument);
    return { letter: { kind: 'report', to: [asked.staff.email], values: { ...period } } };
  },
  approve: (asked) => said(asked, false, 'not_a_reply_to_a_draft'),
};

function onduty(asked: Asked): Answer {
  const { context, command } = asked;
  const [, who = '', duty] = /^(.*?)\s*(on|off|上|下|开|关)$/i.exec(command.argument.trim()) ?? [];
  const person = context.directory.staff.find((each) => each.name === who || sameAddress(each.email, who));
  if (person === undefined || duty === undefined) return said(asked, false, 'no_such_person', command.argument);
  const to = /on|上|开/i.test(duty) ? 'on' : 'off';
  return {
    ...said(asked, true, 'onduty', `${person.name} ${to}`),
    duty: { email: person.email, duty: to, since: context.now },
  };
}

const statusOf = ({ state, urgency, assignee, updateBy, respondBy, respondedAt }: Ticket): string =>
  [state, urgency, assignee, (respondedAt === null ? respondBy : updateBy)?.toISOString()].filter(Boolean).join(' · ');
