import { type Decision, fileAs } from '../../desk/decision.ts';
import type { Permission } from '../../people/authority.ts';
import { ALERTS_PER_HOUR, isReached } from '../../people/limits.ts';
import type { Staff } from '../../people/person.ts';
import { because } from '../../ticket/mail-outcome.ts';
import type { MailContext } from '../context.ts';
import type { Needs } from '../needs.ts';

/** What the permission table says of a mail in a staff member's name that is not believed as it stands. */
const HOLDING = ['challenge', 'held', 'held_forged', 'quarantine'] as const satisfies readonly Permission[];
export type Holding = (typeof HOLDING)[number];

export const isHolding = (permission: Permission): permission is Holding =>
  HOLDING.some((holding) => holding === permission);

/** A challenge is always sent: without it nothing would ever be applied. */
export const heldNeeds = (holding: Holding, { email }: Staff): Needs =>
  holding === 'challenge' ? {} : { alerts: { kind: 'held_alert', address: email } };

/**
 * The registered address is asked about a mail in its owner's name, and what was held is applied when it says yes.
 * Forged mail is only reported.
 */
export function heldFor(context: MailContext, { email }: Staff, holding: Holding): Decision {
  const { ticket, mail, authentication } = context;
  if (holding === 'challenge')
    return fileAs('held', 'challenge', ticket, [{ kind: 'challenge', to: [email], words: mail.reply }]);
  return fileAs(
    holding === 'held' ? 'held' : 'quarantined',
    because(holding, authentication.reason),
    null,
    wasToldEnough(context) ? [] : [{ kind: 'held_alert', to: [email], words: mail.reply }],
  );
}

/** Whether somebody was told of so many mails within the hour that the next ones go into one collected letter. */
export const wasToldEnough = ({ alerts }: MailContext): boolean => isReached(alerts, ALERTS_PER_HOUR);
