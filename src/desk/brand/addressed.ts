import type { Config, MailboxConfig } from '../../config/settings.ts';
import type { Mail } from '../../mail/mail.ts';
import { sameAddress, withoutTag } from '../../people/address.ts';
import { brandOfAddress } from './brand.ts';

/** Fields in which mail systems record the envelope recipient; the topmost was written last. */
const DELIVERED: ReadonlySet<string> = new Set(['delivered-to', 'x-original-to', 'envelope-to']);

/**
 * The brand a mail was written to, null for the desk itself: that of the mailbox it came to. Where several brands share
 * the mailbox, what was recorded at its delivery tells which, then To, then Cc, else the mailbox's own address.
 * Whatever stands in a mail, it comes to no brand whose address is not read from its mailbox.
 */
export function addressedBrand(
  config: Config,
  { address, aliases }: Pick<MailboxConfig, 'address' | 'aliases'>,
  mail: Pick<Mail, 'headers' | 'to' | 'cc'>,
): string | null {
  const here = [address, ...aliases];
  const brands = new Set(here.map((each) => brandOfAddress(config, each)));
  const [only = null] = brands;
  if (brands.size < 2) return only;
  const recorded = mail.headers.filter(([name]) => DELIVERED.has(name)).map(([, value]) => value);
  const named = [...recorded, ...[...mail.to, ...mail.cc].map((each) => each.address)].map((each) =>
    withoutTag(each.trim().replace(/^<|>$/g, '')),
  );
  const found = named.flatMap((each) => here.filter((own) => sameAddress(own, each)))[0];
  return brandOfAddress(config, found ?? address);
}
