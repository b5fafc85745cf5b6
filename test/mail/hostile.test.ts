import { expect, test } from 'vitest';
import {
  ADDRESSES,
  CUT_MARK,
  HEADER_FIELDS,
  HTML_LENGTH,
  PARTS,
  REFERENCES,
  TEXT_LENGTH,
} from '../../src/mail/limits.ts';
import type { Mail } from '../../src/mail/mail.ts';
import { edgesOf } from '../../src/mail/meaning/boilerplate.ts';
import { besideForm } from '../../src/mail/meaning/form.ts';
import { lettingIn, onlyLetsIn, saysToLetIn } from '../../src/mail/meaning/letting-in.ts';
import { asksForTickets } from '../../src/mail/meaning/list-request/open-tickets.ts';
import { asksForNews, onlyDeclinesProgress } from '../../src/mail/meaning/news.ts';
import { onlyThanks } from '../../src/mail/meaning/thanks.ts';
import { unsubscribing } from '../../src/mail/meaning/unsubscribing.ts';
import { understandNow } from '../../src/mail/understand.ts';
import { hostileShapes } from '../support/hostile/mails.ts';

/**
 * CPU time a mail may take, many times what it does: what grows with the square of a mail takes minutes. Milliseconds.
 */
const MOST_CPU_MS = 8_000;
/** Characters of everything that is handed to the other thread, attachments not counted. */
const MOST_HANDED_ON = 12_000_000;

/** What the decision of a mail reads of its words; nothing else happens on that thread meanwhile. */
const ON_THE_MAIN_THREAD: readonly ((mail: Mail) => unknown)[] = [
  unsubscribing,
  lettingIn,
  onlyLetsIn,
  saysToLetIn,
  asksForTickets,
  ({ reply }) => onlyThanks(reply),
  ({ reply }) => asksForNews(reply),
  ({ reply }) => onlyDeclinesProgress(reply),
  ({ reply }) => besideForm(reply),
  edgesOf,
];

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

test.each(Object.keys(hostileShapes))('%s: little of it is handed on, and it is read in time', (name) => {
  const raw = hostileShapes[name]?.() ?? Buffer.alloc(0);
  const before = cpuMs();
  const mail = understandNow(raw);
  for (const read of ON_THE_MAIN_THREAD) read(mail);
  expect(cpuMs() - before).toBeLessThan(MOST_CPU_MS);
  const kept = TEXT_LENGTH + CUT_MARK.length;
  expect(mail.text.length).toBeLessThanOrEqual(kept);
  expect(mail.reply.length).toBeLessThanOrEqual(kept);
  expect(mail.quoted.length).toBeLessThanOrEqual(kept);
  expect(mail.html?.length ?? 0).toBeLessThanOrEqual(HTML_LENGTH);
  expect(mail.headers.length).toBeLessThanOrEqual(HEADER_FIELDS);
  for (const list of [mail.from, mail.to, mail.cc, mail.replyTo]) expect(list.length).toBeLessThanOrEqual(ADDRESSES);
  expect(mail.references.length).toBeLessThanOrEqual(REFERENCES);
  expect(mail.attachments.length).toBeLessThanOrEqual(2 * PARTS);
  expect(JSON.stringify({ ...mail, attachments: [] }).length).toBeLessThan(MOST_HANDED_ON);
  if (mail.text.length === kept) expect(mail.warnings).toContain('text_truncated');
});
