import postgres from 'postgres';
import type { ReceivedMail } from '../support/postbox.ts';
import type { Workload } from './workload.ts';

/** What became of a workload, counted; every number but the first three should be 0. */
export type Account = {
  mails: number;
  tickets: number;
  letters: number;
  missingMails: number;
  missingTickets: number;
  extraTickets: number;
  missingAdditions: number;
  extraAdditions: number;
  numbersDoubled: number;
  quarantined: number;
  automaticDoubled: number;
  contentMissing: number;
  contentOverTwo: number;
  copiesThatDiffer: number;
  lettersOfNobody: number;
  stuck: number;
};

export const FAULTLESS: Omit<Account, 'mails' | 'tickets' | 'letters'> = {
  missingMails: 0,
  missingTickets: 0,
  extraTickets: 0,
  missingAdditions: 0,
  extraAdditions: 0,
  numbersDoubled: 0,
  quarantined: 0,
  automaticDoubled: 0,
  contentMissing: 0,
  contentOverTwo: 0,
  copiesThatDiffer: 0,
  lettersOfNobody: 0,
  stuck: 0,
};

/** Compares what was delivered with the database, and the outbox with what the relay took. */
export async function accountOf(url: string, work: Workload, sent: readonly ReceivedMail[]): Promise<Account> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const mails = await sql<{ outcome: string | null }[]>`select outcome from mail`;
    const tickets = await sql<
      { number: string; requester_address: string }[]
    >`select number, requester_address from ticket`;
    const texts = await sql<{ text: string }[]>`select text from message where direction = 'in'`;
    const letters = await sql<{ message_id: string; automatic: boolean; state: string }[]>`
      select message_id, automatic, state from letter`;
    const copies = Map.groupBy(sent, (mail) => mail.header('message-id'));
    const perCustomer = Map.groupBy(tickets, (ticket) => ticket.requester_address);
    const timesSaid = (words: string): number =>
      texts.filter(({ text }) => text.trim() === words || text.trim() === `#reply ${words}`).length;
    const said = work.additions.map(timesSaid);
    const timesSent = letters.map((letter) => ({ ...letter, times: copies.get(letter.message_id)?.length ?? 0 }));
    const content = timesSent.filter(({ automatic }) => !automatic);
    const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);
    return {
      mails: work.delivered,
      tickets: tickets.length,
      letters: sent.length,
      missingMails: work.delivered - mails.length,
      missingTickets: work.opened.filter(({ customer }) => !perCustomer.has(customer)).length,
      extraTickets: sum([...perCustomer.values()].map((each) => each.length - 1)),
      missingAdditions: said.filter((times) => times === 0).length,
      extraAdditions: sum(said.map((times) => Math.max(0, times - 1))),
      numbersDoubled: tickets.length - new Set(tickets.map(({ number }) => number)).size,
      quarantined: mails.filter(({ outcome }) => outcome === 'quarantined').length,
      automaticDoubled: timesSent.filter(({ automatic, times }) => automatic && times > 1).length,
      contentMissing: content.filter(({ times, state }) => times === 0 && state !== 'cancelled').length,
      contentOverTwo: content.filter(({ times }) => times > 2).length,
      copiesThatDiffer: [...copies.values()].filter((same) =>
        same.some((mail) => !mail.raw.equals(same[0]?.raw ?? mail.raw)),
      ).length,
      lettersOfNobody: [...copies.keys()].filter((id) => !letters.some((letter) => letter.message_id === id)).length,
      stuck:
        letters.filter(({ state }) => !['sent', 'uncertain'].includes(state)).length +
        mails.filter(({ outcome }) => outcome === null).length,
    };
  } finally {
    await sql.end();
  }
}
