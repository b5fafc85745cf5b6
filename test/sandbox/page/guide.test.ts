import MailComposer from 'nodemailer/lib/mail-composer';
import { expect, test } from 'vitest';
import { composeLetter } from '../../../src/letter/compose.ts';
import { createRenderer } from '../../../src/letter/render.ts';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import { readTemplates } from '../../../src/letter/templates.ts';
import { demoTeam } from '../../../src/sandbox/demo-team.ts';
import { type Guide, guideFor } from '../../../src/sandbox/page/guide.ts';
import { guideView } from '../../../src/sandbox/page/views/desk-view.ts';
import { pageWords } from '../../../src/sandbox/page/words/page-words.ts';
import type { LetterKind } from '../../../src/ticket/letters.ts';
import type { State, Ticket } from '../../../src/ticket/ticket.ts';
import type { Locale } from '../../../src/words/locale.ts';

const render = createRenderer(readTemplates(null));
const NUMBER = 'TS20261126001';
const START = Date.parse('2026-11-26T01:30:00Z');
const minutes = (after: number) => new Date(START + after * 60_000);

/** Letters of these kinds about one ticket, one a minute, the oldest first. */
const inbox = (kinds: readonly LetterKind[], locale: Locale) =>
  Promise.all(
    kinds.map(async (kind, at) => {
      const { html, text } = composeLetter(sampleFacts(kind, locale), render);
      const date = minutes(at + 1);
      const letter = { from: 'support@desk.example', subject: `[${NUMBER}] x`, date, html, text };
      return { uid: at + 1, seen: false, raw: await new MailComposer(letter).compile().build() };
    }),
  );

async function guide(
  state: State,
  kinds: readonly LetterKind[],
  { world = 'zh-CN', reader = world }: { world?: Locale; reader?: Locale } = {},
): Promise<Guide & { said: string }> {
  const letters = await inbox(kinds, world);
  const ticket = {
    ...{ number: NUMBER, state, assignee: 'wang@desk.example', createdAt: minutes(0), stateSince: minutes(0) },
    requester: { address: demoTeam(world)[1]?.address ?? '', name: '' },
  };
  const found = await guideFor({ inbox: () => letters }, ticket as Ticket, { world, reader });
  const viewer = { locale: reader, words: pageWords(reader), timezone: 'UTC', now: minutes(60), path: '/' };
  return { ...found, said: guideView(viewer, found).text.replace(/<[^>]*>/g, '') };
}

test.each<[State, readonly LetterKind[], href: string, said: RegExp]>([
  ['assigned', ['dispatch'], '/wang/1', /点“接收”/],
  ['assigned', ['dispatch', 'breach'], '/wang/1', /点“接收”/],
  ['assigned', ['dispatch', 'dispatch', 'breach'], '/wang/2', /点“接收”/],
  ['in_progress', ['dispatch', 'transcript'], '/wang/1', /点“提交解决方案”/],
  ['assigned', ['breach'], '/wang/1', /最新的邮件，可以点“转派”、“内部备注”、“答复客户”/],
  ['assigned', [], '', /点“接收”/],
  ['resolved', ['resolution', 'confirm_reminder'], '/zhang/2', /点“问题已解决”/],
])('while %s, of %j opens %s', async (state, kinds, href, said) => {
  const found = await guide(state, kinds);
  expect(found.href).toBe(href);
  expect(found.said).toMatch(said);
});

test('in English, and for a reader of another language than the letter’s', async () => {
  expect((await guide('assigned', ['dispatch', 'breach'], { world: 'en' })).said).toMatch(/press Accept,/);
  expect((await guide('assigned', ['breach'], { world: 'en' })).said).toMatch(
    /Helen Wang has it now: open the newest letter, which offers Assign, Internal note, Reply/,
  );
  expect((await guide('assigned', ['breach'], { reader: 'en' })).said).toMatch(/offers 转派 \(assign\), 内部备注 \(/);
});

test('finds the button of a letter that was written before the desk spoke another language', async () => {
  const letters = await inbox(['dispatch'], 'zh-CN');
  const ticket = { number: NUMBER, state: 'assigned', assignee: 'wang@desk.example', stateSince: minutes(0) };
  const found = await guideFor({ inbox: () => letters }, ticket as Ticket, { world: 'en', reader: 'en' });
  expect(found).toMatchObject({ step: 'assigned', buttons: ['接收 (accept)'], href: '/wang/1' });
});
