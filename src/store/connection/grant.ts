import { vectorState } from '../vector-table.ts';
import { connect } from './connection.ts';
import { databaseError } from './error.ts';
import { grantsOf, type LackOfRights, missingRights } from './rights.ts';
import { withClient } from './session.ts';

/**
 * Gives the role of `daemon` what the daemon needs and the role lacks, in the name of `owner`; both are URLs of the
 * same, migrated database. Nothing is taken away, and nothing given beyond need. `queueHere`: the queue is in this
 * database too. Returns what is lacking still, where the owner may not give it; null where nothing was. Throws the
 * driver's error.
 */
export async function grantMissing(owner: string, daemon: string, queueHere: boolean): Promise<LackOfRights | null> {
  const before = await lackOf(daemon, queueHere);
  if (before.missing.length === 0) return null;
  try {
    await withClient(owner, (client) => client.query(grantsOf(before)));
  } catch (error) {
    if (databaseError(error)?.code !== INSUFFICIENT_PRIVILEGE) throw error;
  }
  return lackOf(daemon, queueHere);
}

/** SQLSTATE of what a role may not do. */
export const INSUFFICIENT_PRIVILEGE = '42501';

async function lackOf(url: string, queueHere: boolean): Promise<LackOfRights> {
  // One connection and statements of their own: a pooler may stand between.
  const { db, close } = connect(url, { max: 1, shared: true });
  try {
    const lack = await missingRights(db, { queueHere, forEverything: true });
    if ((await vectorState(db)) !== 'no_rights') return lack;
    const vectors = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'].map((right) => ({ right, on: 'ticket_vector' }));
    return { ...lack, missing: [...lack.missing, ...vectors] };
  } finally {
    await close();
  }
}
