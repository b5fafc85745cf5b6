/** What the sandbox uses of hoodiecrow-imap, which brings no types of its own. */
declare module 'hoodiecrow-imap' {
  import type { EventEmitter } from 'node:events';
  import type { Server } from 'node:net';

  namespace hoodiecrow {
    interface Message {
      uid: number;
      flags: string[];
      /** RFC 3501 date-time. */
      internaldate: string;
      /** One character an octet. */
      raw: string;
    }

    interface Folder {
      messages: Message[];
      uidnext: number;
      uidvalidity: number;
    }

    /** `INBOX`, and under the empty key the personal namespace. */
    interface Storage {
      INBOX: Folder;
      '': { folders: Record<string, Folder> };
    }

    interface Response {
      tag: string;
    }

    interface ImapServer extends EventEmitter {
      server: Server;
      folderCache: Record<string, Folder>;
      outputHandlers: ((connection: unknown, response: Response) => void)[];
      listen(port: number, host: string, listening: () => void): void;
      close(closed: () => void): void;
      appendMessage(folder: string, flags: string[], date: Date, raw: string): { message: Message };
    }

    interface Options {
      plugins: string[];
      users: Record<string, { password: string }>;
      storage: Storage;
    }
  }

  function hoodiecrow(options: hoodiecrow.Options): hoodiecrow.ImapServer;
  export = hoodiecrow;
}
