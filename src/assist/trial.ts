import { z } from 'zod';
import { SUGGESTED_FIELDS, type SuggestedField } from '../ticket/suggested/suggestion.ts';
import { URGENCIES } from '../ticket/ticket.ts';

/** What is compared: the fields of the form, urgency and category. */
const ASPECTS = [...SUGGESTED_FIELDS, 'urgency', 'category'] as const;
export type Aspect = SuggestedField | 'urgency' | 'category';

/** What somebody found in a mail by reading it. An empty text: the mail does not say it. An aspect may be left out. */
export const label = z.strictObject({
  file: z.string().min(1),
  urgency: z.union([z.enum(URGENCIES), z.literal('')]).optional(),
  category: z.string().optional(),
  fields: z.partialRecord(z.enum(SUGGESTED_FIELDS), z.string()).default({}),
});
export type Label = z.output<typeof label>;

/** What rules or a model found in a mail; absent for nothing. */
export type FoundInMail = Partial<Readonly<Record<Aspect, string>>>;

/**
 * How often, for one aspect. `said`: labels with a value. Of these the rules found so many, `missed` they left open,
 * and the rest they have otherwise. `filled`: of what the rules missed the model has it; `filledWrong`: it has
 * something else. `invented`: the model found something where the label says that the mail has nothing, and the rules
 * had none.
 */
export type Score = {
  readonly aspect: Aspect;
  readonly said: number;
  readonly rules: number;
  readonly missed: number;
  readonly filled: number;
  readonly filledWrong: number;
  readonly invented: number;
};

type Case = { readonly label: Label; readonly rules: FoundInMail; readonly model: FoundInMail };

/** An aspect that no label has is left out. */
export function scoresOf(cases: readonly Case[]): Score[] {
  return ASPECTS.flatMap((aspect) => {
    const labelled = cases.flatMap(({ label: each, rules, model }) => {
      const is = labelFor(each, aspect);
      return is === undefined ? [] : [{ is, rules: rules[aspect], model: model[aspect] }];
    });
    if (labelled.length === 0) return [];
    const said = labelled.filter(({ is }) => is !== '');
    const missed = said.filter(({ rules }) => rules === undefined);
    const filled = missed.filter(({ is, model }) => model !== undefined && agree(model, is));
    return [
      {
        aspect,
        said: said.length,
        rules: said.filter(({ is, rules }) => rules !== undefined && agree(rules, is)).length,
        missed: missed.length,
        filled: filled.length,
        filledWrong: missed.filter(({ is, model }) => model !== undefined && !agree(model, is)).length,
        invented: labelled.filter(({ is, rules, model }) => is === '' && rules === undefined && model !== undefined)
          .length,
      },
    ];
  });
}

const labelFor = ({ urgency, category, fields }: Label, aspect: Aspect): string | undefined =>
  aspect === 'urgency' ? urgency : aspect === 'category' ? category : fields[aspect];

/** A shorter or longer piece of the same words is the same answer. */
function agree(found: string, is: string): boolean {
  const [a, b] = [found, is].map((text) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{P}]+/gu, ''),
  );
  return a !== undefined && b !== undefined && a !== '' && b !== '' && (a.includes(b) || b.includes(a));
}
