import type { Address, Form, Mail } from '../mail/mail.ts';
import { NO_TELEPHONE, telephoneAddress } from '../ticket/telephone.ts';

/** A customer's problem that a member of the staff passes on. */
export type RecordedProblem = {
  readonly requester: Address;
  readonly subject: string;
  readonly words: string;
  readonly form: Form;
  /** Staff tell it; the words of a mail that they forward are the customer's own. */
  readonly toldByStaff: boolean;
};

/**
 * The customer's problem in a mail by the staff: of the customer the form names by address, else of the person who
 * wrote the forwarded mail, else of whom the form names by telephone, or by name with a description. Null when it names
 * nobody: then it is the staff member's own matter.
 */
export function recordedProblem(mail: Mail): RecordedProblem | null {
  const named = addressIn(mail.form.contactDetails) ?? addressIn(mail.form.contact);
  const { forwarded } = mail;
  if (named !== null) {
    const name =
      mail.form.contact
        ?.replace(named, '')
        .replace(/[<>()（）]/g, '')
        .trim() ?? '';
    return told(mail, { name, address: named });
  }
  if (forwarded === null) return byTelephone(mail);
  return {
    requester: forwarded.from,
    subject: forwarded.subject || mail.subject,
    words: forwarded.text,
    form: mail.form,
    toldByStaff: false,
  };
}

const told = ({ subject, form, reply }: Mail, requester: Address): RecordedProblem => ({
  requester,
  subject,
  words: form.description ?? reply,
  form,
  toldByStaff: true,
});

/** What was read from prose may be the staff member's own number: only labelled lines name a customer. */
function byTelephone(mail: Mail): RecordedProblem | null {
  const labelled = (field: 'contact' | 'company' | 'contactDetails' | 'description'): string | undefined =>
    mail.form.read?.includes(field) ? undefined : mail.form[field];
  const name = labelled('contact') ?? labelled('company');
  const telephone = telephoneAddress(labelled('contactDetails') ?? '');
  if (telephone !== null) return told(mail, { name: name ?? '', address: telephone });
  if (name === undefined || labelled('description') === undefined) return null;
  return told(mail, { name, address: NO_TELEPHONE });
}

function addressIn(text: string | undefined): string | null {
  return text?.match(/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/u)?.[0] ?? null;
}
