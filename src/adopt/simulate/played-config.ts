import { configSchema } from '../../config/schema/schema.ts';
import type { Config } from '../../config/settings.ts';
import { domainOf } from '../../people/address.ts';
import { commonest, type Survey } from './survey.ts';

/** Stands for the host that vouches for senders, where no mail names one: nobody is proven then. */
export const NO_HOST = 'none.invalid';

/** A share of the mails that is taken for all of them. */
const MOST_OF_THEM = 0.5;

/**
 * The configuration that old mail is played with. What it lacks is taken from the mails: the address that most of them
 * were written to, and the host that vouches for their senders. Nothing is scanned, and neither DNS nor a model is
 * asked.
 */
export function playedConfig(written: Config, survey: Survey): Config {
  const host = commonest(survey.hosts, survey.mails);
  const authservId = written.trust.authservId ?? (host !== null && host.share >= MOST_OF_THEM ? host.key : NO_HOST);
  const known = { ...written, trust: { ...written.trust, authservId }, clamd: null, webhooks: [], assist: null };
  if (written.mailboxes.length > 0) return known;
  const address = commonest(survey.recipients, survey.mails)?.key ?? `support@${written.desk.domain}`;
  // Nothing is fetched and nothing is sent.
  const nowhere = { host: '127.0.0.1', tls: 'none' };
  const { mailboxes } = configSchema.parse({ mailboxes: [{ name: 'support', address, imap: nowhere, smtp: nowhere }] });
  return { ...known, desk: { ...known.desk, domain: domainOf(address) }, mailboxes };
}
