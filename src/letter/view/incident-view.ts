import { wordsOf } from '../../words/words.ts';
import type { IncidentFacts, LetterFacts } from '../facts.ts';
import { prose } from './prose.ts';
import { type LabelledRow, staffName } from './ticket-view.ts';
import { momentText } from './time/times.ts';

/** An incident as templates read it: empty in every other letter, and in all that go to customers. */
export function incidentView(facts: LetterFacts) {
  const { incident, locale } = facts;
  const { number, title, state } = incident ?? NONE;
  return {
    number,
    title,
    rows: state === undefined ? [] : rowsOf(title, state, facts),
    tickets: (state?.tickets ?? 0).toLocaleString(locale),
    customers: (state?.customers ?? 0).toLocaleString(locale),
  };
}

const NONE: IncidentFacts = { number: '', title: '' };

type State = NonNullable<IncidentFacts['state']>;

function rowsOf(title: string, of: State, facts: LetterFacts): readonly LabelledRow[] {
  const { incident: words } = wordsOf(facts.locale);
  const { state, owner, tickets, customers, openedAt, toldAt } = of;
  const count = (n: number): string => n.toLocaleString(facts.locale);
  const values: readonly (readonly [keyof typeof words.summary, string])[] = [
    ['title', title],
    ['state', words.state[state]],
    ['owner', staffName(owner, facts)],
    ['tickets', count(tickets)],
    ['customers', count(customers)],
    ['openedAt', momentText(openedAt, facts)],
    ['toldAt', toldAt === null ? words.untold : momentText(toldAt, facts)],
  ];
  return values.map(([field, value]) => ({
    label: words.summary[field],
    value: prose(value),
    missing: false,
    note: '',
  }));
}
