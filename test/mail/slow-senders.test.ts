import { describe, expect, it } from 'vitest';
import { createSlowSenders } from '../../src/mail/slow-senders.ts';

describe('senders whose mails take long', () => {
  it('wait behind the others for ten minutes, once they have used up their time', () => {
    const began = 1_000_000_000;
    let now = began;
    const senders = createSlowSenders(() => now);
    senders.note('a@x.example', 2_000);
    expect(senders.isSlow('a@x.example')).toBe(false);
    senders.note('a@x.example', 1_000);
    expect(senders.isSlow('a@x.example')).toBe(false);
    senders.note('a@x.example', 1);
    expect(senders.isSlow('a@x.example')).toBe(true);
    expect(senders.isSlow('b@x.example')).toBe(false);
    now = began + 599_999;
    expect(senders.isSlow('a@x.example')).toBe(true);
    now = began + 600_000;
    expect(senders.isSlow('a@x.example')).toBe(false);
    senders.note('a@x.example', 2_000);
    expect(senders.isSlow('a@x.example')).toBe(false);
  });

  it('are not remembered without end', () => {
    const senders = createSlowSenders(() => 0);
    senders.note('first@x.example', 10_000);
    for (let at = 1; at < 10_000; at++) senders.note(`s${at}@x.example`, 1);
    expect(senders.isSlow('first@x.example')).toBe(true);
    senders.note('last@x.example', 10_000);
    expect(senders.isSlow('first@x.example')).toBe(false);
    expect(senders.isSlow('last@x.example')).toBe(true);
  });

  it('are known by the clock of the process, too', () => {
    const senders = createSlowSenders();
    senders.note('a@x.example', 4_000);
    expect(senders.isSlow('a@x.example')).toBe(true);
  });
});
