/** What makes the desk call for help although it concerns no ticket. */
export const ALARM_REASONS = [
  'acknowledgements_exhausted', // a flood: nothing more is acknowledged this hour
  'canary_lost', // the desk's mail to itself has not come back
  'login_expires', // the access token of a mailbox cannot be renewed
] as const;

/** All a webhook may carry of it; `mailbox` is the name in the configuration. */
export type Alarm = { readonly reason: (typeof ALARM_REASONS)[number]; readonly mailbox: string };
