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

const LABELLED = new RegExp(
  String.raw`^\s*(?:${[...WORK_WORDS.effort, 'time'].join('|')})\s*[:：]\s*(?<told>[^\n]{1,60}?)\s*$`,
  'iu',
);
/** Nothing but spans and what joins them: a sentence that has a time in it tells no effort. */
const ONLY_SPANS = new RegExp(String.raw`^(?:${SPAN.source}|[\s,，、+和]|and|[\p{Script=Han}]{2,4}(?=\s*\d))+$`, 'iu');

/**
 * The effort that a line of its own tells in any mail of the staff (`工时：1.5h`, `time: 90m`), and the other lines:
 * what goes to a customer has no such line. Null where none does.
 */
export function effortLine(words: string): { readonly minutes: number; readonly rest: string } | null {
  const lines = words.split('\n');
  const told = lines.map((line) => minutesIn(LABELLED.exec(line)?.groups?.told ?? ''));
  const minutes = told.reduce((sum: number, each) => sum + (each ?? 0), 0);
  if (told.every((each) => each === null)) return null;
  return {
    minutes,
    rest: lines
      .filter((_, at) => told[at] === null)
      .join('\n')
      .trim(),
  };
}

const minutesIn = (told: string): number | null =>
  BARE.test(told.normalize('NFKC')) || ONLY_SPANS.test(told.normalize('NFKC')) ? effortIn(told) : null;
