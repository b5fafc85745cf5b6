import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveToServer } from './scratch.ts';

let deliveries = 0;

/** A mail user's Maildir++, written to as a local delivery agent does. `INBOX` is the directory itself. */
export class Maildir {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    this.#make('INBOX');
  }

  folderPath(folder: string): string {
    return folder === 'INBOX' ? this.#path : join(this.#path, `.${folder}`);
  }

  /** Atomic: written below `tmp`, then renamed into `new`, so no reader sees a part of a mail. */
  async deliver(raw: Uint8Array | string, folder = 'INBOX'): Promise<void> {
    const directory = this.#make(folder);
    deliveries += 1;
    const name = `${Math.floor(Date.now() / 1000)}.P${process.pid}Q${deliveries}.test`;
    await writeFile(join(directory, 'tmp', name), raw);
    await rename(join(directory, 'tmp', name), join(directory, 'new', name));
  }

  /** Many mails, some at a time; in no certain order among those of one second. */
  async deliverMany(mails: Iterable<Uint8Array | string>, folder = 'INBOX'): Promise<void> {
    const source = mails[Symbol.iterator]();
    const carry = async () => {
      for (let next = source.next(); next.done !== true; next = source.next()) await this.deliver(next.value, folder);
    };
    await Promise.all(Array.from({ length: 8 }, carry));
  }

  #make(folder: string): string {
    const directory = this.folderPath(folder);
    for (const path of [directory, ...['tmp', 'new', 'cur'].map((name) => join(directory, name))]) {
      if (mkdirSync(path, { recursive: true }) !== undefined) giveToServer(path);
    }
    return directory;
  }
}
