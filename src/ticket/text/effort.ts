import { hanNumber } from '../../lib/han-number.ts';

/** Labels of what a ticket took: people's time, and whom or what else. */
export const WORK_WORDS = {
  effort: ['effort', 'hours', 'time spent', '工时', '投入工时', '耗时', '工作量'],
  resources: ['resources', 'resource', 'resources involved', '涉及资源', '投入资源', '资源'],
} as const;

/** In minutes; a person's day has eight hours. */
const UNITS: readonly (readonly [pattern: string, minutes: number])[] = [
  ['人天|人日|工作日|工日|天|日|person[- ]?days?|man[- ]?days?|days?|d', 480],
  ['个?(?:小时|钟头|工时|人时)|人小时|person[- ]?hours?|man[- ]?hours?|hours?|hrs?|h', 60],
  ['分钟|分|minutes?|mins?|m', 1],
];
const NUMBER = String.raw`\d+(?:\.\d+)?|[半一二两三四五六七八九十百]{1,4}`;
const SPAN = new RegExp(
  String.raw`(?:(?<people>\d{1,3})\s*人?\s*[×xX*]\s*)?(?<count>${NUMBER})\s*(?<half>个半)?\s*(?:${UNITS.map(([pattern]) => `(${pattern})`).join('|')})(?![a-z])(?<more>半)?`,
  'giu',
);
const BARE = /^\d+(?:\.\d+)?$/;

/**
 * All the time that words tell, in minutes: `2 小时`, `李工 1.5h，陈工 0.5 人天`, `2 人 × 3 小时`; a figure alone is
 * hours. Null when they tell none.
 */
export function effortIn(words: string): number | null {
  const text = words.normalize('NFKC').trim();
  if (BARE.test(text)) return Math.round(Number(text) * 60);
  const spans = [...text.matchAll(SPAN)].map((match) => {
    const { people = '1', count = '', half, more } = match.groups ?? {};
    const unit = UNITS.find((_, at) => match[at + 4] !== undefined)?.[1] ?? 0;
    const number = (hanNumber(count) ?? Number(count)) + (half || more ? 0.5 : 0);
    return Number(people) * number * unit;
  });
  return spans.length === 0 ? null : Math.round(spans.reduce((sum, span) => sum + span, 0));
}

/** Labels that say nothing else: what stands behind one is for the staff, whether it can be read or not. */
const SURE = ['effort', 'time spent', '投入工时', '工时'];
/** Labels that words to a customer may have as well: only a time behind them is effort. */
const UNSURE = [...WORK_WORDS.effort.filter((label) => !SURE.includes(label)), 'time'];
/** What a list or a sum has before the label. */
const BEFORE = String.raw`^\s*(?:[-*•·]|\d{1,2}[.)、])?\s*(?:本次|此次|这次|共计|合计|累计|实际|总|共|total\s)?\s*`;
const LABELLED = new RegExp(
  String.raw`${BEFORE}(?:(?<sure>${SURE.join('|')})|(?:${UNSURE.join('|')}))\s*:\s*(?<told>.*?)\s*$`,
  'iu',
);
const WITHOUT_COLON = new RegExp(
  String.raw`${BEFORE}(?:投入工时|工时)\s*(?<told>[\d半一二两三四五六七八九十].*?)\s*$`,
  'u',
);
/** At the end of a line that says something else first. */
const AT_THE_END = new RegExp(
  String.raw`^(?<before>.*[\s,，。;；、?？!！)）])(?:${SURE.join('|')})\s*[:：]\s*(?<told>[^:：]*?)\s*$`,
  'iu',
);
/** Nothing but spans and what joins them: a sentence that has a time in it tells no effort. */
const ONLY_SPANS = new RegExp(String.raw`^(?:${SPAN.source}|[\s,，、+和]|and|[\p{Script=Han}]{2,4}(?=\s*\d))+$`, 'iu');
const HOURS_AND_MINUTES = /^(\d{1,2}):([0-5]\d)$/;
/** What people write around a time; it changes nothing of it. */
const HEDGED =
  /^(?:大约|大概|差不多|约|about|around|approx\.?|ca\.?|[~≈])\s*|\s*(?:左右|上下|or so|谢谢|thanks|thank you)$/giu;
const REMARK = /[(（][^()（）]*[)）]/gu;
const END = /[\s.。!！;；]+$/u;
/** Minutes; nobody tells more than that of a mail, so a figure above it is a mistake. */
const MOST = 500 * 60;

/** Effort that lines tell. `rest`: all but these. `unread`: what could not be read behind a label that is sure. */
export type EffortTold = { readonly minutes: number | null; readonly rest: string; readonly unread: string | null };

/**
 * The effort that a line of its own tells in any mail of the staff (`工时：1.5h`, `time: 90m`), and the other lines:
 * what goes to a customer has no such line, whether it can be read or not. Null where there is none.
 */
export function effortLine(words: string): EffortTold | null {
  const lines = words.split('\n').map((line) => ({ line, effort: toldBy(line.normalize('NFKC')) ?? endOf(line) }));
  const told = lines.flatMap(({ effort }) => effort ?? []);
  if (told.length === 0) return null;
  const minutes = told.flatMap((each) => each.minutes ?? []);
  const unread = told.flatMap((each) => (each.minutes === null && each.words !== '' ? [each.words] : []));
  return {
    minutes: minutes.length === 0 ? null : minutes.reduce((sum, each) => sum + each, 0),
    rest: lines
      .flatMap(({ line, effort }) => (effort === null ? [line] : effort.before === '' ? [] : [effort.before]))
      .join('\n')
      .trim(),
    unread: unread.length === 0 ? null : unread.join(', '),
  };
}

type Line = { readonly minutes: number | null; readonly words: string; readonly before: string };

/** Null for a line that tells none. */
function toldBy(line: string): Line | null {
  const labelled = LABELLED.exec(line)?.groups;
  const words = labelled?.told ?? WITHOUT_COLON.exec(line)?.groups?.told;
  if (words === undefined) return null;
  const minutes = minutesIn(words);
  return minutes === null && labelled?.sure === undefined ? null : { minutes, words, before: '' };
}

function endOf(line: string): Line | null {
  const { before = '', told = '' } = AT_THE_END.exec(line)?.groups ?? {};
  const minutes = minutesIn(told.normalize('NFKC'));
  return minutes === null ? null : { minutes, words: told, before: before.trimEnd() };
}

function minutesIn(told: string): number | null {
  const bare = told.replace(REMARK, '').replace(END, '').replace(HEDGED, '').replace(END, '').trim();
  const clock = HOURS_AND_MINUTES.exec(bare);
  const minutes = clock
    ? Number(clock[1]) * 60 + Number(clock[2])
    : BARE.test(bare) || ONLY_SPANS.test(bare)
      ? effortIn(bare)
      : null;
  return minutes !== null && minutes <= MOST ? minutes : null;
}
