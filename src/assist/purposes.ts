import { z } from 'zod';
import {
  type ChatPurpose,
  SUGGESTED_FIELDS,
  type SuggestedField,
  type Suggestion,
} from '../ticket/suggested/suggestion.ts';
import { URGENCIES } from '../ticket/ticket.ts';
import { type Harm, harmless, isPieceOf, oneLine } from './harmless.ts';
import { type AssistSource, type Judged, newestConversation, newestWords } from './source.ts';

/**
 * THE table of what a model is asked in words: one row has the question, what is sent with it, the shape an answer must
 * have, and what of an answer may be shown. Beside it only the texts of `embedding.ts` leave the desk.
 */
type Row<P extends ChatPurpose> = {
  readonly question: (source: AssistSource) => string;
  /** Texts of people, which are hidden in part before they are sent; null: there is nothing to ask. */
  readonly data: (source: AssistSource) => Readonly<Record<string, unknown>> | null;
  readonly answer: (source: AssistSource) => z.ZodType;
  readonly judge: (answer: unknown, source: AssistSource) => Judged<Suggestion[P]>;
  /** Tokens an answer may have. */
  readonly most: number;
};

/** A row whose judge sees only what fits its shape. */
const row = <P extends ChatPurpose, S extends z.ZodType>(
  of: Omit<Row<P>, 'answer' | 'judge'> & {
    readonly purpose: P;
    readonly answer: (source: AssistSource) => S;
    readonly judge: (answer: z.output<S>, source: AssistSource) => Judged<Suggestion[P]>;
  },
): Row<P> => ({
  ...of,
  judge(answer, source) {
    const fitting = of.answer(source).safeParse(answer);
    return fitting.success ? of.judge(fitting.data, source) : { rejected: 'schema' };
  },
});

const text = (most: number) => z.string().max(most);

/** Null where the customer has written nothing. */
const mailOf = (source: AssistSource) =>
  source.words.trim() === '' ? null : { subject: source.subject, mail: newestWords(source) };

/** Fields that nobody has filled in. */
const missingFields = ({ form }: Pick<AssistSource, 'form'>): SuggestedField[] =>
  SUGGESTED_FIELDS.filter((field) => form[field] === undefined);

const LONGEST_VALUE = 200;
const LONGEST = { summary: 1_500, answer: 4_000, translation: 12_000 } as const;

/** What each field is, for a model that knows neither the form nor the desk. */
const FIELD_MEANING: Readonly<Record<SuggestedField, string>> = {
  company: 'company: name of the writer’s company',
  businessImpact: 'businessImpact: what it keeps people from doing, and how many',
  occurredAt: 'occurredAt: when it happened',
  environment: 'environment: product version, system, browser or device',
  errorCode: 'errorCode: code or wording of the error',
  tried: 'tried: what they have tried already',
  wanted: 'wanted: what they want, and by when',
};

const fields = row({
  purpose: 'fields',
  question: (source) =>
    `Find these particulars in the mail. Copy each as one short piece of the mail, letter for letter; null where the mail does not say it.\n${missingFields(
      source,
    )
      .map((field) => FIELD_MEANING[field])
      .join(
        '\n',
      )}\nurgency: urgent (work has stopped for many, or money or data is being lost), high (work has stopped for one, or a deadline is today), medium, low (a question or a wish); null where the mail does not tell.\nbecause: the piece of the mail that shows the urgency, letter for letter; null without one.`,
  data: (source) => (missingFields(source).length === 0 && source.urgencyKnown ? null : mailOf(source)),
  answer: (source) =>
    z.strictObject({
      ...Object.fromEntries(missingFields(source).map((field) => [field, text(500).nullable()] as const)),
      urgency: z.enum(URGENCIES).nullable(),
      because: text(500).nullable(),
    }),
  judge(answer, source) {
    const said = `${source.subject}\n${newestWords(source)}`;
    const piece = (value: unknown): string => {
      const checked = harmless(typeof value === 'string' ? oneLine(value) : '', [said], LONGEST_VALUE);
      return 'text' in checked && isPieceOf(checked.text, said) ? checked.text : '';
    };
    const given: Readonly<Record<string, unknown>> = answer;
    const found = Object.fromEntries(
      missingFields(source).flatMap((field) => {
        const value = piece(given[field]);
        return value === '' ? [] : [[field, value]];
      }),
    );
    const urgency = source.urgencyKnown ? null : answer.urgency;
    if (Object.keys(found).length === 0 && urgency === null) return { rejected: 'nothing' };
    return { suggestion: { fields: found, urgency, because: piece(answer.because) } };
  },
  most: 700,
});

