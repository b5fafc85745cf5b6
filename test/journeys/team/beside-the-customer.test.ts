import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleDocument } from '../../../src/knowledge/document.ts';
import { understand } from '../../../src/mail/understand.ts';
import { canonicalAddress } from '../../../src/people/address.ts';
import { findTokens } from '../../../src/people/token.ts';
import { loadCannedAnswers } from '../../../src/store/canned-answer.ts';
import { NOTHING } from '../../../src/store/commit/change.ts';
import { commit } from '../../../src/store/commit/commit.ts';
import { findCustomer } from '../../../src/store/customer.ts';
import { loadHistory } from '../../../src/store/history.ts';
import { loadMessages } from '../../../src/store/message.ts';
import { ticketByNumber } from '../../../src/store/ticket.ts';
import { openApprovals } from '../../../src/ticket/events/approval/asking.ts';
import type { WrittenMail } from '../../support/mail.ts';
import type { WrittenLetter } from '../../support/quiet-desk.ts';
import { addressOf, LI, WANG, ZHAO } from '../process/stage.ts';
import { openQuietTeam, type QuietTeam } from './quiet-team.ts';

// What the staff do beside the customer: answers that are kept, a yes that is asked for, and help from outside.

const [li, zhao, wang] = [addressOf(LI), addressOf(ZHAO), addressOf(WANG)];
const ANN = '张敏 <ann@big.example>';
const VENDOR = '原厂王工 <vendor@factory.example>';
const vendor = addressOf(VENDOR);

let team: QuietTeam;
beforeAll(async () => {
  team = await openQuietTeam('2026-11-23T01:00:00Z', {
    answers: { overtaken: 'hold' },
    limits: { acknowledgements: { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 } },
    staff: [
      { name: '李工', email: li, roles: ['engineer'], teams: ['backend'] },
      { name: '赵一线', email: zhao, roles: ['frontline'] },
      { name: '王主管', email: wang, roles: ['supervisor'] },
    ],
  });
});
afterAll(() => team.close());

const found = (letters: readonly WrittenLetter[], kind: string, to: string): WrittenLetter => {
  const letter = letters.find((each) => each.kind === kind && each.to === to);
  if (letter === undefined) throw new Error(`no ${kind} to ${to} among ${letters.map((each) => each.kind).join()}`);
  return letter;
};
const next = async (kind: string, to: string) => found(await team.quiet.newLetters(), kind, to);
const opens = async (subject: string, form = '问题分类：系统故障') => {
  await team.quiet.newLetters();
  const { ticket } = await team.writes(ANN, `${form}\n页面打不开。`, { subject });
  const letters = await team.quiet.newLetters();
  return { number: ticket ?? '', letters, dispatch: found(letters, 'dispatch', li) };
};
const ticketOf = async (number: string) => {
  const ticket = await ticketByNumber(team.quiet.desk.db, number);
  if (ticket === null) throw new Error(`there is no ticket ${number}`);
  return ticket;
};
const historyOf = async (number: string) =>
  (await loadHistory(team.quiet.desk.db, (await ticketOf(number)).id)).map(({ event }) => event);
const linesOf = ({ text }: WrittenLetter): string[] => text.split('\n').filter((line) => /^[✓✗]/.test(line));

