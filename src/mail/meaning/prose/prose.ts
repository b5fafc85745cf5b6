/**
 * The problem form, read from what people write without its labels: company, time, environment, error code, telephone
 * and impact stand in most mails, and nobody likes to be asked for what they have said. A reader a question, each a
 * table of shapes in both languages over the same sentences of the author's own words (`passages.ts`): no quotes, no
 * footers, and of pasted logs only what nothing else tells. Every value is a piece of the mail, letter for letter, and
 * is marked as read (`Form.read`), so that people can see what was understood and correct it. In doubt a reader says
 * nothing: a question is cheaper than a wrong company.
 */

import type { Form } from '../../mail.ts';
import { isLegalFooter } from '../../text/footer.ts';
import { quoteDepth } from '../../text/quote-mark.ts';
import { readCompany } from './company.ts';
import { readEnvironment, type Surroundings, vocabularyOf } from './environment.ts';
import { readErrorCodes } from './error-code.ts';
import { readImpact } from './impact.ts';
import { readOccurrence } from './occurrence.ts';
import { passagesOf } from './passages.ts';
import { readTelephone } from './telephone.ts';
import { readWanted } from './wanted.ts';

/** What a mail tells in prose, in its words. */
export type Told = Surroundings & {
  readonly company?: string | undefined;
  readonly occurredAt?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly telephone?: string | undefined;
  readonly businessImpact?: string | undefined;
  readonly wanted?: string | undefined;
};

/**
 * The author's own words, where they stand: an answer's subject is somebody's older words, and empty here; `signature`:
 * the lines below their name.
 */
export type Spoken = { readonly subject: string; readonly own: string; readonly signature: string };

/**
 * Reads the prose of a mail. `products` are names the customers use, behind which a number is a version.
 * @internal tests look at it
 */
export function readProse({ subject, own, signature }: Spoken, products: readonly string[]): Told {
  const passages = passagesOf(own);
  const titled = subject === '' ? passages : { ...passages, sentences: [subject, ...passages.sentences] };
  const below = passagesOf(signature).lines;
  return {
    company: readCompany(passages, below),
    occurredAt: readOccurrence(passages),
    ...readEnvironment(titled, vocabularyOf(products)),
    errorCode: readErrorCodes(titled),
    telephone: readTelephone(passages, below),
    businessImpact: readImpact(titled.sentences),
    wanted: readWanted(passages),
  };
}

/** The form with what the mail tells in prose where no label said it; `read` names those fields. */
export function completed(form: Form, spoken: Spoken, products: readonly string[] = []): Form {
  const { version, system, browser, device, telephone, ...told } = readProse(spoken, products);
  const environment = [version, system, browser, device].filter(Boolean).join('; ') || undefined;
  const values: Form = Object.fromEntries(
    Object.entries({ ...told, environment, contactDetails: telephone }).filter(
      ([field, value]) => value !== undefined && !(field in form),
    ),
  );
  const read = Object.keys(values);
  return read.length === 0 ? form : { ...form, ...values, read };
}

/** Lines below the name that are looked at, and characters of one: a longer one begins a notice. */
const SIGNATURE = { lines: 12, length: 100 };

/**
 * What stands below the author's last words and above what they quote: the signature that was taken off. `text` is
 * the whole mail, `own` the author's words in it.
 */
export function signatureBelow(text: string, own: string, quoted: string): string {
  const end = own.slice(own.lastIndexOf('\n') + 1).trim();
  const at = text.lastIndexOf(end);
  if (at < 0) return '';
  const lines = text
    .slice(at + end.length, at + end.length + 4000)
    .split('\n')
    .slice(1, 2 * SIGNATURE.lines);
  const quote = quoted.slice(0, quoted.indexOf('\n') + 1 || undefined).trim();
  const stop = lines.findIndex((line) => quoteDepth(line) > 0 || (quote !== '' && line.trim() === quote));
  const card = (stop < 0 ? lines : lines.slice(0, stop)).filter((line) => line.trim() !== '');
  const notice = card.findIndex((line, index) => line.length > SIGNATURE.length || isLegalFooter(card, index));
  return (notice < 0 ? card : card.slice(0, notice)).slice(0, SIGNATURE.lines).join('\n');
}
