import type { Address, Mail } from '../mail/mail.ts';
import { isSame } from './audience.ts';
import type { Received } from './event.ts';

const ADDRESS = /[^\s<>()[\],;:"'，；（）：]+@[^\s<>()[\],;:"'，；（）：]+\.[\p{L}\p{N}-]{2,}/u;

/** What a problem recorded by staff says about itself. */
export type Recorded = Pick<Received, 'requester' | 'subject' | 'words'> & { readonly company: string | null };

/**
 * The customer a mail of staff speaks for: the one whose mail they forward, else the one whose address stands in the form
 * (phone and chat). Null when it names none: then it is the staff member's own, internal matter.
 */
export function recordedByStaff(
  { forwarded, form, subject, reply }: Pick<Mail, 'forwarded' | 'form' | 'subject' | 'reply'>,
  staffAddress: string,
): Recorded | null {
  const company = form.company ?? null;
  if (forwarded !== null && !isSame(forwarded.from.address, staffAddress))
    return { requester: forwarded.from, company, subject: forwarded.subject || subject, words: forwarded.text };
  const requester = customerInForm(form);
  if (requester === null || isSame(requester.address, staffAddress)) return null;
  return { requester, company, subject, words: form.description ?? reply };
}

function customerInForm({ contact = '', contactDetails = '' }: Mail['form']): Address | null {
  const address = ADDRESS.exec(contactDetails)?.[0] ?? ADDRESS.exec(contact)?.[0];
  if (address === undefined) return null;
  const name = contact
    .replace(address, '')
    .replace(/[<>()（）\s,，;；]+$/u, '')
    .trim();
  return { name, address };
}