const category = row({
  purpose: 'category',
  question: ({ categories }) =>
    `Which of these categories is the mail about: ${categories.join(', ')}? null where none fits or you are not sure.`,
  data: mailOf,
  answer: ({ categories }) => z.strictObject({ category: z.enum(categories as [string, ...string[]]).nullable() }),
  judge: (answer) =>
    answer.category === null ? { rejected: 'nothing' } : { suggestion: { category: answer.category } },
  most: 60,
});

const summary = row({
  purpose: 'summary',
  question: ({ staffLanguage }) =>
    `Sum up for a colleague who takes this over, in ${staffLanguage} and in at most six short lines without marks or headings: what the customer has, what was checked and found, what was promised, what they wait for. Only what the texts say.`,
  data: (source) =>
    source.conversation.length === 0 ? null : { subject: source.subject, conversation: newestConversation(source) },
  answer: () => z.strictObject({ text: text(LONGEST.summary) }),
  judge: (answer, source) =>
    shown(
      harmless(answer.text, [source.subject, ...newestConversation(source).map(({ words }) => words)], LONGEST.summary),
    ),
  most: 700,
});

const answer = row({
  purpose: 'answer',
  question: ({ customerLanguage }) =>
    `Draft an answer to the customer in ${customerLanguage}, from the articles alone: nothing they do not say, no greeting, no name, no link or address of your own. articles: the numbers of those you used. answerable: false, with an empty text, where the articles do not answer the mail.`,
  data(source) {
    const mail = mailOf(source);
    return mail === null || source.articles.length === 0 ? null : { ...mail, articles: source.articles };
  },
  answer: ({ articles }) =>
    z.strictObject({
      answerable: z.boolean(),
      text: text(LONGEST.answer),
      articles: z.array(z.literal(articles.map(({ number }) => number) as [number, ...number[]])).max(articles.length),
    }),
  judge(drafted, { articles }) {
    if (!drafted.answerable || drafted.articles.length === 0) return { rejected: 'nothing' };
    const used = articles.filter(({ number }) => drafted.articles.includes(number));
    // Of the articles it names, and of nothing that the customer wrote: what they ask for must not come back to them.
    const sources = used.flatMap(({ title, steps, caution }) => [title, steps, caution]);
    const checked = harmless(drafted.text, sources, LONGEST.answer);
    if ('harm' in checked) return { rejected: checked.harm };
    return { suggestion: { text: checked.text, articles: used.map(({ number }) => number) } };
  },
  most: 1_500,
});

const translation = row({
  purpose: 'translation',
  question: ({ staffLanguage }) => `Translate the mail into ${staffLanguage}, all of it and nothing else.`,
  data: mailOf,
  answer: () => z.strictObject({ text: text(LONGEST.translation) }),
  judge(translated, source) {
    const checked = harmless(translated.text, [source.subject, newestWords(source)], LONGEST.translation);
    return 'harm' in checked
      ? { rejected: checked.harm }
      : { suggestion: { text: checked.text, from: source.language } };
  },
  most: 4_000,
});

const QUESTIONS: { readonly [P in ChatPurpose]: Row<P> } = { fields, category, summary, answer, translation };

/** The row of a purpose. */
export const purposeRow = (purpose: ChatPurpose): Row<ChatPurpose> => QUESTIONS[purpose];

const shown = (checked: { readonly text: string } | { readonly harm: Harm }) =>
  'harm' in checked ? { rejected: checked.harm } : { suggestion: { text: checked.text } };
