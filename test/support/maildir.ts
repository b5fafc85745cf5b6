import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
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

  /** Atomic: written to `tmp`, then renamed into `new`, so that no reader sees half a mail. */
  async deliver(raw: Uint8Array | string, folder = 'INBOX'): Promise<void> {
    this.#put(raw, this.#make(folder));
  }

  /** Many mails in their order, in blocks between which the event loop runs. */
  async deliverMany(mails: Iterable<Uint8Array | string>, folder = 'INBOX'): Promise<void> {
    const directory = this.#make(folder);
    let sinceBreath = 0;
    for (const raw of mails) {
      this.#put(raw, directory);
      sinceBreath = (sinceBreath + 1) % 100;
      if (sinceBreath === 0) await setImmediate();
    }
  }

  /** Synchronous: several times as fast for small files. Dovecot numbers new mails in the order of their names. */
  #put(raw: Uint8Array | string, directory: string): void {
    deliveries += 1;
    const number = String(deliveries).padStart(8, '0');
    const name = `${Math.floor(Date.now() / 1000)}.M${number}P${process.pid}.test`;
    writeFileSync(join(directory, 'tmp', name), raw);
    renameSync(join(directory, 'tmp', name), join(directory, 'new', name));
  }

  #make(folder: string): string {
    const directory = this.folderPath(folder);
    for (const path of [directory, ...['tmp', 'new', 'cur'].map((name) => join(directory, name))]) {
      if (mkdirSync(path, { recursive: true }) !== undefined) giveToServer(path);
    }
    return directory;
  }
}
