import type { Address } from '../mail/mail.ts';

/**
 * Somebody who works for the desk, as configured. `email` is the registered address: alerts and challenges go there
 * only.
 */
export type Staff = {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly teams: readonly string[];
  /** Open tickets this person is meant to carry; a weight for choosing, never a cap. */
  readonly capacity: number;
  /** Weekly roster, e.g. `{ 'mon-fri': '09:00-18:00' }`; null: always on duty. */
  readonly duty: Readonly<Record<string, string>> | null;
  readonly locale: string | null;
  /** Below their words to customers; empty or absent: not said. */
  readonly title?: string;
  readonly phone?: string;
  /** `needed` when absent. */
  readonly letters?: LettersWanted;
  /**
   * `event`: subjects begin with what has happened, for a mail program that threads by References alone; `ticket`,
   * also when absent: every letter of a ticket has the same.
   */
  readonly subjects?: 'ticket' | 'event';
  /** `off`: no list every morning of what is theirs to do. */
  readonly digest?: 'own' | 'off';
};

/**
 * How much somebody wants to be written to. `all`: an answer to every mail too; `needed`: what tells something, when it
 * happens; `digest`: of that, what others have done on a ticket collected into one letter.
 */
export type LettersWanted = 'all' | 'needed' | 'digest';

export type Role = 'engineer' | 'frontline' | 'supervisor';

/** Where a customer's company and language come from, as configured. */
export type Customer = {
  readonly company: string;
  readonly domains: readonly string[];
  readonly locale: string | null;
  /** Their language unless their own mail tells another. Absent: not known. */
  readonly language?: string | null;
  /** When its people get nothing but answers; null or absent: when the desk says. */
  readonly quietHours?: Readonly<Record<string, string>> | null;
  /** Who may see all of the company's tickets. Absent: nobody. */
  readonly managers?: readonly string[];
};

/**
 * A sender, once looked up: staff by their registered address, everybody else as a customer of a company or of none.
 */
export type Person =
  | { readonly kind: 'staff'; readonly staff: Staff; readonly address: Address }
  | {
      readonly kind: 'customer';
      readonly address: Address;
      readonly company: string | null;
      readonly locale: string | null;
      /** Of their company, unless their own mail tells another. Absent: none. */
      readonly language?: string | null;
      /** The website form or group address that wrote in their name; null when they wrote themselves. */
      readonly gateway: string | null;
    };
