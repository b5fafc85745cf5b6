/**
 * What machines write. Their marks keep the desk from answering (RFC 3834); they do not make a mail vanish. Ignored is
 * what is proven to answer one of the desk's letters or to report about one, and what a subscribed list sends; a
 * participant's goes into its ticket, where staff see it. Whatever may be a person's is one, and of what is very
 * doubtful the front line hears: it waits in quarantine.
 */

import { type Decision, fileAs } from '../../desk/decision.ts';
import { isAutomaticSubject } from '../../mail/class/automatic-subject.ts';
import { isAutomaticText } from '../../mail/class/class.ts';
import type { Mail, MailClass } from '../../mail/mail.ts';
import { domainOf, organizationalDomain } from '../../people/address.ts';
import type { EvidenceLevel } from '../../people/evidence.ts';
import { because, type Reason } from '../../ticket/mail-outcome.ts';
import { type Arrival, deskAddresses, type MailContext } from '../context.ts';
import { saidBy } from '../new-ticket.ts';

/** Evidence of a ticket that its sender takes part in. */
const BELONGS: ReadonlySet<EvidenceLevel> = new Set(['E4', 'E3', 'E2']);

/** Reasons that name what wrote a mail. */
const MACHINES: Readonly<Record<Exclude<MailClass, 'human'>, (mail: Mail) => Reason>> = {
  auto_reply: () => because('auto_reply'),
  bounce: () => because('matches_no_letter'),
  receipt: ({ notice }) => (notice === null || notice === 'read' ? because('receipt') : because('notice', notice)),
  list: () => because('list'),
  own: () => because('own_mail'),
  malformed: () => because('malformed'),
};

/**
 * Only people change a ticket. A website form carries a person's words, even when it writes like a list, and so does
 * what comes through a list from somebody who takes part; what staff let go is read as a person's.
 */
export function isMachineMail(arrival: Arrival): boolean {
  const { mail, person, evidence, released } = arrival;
  if (released) return false;
  switch (mail.class) {
    case 'human':
      return false;
    case 'list': {
      const gateway = person?.kind === 'customer' && person.gateway !== null;
      if (gateway || BELONGS.has(evidence.level)) return false;
      return isSubscribed(arrival) || !isGroup(arrival);
    }
    case 'auto_reply':
      return person?.kind === 'staff' || isAutomaticAnswer(mail);
    default:
      return true;
  }
}

export function decideMachineMail(context: MailContext): Decision {
  const { mail, ticket, evidence, person } = context;
  if (mail.class === 'human') throw new Error('a person wrote this mail');
  const kept = mail.class === 'list' ? isSubscribed(context) : mail.class !== 'auto_reply' || answersUs(context);
  const own = BELONGS.has(evidence.level) ? ticket : null;
  const filed = fileAs(kept ? 'ignored' : 'quarantined', MACHINES[mail.class](mail), own);
  if (own === null || !kept || person?.kind === 'staff') return filed;
  const said = saidBy(context, own, 'internal');
  return { ...filed, said: [{ ...said, text: said.text.trim() || mail.subject, withAttachments: false }] };
}

/**
 * Programs also mark what they send for somebody (`auto-generated`): that may be a person's, unless it says itself that
 * it is an automatic answer.
 */
function isAutomaticAnswer({ headers, subject, text }: Mail): boolean {
  const generated = headers.some(([name, value]) => name === 'auto-submitted' && /^\s*auto-generated\b/i.test(value));
  return !generated || isAutomaticSubject(subject.normalize('NFKC').trim()) || isAutomaticText(text);
}

/** An absence note of the staff, or a mail that names one of the desk's letters. Never announced: that could go on. */
const answersUs = ({ person, tokens, evidence }: Arrival): boolean =>
  person?.kind === 'staff' || tokens.length > 0 || evidence.level !== 'E0';

/** A list that the configuration names, by its List-Id or by the address it writes from. */
function isSubscribed({ mail, config }: Arrival): boolean {
  const names = mail.headers.flatMap(([name, value]) => (name === 'list-id' || name === 'sender' ? [value] : []));
  const said = [...names, ...mail.from.map(({ address }) => address)].join('\n').toLowerCase();
  return config.trust.lists.some((list) => said.includes(list.toLowerCase()));
}

/**
 * A group passes a person's mail on: with a single mark, or with all those of a discussion group that is the desk's own
 * or belongs to the sender's organisation.
 */
function isGroup({ mail, config }: Arrival): boolean {
  const valuesOf = (field: RegExp) => mail.headers.filter(([name]) => field.test(name)).map(([, value]) => value);
  if (valuesOf(/^(?:list-.*|precedence)$/).length === 1) return true;
  if (valuesOf(/^(?:list-post|mailing-list|x-google-group-id|x-mailman-version)$/).length === 0) return false;
  const group = valuesOf(/^list-id$/)
    .join('\n')
    .toLowerCase();
  const own = config.mailboxes.flatMap(deskAddresses).map((address) => address.replace('@', '.'));
  const sender = organizationalDomain(domainOf(mail.from[0]?.address ?? ''));
  return own.some((address) => group.includes(address)) || (sender !== '' && group.includes(`.${sender}`));
}
