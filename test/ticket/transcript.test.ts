import { describe, expect, test } from 'vitest';
import { changed } from '../../src/ticket/change.ts';
import {
  answersIn,
  type DeskAnswer,
  NO_ORDERS,
  type Step,
  stepsOf,
  stepsWithoutTicket,
} from '../../src/ticket/commands/steps.ts';
import { accessGained, answer, transcriptOf, withoutEffect } from '../../src/ticket/commands/transcript.ts';
import type { EventOf } from '../../src/ticket/states.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import {
  accepted,
  at,
  chen,
  fires,
  li,
  m,
  NOON,
  noon,
  offered,
  opened,
  post,
  resolved,
  resolves,
  says,
  sun,
  upon,
  wang,
  zhao,
} from './sample.ts';
import { apply, linesOf, loaded, other, told, wordsIn } from './staff-mail.ts';

describe('a mail about no ticket', () => {
  const on = { email: li.email, duty: 'on', since: NOON } as const;
  const byDesk = ({ argument }: { readonly argument: string }): DeskAnswer => ({
    line: { result: 'onduty', detail: argument },
    letters: [{ kind: 'help', to: [argument] }],
    ...NO_ORDERS,
    duties: [on],
  });
  const steps = stepsWithoutTicket(wordsIn('#accept\n#onduty li\n#frobnicate\n#onduty chen'), byDesk);

  test('has its commands answered by the desk, except those that are about one', () => {
    expect(steps.map(({ command, means }) => [command, 'refused' in means ? means.refused : 'line' in means])).toEqual([
      ['#frobnicate', 'unknown_command'],
      ['#accept', 'not_about_a_ticket'],
      ['#onduty li', true],
      ['#onduty chen', true],
    ]);
  });

  test('has a line for each, held back where one is refused', () => {
    expect(transcriptOf(steps)).toEqual([
      { command: '#frobnicate', done: false, result: 'unknown_command', detail: '' },
      { command: '#accept', done: false, result: 'not_about_a_ticket', detail: '' },
      { command: '#onduty li', done: false, result: 'held_back', detail: '' },
      { command: '#onduty chen', done: false, result: 'held_back', detail: '' },
    ]);
    expect(transcriptOf(steps.slice(2, 3))).toEqual([
      { command: '#onduty li', done: true, result: 'onduty', detail: 'li' },
    ]);
  });

  test('has all the letters and duties of the answers', () => {
    expect(answersIn(steps)).toEqual({
      letters: [
        { kind: 'help', to: ['li'] },
        { kind: 'help', to: ['chen'] },
      ],
      ...NO_ORDERS,
      duties: [on, on],
    });
  });
});

describe('the transcript of a merge', () => {
  const copies = [
    { name: '', address: 'gao@customer.example' },
    { name: '', address: 'eve@other.example' },
  ];
  const ticket = {
    ...accepted,
    participants: [...accepted.participants, ...opened({ copies, reportedBy: chen }).participants.slice(1)],
  };
  const into = (address: string): Ticket => ({
    ...other,
    ...opened({ requester: { name: '', address } }),
    id: 'b',
    number: other.number,
  });
  const remarks = (target: Ticket) =>
    linesOf(`#merge ${target.number}`, {
      ticket,
      by: wang,
      load: { ...loaded, tickets: new Map([[target.number, target]]) },
    }).slice(1);

  test('says who gains access to the other ticket, and who does not', () => {
    expect(remarks(into('boss@customer.example'))).toEqual([
      {
        command: '',
        done: true,
        result: 'gains_access',
        detail: 'TS20261123002: zhang@customer.example',
      },
      {
        command: '',
        done: false,
        result: 'joins_unconfirmed',
        detail: 'TS20261123002: gao@customer.example, eve@other.example',
      },
    ]);
    expect(remarks(into('boss@elsewhere.example')).map(({ result }) => result)).toEqual(['joins_unconfirmed']);
  });

  test.each<[what: string, gained: string[], also: (target: Ticket) => Ticket[]]>([
    ['as the change leaves that ticket, and no other', ['gao'], (target) => [{ ...accepted, id: 'c' }, target]],
    ['and not where the change leaves it as it was', [], () => [{ ...accepted, id: 'c' }]],
  ])('says who is confirmed by it, %s', (_, gained, also) => {
    const gao = { address: 'gao@customer.example', name: '', role: 'copy', confirmed: false } as const;
    const target: Ticket = { ...other, participants: [...other.participants, gao] };
    const merge: Step = { command: '#merge', means: { name: 'merge', by: wang, into: target } };
    const after = { ...target, participants: [...other.participants, { ...gao, confirmed: true }] };
    const change = {
      ...upon(accepted, { name: 'note', ...says(li) }),
      also: also(after).map((ticket) => changed(ticket, [])),
    };
    expect(accessGained([merge], change).map(({ result, detail }) => `${result} ${detail}`)).toEqual(
      gained.map((name) => `gains_access TS20261123002: ${name}@customer.example`),
    );
  });

  test('says nothing where nobody joins, nor of anything else', () => {
    expect(linesOf('#merge TS20261123002')).toHaveLength(1);
    expect(linesOf('#urgency 高', { ticket })).toHaveLength(1);
  });
});

