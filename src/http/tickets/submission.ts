/** What a website's form may say beside name, address, subject and text, with the label each has in a mail. */
const FORM_FIELDS = {
  company: 'Company',
  phone: 'Phone',
  category: 'Category',
  urgency: 'Urgency',
  impact: 'Business impact',
  occurred: 'Occurred at',
  environment: 'Environment',
  errorCode: 'Error code',
  tried: 'Already tried',
  wanted: 'Wanted result',
  wantedBy: 'Wanted by',
} as const;
type FormField = keyof typeof FORM_FIELDS;

/** A file of a form. */
export type SubmittedFile = { readonly name: string; readonly type: string; readonly content: Buffer };

/** What a visitor of a website wrote. */
export type Submission = {
  readonly name: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  /** Filled in, in the order of `FORM_FIELDS`. */
  readonly form: readonly { readonly label: string; readonly value: string }[];
  readonly files: readonly SubmittedFile[];
};

/** What is wrong with one field, in words for whoever builds the form. */
export type FieldFault = { readonly field: string; readonly message: string };

const LONGEST = { name: 200, email: 254, subject: 500, text: 200_000, field: 2_000 } as const;
const OWN_FIELDS: readonly string[] = ['name', 'email', 'subject', 'text'];
/** As a mail goes to it: a part before @, and a host with a dot; control characters would end its line. */
const ADDRESS = /^[^\s@<>,;:"()[\]\\\p{Cc}]{1,64}@[^\s@<>,;:"()[\]\\\p{Cc}]+\.[^\s@<>,;:"()[\]\\.\p{Cc}]{2,}$/u;

/** Reads what was posted, whichever way it was encoded; every fault is told at once. */
export function readSubmission(
  given: Readonly<Record<string, unknown>>,
  files: readonly SubmittedFile[],
): Submission | { readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = [];
  const textOf = (field: string, longest: number): string => {
    const value = given[field];
    if (value === undefined || value === null) return '';
    if (typeof value !== 'string') faults.push({ field, message: 'must be a text, once' });
    else if (value.length > longest) faults.push({ field, message: `must have at most ${longest} characters` });
    else return value.trim();
    return '';
  };
  const needed = (field: 'email' | 'text'): string => {
    const before = faults.length;
    const value = textOf(field, LONGEST[field]);
    if (value === '' && faults.length === before) faults.push({ field, message: 'is needed' });
    return value;
  };
  const address = needed('email');
  if (address !== '' && !ADDRESS.test(address)) faults.push({ field: 'email', message: 'must be an e-mail address' });
  const text = needed('text');
  const name = oneLine(textOf('name', LONGEST.name));
  const subject = oneLine(textOf('subject', LONGEST.subject));
  const form = Object.entries(FORM_FIELDS).flatMap(([field, label]) => {
    const value = oneLine(textOf(field, LONGEST.field));
    return value === '' ? [] : [{ label, value }];
  });
  for (const field of Object.keys(given))
    if (!OWN_FIELDS.includes(field) && !isFormField(field))
      faults.push({
        field,
        message: `is not a field; fields are: ${[...OWN_FIELDS, ...Object.keys(FORM_FIELDS)].join(', ')}`,
      });
  if (faults.length > 0) return { faults };
  return { name, address, subject: subject || oneLine(text).slice(0, SUBJECT_OF_TEXT), text, form, files };
}

/** Characters of the text that stand in for a subject. */
const SUBJECT_OF_TEXT = 60;

const isFormField = (field: string): field is FormField => Object.hasOwn(FORM_FIELDS, field);
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
