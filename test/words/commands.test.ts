import { describe, expect, test } from 'vitest';
import { readCommands, spelledIn } from '../../src/mail/meaning/command.ts';
import { authorise, mayUse, type Permission } from '../../src/people/authority.ts';
import type { Role } from '../../src/people/person.ts';
import { STATE_TABLE } from '../../src/ticket/states.ts';
import {
  COMMAND_NAMES,
  type CommandName,
  type CommandNeed,
  commandRow,
  isTicketCommand,
} from '../../src/words/commands.ts';

const LOCALES = ['en', 'zh-CN'] as const;
const spellings = COMMAND_NAMES.flatMap((name) =>
  LOCALES.flatMap((locale) => commandRow(name).words[locale].map((word) => [word, name] as const)),
);
const read = (text: string) => readCommands(text).commands.map(({ name, argument }) => [name, argument]);

/** What people and letters of older versions write: a spelling that goes leaves them with a word for nothing. */
const SPELLINGS: Readonly<Record<CommandName, string>> = {
  accept: 'accept accepted 接收 接受 接单 受理',
  decline: 'decline declined reject 退回 拒绝 拒收',
  assign: 'assign 转派 指派 分派 派给',
  urgency: 'urgency priority 紧急程度 紧急度 优先级',
  category: 'category 分类 类别 问题分类',
  eta: 'eta 预计 预计时间 预计处理时限',
  analysis: 'analysis analyse analyze 分析 排查 初步分析',
  progress: 'progress 进展 进度',
  ask: 'ask question 询问 提问',
  reply: 'reply answer 答复 回复',
  article: 'article 文章',
  answers: 'answers canned 常用答复 答复模板',
  keep: 'keep keep-answer save-answer 保存答复 新增答复 修改答复',
  forget: 'forget drop-answer delete-answer 删除答复',
  note: 'note 备注 内部备注',
  follow: 'follow watch 关注 订阅',
  remind: 'remind reminder follow-up 跟进 提醒 提醒我',
  later: 'later send-later 稍后 稍后发送 定时发送',
  mute: 'mute unfollow unwatch 不再关注 取消关注 取消订阅',
  customer: 'customer customer-said 客户 客户反馈 客户答复',
  told: 'told called 已电话告知 已告知 已致电',
  resolve: 'resolve resolved 解决 已解决',
  close: 'close 关闭 关单 结单',
  reopen: 'reopen 重新打开 重开',
  merge: 'merge 合并',
  split: 'split 拆分',
  involve: 'involve 协助 协同',
  incident: 'incident 事件 重大事件',
  announce: 'announce inform 告知 告知客户 通告',
  approval: 'approval ask-approval 请批 请审批 申请审批',
  agree: 'agree agreed 同意 准',
  refuse: 'refuse refused disagree 不同意 驳回',
  mine: 'mine 我的 我的问题 我的工单',
  team: 'team 团队',
  find: 'find search 查 查询 查找 搜索',
  kb: 'kb knowledge 知识库 知识',
  undo: 'undo 撤销 撤回',
  status: 'status 状态',
  help: 'help 帮助',
  report: 'report 报表 报告',
  approve: 'approve approved 批准 通过',
  release: 'release 放行',
  onduty: 'onduty on-duty duty 值班',
  away: 'away leave absence 请假 休假 外出',
  back: 'back 销假 返岗',
  recurring: 'recurring schedule 定时 定期',
  certificate: 'certificate cert 确认证书 确认公钥',
  notify: 'notify notifications 通知 提醒方式',
};

test.each(COMMAND_NAMES)('every spelling of %s is known', (name) => {
  const words = SPELLINGS[name].split(' ');
  expect(words.map((word) => read(`#${word}`))).toEqual(words.map(() => [[name, '']]));
  expect(LOCALES.flatMap((locale) => [...commandRow(name).words[locale]]).toSorted()).toEqual(words.toSorted());
});

