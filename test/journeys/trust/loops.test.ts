import { afterAll, beforeAll, expect, it } from 'vitest';
import { HOPS_FIELD } from '../../../src/people/hops.ts';
import { createClock } from '../../support/clock.ts';
import { newMessageId, type WrittenMail } from '../../support/mail.ts';
import { openQuietDesk, type QuietDesk, type WrittenLetter } from '../../support/quiet-desk.ts';

/** What a machine answers to a letter; null: nothing. */
type Responder = (letter: WrittenLetter) => Partial<WrittenMail> | null;

const field = ({ raw }: WrittenLetter, name: string): string =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(raw.toString())?.[1]?.replace(/\r\n/g, '') ?? '';
const reply = (letter: WrittenLetter) => ({
  inReplyTo: field(letter, 'Message-ID'),
  subject: `Re: ${field(letter, 'Subject')}`,
});

/** Machines that answer each letter at once, from those that keep to every rule to those that keep to none. */
const RESPONDERS: Readonly<Record<string, Responder>> = {
  'a vacation message by the book': (letter) => ({
    ...reply(letter),
    text: 'I am away until Monday and will read your mail then.',
    headers: ['Auto-Submitted: auto-replied'],
  }),
  'a vacation message that only says so in its subject': (letter) => ({
    ...reply(letter),
    subject: 'Automatic reply: out of office',
    text: 'I am out of office until Monday.',
  }),
  'a help desk that answers in the thread': (letter) => ({
    ...reply(letter),
    text: 'Thank you for your request. We have received it and will come back to you.',
  }),
  'a help desk that keeps the subject and no thread': (letter) => ({
    subject: `[Case 4711] ${field(letter, 'Subject')}`,
    text: 'Thank you for your request. We have received it and will come back to you.',
  }),
  'a machine that says nothing about itself and refers to nothing': () => ({
    subject: 'We have received your message',
    text: 'Thank you for your message. It is being looked at.',
  }),
  'a gateway that sends everything back as new mail': (letter) => ({
    subject: `Message ${newMessageId('x')}`,
    text: `A message came in: ${newMessageId('x')}`,
    headers: [`${HOPS_FIELD}: ${field(letter, HOPS_FIELD)}`],
  }),
};

const HOURS = 24;
const STEP_MS = 5 * 60_000;
const addressOf = (at: number): string => `robot${at}@robots${at}.example`;

let quiet: QuietDesk;
const letters = new Map<string, WrittenLetter[]>();

beforeAll(async () => {
  const clock = createClock('2026-11-23T02:00:00Z');
  quiet = await openQuietDesk(clock);
  const responders = Object.values(RESPONDERS);
  const first = { subject: 'The nightly export failed', text: 'Our nightly export failed, could you look into it?' };
  let answers: WrittenMail[] = responders.map((_, at) => ({ ...first, from: addressOf(at) }));
  for (let at = 0; at < (HOURS * 3_600_000) / STEP_MS; at++) {
    if (answers.length > 0) await quiet.receive(...answers);
    answers = [];
    clock.advance(STEP_MS);
    await quiet.round();
    for (const letter of await quiet.newLetters()) {
      letters.set(letter.to, [...(letters.get(letter.to) ?? []), letter]);
      const index = responders.findIndex((_, each) => addressOf(each) === letter.to);
      const answer = responders[index]?.(letter);
      if (answer) answers.push({ from: letter.to, subject: '', text: '', ...answer });
    }
  }
}, 300_000);
afterAll(() => quiet.close());

it.each(Object.keys(RESPONDERS).map((name, at) => [name, at] as const))(
  `writes %s no more than three automatic letters in ${HOURS} hours`,
  (name, at) => {
    const got = letters.get(addressOf(at)) ?? [];
    console.log(`${got.length} automatic letters in ${HOURS} h to ${name}`);
    expect(got.length).toBeGreaterThanOrEqual(1);
    expect(got.length).toBeLessThanOrEqual(3);
  },
);

it('two desks that write to each other stop at once', async () => {
  const clock = createClock('2026-11-23T02:00:00Z');
  const mailbox = { address: 'help@other.example' };
  const other = await openQuietDesk(clock, { config: { desk: { domain: 'other.example', locale: 'en' } }, mailbox });
  let mails = await quiet.receive({
    from: 'help@other.example',
    subject: 'Export',
    text: 'The export fails on our side.',
  });
  let exchanged = 0;
  for (let hop = 0; hop < 20; hop++) {
    const [from, to] = hop % 2 === 0 ? [quiet, other] : [other, quiet];
    const written = (await from.newLetters()).filter(({ to: reader }) => /^(help@other|support@desk)/.test(reader));
    exchanged += written.length;
    const traced = written.map(({ raw }) => `Return-Path: <>\r\n${raw.toString()}`);
    mails = traced.length > 0 ? await to.receive(...traced) : [];
  }
  console.log(`${exchanged} automatic letters between two desks`);
  expect(exchanged).toBeLessThanOrEqual(3);
  expect(mails).toEqual([]);
  await other.close();
});
