import { z } from 'zod';

/** Kinds of values that keys of the configuration share, each with what is said of one that does not fit. */

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const durationText = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;
const milliseconds = (text: string): number => {
  const [, amount = '0', unit = 'ms'] = durationText.exec(text) ?? [];
  return Number(amount) * (UNIT_MS[unit] ?? 1);
};
const DURATION = 'must be a duration such as 30m, 4h or 3d';
/** Written `30m`, `4h`, `3d`, read as milliseconds. */
export const duration = z.string({ error: DURATION }).regex(durationText, DURATION).transform(milliseconds);
export const span = (text: string) => duration.prefault(text);

export const count = z
  .number({ error: 'must be a whole number' })
  .int('must be a whole number')
  .min(0, 'must not be negative');
export const text = z.string({ error: 'must be text' });
export const address = z
  .string({ error: 'must be an e-mail address' })
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, 'must be an e-mail address');
export const domain = z
  .string({ error: 'must be a domain' })
  .regex(/^[^\s@<>,;"/]+$/, 'must be a domain, such as desk.example');
export const port = z.number({ error: 'must be a port number' }).int().min(1).max(65535);

export const numberPrefix = text.regex(/^[A-Z]{1,8}$/, 'must be one to eight capital letters');

/** By the list, which has no aliases, and else by a format, which takes ten times as long. */
const isTimezone = (zone: string): boolean => {
  try {
    return (
      Intl.supportedValuesOf('timeZone').includes(zone) || Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
    );
  } catch {
    return false;
  }
};
export const timezone = text.refine(isTimezone, 'must be a time zone of the IANA database, such as Asia/Shanghai');

/** A weekly roster, `mon-fri: "09:00-18:00"`. */
export const hours = z.record(
  z
    .string()
    .regex(
      /^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$/,
      'must be a weekday or a range, such as mon-fri',
    ),
  text.regex(
    /^(?!(..:..)-\1$)([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
    'must be hours such as "09:00-18:00"',
  ),
);

/** The same where time is counted in it: without any hours nothing would ever be due. */
export const someHours = hours.refine(
  (roster) => Object.keys(roster).length > 0,
  'must name hours, such as { mon-fri: "09:00-18:00" }',
);

/** Whether it is a day of the calendar, `YYYY-MM-DD`. */
export const isDay = (day: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;

export const urgencyName = z.enum(['urgent', 'high', 'medium', 'low'], {
  error: 'must be urgent, high, medium or low',
});
export const locale = z.enum(['zh-CN', 'en'], { error: 'must be zh-CN or en' });

/** Without a name or a password in it: addresses stand in logs of proxies. */
export const isPlainUrl = (url: string): boolean => {
  const { protocol, username, password } = new URL(url);
  return /^https?:$/.test(protocol) && username === '' && password === '';
};
export const isLoopbackUrl = (url: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
