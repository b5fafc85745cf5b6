import type { ReceivedMail } from '../support/postbox.ts';
import { withSql } from './sql.ts';
import type { Workload } from './workload.ts';

/** What went another way than promised, each case described; all of them should be empty. */
export type Deviations = {
  readonly missingMails: string[];
  readonly missingTickets: string[];
  readonly extraTickets: string[];
  readonly missingAdditions: string[];
  readonly extraAdditions: string[];
  readonly numbersDoubled: string[];
  readonly quarantined: string[];
  readonly automaticDoubled: string[];
  readonly contentMissing: string[];
  readonly contentOverTwo: string[];
  readonly copiesThatDiffer: string[];
  readonly lettersOfNobody: string[];
  readonly stuck: string[];
};

export const FAULTLESS: Deviations = {
  missingMails: [],
  missingTickets: [],
  extraTickets: [],
  missingAdditions: [],
  extraAdditions: [],
  numbersDoubled: [],
  quarantined: [],
  automaticDoubled: [],
  contentMissing: [],
  contentOverTwo: [],
  copiesThatDiffer: [],
  lettersOfNobody: [],
  stuck: [],
};

/** What became of a workload. `givenUp`: letters with content that stopped as `uncertain` after two doubts. */
export type Account = {
  readonly mails: number;
  readonly tickets: number;
  readonly letters: number;
  readonly givenUp: number;
  readonly deviations: Deviations;
};

type Row = {
  readonly mail: { id: string; outcome: string | null; reason: string | null };
  readonly ticket: { number: string; requester_address: string };
  readonly letter: {
    message_id: string;
    kind: string;
    automatic: boolean;
    state: string;
    attempts: number;
    last_reply: string | null;
  };
};

/** How often, by Message-ID, a sender ended between `data_started` and the record of what became of it. */
export type Doubts = ReadonlyMap<string, number>;

/**
 * So many doubts end a letter with content: the relay may have it twice, and nobody can know whether it has it at all.
 */
const DOUBTS_THAT_END = 2;

/** Compares what was delivered with the database, and the outbox with what the relay took. */
export function accountOf(
  url: string,
  work: Workload,
  sent: readonly ReceivedMail[],
  doubts: Doubts = new Map(),
): Promise<Account> {
  return withSql(url, async (sql) => {
    const mails = await sql<Row['mail'][]>`
      select id, outcome, concat_ws(': ', reason_code, nullif(reason_detail, '')) as reason from mail`;
    const tickets = await sql<Row['ticket'][]>`select number, requester_address from ticket`;
    const letters = await sql<Row['letter'][]>`
      select message_id, kind, automatic, state, attempts, last_reply from letter`;
    const texts = await sql<{ text: string }[]>`select text from message where direction = 'in'`;
    const givenUp = letters.filter((letter) => isGivenUp(letter, doubts));
    return {
      mails: work.delivered,
      tickets: tickets.length,
      letters: sent.length,
      givenUp: givenUp.length,
      deviations: {
        ...mailDeviations(mails, work),
        ...ticketDeviations(tickets, work),
        ...additionDeviations(
          texts.map(({ text }) => text.trim()),
          work,
        ),
        ...letterDeviations(letters, sent, doubts),
        stuck: [
          ...letters.filter(({ state }) => !['sent', 'uncertain'].includes(state)).map(shown),
          ...mails.filter(({ outcome }) => outcome === null).map(({ id }) => `mail ${id}`),
        ],
      },
    };
  });
}

function mailDeviations(mails: readonly Row['mail'][], work: Workload) {
  const missing = work.delivered - mails.length;
  return {
    missingMails: missing === 0 ? [] : [`${mails.length} of ${work.delivered}`],
    quarantined: mails
      .filter(({ outcome }) => outcome === 'quarantined')
      .map(({ id, reason }) => `mail ${id}: ${reason}`),
  };
}

function ticketDeviations(tickets: readonly Row['ticket'][], work: Workload) {
  const perCustomer = Map.groupBy(tickets, (ticket) => ticket.requester_address);
  const perNumber = Map.groupBy(tickets, ({ number }) => number);
  const customers = new Set(work.opened.map(({ customer }) => customer));
  return {
    missingTickets: [...customers].filter((customer) => !perCustomer.has(customer)),
    extraTickets: [...perCustomer].flatMap(([customer, own]) =>
      own.slice(customers.has(customer) ? 1 : 0).map(({ number }) => `${number} of ${customer}`),
    ),
    numbersDoubled: [...perNumber].filter(([, same]) => same.length > 1).map(([number]) => number),
  };
}

function additionDeviations(texts: readonly string[], work: Workload) {
  const times = Map.groupBy(texts, (text) => text.replace(/^#reply /, ''));
  return {
    missingAdditions: work.additions.filter((words) => !times.has(words)),
    extraAdditions: work.additions.filter((words) => (times.get(words)?.length ?? 0) > 1),
  };
}

const isGivenUp = ({ automatic, state, message_id }: Row['letter'], doubts: Doubts): boolean =>
  !automatic && state === 'uncertain' && (doubts.get(message_id) ?? 0) >= DOUBTS_THAT_END;

function letterDeviations(letters: readonly Row['letter'][], sent: readonly ReceivedMail[], doubts: Doubts) {
  const copies = Map.groupBy(sent, (mail) => mail.header('message-id'));
  const known = new Set(letters.map(({ message_id }) => message_id));
  const times = (letter: Row['letter']): number => copies.get(letter.message_id)?.length ?? 0;
  const content = letters.filter(({ automatic }) => !automatic);
  const differ = (same: readonly ReceivedMail[]): boolean => same.some(({ raw }) => !raw.equals(same[0]?.raw ?? raw));
  return {
    automaticDoubled: letters.filter((letter) => letter.automatic && times(letter) > 1).map(shown),
    contentMissing: content.filter((letter) => times(letter) === 0 && !isGivenUp(letter, doubts)).map(shown),
    contentOverTwo: content.filter((letter) => times(letter) > 2).map(shown),
    copiesThatDiffer: [...copies].filter(([, same]) => differ(same)).map(([id]) => id),
    lettersOfNobody: [...copies.keys()].filter((id) => !known.has(id)),
  };
}

const shown = ({ message_id, kind, state, attempts, last_reply }: Row['letter']): string =>
  `${kind} ${message_id}: ${state} after ${attempts} attempts, ${last_reply}`;
