import type { TranscriptLine } from '../ticket/change.ts';
import { STATES } from '../ticket/ticket.ts';
import { COMMAND_NAMES, type CommandRow, commandRow } from '../words/commands.ts';
import type { LetterFacts } from './facts.ts';
import { LABELS } from './labels.ts';
import type { Locale } from './locale.ts';
import { categoryLabel, urgencyLabel } from './ticket-view.ts';
import { momentText } from './times.ts';

/** What became of a command, in words. A code without words of its own is shown as it is, with its detail. */
export function outcomeText({ result, detail }: TranscriptLine, facts: LetterFacts): string {
  const shown = detailText(result, detail, facts);
  const words = DONE.get(result)?.[facts.locale] ?? OUTCOMES[facts.locale][result] ?? `${result}{}`;
  return words.replace('{}', shown === '' ? '' : `${LABELS[facts.locale].colon}${shown}`);
}

/** Details are addresses of staff, moments in ISO 8601, canonical values or words, as their code tells. */
function detailText(result: string, detail: string, facts: LetterFacts): string {
  const { locale, names, timezone } = facts;
  if (detail === '') return '';
  switch (result) {
    case 'eta':
    case 'time_passed':
      return momentText(new Date(detail), locale, timezone);
    case 'urgency':
      return urgencyLabel(detail, locale);
    case 'category':
      return categoryLabel(detail, locale);
    case 'missing':
      return detail
        .split(', ')
        .map((part) => MISSING[locale][part] ?? part)
        .join(LABELS[locale].separator);
    case 'status':
      return detail
        .split(' · ')
        .map((part) => statusPart(part, facts))
        .join(LABELS[locale].separator);
    default:
      return names?.[detail] ?? detail;
  }
}

/** A ticket's state, its urgency, who has it, and when something is due. */
function statusPart(part: string, { locale, names, timezone }: LetterFacts): string {
  const state = STATES.find((known) => known === part);
  if (state !== undefined) return LABELS[locale].state[state];
  if (/^\d{4}-\d{2}-\d{2}T/.test(part)) return momentText(new Date(part), locale, timezone);
  return names?.[part] ?? urgencyLabel(part, locale);
}

const MISSING: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  'zh-CN': { cause: '原因', steps: '解决步骤' },
  en: { cause: 'cause', steps: 'steps' },
};

const kindsIn = (locale: Locale): string => Object.values(LABELS[locale].resolutionKind).join(LABELS[locale].separator);

/** What a command says that was done, by its name. */
const DONE = new Map<string, CommandRow['done']>(COMMAND_NAMES.map((name) => [name, commandRow(name).done]));

