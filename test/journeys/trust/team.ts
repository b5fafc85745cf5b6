import type { TestDesk } from '../../support/desk.ts';
import type { WrittenMail } from '../../support/mail.ts';
import type { ReceivedMail } from '../../support/postbox.ts';
import { until } from '../../support/until.ts';

export const LI = '李工 <li@staff.example>';
export const WANG = '王主管 <wang@staff.example>';

/** A desk with an engineer, a supervisor and a front line, who read English. */
export const TEAM = {
  desk: { name: 'Support', domain: 'desk.example', timezone: 'Asia/Shanghai', locale: 'en' },
  staff: [
    { name: '李工', email: 'li@staff.example', roles: ['engineer'], teams: ['backend'] },
    { name: '王主管', email: 'wang@staff.example', roles: ['supervisor'] },
    { name: '赵一线', email: 'zhao@staff.example', roles: ['frontline'] },
  ],
  teams: [{ name: 'backend', categories: ['other'] }],
};

/** The answer a mail program prepares for a letter: to its Reply-To, in its thread, quoting nothing. */
export function answerTo(
  letter: ReceivedMail,
  from: string,
  text: string,
  more: Partial<WrittenMail> = {},
): WrittenMail {
  return {
    from,
    to: letter.parsed.replyTo?.value[0]?.address ?? '',
    subject: `Re: ${letter.subject}`,
    inReplyTo: letter.header('message-id'),
    text,
    ...more,
  };
}

/** A mail of its own to the address a letter offers behind these words. */
export function mailToOffered(letter: ReceivedMail, words: RegExp, from: string, text: string): WrittenMail {
  const [, to] = new RegExp(`${words.source}\\s*(\\S+@[a-z.]+[a-z])`, 'i').exec(letter.text) ?? [];
  if (to === undefined) throw new Error(`the letter offers no address behind ${words}:\n${letter.text}`);
  return { from, to, subject: 'Re', text };
}

/** A ticket by a customer of their own, with the letters it has caused. */
export async function openTicket(desk: TestDesk, from: string, more: Partial<WrittenMail> = {}) {
  const address = /<(.*)>/.exec(from)?.[1] ?? from;
  const messageId = `<first.${address}>`;
  const text = 'The export stops half way through with error E1001, please have a look.';
  await desk.receive({ from, subject: `Export fails for ${address}`, text, messageId, ...more });
  const acknowledgement = await desk.letterTo(address);
  const [number = ''] = /TS\d{11,}/.exec(acknowledgement.subject) ?? [];
  const dispatch = await desk.letterTo('li@staff.example', ({ subject }) => subject.includes(number));
  return { number, address, messageId, acknowledgement, dispatch };
}

/** A ticket whose solution the customer has in hand. */
export async function resolveTicket(desk: TestDesk, from: string) {
  const opened = await openTicket(desk, from);
  await desk.receive(answerTo(opened.dispatch, LI, '#resolve\nCause: the disk was full\nSteps: space was made'));
  const resolution = await desk.letterTo(opened.address, ({ text }) => text.includes('space was made'));
  return { ...opened, resolution };
}

export async function ticketOf(desk: TestDesk, number: string) {
  const ticket = (await desk.tickets()).find((each) => each.number === number);
  if (ticket === undefined) throw new Error(`there is no ticket ${number}`);
  return ticket;
}

/** Hands a mail in and waits for what is decided about it; its row in the ledger. */
export async function receiveDecided(desk: TestDesk, mail: WrittenMail) {
  const messageId = mail.messageId ?? `<${crypto.randomUUID()}@written.example>`;
  await desk.receive({ ...mail, messageId });
  return until(`${messageId} to be decided`, async () =>
    (await desk.ledger()).find((row) => row.messageId === messageId && row.outcome !== null),
  );
}
