import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Folder, Message, Storage } from 'hoodiecrow-imap';

/** index.json: the folders and what is known of their mails; the bytes are in `<sha256>.eml`. */
type Index = Record<string, Omit<Folder, 'messages'> & { messages: (Omit<Message, 'raw'> & { file: string })[] }>;

/** One person's mail on disk. UIDs, UIDVALIDITY, flags and every byte survive a restart. */
export class MailStore {
  readonly #directory: string;
  /** The file of each mail that is stored already. */
  readonly #files = new WeakMap<Message, string>();
  #written = '';

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  load(): Storage {
    const file = join(this.#directory, 'index.json');
    if (!existsSync(file)) {
      const empty = { messages: [], uidnext: 1, uidvalidity: Math.floor(Date.now() / 1000) };
      return { INBOX: empty, '': { folders: {} } };
    }
    this.#written = readFileSync(file, 'utf8');
    const index: Index = JSON.parse(this.#written);
    const { INBOX, ...folders } = Object.fromEntries(
      Object.entries(index).map(([path, folder]) => [path, { ...folder, messages: folder.messages.map(this.#read) }]),
    );
    if (INBOX === undefined) throw new Error(`${file} knows no INBOX`);
    return { INBOX, '': { folders } };
  }

  /** Atomic: the mails are written first, then the index is renamed into place. */
  save(folders: Record<string, Folder>): void {
    const index: Index = Object.fromEntries(
      Object.entries(folders).map(([path, { messages, uidnext, uidvalidity }]) => [
        path,
        { uidnext, uidvalidity, messages: messages.map((message) => this.#entry(message)) },
      ]),
    );
    const text = JSON.stringify(index, null, 1);
    if (text === this.#written) return;
    const file = join(this.#directory, 'index.json');
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
    this.#written = text;
  }

  #read = ({ file, ...entry }: Index[string]['messages'][number]): Message => {
    const message = { ...entry, raw: readFileSync(join(this.#directory, file), 'latin1') };
    this.#files.set(message, file);
    return message;
  };

  #entry(message: Message): Index[string]['messages'][number] {
    const { uid, flags, internaldate } = message;
    const file = this.#files.get(message) ?? this.#write(message);
    return { uid, flags, internaldate, file };
  }

  #write(message: Message): string {
    const raw = Buffer.from(message.raw, 'latin1');
    const file = `${createHash('sha256').update(raw).digest('hex')}.eml`;
    writeFileSync(join(this.#directory, file), raw);
    this.#files.set(message, file);
    return file;
  }
}
