/**
 * What each event does to a ticket: a file for each subject (who has it, what was said, how it ends), a handling for
 * each event, put together here. The state table (`states.ts`) says where an event is possible, `transition.ts` asks it
 * first and calls the handling: so a handling need not look at the state to refuse. A new event goes into the file of
 * its subject; only a new subject adds a line here.
 */
import type { TicketCommand } from '../../words/commands.ts';
import type { EventName } from '../states.ts';
import { ACCEPTANCE } from './acceptance.ts';
import { APPROVAL_ANSWERED } from './approval/answering.ts';
import { APPROVAL_ASKED } from './approval/asking.ts';
import { ASSIGNMENT } from './assignment.ts';
import { BOUNCED } from './bounced.ts';
import { CONVERSATION } from './conversation.ts';
import { CORRECTION } from './correction.ts';
import { CUSTOMER_MAIL } from './customer-mail.ts';
import { CLOSING } from './ending/closing.ts';
import { CONFIRMATION } from './ending/confirmation.ts';
import { RESOLUTION } from './ending/resolution.ts';
import { ESCALATION } from './escalation.ts';
import { FOLLOW_UP } from './follow-up.ts';
import { FOLLOWING } from './following.ts';
import type { Handlings, Reading } from './handling.ts';
import { INCIDENT } from './incident.ts';
import { LATE_RESPONSE } from './late-response.ts';
import { LATER } from './later.ts';
import { MERGE } from './merge.ts';
import { OUTSIDE_ANSWERED } from './outside/answering.ts';
import { PARTICIPANT } from './participant.ts';
import { SIDE_THREAD } from './side-thread.ts';

/** Every event; the compiler asks for a `read` for each command the ticket answers. */
export const HANDLINGS: Handlings<EventName> & Readonly<Record<TicketCommand, { readonly read: Reading }>> = {
  ...ACCEPTANCE,
  ...APPROVAL_ANSWERED,
  ...APPROVAL_ASKED,
  ...ASSIGNMENT,
  ...CLOSING,
  ...CONFIRMATION,
  ...CONVERSATION,
  ...CORRECTION,
  ...CUSTOMER_MAIL,
  ...ESCALATION,
  ...FOLLOWING,
  ...FOLLOW_UP,
  ...INCIDENT,
  ...MERGE,
  ...LATE_RESPONSE,
  ...LATER,
  ...OUTSIDE_ANSWERED,
  ...PARTICIPANT,
  ...RESOLUTION,
  ...SIDE_THREAD,
  ...BOUNCED,
};