describe.each(spellings)('#%s', (word, name) => {
  test.each([`#${word}`, `＃${word}`, `# ${word}`, `#${word.toUpperCase()}`, `#${word}。`, `#${word}!`, `#${word}:`])(
    '%s is the command alone',
    (line) => expect(read(line)).toEqual([[name, '']]),
  );

  test.each(['Hello,', '您好：', '李工，您好！', ''])('below %j', (before) =>
    expect(read(`${before}\n#${word}`)).toEqual([[name, '']]),
  );

  test('with an argument, whose end is kept in words for somebody to read', () => {
    const { takesText = false } = commandRow(name);
    expect(read(`#${word} x y。`)).toEqual([[name, takesText ? 'x y。' : 'x y']]);
  });

  test('takes what stands below it when its row says so', () => {
    const text = commandRow(name).takesText ? 'one\n#two' : '';
    expect(readCommands(`#${word}\none\n#two`).commands).toMatchObject([{ name, text }]);
  });

  test('without # only when its row says so, and then only the first spelling', () => {
    const row = commandRow(name);
    const alone = row.alone === true && LOCALES.some((locale) => row.words[locale][0] === word);
    expect(read(`${word}！`)).toEqual(alone ? [[name, '']] : []);
  });
});

describe.each(COMMAND_NAMES)('the row of %s', (name) => {
  const row = commandRow(name);

  test('spells it in English by its name', () => {
    expect(row.words.en[0]).toBe(name);
    expect(spelledIn('zh-CN', `#${name} x`)).toBe(`#${row.words['zh-CN'][0]} x`);
    expect(spelledIn('en', `#${name} x`)).toBe(`#${name} x`);
  });

  test('has as many forms in one language as in the other', () => {
    expect(row.help['zh-CN']).toHaveLength(row.help.en.length);
  });

  test('is an event of the state table when the ticket answers it', () => {
    expect(name in STATE_TABLE).toBe(isTicketCommand(name));
    if (isTicketCommand(name)) expect(row.done).not.toBeNull();
  });
});

type Situation = {
  readonly ticket: boolean;
  readonly own: boolean;
  readonly frontline: boolean;
  readonly supervisor: boolean;
};

/** What each need asks for, written down once more: what becomes of a command whose sender is proven. */
const ANSWERS: Readonly<Record<CommandNeed, (given: Situation) => Permission>> = {
  nothing: () => 'allow',
  ticket: ({ ticket }) => (ticket ? 'allow' : 'needs_ticket'),
  own: ({ ticket, own }) => (ticket ? (own ? 'allow' : 'not_yours') : 'needs_ticket'),
  frontline: ({ frontline, supervisor }) => (frontline || supervisor ? 'allow' : 'frontline_only'),
  supervisor: ({ supervisor }) => (supervisor ? 'allow' : 'supervisors_only'),
};
const either = [true, false];
const situations = either.flatMap((ticket) =>
  either.flatMap((own) =>
    either.flatMap((frontline) => either.map((supervisor): Situation => ({ ticket, own, frontline, supervisor }))),
  ),
);
const asked = (name: CommandName, { ticket, ...sender }: Situation): Permission =>
  authorise({
    action: name,
    sender: { standing: sender.supervisor ? 'supervisor' : 'engineer', ...sender },
    authentication: 'P',
    evidence: { level: ticket ? 'E4' : 'E0', borrowed: false },
    addressed: true,
    redeemed: true,
  });

describe.each(COMMAND_NAMES)('who may use %s', (name) => {
  const { needs } = commandRow(name);

  test.each(situations)('ticket $ticket, own $own, front line $frontline, supervisor $supervisor', (given) => {
    expect(asked(name, given)).toBe(ANSWERS[needs](given));
  });

  test.each<[Role[], boolean, boolean]>([
    [[], false, false],
    [['engineer'], false, false],
    [['frontline'], true, false],
    [['supervisor'], false, true],
    [['engineer', 'frontline', 'supervisor'], true, true],
  ])('help shows it to %j when they may', (roles, frontline, supervisor) => {
    const may = ANSWERS[needs]({ ticket: true, own: true, frontline, supervisor }) === 'allow';
    expect(mayUse(name, roles)).toBe(may);
  });
});

test('no spelling belongs to two commands', () => {
  expect(new Set(spellings.map(([word]) => word)).size).toBe(spellings.length);
});
