import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxRefusal } from '../refusal.ts';

/** A mail in a folder. */
export interface KeptMail {
  readonly uid: number;
  readonly flags: Set<string>;
  /** RFC 3501 date-time. */
  readonly internaldate: string;
  readonly raw: Buffer;
}

export interface Folder {
  /** Oldest first. */
  messages: KeptMail[];
  uidnext: number;
  readonly uidvalidity: number;
}

/** By name; `INBOX` is always there. */
export type Folders = Map<string, Folder>;

/** index.json: the folders and what is known of their mails; the bytes are in `<sha256>.eml`. */
type IndexedMail = { uid: number; flags: string[]; internaldate: string; file: string };
type Index = Record<string, { uidnext: number; uidvalidity: number; messages: IndexedMail[] }>;

/** Null for what is no index. */
function indexIn(text: string): Index | null {
  try {
    const index: Index | null = JSON.parse(text);
    return index?.INBOX === undefined ? null : index;
  } catch {
    return null;
  }
}

export function emptyFolder(): Folder {
  return { messages: [], uidnext: 1, uidvalidity: Math.floor(Date.now() / 1000) };
}

/** One person's mail on disk. UIDs, UIDVALIDITY, flags and every byte survive a restart. */
export class MailStore {
  readonly #directory: string;
  /** The file of each content that is stored already. */
  readonly #files = new WeakMap<Buffer, string>();
  #written = '';

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  load(): Folders {
    const file = join(this.#directory, 'index.json');
    if (!existsSync(file)) return new Map([['INBOX', emptyFolder()]]);
    this.#written = readFileSync(file, 'utf8');
    const index = indexIn(this.#written);
    if (index === null) throw new SandboxRefusal(`${file} is damaged: delete its folder, or start with --fresh`);
    return new Map(
      Object.entries(index).map(([name, { uidnext, uidvalidity, messages }]) => [
        name,
        { uidnext, uidvalidity, messages: messages.map((each) => this.#read(each)) },
      ]),
    );
  }

  /** Atomic: the mails are written first, then the index is renamed into place. */
  save(folders: Folders): void {
    const index: Index = Object.fromEntries(
      [...folders].map(([name, { messages, uidnext, uidvalidity }]) => [
        name,
        { uidnext, uidvalidity, messages: messages.map((each) => this.#entry(each)) },
      ]),
    );
    const text = JSON.stringify(index, null, 1);
    if (text === this.#written) return;
    const file = join(this.#directory, 'index.json');
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
    this.#written = text;
  }

  #read({ uid, flags, internaldate, file }: IndexedMail): KeptMail {
    const raw = readFileSync(join(this.#directory, file));
    this.#files.set(raw, file);
    return { uid, flags: new Set(flags), internaldate, raw };
  }

  #entry({ uid, flags, internaldate, raw }: KeptMail): IndexedMail {
    return { uid, flags: [...flags], internaldate, file: this.#files.get(raw) ?? this.#write(raw) };
  }

  #write(raw: Buffer): string {
    const file = `${createHash('sha256').update(raw).digest('hex')}.eml`;
    writeFileSync(join(this.#directory, file), raw);
    this.#files.set(raw, file);
    return file;
  }
}
