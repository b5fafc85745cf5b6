import type { Change } from '../ticket/change.ts';
import type { LetterKind } from '../ticket/letters.ts';
import type { AssistTask, Purpose } from '../ticket/suggested/suggestion.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type LeavingRules, mayLeave } from './leaving.ts';

/** What the configuration says of it; languages as BCP 47 without a region. */
export type AssistRules = LeavingRules & {
  readonly purposes: readonly Purpose[];
  /** The languages that all of the staff read. */
  readonly reads: readonly string[];
};

/** What has happened to a ticket, as far as a model may help with it. */
type Occasion = { readonly opened: boolean; readonly wrote: boolean; readonly handedOver: boolean };

const HAND_OVER: ReadonlySet<LetterKind> = new Set(['dispatch', 'escalation', 'supervisor_notice']);

/** Whether a purpose has its occasion: only where the rules found nothing, or somebody has to read themselves in. */
const OCCASIONS: Readonly<
  Record<Purpose, (ticket: Ticket, occasion: Occasion, language: string, rules: AssistRules) => boolean>
> = {
  fields: ({ channel }, { opened }) => opened && channel === 'mail',
  category: ({ categoryReason }, { opened }) => opened && categoryReason.source === 'default',
  summary: (_, { opened, handedOver }) => !opened && handedOver,
  answer: (_, { opened }) => opened,
  translation: (_, { opened, wrote }, language, { reads }) =>
    (opened || wrote) && language !== 'und' && !reads.includes(primary(language)),
  alike: (_, { opened }) => opened,
};

/** What a model is to be asked because of a change; `language` is that of the mail that caused it. */
export function wantedTasks(
  { ticket, letters }: Pick<Change, 'ticket' | 'letters'>,
  language: string,
  rules: AssistRules,
): Omit<AssistTask, 'id'>[] {
  if (!mayLeave(ticket, rules) || ticket.remembered || ticket.state === 'merged' || ticket.state === 'closed')
    return [];
  const occasion = {
    opened: ticket.version === 0,
    wrote: ticket.version > 0 && letters.some(({ kind }) => kind === 'relay'),
    handedOver: letters.some(({ kind }) => HAND_OVER.has(kind)),
  };
  return rules.purposes
    .filter((purpose) => OCCASIONS[purpose](ticket, occasion, language, rules))
    .map((purpose) => ({ ticketId: ticket.id, purpose, about: ticket.version + 1, language }));
}

/** `zh` of `zh-CN`. */
export const primary = (language: string): string => language.toLowerCase().split('-')[0] ?? '';