describe('an answer that is kept', () => {
  it('is kept by supervisors, in both languages, and by nobody else', async () => {
    const { letters, dispatch } = await opens('登录失败', '问题分类：系统故障\n紧急程度：紧急');
    const notice = found(letters, 'supervisor_notice', wang);
    await team.answers(dispatch, LI, '#保存答复 @密码重置\n您好。');
    expect(linesOf(await next('transcript', li))).toEqual([expect.stringContaining('只有主管')]);
    await team.answers(notice, WANG, '#保存答复 @密码重置\n{姓名|客户}您好，问题 {编号} 的密码已重置。');
    expect(linesOf(await next('transcript', wang))).toEqual([expect.stringContaining('已保存：@密码重置 (中文)')]);
    await team.answers(notice, WANG, '#保存答复 @password-reset @密码重置\nDear {name}, it has been reset.');
    await team.quiet.newLetters();
    await team.answers(notice, WANG, '#保存答复 @坏的\n{姓各}您好');
    expect(linesOf(await next('transcript', wang)).at(-1)).toContain('没有这个变量：{姓各}');
    expect((await loadCannedAnswers(team.quiet.desk.db)).map(({ answer, name }) => [answer, name])).toEqual([
      ['密码重置', 'password-reset'],
      ['密码重置', '密码重置'],
    ]);
  });

  it('is shown before it is sent, goes out with its variables, and is shown as it went', async () => {
    const { number, dispatch } = await opens('密码');
    await team.answers(dispatch, LI, '#常用答复 @password-reset');
    const preview = await next('canned_answers', li);
    expect(preview.text).toContain(`张敏您好，问题 ${number} 的密码已重置。`);
    expect(preview.text).toContain('#答复 @password-reset');
    await team.answers(dispatch, LI, '#答复 @password-reset\n请注意查收。');
    const letters = await team.quiet.newLetters();
    const words = [`张敏您好，问题 ${number} 的密码已重置。`, '请注意查收。'];
    for (const letter of [found(letters, 'public_reply', 'ann@big.example'), found(letters, 'transcript', li)])
      for (const part of words) expect(letter.text).toContain(part);
    expect((await team.answers(dispatch, LI, '#答复 @密码重设')).outcome).toBe('refused');
    expect(linesOf(await next('transcript', li))).toEqual([expect.stringContaining('@密码重设 → @密码重置')]);
  });

  it('has a customer’s own name in it as words, whatever that is', async () => {
    await team.quiet.newLetters();
    const hostile = '<b>Eve</b> {编号} #关闭 <eve@evil.example>';
    const { ticket } = await team.writes(
      `"${hostile.replace(/ <eve.*/, '')}" <eve@evil.example>`,
      '问题分类：系统故障\n坏了。',
    );
    const dispatch = await next('dispatch', li);
    await team.answers(dispatch, LI, '#答复 @密码重置');
    const answer = await next('public_reply', 'eve@evil.example');
    expect(String(answer.parsed.html)).toContain('&lt;b&gt;Eve&lt;/b&gt; {编号} #关闭您好');
    expect((await ticketOf(ticket ?? '')).state).toBe('in_progress');
  });

  it('waits like any other when the customer has written since', async () => {
    const { letters, dispatch } = await opens('打印');
    await team.answers(found(letters, 'acknowledgement', 'ann@big.example'), ANN, '补充：重启过了。');
    expect((await team.answers(dispatch, LI, '#答复 @密码重置')).outcome).toBe('held');
    const held = await next('overtaken', li);
    const to = /\S+@\S+(?=，正文写“确认”)/.exec(held.text)?.[0] ?? '';
    await team.writes(LI, '确认', { to });
    expect((await next('public_reply', 'ann@big.example')).text).toContain('的密码已重置。');
  });
});

describe('an article', () => {
  const article = (title: string, state: 'approved' | 'draft') => {
    const at = new Date('2026-11-23T01:00:00Z');
    const decided = state === 'draft' ? { decidedAt: null, decidedBy: null } : { decidedAt: at, decidedBy: wang };
    const text = { title, symptom: '', cause: '', steps: '1. 重启', caution: '会中断', category: 'other', module: '' };
    const of = { id: uuid(), number: null, version: 1, state, locale: 'zh-CN', ticketId: null, createdAt: at };
    return { ...of, ...decided, ...text, tags: [] };
  };
  it('goes into an answer by its short number, once it is approved', async () => {
    const both = [article('导出中断', 'approved'), article('草稿一篇', 'draft')];
    for (const each of both)
      await commit(team.quiet.desk.db, { ...NOTHING, articles: [each], documents: [articleDocument(each.id, each)] });
    const { dispatch } = await opens('导出中断');
    expect(dispatch.text).toContain('#文章 1 · 导出中断');
    await team.answers(dispatch, LI, '#答复\n请按下面的步骤操作：\n#文章 1');
    const letters = await team.quiet.newLetters();
    for (const letter of [found(letters, 'public_reply', 'ann@big.example'), found(letters, 'transcript', li)])
      expect(letter.text.replaceAll('> ', '')).toContain('【导出中断】\n1. 重启\n注意：会中断');
    await team.answers(dispatch, LI, '#文章 2');
    expect(linesOf(await next('transcript', li))).toEqual([expect.stringContaining('没有获批')]);
    await team.answers(dispatch, LI, '#文章 77');
    expect(linesOf(await next('transcript', li))).toEqual([expect.stringContaining('没有这个编号的文章：77')]);
    await team.writes(LI, '#知识库 1');
    expect((await next('knowledge', li)).text).toContain('#文章 1 · 导出中断');
  });
});

