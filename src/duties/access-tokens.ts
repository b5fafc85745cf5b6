import type { Desk } from '../desk/desk.ts';
import { soundAlarm } from '../desk/health/alarm.ts';
import { accessTokens } from '../lib/oauth.ts';

/** Milliseconds between two alarms about the same tokens. */
const REPEAT_MS = 60 * 60_000;

/**
 * Renews the access tokens of all mailboxes before they expire, until the signal aborts. One that cannot be renewed
 * raises an alarm, and again every hour while that lasts: the mailbox may still be logged in, and there is time to act.
 */
export function watchTokens(desk: Desk, signal: AbortSignal): void {
  const watched = new Set<ReturnType<typeof accessTokens>>();
  for (const { name, imap, smtp } of desk.config.mailboxes)
    for (const { oauth2 } of [imap, smtp]) {
      const tokens = oauth2 && accessTokens(oauth2);
      if (tokens === undefined || watched.has(tokens)) continue;
      watched.add(tokens);
      let raisedAt: number | null = null;
      tokens.keepFresh(signal, (trouble) => {
        if (trouble === null) raisedAt = null;
        else desk.log.error({ event: 'token_not_renewed', mailbox: name, err: trouble });
        const now = desk.now().getTime();
        if (trouble === null || (raisedAt !== null && now - raisedAt < REPEAT_MS)) return;
        raisedAt = now;
        void soundAlarm(desk, { reason: 'login_expires', mailbox: name });
      });
    }
}
