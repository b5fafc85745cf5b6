import type { Mail } from '../mail.ts';

type Said = Pick<Mail, 'commands' | 'reply'>;

/**
 * A line that says yes to somebody who is named by their address: `同意 xu@big.example 查看`, `Yes, xu@big.example`.
 */
const CONSENT =
  /^\s*(?:(?:好的?|行|可以|ok|sure)[，,]\s*)?我?(?:同意|允许|可以|yes|(?:i )?agree(?: to)?|allow|let in)[，,:：]?\s*<?(?<address>[^\s<>，。；,;]+@[^\s<>，。；,;]+?)>?\s*(?<what>查看|看|加入|to see it|join)?[\s。.!！]*$/iu;

/** Addresses of those the author lets in, by the prepared answer or in plain words. */
export const lettingIn = ({ commands, reply }: Said): readonly string[] => [
  ...commands.flatMap(({ name, argument }) => (name === 'release' ? [argument] : [])),
  ...leading(reply).flatMap((line) => named(line) ?? []),
];

/**
 * Characters of such a line, with the longest address there is; the pattern takes a time that grows by their square.
 */
const LONGEST = 400;

/** Whom a line says yes to; undefined where it says something else. */
const named = (line: string): string | undefined =>
  line.length > LONGEST ? undefined : CONSENT.exec(line)?.groups?.address;

const isPart = (line: string): boolean => /^\s*(?:[#＃]|$)/u.test(line) || named(line) !== undefined;

/** Like commands, consent stands at the top: further down a line may be quoted from the letter that asked for it. */
function leading(reply: string): readonly string[] {
  const lines = reply.split('\n');
  const end = lines.findIndex((line) => !isPart(line));
  return end < 0 ? lines : lines.slice(0, end);
}

/** Whether a line says what the yes is to, and so cannot be the answer to a question. */
export const saysToLetIn = ({ reply }: Said): boolean =>
  leading(reply).some((line) => line.length <= LONGEST && CONSENT.exec(line)?.groups?.what !== undefined);

/** Naming who may take part answers nothing: like thanks it changes nothing else. */
export const onlyLetsIn = (mail: Said): boolean => lettingIn(mail).length > 0 && mail.reply.split('\n').every(isPart);
