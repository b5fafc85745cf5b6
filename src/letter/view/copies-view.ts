import type { ActionName } from '../../words/language.ts';
import { wordsOf } from '../../words/words.ts';
import type { LetterFacts } from '../facts.ts';
import { actionLink } from './actions.ts';
import { titleOf } from './glance.ts';
import { prose } from './prose.ts';
import { staffName, urgencyLabel } from './ticket-view.ts';
import { momentText } from './time/times.ts';

/** What can be answered to a copy. */
const ACTIONS: readonly ActionName[] = ['note'];

/** Collected copies as templates read them: a ticket each, with what was done, by whom and when. */
export const copiesView = (facts: LetterFacts) =>
  (facts.copies ?? []).map(({ number, title, urgency, entries, reply, ref }) => ({
    number,
    title: titleOf({ subject: title }),
    urgency: urgencyLabel(urgency, facts.locale),
    entries: entries.map(({ kind, by, at, words }) => ({
      what: wordsOf(facts.locale).copies[kind],
      by: staffName(by, facts),
      at: momentText(at, facts),
      words: prose(words),
    })),
    actions: ACTIONS.map((action) => actionLink(action, { ...facts, ref }, { number, address: reply })),
  }));
