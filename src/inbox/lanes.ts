import { sleep } from '../lib/sleep.ts';
import { type StoredMail, unknownUids } from '../store/mail.ts';
import type { Cursor, MailboxState } from '../store/mailbox.ts';
import { type Fetched, fetchInBatches } from './fetch.ts';
import { type FetchFailures, MOST_FAILURES } from './fetch-failures.ts';
import { type Described, describeAlone, Expunged, handsOverAny, NotHandedOver, partsOf } from './hand-over.ts';
import type { MailboxConnection } from './imap.ts';
import type { Inbox } from './inbox.ts';
import { ingest, ingestAgain, ingestWithheld } from './ingest.ts';
import type { Lease } from './lease.ts';
import type { StandingBack } from './standing-back.ts';

/** What reading a mailbox needs: its connection, its lease, and who decides what is stored. */
export type ReadingContext = {
  readonly inbox: Inbox;
  readonly lease: Lease;
  readonly connection: MailboxConnection;
  readonly failures: FetchFailures;
  readonly standingBack: StandingBack;
  /** Resolves when there is room for more. */
  readonly decideQuick: (mails: readonly StoredMail[]) => Promise<void>;
  /** Resolves when what was stored before them is decided, or stands back too. */
  readonly decideSlow: (mails: readonly StoredMail[]) => Promise<void>;
  readonly signal: AbortSignal;
};

/** Between two looks for small mail while a large one is fetched. Milliseconds. */
const LOOK_EVERY_MS = 2_000;
/** Between two times of asking for one mail. Milliseconds. */
const ASK_AGAIN_MS = 200;
/** For so long a server that hands over nothing at all is in trouble; after it, each mail stands for itself. */
const TROUBLE_MS = 60_000;

/**
 * The two lanes of a mailbox. What is small is fetched, stored and decided in batches; what is large, or stands alone
 * because something was wrong with it, is noted and taken one by one, and between its parts the small mails go on, but
 * for those of its conversation: they are noted too, and come after it. The cursor stays below what is noted: a session
 * that begins again looks at everything above it, and asks for what the ledger lacks.
 */
export class Lanes {
  readonly #reading: ReadingContext;
  readonly #start: MailboxState;
  /** Mails that are fetched alone, with what the server says of them. */
  readonly #noted = new Map<number, Described | null>();
  /** The highest UID that is in the ledger, noted, or gone. */
  #looked: number;
  #lookedAt = 0;
  #isLive = false;

  constructor(reading: ReadingContext, start: MailboxState) {
    this.#reading = reading;
    this.#start = start;
    this.#looked = start.uid;
  }

