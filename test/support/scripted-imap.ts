import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What a client asks of one mail. `times`: how often it has asked for the content, this time included. */
export type Asked = {
  readonly uid: number;
  readonly what: 'description' | 'content' | 'structure';
  readonly times: number;
  readonly start: number;
  /** Null for the whole mail. */
  readonly length: number | null;
  /** Whether the command asks for other mails too. */
  readonly together: boolean;
};

/**
 * What the server answers instead: other octets, NIL, no row, a row without its UID, a refusal of the whole command,
 * one octet a second, nothing at all, or the end of the connection.
 */
export type Fault = Buffer | 'nil' | 'no row' | 'no uid' | 'NO' | 'BAD' | 'trickle' | 'silence' | 'drop';

export type ScriptedMail = {
  readonly raw: Buffer | string;
  /** RFC822.SIZE; null leaves it out. Default: the octets there are. */
  readonly size?: number | null;
  /** INTERNALDATE in quotes; null leaves it out. */
  readonly date?: string | null;
  /** What is answered instead of the truth; null for the truth. */
  readonly fault?: (asked: Asked) => Fault | null;
};

export type ScriptedImap = {
  readonly host: string;
  readonly port: number;
  /** Adds a mail and announces it; returns its UID. */
  add(mail: ScriptedMail): number;
  /** Puts another in its place. */
  mend(uid: number, mail: ScriptedMail): void;
  expunge(uid: number): void;
  /** Connections made so far. */
  connections(): number;
  /** UIDs whose content was sent whole or in part, in order. */
  sent(): readonly number[];
  /** What stands in the answer to SELECT; null leaves it out. */
  uidValidity: number | null;
  uidNext: boolean;
  /** Milliseconds before each answer to a FETCH of content. */
  slowMs: number;
  stop(): Promise<void>;
};

const DATE = '25-Nov-2026 04:00:00 +0000';

/**
 * An IMAP server that holds what a test puts into it and answers as the test says: what no real server does on demand.
 * Knows the commands that imapflow sends and no others.
 */
