import { readAddresses } from './mime/address.ts';
import { headerValue, readHeader } from './mime/header.ts';
import { readMessageId, readMessageIds } from './mime/message-id.ts';

/**
 * What tells, before a mail is read, which others it must be decided in order with. Nothing is proven at this point.
 */
export type Conversation = {
  /** The first address of From, in lower case; empty when there is none. */
  readonly sender: string;
  /** Sender, Message-ID and everything it refers to: mails that share one of them belong together. */
  readonly keys: readonly string[];
  /** Whether it refers to any other mail. */
  readonly answers: boolean;
};

/** The fields that it is read from. */
export const CONVERSATION_FIELDS: readonly string[] = ['from', 'message-id', 'in-reply-to', 'references'];

/** The header is looked for within so many octets; behind them a mail belongs to none. */
const HEAD_OCTETS = 64 * 1024;

/** Reads a mail, or its header alone, once for the same octets. Linear in the size of the header, never throws. */
export function conversationOf(octets: Uint8Array): Conversation {
  const known = read.get(octets);
  if (known !== undefined) return known;
  const conversation = readConversation(octets);
  read.set(octets, conversation);
  return conversation;
}

const read = new WeakMap<Uint8Array, Conversation>();

function readConversation(octets: Uint8Array): Conversation {
  const header = readHeader(octets, 0, Math.min(octets.length, HEAD_OCTETS));
  const sender = (readAddresses(headerValue(header, 'from'))[0]?.address ?? '').toLowerCase();
  const own = readMessageId(headerValue(header, 'message-id'));
  const others = ['in-reply-to', 'references'].flatMap((name) => readMessageIds(headerValue(header, name)));
  const keys = new Set([sender, own ?? '', ...others].filter((key) => key !== ''));
  return { sender, keys: [...keys], answers: others.length > 0 };
}
