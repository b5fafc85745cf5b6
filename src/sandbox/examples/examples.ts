import type { Locale } from '../../words/locale.ts';
import { type Draft, draftReply, readMail, sendMail } from '../correspondence.ts';
import { DESK_ADDRESS, type DemoPerson, demoCustomer, personOf } from '../demo-team.ts';
import type { AccountMail } from '../mail/imap-account.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { bounceOf, newestLetter } from './bounce.ts';
import { foreignWriting, writing } from './problems.ts';

/** Mails to send in one click: what the desk makes of each is worth seeing. */
export const EXAMPLES = ['fault', 'urgent', 'foreign', 'forged', 'auto_reply', 'bounce'] as const;
export type Example = (typeof EXAMPLES)[number];

/** Sends one of them to a desk of that language; returns it as it lies in the desk's mailbox. */
export async function sendExample(server: MailServer, example: Example, at: Date, world: Locale): Promise<AccountMail> {
  if (example === 'bounce') {
    const bounce = bounceOf(newestLetter(server), at);
    server.submit({ from: '', to: [bounce.to] }, bounce.raw);
  } else {
    const author = authorOf(example, world);
    const draft = await draftOf(server, example, at, author, world);
    const isForged = example === 'forged';
    await sendMail(server, author, draft, { date: at, ...(isForged && { verdict: 'fail' as const, keep: false }) });
  }
  const arrived = server.inbox('support').at(-1);
  if (arrived === undefined) throw new Error('the mail did not arrive at the desk');
  return arrived;
}

/** The bounce is nobody's. */
function authorOf(example: Exclude<Example, 'bounce'>, world: Locale): DemoPerson {
  if (example === 'forged') return personOf('li', world);
  return demoCustomer(world, example === 'foreign' ? 'other' : 'same');
}

async function draftOf(
  server: MailServer,
  example: Exclude<Example, 'bounce'>,
  at: Date,
  author: DemoPerson,
  world: Locale,
): Promise<Draft> {
  if (example === 'foreign') return { to: DESK_ADDRESS, ...foreignWriting(at, author.locale) };
  const written = { to: DESK_ADDRESS, ...writing(example, at, world) };
  if (example !== 'auto_reply') return written;
  // Mail programs answer what has just arrived.
  const newest = server.inbox(author.user).at(-1);
  const answered = newest === undefined ? {} : draftReply(await readMail(newest), '');
  return { ...written, ...answered, subject: written.subject, text: written.text, headers: AUTOMATIC };
}

/** RFC 3834 §5, and what Exchange adds. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' };
