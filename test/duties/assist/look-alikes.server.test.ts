import { afterAll, beforeAll, expect, it } from 'vitest';
import { openQuietTeam, type QuietTeam } from '../../journeys/team/quiet-team.ts';
import { createVectorDatabase } from '../../support/vector-database.ts';
import { makeVectorTable } from '../../../src/store/vector-table.ts';
let team: QuietTeam;
beforeAll(async () => {
  const database = await createVectorDatabase();
  expect(await makeVectorTable(database.url)).toBe('ready');
  team = await openQuietTeam('2026-11-27T01:00:00Z', { database: { connections: 1, prepare: 'off' } }, {}, database);
}, 120_000);
afterAll(() => team.close());
it('works', async () => {
  console.log(await team.writes('张敏 <ann@big.example>', '打不开了', {}));
  console.log(await team.kinds());
});
