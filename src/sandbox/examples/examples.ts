import MailComposer from 'nodemailer/lib/mail-composer';
import { personOf } from '../demo-team.ts';
import type { AccountMail } from '../mail/imap-account.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { bounceOf, newestLetter } from './bounce.ts';
import { englishProblem, forgedCommand, outage, outOfOffice, problem } from './problems.ts';

/** Mails to send in one click: what the desk makes of each is worth seeing. */
export const EXAMPLES = ['fault', 'urgent', 'english', 'forged', 'auto_reply', 'bounce'] as const;
export type Example = (typeof EXAMPLES)[number];

type Written = ConstructorParameters<typeof MailComposer>[0];

/** Fields of each mail, for the time of the day; who writes is in `from`. */
const MAILS: Readonly<Record<Exclude<Example, 'bounce'>, (now: string) => Written>> = {
  fault: (now) => ({ from: as('zhang'), subject: '月度报表导出报错', text: problem(now) }),
  urgent: (now) => ({ from: as('zhang'), subject: '生产系统无法使用', text: outage(now) }),
  english: (now) => ({ from: as('emily'), subject: 'Label printer shown as offline', text: englishProblem(now) }),
  forged: (now) => ({ from: as('li'), subject: 'Re: 月度报表导出报错', text: forgedCommand(now) }),
  auto_reply: (now) => ({
    from: as('zhang'),
    subject: '自动回复：休假中',
    text: outOfOffice(now),
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
  }),
};

const as = (user: string) => {
  const { name, address } = personOf(user);
  return { name, address };
};

/** Sends one of them to the desk; returns it as it lies in the desk's mailbox. */
export async function sendExample(server: MailServer, example: Example, at: Date): Promise<AccountMail> {
  const desk = personOf('support').address;
  if (example === 'bounce') {
    const bounce = bounceOf(newestLetter(server), at);
    server.submit({ from: '', to: [bounce.to] }, bounce.raw);
  } else {
    const fields = MAILS[example](at.toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai' }));
    const raw = await new MailComposer({ ...fields, to: desk, date: at }).compile().build();
    const author = (fields as { from: { address: string } }).from.address;
    server.submit({ from: author, to: [desk] }, raw, example === 'forged' ? 'fail' : 'pass');
    const user = example === 'english' ? 'emily' : 'zhang';
    if (example !== 'forged') server.keepSent(user, raw);
  }
  const arrived = server.inbox('support').at(-1);
  if (arrived === undefined) throw new Error('the mail did not arrive at the desk');
  return arrived;
}