describe('an approval', () => {
  const SOLUTION = '#解决\n原因：索引缺失\n解决步骤：已重建';
  it('holds a solution, and lets it go to the customer in the change that brings the yes', async () => {
    const { number, dispatch } = await opens('索引');
    await team.answers(dispatch, LI, '#请批 王主管 变更窗口今晚22点');
    const request = await next('approval_request', wang);
    expect(request.text).toContain('变更窗口今晚22点');
    expect(request.text).toContain('#同意');
    await team.answers(dispatch, LI, SOLUTION);
    const letters = await team.quiet.newLetters();
    expect(letters.map(({ kind, to }) => `${kind}→${to}`).toSorted()).toEqual([
      `approval_request→${wang}`,
      `transcript→${li}`,
    ]);
    const shown = found(letters, 'approval_request', wang);
    expect(shown.text).toContain('已重建');
    expect((await team.answers(dispatch, LI, '#同意')).outcome).toBe('refused');
    await team.quiet.newLetters();
    // Nobody proves that it is the supervisor: nothing goes out.
    expect((await team.answers(shown, WANG, '#同意', { proven: false })).outcome).toBe('held');
    expect((await ticketOf(number)).state).toBe('in_progress');
    await team.quiet.newLetters();
    expect((await team.answers(shown, WANG, '#同意 注意备份')).outcome).toBe('command');
    expect((await team.kinds()).filter((each) => !each.startsWith('transcript'))).toEqual([
      'approval_answer→li',
      'resolution_copy→li',
      'resolution_copy→zhao',
      'resolution→ann',
    ]);
    expect((await ticketOf(number)).state).toBe('resolved');
    expect((await historyOf(number)).slice(-2)).toEqual(['approval_agreed', 'resolved']);
  });

  it('that is refused gives the solution back with the words', async () => {
    const { number, dispatch } = await opens('缓存');
    await team.answers(dispatch, LI, `#请批 王主管 重启生产库`);
    await team.answers(dispatch, LI, SOLUTION);
    const shown = await next('approval_request', wang);
    await team.answers(shown, WANG, '#不同意 白天不能重启');
    const back = await next('approval_answer', li);
    expect(back.text).toContain('白天不能重启');
    expect(back.text).toContain('没有发给客户');
    expect(await ticketOf(number)).toMatchObject({ state: 'in_progress', resolution: null });
  });

  it('is withdrawn when the ticket is closed', async () => {
    const { number, dispatch } = await opens('日志');
    await team.answers(dispatch, LI, '#请批 王主管 清理日志');
    await team.answers(dispatch, LI, '#关闭 电话确认');
    expect((await next('approval_answer', wang)).text).toContain('已经撤回');
    expect(openApprovals(await ticketOf(number))).toEqual([]);
  });
});

