import type { Urgency } from '../ticket.ts';

/**
 * What a model may be asked in words about a ticket.
 * @internal tests look at it
 */
export const CHAT_PURPOSES = ['fields', 'category', 'summary', 'answer', 'translation'] as const;
export type ChatPurpose = (typeof CHAT_PURPOSES)[number];

/** All of what a model is good for, each switched on by itself; docs/assist.md says when and with what. */
export const PURPOSES = [...CHAT_PURPOSES, 'alike'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Fields of the form that a model may find in the customer's words. */
export const SUGGESTED_FIELDS = [
  'company',
  'businessImpact',
  'occurredAt',
  'environment',
  'errorCode',
  'tried',
  'wanted',
] as const;
export type SuggestedField = (typeof SUGGESTED_FIELDS)[number];

/**
 * What a model suggests about a ticket, checked: staff are shown it, and it changes nothing. Values of fields are
 * pieces of the customer's words; `because` is one, too, and empty where none was given.
 */
export type Suggestion = {
  readonly fields: {
    readonly fields: Readonly<Partial<Record<SuggestedField, string>>>;
    readonly urgency: Urgency | null;
    readonly because: string;
  };
  readonly category: { readonly category: string };
  readonly summary: { readonly text: string };
  /** A draft in the customer's language, of these approved articles. */
  readonly answer: { readonly text: string; readonly articles: readonly number[] };
  /** `from` as the mail's language is known, `en`; the text is in the language of the desk. */
  readonly translation: { readonly text: string; readonly from: string };
  /** Numbers of tickets that may be about the same, the nearest first. */
  readonly alike: { readonly tickets: readonly string[] };
};

/** The newest suggestion for each purpose that has one. */
export type Suggestions = { readonly [P in Purpose]?: Suggestion[P] };

/** A question to the model that waits: at most one of a purpose for a ticket at that version. */
export type AssistTask = {
  readonly id: string;
  readonly ticketId: string;
  readonly purpose: Purpose;
  /** The version of the ticket it is about. */
  readonly about: number;
  /** BCP 47, the language of the mail it is about; `und` where that is not known. */
  readonly language: string;
};
