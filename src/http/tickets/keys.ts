import { createHash, timingSafeEqual } from 'node:crypto';
import type { Config } from '../../config/settings.ts';

export type WebsiteKey = NonNullable<Config['http']['tickets']>['keys'][number];

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The key of `Authorization: Bearer …`, each compared in constant time; null for none of them. */
export function keyNamed(keys: readonly WebsiteKey[], authorization: string | undefined): WebsiteKey | null {
  const given = digest(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '');
  let found: WebsiteKey | null = null;
  for (const each of keys) if (timingSafeEqual(digest(each.key), given)) found = each;
  return found;
}

const HOUR_MS = 3_600_000;

/** Counts requests by key; `now` in milliseconds. */
export function createRate(): {
  /** Null when one more is allowed, and it counts; else seconds until it is. */
  readonly take: (key: Pick<WebsiteKey, 'name' | 'perHour'>, now: number) => number | null;
} {
  const times = new Map<string, number[]>();
  return {
    take({ name, perHour }, now) {
      const recent = (times.get(name) ?? []).filter((time) => time > now - HOUR_MS);
      times.set(name, recent);
      const [oldest = now] = recent;
      if (recent.length >= perHour) return Math.max(1, Math.ceil((oldest + HOUR_MS - now) / 1000));
      recent.push(now);
      return null;
    },
  };
}
