import type { WebhookEventType } from '../../config/schema/webhooks.ts';
import type { HistoryEntry } from '../../ticket/ticket.ts';

/** Which lines of a ticket's history a type tells of; `when` where the name of the line alone does not say. */
const TOLD_OF: Readonly<
  Record<WebhookEventType, { readonly of: readonly string[]; readonly when?: (entry: HistoryEntry) => boolean }>
> = {
  'ticket.received': { of: ['received'] },
  'ticket.assigned': { of: ['dispatched', 'reassigned'] },
  'ticket.accepted': { of: ['accepted'] },
  'ticket.declined': { of: ['declined', 'accept_lapsed'] },
  'ticket.unattended': { of: ['nobody_left'] },
  'ticket.customer_wrote': { of: ['customer_wrote', 'customer_said'] },
  'ticket.progress': { of: ['progress'] },
  'ticket.asked': { of: ['asked'] },
  'ticket.replied': { of: ['replied', 'incident_told'] },
  'ticket.urgency_changed': { of: ['urgency_set'] },
  'ticket.category_changed': { of: ['category_set'] },
  'ticket.expected': { of: ['expected'] },
  'ticket.breached': { of: ['respond_breached', 'update_breached'] },
  'ticket.resolved': { of: ['resolved'] },
  'ticket.closed': { of: ['closed'] },
  'ticket.rated': { of: ['rated'] },
  'ticket.reopened': { of: ['reopened'] },
  'ticket.escalated': { of: ['reopened'], when: ({ detail }) => detail === 'still_open' },
  'ticket.merged': { of: ['merged'] },
  'ticket.split': { of: ['split'] },
  'ticket.approval_asked': { of: ['approval_asked'] },
  'ticket.approval_given': { of: ['approval_agreed'] },
  'ticket.approval_refused': { of: ['approval_refused'] },
  'ticket.approval_withdrawn': { of: ['approval_withdrawn'] },
  'ticket.incident_joined': { of: ['incident_linked'] },
  'ticket.incident_left': { of: ['incident_unlinked'] },
  'ticket.incident_resolved': { of: ['incident_resolved'] },
  'ticket.outside_asked': { of: ['involved_outside'] },
  'ticket.outside_answered': { of: ['outside_answered'] },
  'ticket.undone': { of: ['undone'] },
};

const BY_LINE = new Map<string, [WebhookEventType, (entry: HistoryEntry) => boolean][]>();
for (const [type, { of, when = () => true }] of Object.entries(TOLD_OF))
  for (const line of of) BY_LINE.set(line, [...(BY_LINE.get(line) ?? []), [type as WebhookEventType, when]]);

/** What webhooks are told of a line of the history; nothing of most. */
export const eventTypesOf = (entry: HistoryEntry): WebhookEventType[] =>
  (BY_LINE.get(entry.event) ?? []).flatMap(([type, when]) => (when(entry) ? [type] : []));
