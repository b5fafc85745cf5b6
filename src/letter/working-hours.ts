import type { WorkingHours } from './facts.ts';
import { LABELS } from './labels.ts';
import type { Locale } from './locale.ts';
import { dayText } from './times.ts';

const DAYS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  'zh-CN': { mon: '周一', tue: '周二', wed: '周三', thu: '周四', fri: '周五', sat: '周六', sun: '周日' },
  en: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' },
};

/** When people are there, in one line: `周一至周五 09:00–18:00；10月1日–10月7日国庆节放假`. */
export function workingHoursText({ hours, nextHoliday }: WorkingHours, locale: Locale): string {
  const spans = Object.entries(hours).map(([days, span]) => `${daysText(days, locale)} ${span.replace('-', '–')}`);
  const week = spans.join(LABELS[locale].separator);
  if (nextHoliday === null) return week;
  const { name, first, last } = nextHoliday;
  const days = first === last ? dayText(first, locale) : `${dayText(first, locale)}–${dayText(last, locale)}`;
  return locale === 'zh-CN' ? `${week}；${days}${name}放假` : `${week}; closed ${days} (${name})`;
}

/** `mon-fri` → `周一至周五`, `Mon–Fri`; a list keeps its commas. */
function daysText(days: string, locale: Locale): string {
  const joint = locale === 'zh-CN' ? '至' : '–';
  return days.replace(/[a-z]{3}/gi, (day) => DAYS[locale][day.toLowerCase()] ?? day).replaceAll('-', joint);
}
