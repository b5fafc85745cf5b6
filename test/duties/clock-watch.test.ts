import { beforeEach, describe, expect, it } from 'vitest';
import { createTroubles, type Troubles } from '../../src/desk/health/trouble.ts';
import { type ClockWatch, createClockWatch } from '../../src/duties/clock-watch.ts';
import type { Database } from '../../src/store/connection/connection.ts';
import { createClock } from '../support/clock.ts';

const NOON = new Date('2026-11-25T04:00:00Z');
const SECOND = 1_000;
const DAY = 86_400 * SECOND;

describe('the clock', () => {
  const clock = createClock(NOON);
  /** What the database's clock shows. */
  let there: Date;
  let troubles: Troubles;
  let watch: ClockWatch;
  beforeEach(() => {
    clock.set(NOON);
    there = NOON;
    troubles = createTroubles(() => new Date());
    const db = { execute: async () => [{ ms: String(there.getTime()) }] } as unknown as Database;
    watch = createClockWatch({ db, now: clock.now, troubles });
  });
  const off = (ms: number): Date => new Date(NOON.getTime() + ms);
  /** Mail comes every quarter of a minute, received so long before or after its time. */
  const mail = (...offsets: number[]): void => {
    for (const ms of offsets) {
      clock.advance(15 * SECOND);
      there = clock.now();
      watch.received(new Date(clock.now().getTime() + ms));
    }
  };
  const trouble = (): string | undefined => troubles.now()[0]?.detail;

  it.each<[string, number, boolean]>([
    ['the same', 0, true],
    ['two minutes ahead', 120 * SECOND, true],
    ['two minutes behind', -120 * SECOND, true],
    ['a little over two minutes ahead', 121 * SECOND, false],
    ['a little over two minutes behind', -121 * SECOND, false],
    ['a day ahead', DAY, false],
    ['a day behind', -DAY, false],
    ['thirty years behind', -30 * 365 * DAY, false],
  ])('%s: right or not', async (_what, ahead, right) => {
    clock.set(off(ahead));
    expect(await watch.isRight()).toBe(right);
    expect(watch.aheadSeconds()).toBe(ahead / SECOND);
    expect(trouble() === undefined).toBe(right);
  });

  it('is told of in words, until it is right again', async () => {
    clock.set(off(DAY));
    await watch.isRight();
    expect(trouble()).toBe('86400 s ahead of the database: deadlines wait');
    clock.set(NOON);
    expect(await watch.isRight()).toBe(true);
    expect(trouble()).toBeUndefined();
  });

  it('is wrong with the database’s, when mail that has just come says so', async () => {
    mail(-DAY, -DAY + 5 * SECOND, -DAY + 20 * SECOND);
    expect(await watch.isRight()).toBe(false);
    expect(trouble()).toBe('86380 s ahead of the mail server: deadlines wait');
    mail(0, -1 * SECOND, 0);
    expect(await watch.isRight()).toBe(true);
  });

  it('is wrong when mail comes from the future', async () => {
    mail(DAY, DAY, DAY);
    expect(await watch.isRight()).toBe(false);
    expect(trouble()).toMatch(/behind the mail server/);
  });

  it.each<[string, number[]]>([
    ['one that was moved here', [-DAY]],
    ['two that were moved here', [-DAY, -DAY]],
    ['an old one among new ones', [0, -DAY, 0]],
    ['old ones of several days', [-DAY, -2 * DAY, -5 * DAY]],
  ])('is not suspected for a mail like %s', async (_what, offsets) => {
    mail(...offsets);
    expect(await watch.isRight()).toBe(true);
  });

  it('is not suspected for a hundred old mails that were moved here at once', async () => {
    for (let at = 0; at < 100; at++) watch.received(off(-DAY + at));
    expect(await watch.isRight()).toBe(true);
  });
});
