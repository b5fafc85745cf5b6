import type { EventName } from './event.ts';
import { STATES, type State } from './ticket.ts';

/** What an event does in a state: it is possible and leads to one of these, or it is refused with this code. */
export type Cell = { readonly to: readonly State[] } | { readonly refused: string };
type Row = Readonly<Record<State, Cell>>;

const to = (...states: readonly State[]): Cell => ({ to: states });

/** A row: the states in which the event is possible; refused in all others, which need no reason when they are an end. */
const only = (refused: string, possible: Partial<Row>): Row => {
  const refusals = STATES.map((state) => [state, { refused: isEnd(state) ? state : refused }] as const);
  return { ...(Object.fromEntries(refusals) as Row), ...possible };
};
const isEnd = (state: State): boolean => state === 'closed' || state === 'merged';

/** In each of these the event is possible and leaves the state as it is. */
const stays = (...states: readonly State[]): Partial<Row> =>
  Object.fromEntries(states.map((state) => [state, to(state)]));