/** By code of the ticket room, beside those of commands; `{}` is where the detail goes, for those that show it. */
const OUTCOMES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  'zh-CN': {
    kept_as_note: '已存为内部备注，没有发给客户',
    side_answer: '协助答复已转给提问人，没有发给客户',
    waits_for_release: '解决方案等待放行{}',
    admit: '已加入，今后收到发给客户的信{}',
    held_back: '同一封邮件中有命令没有通过，所以全部没有执行',
    unknown_command: '没有这条命令，发送 #帮助 可查看全部命令',
    no_text: '命令后面没有内容',
    no_such_person: '找不到这个人或团队{}',
    no_such_team: '找不到这个团队{}',
    no_such_urgency: '没有这个紧急程度{}（可用：紧急、高、中、低）',
    no_such_category: '没有这个分类{}',
    no_such_kind: `没有这种解决类型{}，解决方案按没有类型记录（可用：${kindsIn('zh-CN')}）`,
    no_such_copy: '没有抄送过这个人，也没有收到其来信{}',
    no_such_ticket: '找不到这个问题{}',
    no_time: '看不懂这个时间{}（例如：今天18:00、2h）',
    time_passed: '这个时间已经过去{}',
    missing: '缺少必填内容{}',
    nothing_to_split: '没有可以拆分的内容',
    no_such_side_thread: '找不到这个协助请求{}',
    resolved: '解决方案已经发给客户，只有跟进人或主管可以更正{}',
    target_ended: '那个问题已经结束，不能并入{}',
    nothing_to_release: '没有等待放行的解决方案',
    nothing_waits: '没有等待确认或放行的邮件：链接已经用过、已过期，或不是给您的',
    not_about_a_ticket: '这条命令不针对具体问题',
    needs_ticket: '这条命令要针对一个问题，请回复该问题的任何一封邮件',
    supervisors_only: '只有主管可以执行',
    frontline_only: '只有一线可以执行',
    recorded: '已替客户登记{}',
    internal_ticket: '已登记为内部问题{}',
    mail_released: '来信已放行，按普通来信处理',
    not_yours: '这不是由您处理的问题{}',
    now_with: '问题现在的处理人{}',
    nobody_left: '没有可以安排的人{}',
    other_customer: '不能并入其他客户的问题{}',
    same_ticket: '不能并入自己{}',
    reopen_window_over: '已超过可以重新打开的期限',
    accepted_already: '已经有人接收',
    dispatched_already: '已经分派',
    triaged_already: '已经分类',
    not_in_work: '问题不在处理中',
    unsettled: '问题正在登记，请稍后再试',
    open: '问题还没有关闭',
    closed: '问题已经关闭',
    merged: '问题已经并入其他问题',
    article_approved: '已批准，今后可以查到{}',
    article_dropped: '已弃用{}',
    no_such_article: '找不到这篇草稿',
    decided_already: '这篇草稿已经处理过',
    nothing_to_change: '没有看到要修改的内容（例如：标题：…、解决步骤：…）',
    not_a_reply_to_a_draft: '请回复审核知识草稿的那封邮件',
    no_such_period: '看不懂这个时间段{}（例如：上月、本周、2026-10、2026-10-01 至 2026-10-15）',
  },
  en: {
    kept_as_note: 'Kept as an internal note, NOT sent to the customer',
    side_answer: 'Your answer has gone to who asked, NOT to the customer',
    waits_for_release: 'The solution waits to be released{}',
    admit: 'Takes part from now on and gets what the customer gets{}',
    held_back: 'Not done, because another command of this mail was refused',
    unknown_command: 'There is no such command; #help lists them all',
    no_text: 'Nothing was written behind the command',
    no_such_person: 'No such person or team{}',
    no_such_team: 'No such team{}',
    no_such_urgency: 'No such urgency{} (urgent, high, medium, low)',
    no_such_category: 'No such category{}',
    no_such_kind: `No such kind of solution{}; it counts without one (${kindsIn('en')})`,
    no_such_copy: 'Nobody of that address was copied or has written{}',
    no_such_ticket: 'No such ticket{}',
    no_time: 'Not a time I understand{} (for example: today 18:00, 2h)',
    time_passed: 'That time has passed{}',
    missing: 'These parts are missing{}',
    nothing_to_split: 'There is nothing to split off',
    no_such_side_thread: 'No such request for help{}',
    resolved: 'The solution has gone to the customer; only the follower or a supervisor may correct it{}',
    target_ended: 'That ticket has ended; nothing can be merged into it{}',
    nothing_to_release: 'No solution waits to be released',
    nothing_waits: 'Nothing waits for this: the link was used already, is too old, or was made for somebody else',
    not_about_a_ticket: 'This command is not about a ticket',
    needs_ticket: 'This command is about a ticket; reply to any letter about it',
    supervisors_only: 'Only supervisors may do this',
    frontline_only: 'Only the front line may do this',
    recorded: 'Recorded for the customer{}',
    internal_ticket: 'Recorded as an internal ticket{}',
    mail_released: 'The mail was let go and is treated like any other',
    not_yours: 'This ticket is not yours{}',
    now_with: 'The ticket is now with somebody else{}',
    nobody_left: 'Nobody is left to take it{}',
    other_customer: "Not merged into another customer's ticket{}",
    same_ticket: 'A ticket cannot be merged into itself{}',
    reopen_window_over: 'It is too late to reopen it',
    accepted_already: 'Somebody has accepted it already',
    dispatched_already: 'It has been dispatched already',
    triaged_already: 'It has been triaged already',
    not_in_work: 'The ticket is not being worked on',
    unsettled: 'The ticket is just being recorded; please try again',
    open: 'The ticket is not closed',
    closed: 'The ticket is closed',
    merged: 'The ticket has been merged into another',
    article_approved: 'Approved; it is found from now on{}',
    article_dropped: 'Dropped{}',
    no_such_article: 'There is no such draft',
    decided_already: 'This draft was decided before',
    nothing_to_change: 'I see nothing to change (write for example: Title: …, Steps: …)',
    not_a_reply_to_a_draft: 'Please reply to the letter that shows the draft',
    no_such_period:
      'Not a period I understand{} (for example: last month, this week, 2026-10, 2026-10-01 to 2026-10-15)',
  },
};
