import { PURPOSES, type Purpose, type Suggestion, type Suggestions } from '../ticket/suggested/suggestion.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** A suggestion as it is stored; `about` is the version of the ticket it was made for. */
type Stored = { readonly purpose: Purpose; readonly about: number; readonly suggestion: Suggestion[Purpose] };
type Judged = Pick<Ticket, 'form' | 'urgency' | 'urgencyReason' | 'category' | 'categoryReason' | 'respondedAt'>;

/** What of a suggestion still holds for the ticket as it is; null for nothing. */
const STILL: { readonly [P in Purpose]: (suggestion: Suggestion[P], ticket: Judged) => Suggestion[P] | null } = {
  fields(suggestion, { form, urgency: now, urgencyReason }) {
    const fields = Object.fromEntries(
      Object.entries(suggestion.fields).filter(
        ([field]) => form[field as keyof typeof suggestion.fields] === undefined,
      ),
    );
    const urgency = urgencyReason.source === 'default' && suggestion.urgency !== now ? suggestion.urgency : null;
    return urgency === null && Object.keys(fields).length === 0 ? null : { ...suggestion, fields, urgency };
  },
  category: (suggestion, { category, categoryReason }) =>
    categoryReason.source === 'default' && suggestion.category !== category ? suggestion : null,
  summary: (suggestion) => suggestion,
  answer: (suggestion, { respondedAt }) => (respondedAt === null ? suggestion : null),
  translation: (suggestion) => suggestion,
  alike: (suggestion) => suggestion,
};

/** What staff are shown: the newest suggestion for each purpose, as far as nobody has decided it otherwise. */
export function openSuggestions(ticket: Judged, stored: readonly Stored[]): Suggestions {
  const newest = stored.toSorted((a, b) => b.about - a.about);
  const open = PURPOSES.flatMap((purpose) => {
    const found = newest.find((each) => each.purpose === purpose);
    const still = found && stillOf(purpose)(found.suggestion, ticket);
    return still ? [[purpose, still] as const] : [];
  });
  return Object.fromEntries(open);
}

/** A row has suggestions of its own purpose. */
const stillOf = (purpose: Purpose) =>
  STILL[purpose] as (suggestion: Suggestion[Purpose], ticket: Judged) => Suggestion[Purpose] | null;