export async function startScriptedImap(): Promise<ScriptedImap> {
  const mails = new Map<number, ScriptedMail>();
  const asked = new Map<number, number>();
  const sockets = new Set<Socket>();
  const sent: number[] = [];
  let next = 1;
  let connections = 0;

  const server = createServer({ noDelay: true }, (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.write('* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n');
    let pending = '';
    let idle: string | null = null;
    let work = Promise.resolve();
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      const lines = (pending + chunk).split('\r\n');
      pending = lines.pop() ?? '';
      for (const line of lines)
        if (idle !== null && line === 'DONE') {
          socket.write(`${idle} OK done\r\n`);
          idle = null;
        } else if (/^\S+ IDLE$/i.test(line)) {
          idle = line.split(' ')[0] ?? '';
          socket.write('+ idling\r\n');
        } else work = work.then(() => command(socket, line));
    });
  });

  async function command(socket: Socket, line: string): Promise<void> {
    const [, tag = '', name = '', rest = ''] = /^(\S+) (UID \S+|\S+) ?(.*)$/i.exec(line) ?? [];
    const say = (text: string): void => void (socket.destroyed || socket.write(text, 'latin1'));
    switch (name.toUpperCase()) {
      case 'SELECT':
      case 'EXAMINE':
        say(`* ${mails.size} EXISTS\r\n* FLAGS (\\Seen)\r\n`);
        if (scripted.uidValidity !== null) say(`* OK [UIDVALIDITY ${scripted.uidValidity}] valid\r\n`);
        if (scripted.uidNext) say(`* OK [UIDNEXT ${next}] next\r\n`);
        return say(`${tag} OK [READ-ONLY] done\r\n`);
      case 'UID SEARCH': {
        const [, from = '1', to = from] = /UID (\d+|\*)(?::(\d+|\*))?/i.exec(rest) ?? [];
        const highest = Math.max(0, ...mails.keys());
        const ends = [from, to].map((end) => (end === '*' ? highest : Number(end))).sort((a, b) => a - b);
        const found = [...mails.keys()].filter((uid) => uid >= (ends[0] ?? 0) && uid <= (ends[1] ?? 0));
        return say(`* SEARCH ${found.join(' ')}\r\n${tag} OK done\r\n`);
      }
      case 'UID FETCH':
        return fetch(socket, tag, rest);
      case 'CAPABILITY':
        return say(`* CAPABILITY IMAP4rev1 IDLE\r\n${tag} OK done\r\n`);
      case 'NAMESPACE':
        return say(`* NAMESPACE (("" "/")) NIL NIL\r\n${tag} OK done\r\n`);
      case 'LIST':
        return say(`* LIST () "/" INBOX\r\n${tag} OK done\r\n`);
      case 'LOGOUT':
        say(`* BYE\r\n${tag} OK bye\r\n`);
        return void socket.end();
      default:
        return say(`${tag} OK done\r\n`);
    }
  }

  async function fetch(socket: Socket, tag: string, rest: string): Promise<void> {
    const [, set = '', items = ''] = /^(\S+) (.*)$/.exec(rest) ?? [];
    const uids = [...mails.keys()].filter((uid) => set.split(',').includes(String(uid)));
    const partial = /<(\d+)\.(\d+)>/.exec(items);
    if (/HEADER\.FIELDS/i.test(items)) return heads(socket, tag, uids, items);
    const what = /BODY\.PEEK/i.test(items) ? 'content' : /BODYSTRUCTURE/i.test(items) ? 'structure' : 'description';
    if (what === 'content' && scripted.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, scripted.slowMs));
    for (const uid of uids) {
      const mail = mails.get(uid);
      if (mail === undefined) continue;
      if (what === 'content') asked.set(uid, (asked.get(uid) ?? 0) + 1);
      const times = asked.get(uid) ?? 0;
      const start = Number(partial?.[1] ?? 0);
      const length = partial ? Number(partial[2]) : null;
      const fault = mail.fault?.({ uid, what, times, start, length, together: set.includes(',') }) ?? null;
      if (fault === 'drop') return void socket.destroy();
      if (fault === 'silence') return new Promise(() => undefined);
      if (fault === 'NO' || fault === 'BAD') return void socket.write(`${tag} ${fault} [SERVERBUG] cannot read it\r\n`);
      if (fault === 'no row') continue;
      const seq = [...mails.keys()].indexOf(uid) + 1;
      const named = fault === 'no uid' ? '' : `UID ${uid} `;
      if (what === 'content') {
        sent.push(uid);
        const whole = Buffer.from(mail.raw);
        const truth = length === null ? whole : whole.subarray(start, start + length);
        const octets = Buffer.isBuffer(fault) ? fault : truth;
        const key = partial ? `BODY[]<${start}>` : 'BODY[]';
        if (fault === 'nil') socket.write(`* ${seq} FETCH (${named}${key} NIL)\r\n`);
        else {
          socket.write(`* ${seq} FETCH (${named}${key} {${octets.length}}\r\n`);
          if (fault === 'trickle') return trickle(socket, octets);
          socket.write(octets);
          socket.write(')\r\n');
        }
      } else socket.write(`* ${seq} FETCH (${named}${descriptionOf(mail, what)})\r\n`);
    }
    socket.write(`${tag} OK done\r\n`);
  }

  /** The whole header, whichever of its fields were asked for. */
  function heads(socket: Socket, tag: string, uids: readonly number[], items: string): void {
    const key = /BODY\.PEEK(\[HEADER\.FIELDS[^\]]*\])/i.exec(items)?.[1] ?? '';
    for (const uid of uids) {
      const raw = Buffer.from(mails.get(uid)?.raw ?? '');
      const head = raw.subarray(0, raw.indexOf('\r\n\r\n') + 4);
      socket.write(`* ${[...mails.keys()].indexOf(uid) + 1} FETCH (UID ${uid} BODY${key} {${head.length}}\r\n`);
      socket.write(head);
      socket.write(')\r\n');
    }
    socket.write(`${tag} OK done\r\n`);
  }

  async function trickle(socket: Socket, octets: Buffer): Promise<void> {
    for (let at = 0; at < octets.length && !socket.destroyed; at++) {
      socket.write(octets.subarray(at, at + 1));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  await once(server.listen(0, '127.0.0.1'), 'listening');
  const scripted: ScriptedImap = {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    uidValidity: 7,
    uidNext: true,
    slowMs: 0,
    add(mail) {
      const uid = next++;
      mails.set(uid, mail);
      for (const socket of sockets) socket.write(`* ${mails.size} EXISTS\r\n`);
      return uid;
    },
    mend: (uid, mail) => void mails.set(uid, mail),
    expunge: (uid) => void mails.delete(uid),
    connections: () => connections,
    sent: () => sent,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return scripted;
}

function descriptionOf({ raw, size, date }: ScriptedMail, what: Asked['what']): string {
  const octets = Buffer.byteLength(raw);
  if (what === 'structure') return `BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" ${bodyOf(raw)} 1)`;
  const said = size === undefined ? octets : size;
  return [
    ...(said === null ? [] : [`RFC822.SIZE ${said}`]),
    ...(date === null ? [] : [`INTERNALDATE "${date ?? DATE}"`]),
    'FLAGS ()',
  ].join(' ');
}

const bodyOf = (raw: Buffer | string): number => {
  const text = raw.toString('latin1' as never);
  const separator = /\r?\n\r?\n/.exec(text);
  return separator ? Buffer.byteLength(raw) - separator.index - separator[0].length : 0;
};
