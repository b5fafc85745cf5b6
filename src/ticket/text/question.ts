import type { Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import { futureTime } from './human-time.ts';

/** Words before a time by which something is due, and words behind it. `前端` and the like are no end of a time. */
const BY_TIME = /(?:^|[\s,，。;；、])(?:by|before|due|截止|限|请于|请在)\s*[:：]?\s*([^,，。;；\n]+)/giu;
const TIME_BEFORE = /(?:^|[\s,，。;；、]|请?[于在])([^\s,，。;；、]{2,20}?|\S+ \S+?)之?前(?![端台置提后面一几期往])/giu;
const ONLY_A_TIME =
  /^(?:(?:请?[于在]|by|before|due|截止|限)\s*[:：]?\s*)?(?<time>(?:[\d:：./\s-]|[今明后]天|[本下]?周[一二三四五六日天]|[上下中]午|[今明]?晚上?|[点半时分月号日]|个?小时|分钟|之?内|tomorrow|today|tonight|noon|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[ap]m|[hmd])+?)(?:之?前(?:答复|回复|完成)?)?$/iu;
/**
 * A deadline that ends the line: what has passed there is a mistake, while in the middle of a question it is a story.
 */
const LAST_OF_LINE =
  /(?:^|[\s,，。;；、])(?:(?:by|due|截止|请于|请在)\s*[:：]?\s*([^,，。;；\n]+?)|([^\s,，。;；、]{2,20}?)之?前)[.。!！]?$/iu;

export type Question = { readonly question: string; readonly dueAt: Date | null };

/**
 * `请在明天18:00前完成，并告诉孙工`: the question with all its words, and when the answer is due. A first line that is
 * nothing but a time is no part of the question.
 */
export function questionWithTime(line: string, below: string, context: Context): Question {
  const first = line.trim();
  const whole = [first, below].filter(Boolean).join('\n');
  const found = [...whole.matchAll(BY_TIME), ...whole.matchAll(TIME_BEFORE)];
  const due = found.map(([, written = '']) => futureTime(written, context)).find((at) => 'time' in at);
  return { question: isOnlyATime(first, context) ? below : whole, dueAt: due && 'time' in due ? due.time : null };
}

/** Why a question cannot be asked by the time that its line ends with: it has passed. Null where none has. */
export function timePassed(line: string, context: Context): Refusal | null {
  const [, after = '', before = ''] = LAST_OF_LINE.exec(line.trim()) ?? [];
  const last = after || before ? futureTime(after || before, context) : null;
  return last !== null && 'refused' in last && last.refused === 'time_passed' ? last : null;
}

function isOnlyATime(line: string, context: Context): boolean {
  const time = ONLY_A_TIME.exec(line)?.groups?.time;
  return time !== undefined && 'time' in futureTime(time, context);
}
