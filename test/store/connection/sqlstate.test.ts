import { describe, expect, it } from 'vitest';
import { blameOfState } from '../../../src/store/connection/sqlstate.ts';
import { STATES } from './sqlstate.data.ts';

describe('whose trouble an error of PostgreSQL is', () => {
  it.each(STATES)('%s: %s', (_what, blame, ...states) => {
    expect(states.map((state) => [state, blameOfState(state)])).toEqual(states.map((state) => [state, blame]));
  });

  it('is the database’s for a state that no version has yet', () => {
    expect(['ZZ000', '99999', '40X99'].map(blameOfState)).toEqual(['database', 'database', 'database']);
  });
});