describe('a question to somebody outside', () => {
  const asks = async (subject: string, question = '连接池上限是多少？ 明天18:00前') => {
    const { number, dispatch, letters } = await opens(subject);
    await team.answers(dispatch, LI, `#协助 ${vendor} ${question}`);
    return { number, dispatch, letters, asked: await next('outside_question', vendor) };
  };

  it('tells nothing of the ticket or its customer, in words, headers or tokens', async () => {
    const { number, asked } = await asks('连接数');
    const ticket = await ticketOf(number);
    const raw = asked.raw.toString('latin1');
    const decoded = `${raw}\n${asked.text}\n${asked.parsed.html}\n${asked.parsed.subject}`;
    for (const told of [number, number.slice(2), 'ann@big.example', 'big.example', '张敏', '连接数', ticket.id])
      expect(decoded).not.toContain(told);
    expect(asked.parsed.subject).toBe('连接池上限是多少？ 明天18:00前');
    const abouts = findTokens(await understand(asked.raw)).map(({ token }) => [token.purpose, String(token.about)]);
    expect(abouts.length).toBeGreaterThan(0);
    for (const [purpose, about] of abouts) {
      expect(purpose).toBe('outside');
      expect(about).not.toContain(number.slice(2));
    }
    expect(asked.parsed.inReplyTo).toBeUndefined();
    expect(asked.parsed.references).toBeUndefined();
  });

  it('comes back as an internal note that commands nothing, and makes nobody a customer', async () => {
    const { number, asked } = await asks('内存');
    const row = await team.answers(asked, VENDOR, '#关闭\n上限是 200。\n问题已解决');
    expect(row).toEqual({ outcome: 'appended', ticket: number });
    expect(await team.kinds()).toEqual(['outside_answer→li', 'outside_answer→zhao']);
    const ticket = await ticketOf(number);
    expect([ticket.state, ticket.participants.some(({ address }) => address === vendor)]).toEqual([
      'in_progress',
      false,
    ]);
    const messages = await loadMessages(team.quiet.desk.db, ticket.id);
    expect(messages.at(-1)).toMatchObject({ visibility: 'internal', fromAddress: vendor });
    expect(messages.filter(({ visibility }) => visibility === 'public').some(({ text }) => text.includes('200'))).toBe(
      false,
    );
    expect(await findCustomer(team.quiet.desk.db, canonicalAddress(vendor))).toBeNull();
    expect(ticket.sideThreads[0]?.answeredAt).not.toBeNull();
  });

  it.each<[string, string, { [K in keyof WrittenMail]?: WrittenMail[K] | undefined }]>([
    ['a colleague of theirs', '同事 <tech@factory.example>', {}],
    ['by the address alone', VENDOR, { inReplyTo: undefined, references: undefined }],
    ['by the reference alone', VENDOR, { to: 'support@desk.example' }],
    ['by the subject alone', VENDOR, { to: 'support@desk.example', inReplyTo: undefined, references: undefined }],
    ['of whom nothing is proven, by the token', VENDOR, { proven: false }],
  ])('is answered by %s', async (what, from, more) => {
    const { number, asked } = await asks(`线程 ${what.length}`, `${what.length} 号参数怎么设？`);
    expect(await team.answers(asked, from, '设成 8。', more as Partial<WrittenMail>)).toEqual({
      outcome: 'appended',
      ticket: number,
    });
    expect(await team.kinds()).toEqual(['outside_answer→li', 'outside_answer→zhao']);
  });

  it('is not answered by whoever holds the letter, nor by a machine', async () => {
    const { number, asked } = await asks('磁盘', '磁盘要多大？');
    expect((await team.answers(asked, 'Eve <eve@evil.example>', '100 GB')).outcome).toBe('quarantined');
    await team.quiet.newLetters();
    const automatic = await team.answers(asked, VENDOR, '我正在休假。', { headers: ['Auto-Submitted: auto-replied'] });
    expect(automatic.outcome).toBe('ignored');
    expect(await team.kinds()).toEqual([]);
    expect((await ticketOf(number)).sideThreads[0]?.answeredAt).toBeNull();
    // What the customer writes stays the customer's, and what they get stays free of it.
    expect((await ticketOf(number)).state).toBe('in_progress');
  });

  it('is refused in one line where it names the customer, and nothing goes out', async () => {
    const { dispatch } = await opens('网卡');
    expect((await team.answers(dispatch, LI, `#协助 ${vendor} 张敏的网卡怎么换？`)).outcome).toBe('refused');
    const letters = await team.quiet.newLetters();
    expect(letters.map(({ kind }) => kind)).toEqual(['transcript']);
    expect(linesOf(letters[0] as WrittenLetter)).toEqual([expect.stringContaining('张敏')]);
  });

  it('takes files along when its author says so, and only then', async () => {
    const { dispatch } = await opens('文件');
    const attachments = [{ name: 'log.txt', type: 'text/plain', content: 'ERR-1' }];
    await team.answers(dispatch, LI, `#协助 ${vendor} 请看日志`, { attachments });
    const letters = await team.quiet.newLetters();
    expect(found(letters, 'outside_question', vendor).parsed.attachments).toEqual([]);
    expect(linesOf(found(letters, 'transcript', li)).at(-1)).toContain('附件没有发给外部');
    await team.answers(dispatch, LI, `#协助 ${vendor} +附件 请看日志`, { attachments });
    const sent = await next('outside_question', vendor);
    expect(sent.parsed.attachments.map(({ filename }) => filename)).toEqual(['log.txt']);
  });

  it('is reminded of, and told to the staff when the time has passed', async () => {
    await asks('超时', '明天18:00前请答复：超时怎么设？');
    const rounds = async (time: string): Promise<readonly WrittenLetter[]> => {
      team.quiet.clock.set(time);
      // A round handles one clock of a ticket, and several have come due.
      for (let round = 0; round < 6; round++) await team.quiet.round();
      return team.quiet.newLetters();
    };
    const reminded = await rounds('2026-11-24T06:00:00Z');
    const reminders = reminded.filter(({ to }) => to === vendor);
    expect(new Set(reminders.map(({ kind }) => kind))).toEqual(new Set(['outside_reminder']));
    expect(reminders.some(({ text }) => text.includes('超时怎么设'))).toBe(true);
    for (const { raw } of reminders) expect(raw.toString('latin1')).not.toMatch(/TS2026|big\.example/);
    const overdue = await rounds('2026-11-24T10:30:00Z');
    expect(overdue.filter(({ to }) => to === vendor)).toEqual([]);
    expect(overdue.map(({ kind, to }) => `${kind}→${to}`)).toContain(`side_thread_overdue→${li}`);
  });
});
