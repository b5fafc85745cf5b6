import type { Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import { futureTime, wholeTime } from './human-time.ts';

/** Words before a time by which something is due, and words behind it. `前端` and the like are no end of a time. */
const BY_TIME = /(?:^|[\s,，。;；、])(?:by|before|due|截止|限|请于|请在)\s*[:：]?\s*([^,，。;；\n]+)/giu;
const TIME_BEFORE =
  /(?:(?:^|[\s,，。;；、？?！!])请?[于在]?|请?[于在])([^\s,，。;；、？?！!]{2,20}?|\S+ \S+?)之?前(?![端台置提后面一几期往])/giu;
/** A span in which an answer is wanted. `2小时内的日志` and `fails within 2 hours` are what is asked about. */
const WITHIN =
  /(?:^|[\s,，。;；、？?！!]|请[于在]?)((?:\d+(?:\.\d+)?|[半一二两三四五六七八九十]{1,3})\s?(?:个半|个)?(?:分钟|小时|钟头|天|周|星期)(?:之|以)?内)(?=$|[\s,，。;；、！!]|请|给|[答回]复|反馈|完成|处理|解决|告[诉知]|看|查)/gmu;
const WITHIN_EN =
  /(?:^|[,.;?!，。；？！]\s*|\b(?:answer|reply|respond|needed|please\b[^.,;?!\n]{0,60})\s+)(within\s+(?:\d+(?:\.\d+)?|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s*(?:minutes?|mins?|hours?|hrs?|days?|weeks?|[hmd]))(?=$|\s*[.,;!，。；！\n]|\s+(?:please|thanks?)\b)/gimu;
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
  const found = [BY_TIME, TIME_BEFORE, WITHIN, WITHIN_EN].flatMap((each) => [...whole.matchAll(each)]);
  const due = found.map(([, written = '']) => futureTime(written, context)).find((at) => 'time' in at);
  const only = onlyATime(first, context);
  const dueAt = due && 'time' in due ? due.time : only;
  return { question: only === null ? whole : below, dueAt };
}

/** Why a question cannot be asked by the time that its line ends with, or is: it has passed. Null where none has. */
export function timePassed(line: string, context: Context): Refusal | null {
  const [, after = '', before = ''] = LAST_OF_LINE.exec(line.trim()) ?? [];
  const written = after || before || (wholeTime(line, context.now, context.policy.timezone) === null ? '' : line);
  const last = written === '' ? null : futureTime(written, context);
  return last !== null && 'refused' in last && last.refused === 'time_passed' ? last : null;
}

function onlyATime(line: string, context: Context): Date | null {
  const written = ONLY_A_TIME.exec(line)?.groups?.time;
  const read = written === undefined ? null : futureTime(written, context);
  if (read !== null && 'time' in read) return read.time;
  const exact = wholeTime(line, context.now, context.policy.timezone);
  return exact !== null && exact > context.now ? exact : null;
}
