import type { AlarmReason } from '../ticket/letters.ts';

/** All a webhook may carry of an alarm; `mailbox` is the name in the configuration. */
export type Alarm = { readonly reason: AlarmReason; readonly mailbox: string };
