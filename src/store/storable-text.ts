/**
 * A text as PostgreSQL can have it: it knows no NUL, nor half of a surrogate pair in JSON. What programs, files and
 * addresses of pages say goes through here; mails are clean when they have been read.
 */
export const storableText = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed();
