import { type Change, changed } from '../change.ts';
import type { Context } from '../context.ts';
import type { Ticket } from '../ticket.ts';
import { recounted } from '../time/clocks.ts';
import { termsKey } from './terms.ts';

/**
 * An open ticket under the terms that hold now: what runs is counted from its start, and the history tells of every
 * deadline that has moved. Nobody is warned twice of the same wait. Null where its terms are what they were.
 */
export function renewed(ticket: Ticket, context: Context): Change | null {
  const { terms } = ticket;
  if (terms === termsKey(ticket, context.policy)) return null;
  const now = recounted(ticket, context, false);
  // Before the first terms were written down, those of the desk held.
  if (terms === undefined && now.contract === null) return null;
  const detail = told(ticket, now);
  return changed(now, detail === '' ? [] : { at: context.now, event: 'terms_changed', by: 'desk', detail });
}

const DEADLINES = { respondBy: 'respond by', updateBy: 'update by', acceptBy: 'accept by' } as const;

/** `金牌 → 银牌; update by 2026-11-23T02:00:00.000Z → 2026-11-23T04:00:00.000Z`; empty where nothing is another. */
function told(before: Ticket, after: Ticket): string {
  const [old, present] = [before.contract ?? null, after.contract ?? null];
  const moved = Object.entries(DEADLINES).flatMap(([field, label]) => {
    const [was, is] = [before[field as keyof typeof DEADLINES], after[field as keyof typeof DEADLINES]];
    return was?.getTime() === is?.getTime()
      ? []
      : [`${label} ${was?.toISOString() ?? '–'} → ${is?.toISOString() ?? '–'}`];
  });
  return [...(old === present ? [] : [`${old ?? 'desk'} → ${present ?? 'desk'}`]), ...moved].join('; ');
}
