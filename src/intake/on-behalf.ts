import type { Address, Form, Mail } from '../mail/mail.ts';

/** A customer's problem that a member of the staff passes on. */
export type RecordedProblem = {
  readonly requester: Address;
  readonly subject: string;
  readonly words: string;
  readonly form: Form;
};

/**
 * The customer's problem in a mail by the staff: of the customer the form names by address, else of the person who
 * wrote the forwarded mail. Null when it names nobody: then it is the staff member's own matter.
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
    return {
      requester: { name, address: named },
      subject: mail.subject,
      words: mail.form.description ?? mail.reply,
      form: mail.form,
    };
  }
  if (forwarded === null) return null;
  return {
    requester: forwarded.from,
    subject: forwarded.subject || mail.subject,
    words: forwarded.text,
    form: mail.form,
  };
}

function addressIn(text: string | undefined): string | null {
  return text?.match(/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/u)?.[0] ?? null;
}
