/** What to do about a secret that is missing or has changed. */
export const SECRET_REMEDY =
  'set TSDESK_SECRET to what it was when the desk was set up; if that is lost, run tsdesk keys rotate with a new one, and answers to letters that are out are found by their references and numbers';
