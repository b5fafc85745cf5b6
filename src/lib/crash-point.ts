import { crashAt } from '../config/environment.ts';

/**
 * Named places between two steps of a mail's way, at which tests end the process as a power cut would. Without
 * TSDESK_CRASH_AT nothing happens at any of them. docs/reliability.md says what is committed at each.
 * @internal tests look at it
 */
export const CRASH_POINTS = [
  'lease-taken',
  'mailbox-begun',
  'fetched',
  'part-stored',
  'stored',
  'understood',
  'attachments-kept',
  'letters-written',
  'committed',
  'woken',
  'claimed',
  'envelope-taken',
  'content-sent',
  'data-started',
  'accepted',
  'recorded',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/**
 * `name`, `name:nth` or `name:nth:SIGSTOP`: the signal the process sends itself when it gets there for the nth time.
 */
const [place = '', nth = '1', signal = 'SIGKILL'] = crashAt.split(':');
let left = Number(nth);

export function crashPoint(here: CrashPoint): void {
  if (here !== place) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, signal);
}
