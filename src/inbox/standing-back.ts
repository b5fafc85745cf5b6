import type { ConversationKeys } from './inbox.ts';

/**
 * The mails of a mailbox that stand back while later ones go on: those that are fetched alone, those that take long to
 * understand, and those that wait because something of the desk's own is in trouble. What belongs to the conversation
 * of one of them stands back too, until it is decided: an answer must never be decided before the mail it answers.
 */
export type StandingBack = {
  /** `conversation` null when nothing of the mail is known: then every later answer may be about it. */
  readonly add: (uid: number, conversation: ConversationKeys | null) => void;
  /** It is decided, or gone. */
  readonly done: (uid: number) => void;
  /** The mails with lower UIDs that stand back and belong to its conversation; default: the one it was added with. */
  readonly before: (uid: number, conversation?: ConversationKeys) => number[];
};

export function openStandingBack(): StandingBack {
  const conversations = new Map<number, ConversationKeys>();
  const byKey = new Map<string, Set<number>>();
  const unknown = new Set<number>();
  const done = (uid: number): void => {
    unknown.delete(uid);
    for (const key of conversations.get(uid)?.keys ?? []) {
      const uids = byKey.get(key);
      uids?.delete(uid);
      if (uids?.size === 0) byKey.delete(key);
    }
    conversations.delete(uid);
  };
  return {
    add(uid, conversation) {
      if (conversation === null) {
        if (!conversations.has(uid)) unknown.add(uid);
        return;
      }
      done(uid);
      conversations.set(uid, conversation);
      for (const key of conversation.keys) byKey.set(key, (byKey.get(key) ?? new Set()).add(uid));
    },
    done,
    before(uid, conversation = conversations.get(uid)) {
      if (conversation === undefined) return [];
      const own = conversation.keys.flatMap((key) => [...(byKey.get(key) ?? [])]);
      return [...new Set([...own, ...(conversation.answers ? unknown : [])])].filter((each) => each < uid);
    },
  };
}