describe('a line of the transcript', () => {
  const accept: Step = { command: '#accept', means: { name: 'accept', by: li } };

  test('is held back where there is no ticket it could be about', () => {
    expect(transcriptOf([accept])).toEqual([{ command: '#accept', done: false, result: 'held_back', detail: '' }]);
  });

  const resolve = resolves(li) as EventOf<'resolve'>;
  const note = { name: 'note', ...says(li) } as const;
  test.each<[what: string, command: string, means: Step['means'], after: Ticket, result: string]>([
    ['what was done', '#accept', accept.means, accepted, 'accept'],
    ['a resolution', '#resolve', resolve, resolved, 'resolve'],
    ['one that waits', '#resolve', resolve, accepted, 'waits_for_release'],
    ['a note', '#note x', note, accepted, 'note'],
    ['words alone', '', note, accepted, 'kept_as_note'],
    ['words alone for a colleague', '', { ...note, name: 'side_answer', sideThread: '1' }, accepted, 'side_answer'],
    ['both sides of a merge', '#merge x', { name: 'absorb', by: li, from: other }, accepted, 'merge'],
    ['an answer to the customer', '#reply x', { name: 'reply', ...says(li) }, accepted, 'reply'],
    ['a note, whoever got it', '#note x', { ...note, sentTo: ['x'] } as Step['means'], accepted, 'note'],
  ])('tells %s', (_, command, means, after, result) => {
    expect(transcriptOf([{ command, means }], after)).toMatchObject([{ command, done: true, result }]);
  });

  test('is added for a kind of solution there is none of', () => {
    const steps: readonly Step[] = [
      accept,
      { command: '#resolve', means: { ...resolve, unknownKind: '奇怪' } },
      { command: '#resolve', means: { ...resolve, unknownKind: null } },
      { command: '#onduty', means: { line: null, letters: [], ...NO_ORDERS } },
    ];
    expect(withoutEffect(steps)).toEqual([{ command: '', done: false, result: 'no_such_kind', detail: '奇怪' }]);
  });

  test('is none for what its author has sent to the customer', () => {
    const words = { ...wordsIn('请重启'), sentTo: ['zhang@customer.example'] };
    const desk = () => ({ refused: 'no_text' }) as const;
    const steps = stepsOf(accepted, words, li, loaded, noon, desk);
    expect(steps).toMatchObject([{ means: { name: 'reply', words: '请重启', sentTo: words.sentTo } }]);
    expect(transcriptOf(steps, accepted)).toEqual([]);
    const merged = { ...accepted, state: 'merged', mergedInto: other.number } as const;
    expect(stepsOf(merged, words, li, loaded, noon, desk)).toMatchObject([{ means: { name: 'note' } }]);
  });

  test.each(['not_due', 'not_running'] as const)('is none for a clock: %s', (refused) => {
    expect(() => transcriptOf([{ ...accept, means: { refused } }])).toThrow(`${refused} answers no command`);
  });
});

describe('a note by who was asked for help', () => {
  const involve = { name: 'involve', by: li, team: 'second', question: '?', dueAt: null } as const;
  const { ticket } = upon(accepted, involve);
  const meant = (text: string, by = sun) =>
    stepsOf(ticket, wordsIn(text), by, loaded, noon, () => ({ refused: 'no_text' })).map(({ means }) => means);

  test.each([
    ['池太小', { name: 'side_answer', sideThread: '1', by: sun, words: '池太小' }],
    ['#note 池太小', { name: 'side_answer', sideThread: '1', by: sun, words: '池太小' }],
    ['#urgency 高', { name: 'urgency' }],
    ['#urgency blue', { refused: 'no_such_urgency' }],
    ['#frobnicate', { refused: 'unknown_command' }],
  ])('is the answer, and nothing else is: %s', (text, means) => {
    expect(meant(text)).toMatchObject([means]);
  });

  test('is a note of anybody else', () => {
    expect(meant('池太小', li)).toMatchObject([{ name: 'note', words: '池太小' }]);
  });

  test('is none where as many commands are known as not', () => {
    expect(meant('#urgency 高\n#frobnicate')).toHaveLength(2);
  });
});

