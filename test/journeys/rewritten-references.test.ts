import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClock } from '../support/clock.ts';
import { openQuietDesk, type QuietDesk } from '../support/quiet-desk.ts';

let quiet: QuietDesk;
beforeAll(async () => {
  quiet = await openQuietDesk(createClock('2026-11-23T02:00:00Z'));
});
afterAll(() => quiet.close());

it('a letter is known by the Message-ID a relay gave it, once an answer with a token has told it', async () => {
  const from = 'Ann <ann@a.example>';
  const [opened] = await quiet.receive({ from, subject: 'Export', text: 'The export stops half way through.' });
  const acknowledgement = (await quiet.newLetters()).find(({ kind }) => kind === 'acknowledgement');
  const to = acknowledgement?.parsed.replyTo?.value[0]?.address ?? '';
  const rewritten = '<0102018f-rewritten@relay.example>';
  const answer = { from, subject: 'Re: Export', inReplyTo: rewritten };

  const [unknown] = await quiet.receive({ ...answer, text: 'It happens every day.' });
  expect(unknown).toMatchObject({ outcome: 'ticketed', evidence: 'E0' });
  const stranger = { ...answer, from: 'Eve <eve@evil.example>', to, text: 'I would like to know.' };
  expect((await quiet.receive(stranger))[0]).toMatchObject({ outcome: 'quarantined' });
  expect((await quiet.receive({ ...answer, text: 'And it still does.' }))[0]).toMatchObject({ evidence: 'E0' });

  const [proven] = await quiet.receive({ ...answer, to, text: 'It happens with every report.' });
  expect(proven).toMatchObject({ outcome: 'appended', evidence: 'E4', ticket: opened?.ticket });
  const [next] = await quiet.receive({ ...answer, text: 'Here is what the log says about it.' });
  expect(next).toMatchObject({ outcome: 'appended', evidence: 'E3', ticket: opened?.ticket });
});
