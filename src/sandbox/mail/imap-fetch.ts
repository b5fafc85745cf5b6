import { readHeader } from '../../mail/mime/header.ts';
import { ImapFault, stringOf, type Token } from './imap-command.ts';
import type { KeptMail } from './mail-store.ts';

/** What a client may ask of mails: the items of FETCH (RFC 3501 §6.4.5) and the keys of SEARCH (§6.4.4). */

/** `BODY[…]<start.length>`, with `.PEEK` or without. */
const SECTION = /^BODY(\.PEEK)?\[(.*)\](?:<(\d+)\.(\d+)>)?$/i;
const ITEM_OF_RFC822: Readonly<Record<string, string>> = {
  RFC822: 'BODY[]',
  'RFC822.HEADER': 'BODY.PEEK[HEADER]',
  'RFC822.TEXT': 'BODY[TEXT]',
};

/** The answer to some items, as octets. A body that is asked for without `.PEEK` makes the mail seen, if `mayMark`. */
export function fetched(mail: KeptMail, items: readonly string[], mayMark: boolean): Buffer {
  const marks = items.some(
    (item) => SECTION.exec(ITEM_OF_RFC822[item.toUpperCase()] ?? item)?.[1] === undefined && isBody(item),
  );
  if (mayMark && marks) mail.flags.add('\\Seen');
  const parts = items.map((item) => answer(mail, item));
  return Buffer.concat(parts.flatMap((part, at) => (at === 0 ? [part] : [Buffer.from(' '), part])));
}

const isBody = (item: string): boolean => SECTION.test(ITEM_OF_RFC822[item.toUpperCase()] ?? item);

function answer(mail: KeptMail, item: string): Buffer {
  const name = item.toUpperCase();
  if (name === 'UID') return Buffer.from(`UID ${mail.uid}`);
  if (name === 'FLAGS') return Buffer.from(`FLAGS (${[...mail.flags].join(' ')})`);
  if (name === 'INTERNALDATE') return Buffer.from(`INTERNALDATE ${stringOf(mail.internaldate)}`);
  if (name === 'RFC822.SIZE') return Buffer.from(`RFC822.SIZE ${mail.raw.length}`);
  const [whole, , section = '', start, length] = SECTION.exec(ITEM_OF_RFC822[name] ?? item) ?? [];
  if (whole === undefined) throw new ImapFault(`nothing here knows ${item}`);
  const octets = sectionOf(mail.raw, section);
  const part = start === undefined ? octets : octets.subarray(Number(start), Number(start) + Number(length));
  const label =
    ITEM_OF_RFC822[name] === undefined ? `BODY[${section}]${start === undefined ? '' : `<${start}>`}` : name;
  return Buffer.concat([Buffer.from(`${label} {${part.length}}\r\n`, 'latin1'), part]);
}

function sectionOf(raw: Buffer, section: string): Buffer {
  const { bodyStart } = readHeader(raw, 0, raw.length);
  const name = section.toUpperCase();
  if (name === '') return raw;
  if (name === 'HEADER') return raw.subarray(0, bodyStart);
  if (name === 'TEXT') return raw.subarray(bodyStart);
  const [, not, names = ''] = /^HEADER\.FIELDS(\.NOT)? \((.*)\)$/.exec(name) ?? [];
  if (names === '') throw new ImapFault(`nothing here knows BODY[${section}]`);
  const wanted = new Set(names.replaceAll('"', '').split(' '));
  const fields = fieldsOf(raw).filter((field) => wanted.has(nameOf(field)) === (not === undefined));
  return Buffer.from(`${fields.join('')}\r\n`, 'latin1');
}

/** The fields of the header, each with its line ends. */
function fieldsOf(raw: Buffer): string[] {
  const { bodyStart } = readHeader(raw, 0, raw.length);
  return raw
    .toString('latin1', 0, bodyStart)
    .split(/(?<=\n)(?![ \t])/)
    .filter((field) => field.includes(':'));
}

const nameOf = (field: string): string => field.slice(0, field.indexOf(':')).trim().toUpperCase();

/** A set of numbers such as `2,4:7,9:*`; `last` is what `*` means. */
export function inSet(set: string, last: number): (number: number) => boolean {
  if (!/^(\d+|\*)(:(\d+|\*))?(,(\d+|\*)(:(\d+|\*))?)*$/.test(set)) throw new ImapFault('not a set of numbers');
  const ranges = set.split(',').map((range) => {
    const ends = range.split(':').map((end) => (end === '*' ? last : Number(end)));
    return [Math.min(...ends), Math.max(...ends)] as const;
  });
  return (number) => ranges.some(([from, to]) => from <= number && number <= to);
}

type Test = (mail: KeptMail, sequence: number) => boolean;

const FLAG_KEY = /^(UN)?(SEEN|ANSWERED|FLAGGED|DELETED|DRAFT)$/;

/** What SEARCH asks for: all keys must hold. `last` has the highest sequence number and UID. */
export function searchTest(keys: readonly Token[], last: { sequence: number; uid: number }): Test {
  const rest = [...keys];
  const tests: Test[] = [];
  while (rest.length > 0) tests.push(nextKey(rest, last));
  return (mail, sequence) => tests.every((test) => test(mail, sequence));
}

function nextKey(rest: Token[], last: { sequence: number; uid: number }): Test {
  const key = rest.shift() ?? '';
  if (typeof key !== 'string') return searchTest(key, last);
  const word = (): string => {
    const next = rest.shift();
    if (typeof next !== 'string') throw new ImapFault(`${key} needs something to look for`);
    return next;
  };
  const name = key.toUpperCase();
  const [, not, flag] = FLAG_KEY.exec(name) ?? [];
  if (flag !== undefined) return ({ flags }) => hasFlag(flags, flag) === (not === undefined);
  if (name === 'ALL') return () => true;
  if (name === 'UID') {
    const inUids = inSet(word(), last.uid);
    return ({ uid }) => inUids(uid);
  }
  if (name === 'NOT') {
    const test = nextKey(rest, last);
    return (mail, sequence) => !test(mail, sequence);
  }
  if (name === 'OR') {
    const [one, other] = [nextKey(rest, last), nextKey(rest, last)];
    return (mail, sequence) => one(mail, sequence) || other(mail, sequence);
  }
  if (name === 'HEADER') return hasField(word(), word());
  if (['SUBJECT', 'FROM', 'TO', 'CC'].includes(name)) return hasField(name, word());
  if (name === 'CHARSET') {
    word();
    return () => true;
  }
  const inSequence = inSet(key, last.sequence);
  return (_mail, sequence) => inSequence(sequence);
}

const hasFlag = (flags: ReadonlySet<string>, flag: string): boolean =>
  [...flags].some((each) => each.toUpperCase() === `\\${flag}`);

/** A field of that name whose value has this in it, in any case; any value for an empty one. */
function hasField(field: string, value: string): Test {
  const wanted = value.toLowerCase();
  return ({ raw }) =>
    fieldsOf(raw).some((each) => nameOf(each) === field.toUpperCase() && each.toLowerCase().includes(wanted));
}
