import type { LetterFacts } from '../../letter/facts.ts';
import { LETTERS } from '../../letter/kinds.ts';
import type { LetterKind } from '../../ticket/letters.ts';
import { shown } from '../../ticket/text/confidential.ts';
import type { Desk } from '../desk.ts';
import { factsOf, type LetterSetting } from './letter-facts.ts';

/** What goes out in the place of a letter whose reader has no key for it. */
const withheldKind = (kind: LetterKind): 'withheld' | 'withheld_from_customer' =>
  LETTERS[kind].audience === 'staff' ? 'withheld' : 'withheld_from_customer';

/**
 * The facts of that letter: of the ticket its number, and of the order who it is for. It has the thread, the envelope
 * and the token of the letter it stands for, so that an answer to it is one to the ticket.
 */
export function withheldFacts(
  desk: Pick<Desk, 'config' | 'directory' | 'keys' | 'now' | 'logo' | 'policy'>,
  setting: LetterSetting,
): LetterFacts {
  const { order, ticket } = setting;
  const kind = withheldKind(order.kind);
  const isOutside = LETTERS[order.kind].audience === 'outside';
  // Somebody outside is told of no ticket, and an answer of theirs would lead nowhere.
  return factsOf(
    desk,
    { ...setting, ticket: isOutside ? null : ticket && shown(ticket), order: { kind, to: order.to } },
    {},
  );
}
