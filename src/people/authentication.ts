/** P: the sender is proven. N: nothing is known. F: the mail is very likely forged. */
export type Verdict = 'P' | 'N' | 'F';