describe('a command below words', () => {
  const lines = (text: string) => linesOf(text).map(({ command, result }) => [command, result]);
  test.each(['看错了\n\n#撤销', '等一下\n先不要\n**#撤销**', 'Wait\n＃撤销'])(
    '%s: is not done, which is told',
    (text) => {
      expect(lines(text)).toEqual([
        ['', 'kept_as_note'],
        [expect.stringMatching(/^[#＃]撤销$/u), 'below_words'],
      ]);
    },
  );
  test.each([
    ['of a long text', `${'日志里有超时'.repeat(10)}\n#撤销`],
    ['of many lines', '一\n二\n三\n四\n#撤销'],
    ['that is none', '看过了\n#1 号机房'],
  ])('%s is a part of what is said', (_, text) => expect(lines(text)).toEqual([['', 'kept_as_note']]));
});

describe('a former assignee', () => {
  const gone = upon(offered, fires(offered, 'accept'), at(m(30))).ticket;

  test('hears who has it now; the words are kept and passed on', () => {
    const { applied, change } = apply('#accept\n日志里有超时', { ticket: gone });
    expect(applied).toBe(false);
    expect(change.ticket).toEqual(gone);
    expect(change.letters).toMatchObject([
      { kind: 'note', to: [chen.email, zhao.email], words: '日志里有超时' },
      {
        kind: 'too_late',
        to: [li.email],
        values: { nowWith: 'chen' },
        lines: [{ result: 'now_with', detail: 'chen' }],
      },
    ]);
  });

  test('who only leaves words hears it too', () => {
    const { change } = apply('日志里有超时', { ticket: gone });
    expect(post(change)).toEqual(['note→chen', 'note→zhao', 'too_late→li']);
    expect(change.letters[1]).toMatchObject({ values: { nowWith: 'chen' }, lines: [{ result: 'kept_as_note' }] });
    expect(post(apply('#note 日志里有超时', { ticket: gone }).change)).toEqual([
      'note→chen',
      'note→zhao',
      'transcript→li',
    ]);
  });

  test('whose ticket nobody has, or who has it again, is told nothing of the kind', () => {
    const free = { ...gone, assignee: null, state: 'triaged' } as const;
    expect(post(apply('日志里有超时', { ticket: free }).change)).toEqual(['note→zhao', 'transcript→li']);
    const again = { ...accepted, passedOver: [li.email] };
    expect(post(apply('日志里有超时', { ticket: again }).change)).toEqual(['note→zhao', 'transcript→li']);
  });

  test('has the lines of commands taken out of those words, and no others', () => {
    const { change } = apply('  #accept\n见附件 #5\n\t＃eta 2h\n多谢', { ticket: gone });
    expect(change.letters[0]?.words).toBe('见附件 #5\n\n多谢');
  });

  test.each([
    ['#答复 全在一行的正文', '全在一行的正文'],
    ['#答复 第一行\n第二行\n#不是命令', '第一行\n第二行\n#不是命令'],
    ['#协助 second 看一下日志', 'second 看一下日志'],
    ['#请批 wang 重启', 'wang 重启'],
    ['#接收\n#进展 查到了\n见附件', '查到了\n见附件'],
  ])('%s: has the words behind the command kept', (text, words) => {
    const { change } = apply(text, { ticket: gone });
    expect(change.letters[0]).toMatchObject({ kind: 'note', to: [chen.email, zhao.email], words });
    expect(change.letters.at(-1)?.kind).toBe('too_late');
  });

  test('is one of several, and has but left words', () => {
    const twice = { ...gone, passedOver: [sun.email, li.email] };
    const kept = { command: '', done: true, result: 'kept_as_note', detail: '' } as const;
    const kinds = (...lines: Parameters<typeof answer>[1]) => answer(twice, lines, li, noon).map(({ kind }) => kind);
    expect(kinds(kept)).toEqual(['too_late']);
    expect(kinds(kept, { ...kept, command: '#note', result: 'note' })).toEqual(['transcript']);
  });

  test('but may still act hears what was done', () => {
    const { change } = apply('#urgency 高', { ticket: { ...gone, passedOver: [wang.email] }, by: told(wang) });
    expect(post(change)).toEqual(['transcript→wang']);
  });

  test('and says nothing leaves nothing', () => {
    expect(apply('#accept', { ticket: gone }).change).toMatchObject({ history: [], letters: [{ kind: 'too_late' }] });
  });
});

describe('a transcript offers', () => {
  const raised = { ...apply('#urgency 高').change.ticket, version: accepted.version + 1 };
  const status = { command: '#status', done: true, result: 'status', detail: '' } as const;
  test.each<[string, string, Parameters<typeof apply>[1], string | undefined]>([
    ['to take back what it tells', '#urgency 高', {}, 'undo'],
    ['nothing for what went to the customer', '#reply 好了', {}, undefined],
    [
      'nothing for what an earlier mail did, where this one only looked',
      '#status',
      { ticket: raised, asides: [status] },
      undefined,
    ],
    ['nor where it was refused', '#accept', { ticket: raised }, undefined],
    ['to write a solution again that lacks something', '#resolve', { ticket: raised }, 'resolve'],
    ['so also where the rest of the mail was held back for it', '#urgency 低\n#resolve', { ticket: raised }, 'resolve'],
    ['nothing once it was taken back', '#undo', { ticket: raised }, undefined],
  ])('%s', (_, text, given, offers) => {
    const letter = apply(text, given).change.letters.find(({ kind }) => kind === 'transcript');
    expect(letter?.lines?.length).toBeGreaterThan(0);
    expect(letter?.values).toEqual(offers && { offers });
  });
});

test('of several wishes of one person in a mail the last counts', () => {
  const wish = (letters: 'all' | 'digest', email = li.email): Step => ({
    command: '#notify',
    means: { line: null, letters: [], ...NO_ORDERS, wishes: [{ email, letters }] },
  });
  expect(answersIn([wish('all'), wish('digest'), wish('all', chen.email)]).wishes).toEqual([
    { email: li.email, letters: 'digest' },
    { email: chen.email, letters: 'all' },
  ]);
});

describe('of several orders in a mail about one thing the last counts', () => {
  const ordered = (orders: Partial<typeof NO_ORDERS>): Step => ({
    command: '#x',
    means: { line: null, letters: [], ...NO_ORDERS, ...orders },
  });
  const day = (of: number): Date => new Date(Date.UTC(2026, 10, of));
  const away = (email: string, from: number, to: number) => ({
    email,
    from: day(from),
    to: day(to),
    substitute: null,
    setBy: li.email,
  });
  const again = (id: number | null, title: string) => ({
    id,
    rule: { every: 'day', hour: 9, minute: 0 } as never,
    title,
    text: '',
    form: {},
    customer: { name: '', address: 'a@b.example' },
    setBy: li.email,
    nextAt: day(1),
  });

  test('an absence that is over twice', () => {
    const back = (id: number, at: Date) => ordered({ returns: [{ id, email: li.email, at }] });
    expect(answersIn([back(1, day(1)), back(2, day(1)), back(1, day(2))]).returns).toEqual([
      { id: 1, email: li.email, at: day(2) },
      { id: 2, email: li.email, at: day(1) },
    ]);
  });

  test('absences that overlap, of one person only', () => {
    const steps = [away('a@x', 1, 5), away('b@x', 2, 3), away('a@x', 4, 8), away('a@x', 8, 9)];
    expect(answersIn(steps.map((each) => ordered({ absences: [each] }))).absences).toEqual(steps.slice(1));
  });

  test('a recurring ticket that is changed or stopped twice, while new ones are all made', () => {
    const steps = [again(null, 'a'), again(3, 'b'), again(null, 'a'), again(3, 'c')];
    const answers = answersIn([
      ...steps.map((each) => ordered({ recurring: [each] })),
      ...[7, 8, 7].map((id) => ordered({ recurringStopped: [id] })),
    ]);
    expect(answers.recurring.map(({ id, title }) => [id, title])).toEqual([
      [null, 'a'],
      [3, 'c'],
      [null, 'a'],
    ]);
    expect(answers.recurringStopped).toEqual([7, 8]);
  });
});
