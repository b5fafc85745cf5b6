/**
 * What webhooks are told of a commit. Events come from the ticket's history and are written with it, so none is lost
 * and none is told of what did not happen; sending them is the outbox's business (`outbox/webhooks/`). Without a
 * webhook in the configuration nothing here costs anything.
 */
import { v7 as uuid } from 'uuid';
import type { WebhookConfig } from '../../config/settings.ts';
import type { Commit } from '../../store/commit/change.ts';
import type { Change } from '../../ticket/change.ts';
import type { LetterOrder } from '../../ticket/letters.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Desk } from '../desk.ts';
import { webhookBody } from './body.ts';
import { eventTypesOf } from './event-types.ts';

type Written = Pick<Commit, 'tickets' | 'messages'> & {
  /** What the tickets of the commit come of, with what is written to their customers. */
  readonly changes: readonly Pick<Change, 'ticket' | 'letters'>[];
};

/**
 * The events of a commit for every webhook that wants them, in the order of the history. An archive's tickets are told
 * of once somebody has taken them.
 */
export function webhookEventsOf(
  { config: { webhooks }, directory, now }: Pick<Desk, 'config' | 'directory' | 'now'>,
  { tickets, messages, changes }: Written,
): Commit['webhookEvents'] {
  if (webhooks.length === 0) return [];
  const createdAt = now();
  return webhooks.flatMap((webhook) =>
    tickets
      .filter(({ ticket }) => isAbout(webhook, ticket))
      .flatMap(({ ticket, history }) =>
        history.flatMap((entry) =>
          eventTypesOf(entry)
            .filter((type) => webhook.events.includes(type))
            .map((type) => ({
              id: uuid(),
              webhook: webhook.name,
              ticketId: ticket.id,
              type,
              body: webhookBody(
                { type, entry, ticket, said: messages, letters: lettersAbout(ticket, changes) },
                webhook.include,
                directory,
              ),
              createdAt,
            })),
        ),
      ),
  );
}

const lettersAbout = ({ id }: Ticket, changes: Written['changes']): readonly LetterOrder[] =>
  changes.flatMap(({ ticket, letters }) => (ticket.id === id ? letters : []));

const isAbout = ({ teams, companies }: WebhookConfig, { team, company, remembered }: Ticket): boolean =>
  remembered !== true &&
  (teams.length === 0 || (team !== null && teams.includes(team))) &&
  (companies.length === 0 || (company !== null && companies.includes(company)));
