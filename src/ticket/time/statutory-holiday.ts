import chineseDays from 'chinese-days';
import type { Temporal } from 'temporal-polyfill';

/** By month and day; `National Day,国庆节` as chinese-days writes it. */
const FIXED: Readonly<Record<string, string>> = {
  '1/1': "New Year's Day,元旦",
  '5/1': 'Labour Day,劳动节',
  '5/2': 'Labour Day,劳动节',
  '10/1': 'National Day,国庆节',
  '10/2': 'National Day,国庆节',
  '10/3': 'National Day,国庆节',
};
const BY_MOON: Readonly<Record<string, string>> = {
  '1/1': 'Spring Festival,春节',
  '1/2': 'Spring Festival,春节',
  '1/3': 'Spring Festival,春节',
  '5/5': 'Dragon Boat Festival,端午',
  '8/15': 'Mid-Autumn Festival,中秋',
};

/**
 * The days off that China's law itself fixes (全国年节及纪念日放假办法, 2024, §2), for years whose notice with the
 * moved days is not out yet; null for other days.
 */
export function statutoryHoliday(day: Temporal.PlainDate): string | null {
  const fixed = FIXED[`${day.month}/${day.day}`];
  if (fixed !== undefined) return fixed;
  // The eve of the Spring Festival is the last day of a lunar year of 354 to 385 days.
  const tomorrow = lunarDay(day.add({ days: 1 }));
  if (tomorrow === '1/1') return 'Spring Festival,春节';
  if (day.month === 4 && day.day === tombSweepingDay(day.year)) return 'Tomb-sweeping Day,清明';
  return BY_MOON[lunarDay(day)] ?? null;
}

/** The day of April on which the sun reaches 15°, by the usual approximation for the years 2000 to 2099. */
const tombSweepingDay = (year: number): number =>
  Math.floor((year % 100) * 0.2422 + 4.81) - Math.floor((year % 100) / 4);

/** `8/15`; a leap month has no holiday. Given midnight UTC, chinese-days tells the same day in every zone. */
function lunarDay(day: Temporal.PlainDate): string {
  const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(Date.UTC(day.year, day.month - 1, day.day));
  return isLeap ? '' : `${lunarMon}/${lunarDay}`;
}