  /** Where reading goes on: everything up to here is in the ledger, or gone. */
  state(): MailboxState {
    return { ...this.#start, ...this.#cursor() };
  }

  /** Everything the server had is taken in: what is new from now on has just come. */
  caughtUp(): void {
    this.#isLive = true;
  }

  /** Whether mails wait to be taken in alone. */
  hasNoted(): boolean {
    return this.#noted.size > 0;
  }

  /** Takes in what is new and small, and notes the rest. */
  async quick(): Promise<void> {
    const { inbox, connection } = this.#reading;
    this.#lookedAt = performance.now();
    connection.expectNews();
    // `n:*` always includes the last mail, even when its UID is below n (RFC 3501 §6.4.8).
    const found = await connection.commands.search(`${this.#looked + 1}:*`);
    const above = found.filter((uid) => uid > this.#looked && !this.#noted.has(uid));
    if (above.length === 0) return;
    const isLive = this.#isLive;
    await this.takeSmall(await unknownUids(inbox.db, inbox.mailbox.name, this.#start.uidValidity, above), isLive);
    this.#looked = Math.max(this.#looked, above.at(-1) ?? 0);
  }

  /** Takes in those of the mails that are small, and notes the rest. */
  async takeSmall(uids: readonly number[], isLive = false): Promise<void> {
    const { inbox, lease, connection, failures, standingBack, signal, decideQuick } = this.#reading;
    const alone = {
      isKept: failures.has,
      keep: (uid: number, description: Described | null, head: Uint8Array | null): void => {
        this.#noted.set(uid, description);
        standingBack.add(uid, head === null ? null : inbox.conversationOf(head));
      },
      fields: inbox.conversationFields,
      asking: failures.asking,
    };
    for await (const { mails, lastUid } of fetchInBatches(connection.commands, uids, alone, signal)) {
      this.#looked = Math.max(this.#looked, lastUid);
      if (isLive) for (const { receivedAt } of mails) if (receivedAt !== null) inbox.received(receivedAt);
      const apart = mails.filter((mail) => !this.#standsBack(mail));
      const stored = await ingest(inbox, lease.fence, this.#start, apart, () => this.#cursor());
      if (stored.length > 0) await decideQuick(stored);
    }
  }

  /** Notes a small mail when one of its conversation that came before it stands back. */
  #standsBack({ uid, content }: Fetched): boolean {
    const { inbox, standingBack } = this.#reading;
    if (!(content instanceof Uint8Array)) return false;
    const conversation = inbox.conversationOf(content);
    if (standingBack.before(uid, conversation).length === 0) return false;
    this.#noted.set(uid, null);
    standingBack.add(uid, conversation);
    return true;
  }

  /** Takes in the first of the mails that were noted. */
  async slow(): Promise<void> {
    const [uid] = [...this.#noted.keys()].sort((a, b) => a - b);
    const { signal } = this.#reading;
    for (let left = uid === undefined; !left && uid !== undefined && !signal.aborted; )
      left = await this.#takeAlone(uid);
  }

  /** Asks once more, and only once, for a mail that was withheld. */
  async again(uid: number): Promise<void> {
    const { inbox, lease, decideSlow } = this.#reading;
    try {
      await decideSlow(await ingestAgain(inbox, lease.fence, this.#start, await this.#asked(uid, null)));
    } catch (error) {
      if (!(error instanceof NotHandedOver || error instanceof Expunged)) throw error;
    }
  }

  #cursor(): Cursor {
    const { uid, uidValidity } = this.#start;
    const lowest = Math.min(...[...this.#noted.keys()].filter((each) => each > uid));
    return { uidValidity, uid: Math.min(this.#looked, lowest - 1) };
  }

  #done(uid: number): true {
    this.#noted.delete(uid);
    this.#reading.failures.acquit(uid);
    return true;
  }

  /** Nothing of it is left to be decided. */
  #gone(uid: number): true {
    this.#reading.standingBack.done(uid);
    return this.#done(uid);
  }

  /** False when the mail is to be asked for once more. */
  async #takeAlone(uid: number): Promise<boolean> {
    const { inbox, lease, connection, failures, decideSlow, signal } = this.#reading;
    const description = this.#noted.get(uid) ?? null;
    try {
      const mail = await this.#asked(uid, description);
      const behind = (): Cursor => {
        this.#noted.delete(uid);
        return this.#cursor();
      };
      const stored = await ingest(inbox, lease.fence, this.#start, [mail], behind);
      if (stored.length === 0) return this.#gone(uid);
      await decideSlow(stored);
      return this.#done(uid);
    } catch (error) {
      if (error instanceof Expunged) return this.#gone(uid);
      const isWithheld = error instanceof NotHandedOver;
      if (!isWithheld && (!connection.commands.isGone() || failures.isAsking())) throw error;
      // What the server said of it may be what was wrong.
      this.#noted.set(uid, null);
      if (failures.count(uid) >= MOST_FAILURES) {
        const why = isWithheld ? error.message : 'the connection ended whenever it was asked for';
        if (isWithheld) await this.#requireOthers(uid);
        await this.#withhold(uid, description, why);
      }
      if (!isWithheld) throw error;
      await sleep(ASK_AGAIN_MS, signal);
      return !this.#noted.has(uid);
    }
  }

  async #withhold(uid: number, description: Described | null, why: string): Promise<void> {
    const { inbox, lease, decideSlow } = this.#reading;
    this.#done(uid);
    const withheld = { uid, receivedAt: description?.receivedAt ?? null, why };
    const stored = await ingestWithheld(inbox, lease.fence, this.#start, withheld, this.#cursor());
    if (stored.length === 0) this.#gone(uid);
    await decideSlow(stored);
  }

  /** Throws when the server hands over no other mail either, which is no fault of this one. */
  async #requireOthers(uid: number): Promise<void> {
    const { connection, failures } = this.#reading;
    const others = (await connection.commands.search('1:*')).filter((each) => each !== uid && !failures.has(each));
    const some = [...new Set([others.at(-1), others[0]])].filter((each) => each !== undefined);
    const isNone = some.length > 0 && !(await handsOverAny(connection.commands, some));
    const troubledMs = failures.troubled(isNone);
    if (isNone && troubledMs < TROUBLE_MS) throw new Error('the server hands over no mail at all');
  }

  async #asked(uid: number, description: Described | null): Promise<Fetched> {
    const { inbox, connection } = this.#reading;
    const found = description ?? (await describeAlone(connection.commands, uid));
    const headOnly = inbox.sizeLimit > 0 && (found.size ?? 0) > inbox.sizeLimit;
    const told = (octets: number): void =>
      inbox.log.warn({ event: 'mail_size_differs', mailbox: inbox.mailbox.name, uid, said: found.size, octets });
    const content = this.#givingWay(partsOf(connection.commands, found, { headOnly, told }));
    return { uid, receivedAt: found.receivedAt, size: found.size ?? 0, content };
  }

  /** The parts of a mail; between them, small mail that has come meanwhile is taken in. */
  async *#givingWay(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const { connection } = this.#reading;
    for await (const part of parts) {
      yield part;
      if (connection.hasNews() || performance.now() - this.#lookedAt >= LOOK_EVERY_MS) await this.quick();
    }
  }
}
