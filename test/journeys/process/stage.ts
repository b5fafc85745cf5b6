import type { Daemon } from '../../support/daemon.ts';
import type { TestDatabase } from '../../support/database.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { newMessageId, type WrittenMail } from '../../support/mail.ts';
import type { ReceivedMail } from '../../support/postbox.ts';
import { type ReplyOptions, replyTo } from '../../support/reply.ts';
import { until } from '../../support/until.ts';

const WAIT = { timeoutMs: 90_000, everyMs: 100 };

/** What happens on a desk, seen from the mail programs of its customers and staff. */
export interface Stage {
  desk: TestDesk;
  daemon: Daemon;
  /** Somebody writes; what the ledger says once it is decided. */
  writes(mail: WrittenMail): ReturnType<typeof ledgerRow>;
  /** Somebody answers a letter in their mail program. */
  answers(letter: ReceivedMail, from: string, words: string, options?: ReplyOptions): ReturnType<typeof ledgerRow>;
  /** The next letter of that kind to somebody, once it has come. */
  letter(kind: string, to: string, ticket?: string): Promise<ReceivedMail>;
  /** The next transcript to somebody, as its lines. */
  transcript(to: string, ticket?: string): Promise<string[]>;
  /** A new problem of a customer; its number and the letters it brings. */
  opens(mail: WrittenMail): Promise<Opened>;
  ticket(number: string): Promise<Awaited<ReturnType<TestDesk['tickets']>>[number]>;
  /** Once a ticket is as it should be. */
  becomes(
    number: string,
    what: string,
    fits: (ticket: Awaited<ReturnType<TestDesk['tickets']>>[number]) => boolean,
  ): Promise<Awaited<ReturnType<TestDesk['tickets']>>[number]>;
  /** Kinds of letters somebody has got about a ticket, oldest first. */
  kinds(to: string, ticket: string): Promise<string[]>;
  /** `tsdesk ticket show --json`. */
  shown(number: string): Promise<Shown>;
  close(): Promise<void>;
}

export interface Opened {
  number: string;
  acknowledgement: ReceivedMail;
}

/** The contract of `ticket show`, as far as stories look at it. */
export interface Shown extends Record<string, unknown> {
  state: string;
  form: Record<string, unknown>;
  history: { at: string; event: string; by: { name: string; address: string }; detail: string }[];
  messages: {
    direction: string;
    visibility: string;
    from: { name: string; address: string };
    text: string;
    attachments: { name: string }[];
  }[];
}

/** A desk of its own for one file of stories. */
export async function openStage(
  config: Record<string, unknown>,
  mailbox: Record<string, unknown> = {},
  database?: TestDatabase,
): Promise<Stage> {
  const desk = await openTestDesk({ config, mailbox, ...(database && { database }) });
  const daemon = await desk.start();
  const taken = new Set<string>();

  const letter: Stage['letter'] = async (kind, to, ticket) => {
    const found = await until(
      `${kind} to ${to} about ${ticket ?? 'anything'}`,
      async () =>
        (await desk.letters()).find(
          (row) =>
            row.kind === kind &&
            row.toAddress === to &&
            (ticket === undefined || row.ticket === ticket) &&
            row.state === 'sent' &&
            !taken.has(row.id),
        ),
      WAIT,
    );
    taken.add(found.id);
    return desk.postbox.waitFor((mail) => mail.header('message-id') === found.messageId);
  };
  const ticket: Stage['ticket'] = async (number) => {
    const found = (await desk.tickets()).find((each) => each.number === number);
    if (found === undefined) throw new Error(`there is no ticket ${number}`);
    return found;
  };
  const writes: Stage['writes'] = async (mail) => {
    const messageId = mail.messageId ?? newMessageId('sender.example');
    await desk.receive({ ...mail, messageId });
    return ledgerRow(desk, messageId);
  };

  return {
    desk,
    daemon,
    letter,
    ticket,
    writes,
    answers: (about, from, words, options) => writes(replyTo(about, from, words, options)),
    async transcript(to, number) {
      const { text } = await letter('transcript', to, number);
      return text.split('\n').filter((line) => /^[✓✗]/.test(line));
    },
    async opens(mail) {
      const row = await writes(mail);
      const number = row.ticket ?? '';
      return { number, acknowledgement: await letter('acknowledgement', addressOf(mail.from), number) };
    },
    becomes: (number, what, fits) =>
      until(
        `${number} ${what}`,
        async () => {
          const found = await ticket(number);
          return fits(found) ? found : undefined;
        },
        WAIT,
      ),
    async kinds(to, number) {
      return (await desk.letters())
        .filter((row) => row.toAddress === to && row.ticket === number)
        .map(({ kind }) => kind);
    },
    async shown(number) {
      const { stdout } = await desk.tsdesk(['ticket', 'show', number, '--json']);
      return JSON.parse(stdout.join('')) as Shown;
    },
    close: () => desk.close(),
  };
}

export const addressOf = (from: string): string => /<(.*)>/.exec(from)?.[1] ?? from;

/** The mail that a link of a letter prepares for its reader: a new one, without the thread. `about` is a ticket's number. */
export function tap({ parsed }: ReceivedMail, command: string, about = ''): Prepared {
  const html = String(parsed.html).replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
  const prepared = [...html.matchAll(/href="mailto:([^?"]+)\?([^"]*)"/g)].map(([, to = '', query = '']) => {
    const fields = new URLSearchParams(query);
    return { to, subject: fields.get('subject') ?? '', text: fields.get('body') ?? '' };
  });
  const found = prepared.find(({ subject, text }) => subject.includes(about) && text.includes(command));
  if (found === undefined) throw new Error(`no ${command} among ${prepared.map(({ text }) => text).join(' | ')}`);
  return found;
}

type Prepared = { readonly to: string; readonly subject: string; readonly text: string };

function ledgerRow(desk: TestDesk, messageId: string) {
  return until(
    `${messageId} to be decided`,
    async () => (await desk.ledger({ messageId })).find((row) => row.outcome !== null),
    WAIT,
  );
}

/** The staff of every story. */
export const LI = '李工 <li@staff.example>';
export const CHEN = '陈工 <chen@staff.example>';
export const SUN = '孙工 <sun@staff.example>';
export const ZHAO = '赵一线 <zhao@staff.example>';
export const WANG = '王主管 <wang@staff.example>';

const person = (from: string, roles: string[], teams: string[] = []) => ({
  name: from.replace(/ <.*/, ''),
  email: addressOf(from),
  roles,
  teams,
  // Every command is answered, so that a test sees what became of it.
  letters: 'all',
});

export const STAFF = [
  person(LI, ['engineer'], ['backend']),
  person(CHEN, ['engineer'], ['backend']),
  person(SUN, ['engineer'], ['second']),
  person(ZHAO, ['frontline']),
  person(WANG, ['supervisor']),
];
export const TEAMS = [
  { name: 'backend', categories: ['system_fault', 'data_problem'] },
  { name: 'second', line: 2 },
];
