import type { Locale } from '../../../words/locale.ts';
import { wordsOf } from '../../../words/words.ts';
import type { WorkingHours } from '../../facts.ts';
import { dayText } from './times.ts';

/** When people are there, in one line: `周一至周五 09:00–18:00；10月1日–10月7日国庆节放假`. */
export function workingHoursText({ hours, nextHoliday }: WorkingHours, locale: Locale): string {
  const { punctuation, times } = wordsOf(locale);
  const spans = Object.entries(hours).map(([days, span]) => `${daysText(days, locale)} ${span.replace('-', '–')}`);
  const week = spans.join(punctuation.separator);
  if (nextHoliday === null) return week;
  const { name, first, last } = nextHoliday;
  const days = first === last ? dayText(first, locale) : `${dayText(first, locale)}–${dayText(last, locale)}`;
  return week + times.closed(days, name);
}

/** `mon-fri` → `周一至周五`, `Mon–Fri`; a list keeps its commas. */
function daysText(days: string, locale: Locale): string {
  const { weekday, weekdayJoint } = wordsOf(locale).times;
  const names: Readonly<Record<string, string>> = weekday;
  return days.replace(/[a-z]{3}/gi, (day) => names[day.toLowerCase()] ?? day).replaceAll('-', weekdayJoint);
}
