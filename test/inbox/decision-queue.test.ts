import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { type DecisionQueue, openDecisionQueue } from '../../src/inbox/decision-queue.ts';
import { createLogger } from '../../src/lib/log.ts';
import type { StoredMail } from '../../src/store/mail.ts';

const server = '{ host: 127.0.0.1, port: 9, tls: none }';
const { mailboxes } = parseConfig(
  `mailboxes: [{ name: support, address: help@desk.example, imap: ${server}, smtp: ${server} }]`,
  'a test',
);

const mails = (...ids: number[]): StoredMail[] =>
  ids.map((id) => ({
    id,
    mailbox: 'support',
    uid: id,
    receivedAt: new Date(0),
    backfill: false,
    history: null,
    fingerprint: String(id),
    octetsId: String(id),
    size: 1,
    overLimit: false,
    website: null,
    withheld: null,
    attempts: 0,
    raw: null,
  }));

/** A queue whose decisions a test makes by hand: `asked` has the ids of each, in order. */
function openQueue(): {
  queue: DecisionQueue;
  asked: number[][];
  /** Ends the decision that is being made; these ids must wait. */
  decided: (...waiting: number[]) => Promise<void>;
  failed: (error: Error) => Promise<void>;
} {
  const mailbox = mailboxes[0];
  if (mailbox === undefined) throw new Error('the configuration has no mailbox');
  const asked: number[][] = [];
  let open = Promise.withResolvers<StoredMail[]>();
  const queue = openDecisionQueue({ log: createLogger('silent'), mailbox }, (batch) => {
    asked.push(batch.map(({ id }) => id));
    open = Promise.withResolvers();
    return open.promise;
  });
  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
  return {
    queue,
    asked,
    async decided(...waiting) {
      open.resolve(mails(...waiting));
      await settle();
    },
    async failed(error) {
      open.reject(error);
      await settle();
    },
  };
}

const isOpen = async (promise: Promise<unknown>): Promise<boolean> => {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return !done;
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('batches', () => {
  it('are decided in order, one at a time, and never two behind', async () => {
    const { queue, asked, decided } = openQueue();
    expect(await isOpen(queue.add(mails(1, 2)))).toBe(false);
    const second = queue.add(mails(3));
    expect(await isOpen(second)).toBe(true);
    expect(asked).toEqual([[1, 2]]);
    await decided();
    expect(await isOpen(second)).toBe(false);
    expect(asked).toEqual([[1, 2], [3]]);
  });
});

it('nobody is asked about an empty batch', async () => {
  const { queue, asked } = openQueue();
  await queue.add([]);
  await queue.add([]);
  expect(asked).toEqual([]);
});

describe('mails that must wait', () => {
  it('go before newer ones', async () => {
    const { queue, asked, decided } = openQueue();
    await queue.add(mails(1, 2, 3));
    await decided(2, 3);
    await queue.add(mails(4));
    expect(asked).toEqual([
      [1, 2, 3],
      [2, 3, 4],
    ]);
  });

  it('are tried again after longer and longer pauses, at most 15 s apart', async () => {
    const { queue, asked, decided } = openQueue();
    await queue.add(mails(1));
    await decided(1);
    for (const pause of [1_000, 2_000, 5_000, 10_000, 15_000, 15_000]) {
      const before = asked.length;
      await vi.advanceTimersByTimeAsync(pause - 1);
      expect(asked).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(asked).toHaveLength(before + 1);
      await decided(1);
    }
  });

  it('are tried again soon once a decision has been made', async () => {
    const { queue, asked, decided } = openQueue();
    await queue.add(mails(1));
    await decided(1);
    await vi.advanceTimersByTimeAsync(1_000);
    await decided();
    await queue.add(mails(2));
    await decided(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toEqual([[1], [1], [2], [2]]);
  });

  it('are not decided twice at once: a new batch takes the place of the retry', async () => {
    const { queue, asked, decided } = openQueue();
    await queue.add(mails(1));
    await decided(1);
    await queue.add(mails(2));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([[1], [1, 2]]);
  });
});

describe('the queue ends', () => {
  it('when the lease is lost: it says so, and decides no more', async () => {
    const { queue, asked, failed } = openQueue();
    await queue.add(mails(1));
    expect(queue.lost.aborted).toBe(false);
    await failed(new Error('another daemon reads the mailbox now'));
    expect(queue.lost.aborted).toBe(true);
    await queue.add(mails(2));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([[1]]);
  });

  it('once what is being decided is done: what had to wait stays in the ledger', async () => {
    const { queue, asked, decided } = openQueue();
    await queue.add(mails(1, 2));
    const settled = queue.settled();
    expect(await isOpen(settled)).toBe(true);
    await decided(2);
    await settled;
    await queue.add(mails(3));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([[1, 2]]);
    expect(queue.lost.aborted).toBe(false);
  });

  it('without another try of what waited', async () => {
    const { queue, asked, decided } = openQueue();
    await queue.add(mails(1));
    await decided(1);
    await queue.settled();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([[1]]);
  });
});
