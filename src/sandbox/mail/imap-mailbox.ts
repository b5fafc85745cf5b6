import { EventEmitter } from 'node:events';
import { emptyFolder, type Folder, type Folders, type KeptMail, type MailStore } from './mail-store.ts';

/** The folders of one person: every change is on disk when it returns, and announced to the sessions. */
export class ImapMailbox {
  readonly #store: MailStore;
  readonly #folders: Folders;
  /** A folder or its mails have changed; `by` is the session that did it, if one did. */
  readonly changes = new EventEmitter<{ change: [by: unknown] }>();

  constructor(store: MailStore) {
    this.#store = store;
    this.#folders = store.load();
    this.changes.setMaxListeners(0);
    store.save(this.#folders);
  }

  get names(): string[] {
    return [...this.#folders.keys()];
  }

  /** INBOX in any spelling (RFC 3501 §5.1). */
  folder(name: string): Folder | undefined {
    return this.#folders.get(/^inbox$/i.test(name) ? 'INBOX' : name);
  }

  /** Returns false when there is such a folder. */
  create(name: string): boolean {
    if (this.folder(name) !== undefined) return false;
    this.#folders.set(name, emptyFolder());
    this.changed();
    return true;
  }

  /** Returns the new mail. */
  add(folder: Folder, mail: Omit<KeptMail, 'uid'>, by?: unknown): KeptMail {
    const added = { ...mail, uid: folder.uidnext };
    folder.uidnext += 1;
    folder.messages.push(added);
    this.changed(by);
    return added;
  }

  remove(folder: Folder, mails: ReadonlySet<KeptMail>): void {
    folder.messages = folder.messages.filter((each) => !mails.has(each));
    this.changed();
  }

  /** After a change of flags. */
  changed(by?: unknown): void {
    this.#store.save(this.#folders);
    this.changes.emit('change', by);
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 3501 date-time, in UTC. */
export function internalDate(at: Date): string {
  const day = String(at.getUTCDate()).padStart(2, ' ');
  return `${day}-${MONTHS[at.getUTCMonth()]}-${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} +0000`;
}
