import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProse, signatureBelow, type Told } from '../../../../src/mail/meaning/prose/prose.ts';
import { isForwardSubject, isReplySubject } from '../../../../src/mail/meaning/subject-prefix.ts';
import { numbersIn } from '../../../../src/mail/meaning/ticket-number.ts';
import { readForwarded } from '../../../../src/mail/text/forward.ts';
import { splitReply } from '../../../../src/mail/text/reply.ts';

/**
 * Mails as people write them, with what a careful reader finds in each (zh.txt, en.txt, fresh.txt). A case is `== name
 * | subject`, labels, `:::` and the body. `time` is the words, and behind ` @ ` the day, or the minute, they mean in a
 * mail of Thursday 26 November 2026, 14:30. `code` is a list. Without `impact` the mail tells of none.
 */
export type Case = {
  readonly name: string;
  readonly subject: string;
  readonly body: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What the words of `time` mean; empty where nothing exact. */
  readonly means: string;
};

export const PRODUCTS = ['星云ERP', '星云App', '云帆协同', 'Nebula Desk', 'Nebula App', 'CloudSail'];

export const casesOf = (file: string): Case[] =>
  readFileSync(join(import.meta.dirname, file), 'utf8')
    .split(/^== /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...rest] = block.split('\n');
      const [name = '', subject = ''] = head.split(' | ');
      const at = rest.indexOf(':::');
      const labels = Object.fromEntries(
        rest.slice(0, at).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      );
      const [time, means = ''] = (labels.time ?? '').split(' @');
      const body = rest
        .slice(at + 1)
        .join('\n')
        .trimEnd();
      return { name, subject, body, means: means.trim(), labels: { ...labels, ...(time ? { time } : {}) } };
    });

export const toldIn = ({ subject, body }: Case): Told => {
  const { own, quoted, forwarded } = splitReply(body, { forwards: isForwardSubject(subject) });
  const passedOn = forwarded === null ? '' : splitReply(readForwarded(forwarded)?.text ?? '').own;
  const signature = forwarded === null ? signatureBelow(body, own, quoted) : '';
  const answers = isReplySubject(subject) || isForwardSubject(subject) || numbersIn(subject).length > 0;
  return readProse({ subject: answers ? '' : subject, own: `${own}\n\n${passedOn}`, signature }, PRODUCTS);
};
