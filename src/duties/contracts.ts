import { applyLetters, applyWithoutMail } from '../desk/apply.ts';
import { deskOf, desksOf } from '../desk/brand/brand.ts';
import { composeWithoutMail } from '../desk/compose.ts';
import { type Desk, mailboxOf } from '../desk/desk.ts';
import { blameOf } from '../desk/health/trouble.ts';
import { writeLetters } from '../desk/letters/letters.ts';
import { loadContext } from '../desk/staffing.ts';
import { supervisorAddresses } from '../people/directory.ts';
import { shareReached } from '../report/contract.ts';
import { boundsOf, dayOf, monthOf } from '../report/period.ts';
import { effortByContract } from '../store/contract.ts';
import { writtenNotices } from '../store/notice.ts';
import { loadTickets, openTicketsAfter } from '../store/ticket.ts';
import type { Context } from '../ticket/context.ts';
import { renewed } from '../ticket/contract/renewal.ts';
import type { Policy } from '../ticket/policy.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** Tickets looked at in one run; the next goes on behind them. */
const TICKETS_A_RUN = 200;

/** Up to which ticket those of a configuration have been looked at; null once all have. */
const reached = new WeakMap<Policy, string | null>();

/**
 * Counts the deadlines of open tickets anew where the configuration says something else of them than before, once for
 * each start: contracts, spans and calendars change in no other way. Another process may do the same; the second finds
 * nothing to do.
 */
export async function renewDeadlines(desk: Desk): Promise<void> {
  const after = reached.get(desk.policy);
  if (after === null) return;
  const ids = await openTicketsAfter(desk.db, after ?? null, TICKETS_A_RUN);
  const contexts = new Map<Desk, Context>();
  for (const own of desksOf(desk)) contexts.set(own, await loadContext(own));
  for (const ticket of await loadTickets(desk.db, ids))
    try {
      const context = contexts.get(deskOf(desk, ticket.brand));
      // Somebody wrote meanwhile: this run's tickets are looked at once more.
      if (context !== undefined && !(await renew(desk, ticket, context))) return;
    } catch (error) {
      if (blameOf(error) === 'desk') throw error;
      // A defect in one ticket must not keep the others under old terms.
      desk.log.error({ event: 'terms_failed', ticket: ticket.number, err: error });
    }
  reached.set(desk.policy, ids.length < TICKETS_A_RUN ? null : (ids.at(-1) ?? null));
}

/** False when the ticket has changed since it was loaded. */
async function renew(desk: Desk, ticket: Ticket, context: Context): Promise<boolean> {
  const change = renewed(ticket, context);
  if (change === null) return true;
  const refusal = await applyWithoutMail(desk, await composeWithoutMail(desk, change));
  if (refusal !== null) return false;
  desk.log.info({ event: 'terms_changed', ticket: ticket.number, contract: change.ticket.contract ?? null });
  return true;
}

/** Tells supervisors once a month each when a contract has used 80, or all, of the effort of the month. */
export async function watchContractHours(desk: Desk): Promise<void> {
  const limited = (desk.policy.contracts ?? []).filter(({ minutesPerMonth }) => minutesPerMonth !== null);
  const to = supervisorAddresses(desk.directory);
  if (limited.length === 0 || to.length === 0) return;
  const now = desk.now();
  const { timezone } = desk.policy;
  const month = monthOf(dayOf(now, timezone));
  const [effort, written] = await Promise.all([
    effortByContract(desk.db, { ...boundsOf(month, timezone), now }),
    writtenNotices(desk.db, ['contract_most', 'contract_all'], month.from),
  ]);
  for (const { name, minutesPerMonth } of limited) {
    const used = effort.get(name) ?? 0;
    const most = minutesPerMonth ?? 0;
    const share = shareReached(used, most);
    if (share === null || written.has(`contract_all ${name}`) || written.has(`contract_${share} ${name}`)) continue;
    const values = { contract: name, share, used: hours(used), most: hours(most), month: month.from.slice(0, 7) };
    const letters = await writeLetters(desk, mailboxOf(desk.config, ''), {
      ticket: null,
      orders: [{ kind: 'contract_hours', to, values }],
      cause: null,
    });
    const notice = {
      kind: share === 'all' ? 'contract_all' : 'contract_most',
      day: month.from,
      about: name,
      writtenAt: now,
    } as const;
    const refusal = await applyLetters(desk, letters, { notices: [notice] });
    desk.log.info({ event: 'contract_hours', contract: name, share, result: refusal ?? 'written' });
  }
}

/** To a tenth. */
const hours = (minutes: number): string => String(Math.round(minutes / 6) / 10);
