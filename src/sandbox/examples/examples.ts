import { type Draft, draftReply, readMail, sendMail } from '../correspondence.ts';
import { personOf } from '../demo-team.ts';
import type { AccountMail } from '../mail/imap-account.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { bounceOf, newestLetter } from './bounce.ts';
import { englishProblem, forgedCommand, outage, outOfOffice, problem } from './problems.ts';

/** Mails to send in one click: what the desk makes of each is worth seeing. */
export const EXAMPLES = ['fault', 'urgent', 'english', 'forged', 'auto_reply', 'bounce'] as const;
export type Example = (typeof EXAMPLES)[number];

/** Who writes each of them; the bounce is nobody's. */
const AUTHORS: Readonly<Record<Exclude<Example, 'bounce'>, string>> = {
  fault: 'zhang',
  urgent: 'zhang',
  english: 'emily',
  forged: 'li',
  auto_reply: 'zhang',
};

/** Sends one of them to the desk; returns it as it lies in the desk's mailbox. */
export async function sendExample(server: MailServer, example: Example, at: Date): Promise<AccountMail> {
  if (example === 'bounce') {
    const bounce = bounceOf(newestLetter(server), at);
    server.submit({ from: '', to: [bounce.to] }, bounce.raw);
  } else {
    const author = personOf(AUTHORS[example]);
    const draft = await draftOf(server, example, at.toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai' }));
    const isForged = example === 'forged';
    await sendMail(server, author, draft, { date: at, ...(isForged && { verdict: 'fail' as const, keep: false }) });
  }
  const arrived = server.inbox('support').at(-1);
  if (arrived === undefined) throw new Error('the mail did not arrive at the desk');
  return arrived;
}

async function draftOf(server: MailServer, example: keyof typeof AUTHORS, now: string): Promise<Draft> {
  const to = personOf('support').address;
  switch (example) {
    case 'fault':
      return { to, subject: '月度报表导出报错', text: problem(now) };
    case 'urgent':
      return { to, subject: '生产系统无法使用', text: outage(now) };
    case 'english':
      return { to, subject: 'Label printer shown as offline', text: englishProblem(now) };
    case 'forged':
      return { to, subject: 'Re: 月度报表导出报错', text: forgedCommand(now) };
    case 'auto_reply': {
      // Mail programs answer what has just arrived.
      const newest = server.inbox(AUTHORS.auto_reply).at(-1);
      const answer = newest === undefined ? { to } : draftReply(await readMail(newest), '');
      return { ...answer, subject: '自动回复：休假中', text: outOfOffice(now), headers: AUTOMATIC };
    }
  }
}

/** RFC 3834 §5, and what Exchange adds. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' };
