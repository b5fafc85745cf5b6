import type { AlarmReason } from '../ticket/letters.ts';

/**
 * All a webhook may carry of an alarm. `mailbox` is the name in the configuration, empty for what concerns the whole
 * desk; `detail` says what is the matter, without anybody's words.
 */
export type Alarm = { readonly reason: AlarmReason; readonly mailbox: string; readonly detail?: string };
