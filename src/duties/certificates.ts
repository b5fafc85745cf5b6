import { applyLetters } from '../desk/apply.ts';
import { type Desk, mailboxOf } from '../desk/desk.ts';
import { alarmLetters } from '../desk/health/alarm.ts';
import { writeLetters } from '../desk/letters/letters.ts';
import { dayOf } from '../report/period.ts';
import { expiringCertificates } from '../store/certificate.ts';
import { type Notice, noticeState } from '../store/notice.ts';

/** Days before a certificate expires on which the supervisors hear of it. */
const STAGES = [7, 30] as const;
const DAY_MS = 86_400_000;

/** What expires: of whom, or the desk's own file. */
type Expiring = { readonly whose: string; readonly fingerprint: string; readonly expiresAt: Date };

/** Which stage a certificate is in that has not expired yet. @internal tests look at it */
export const stageOf = (expiresAt: Date, now: Date): (typeof STAGES)[number] | null => {
  const days = (expiresAt.getTime() - now.getTime()) / DAY_MS;
  return days < 0 ? null : (STAGES.find((stage) => days <= stage) ?? null);
};

/** Tells the supervisors of certificates that are about to expire, once for each stage of each day of expiry. */
export async function warnOfExpiry(desk: Desk): Promise<void> {
  if (desk.secrecy === null) return;
  const now = desk.now();
  const { timezone } = desk.config.desk;
  const own = desk.secrecy.keys.flatMap(({ file, fingerprint, expiresAt }): Expiring[] =>
    expiresAt === null ? [] : [{ whose: file, fingerprint, expiresAt }],
  );
  const others = (await expiringCertificates(desk.db, new Date(now.getTime() + STAGES[1] * DAY_MS))).flatMap(
    ({ address, fingerprint, expiresAt }): Expiring[] =>
      expiresAt === null ? [] : [{ whose: address, fingerprint, expiresAt }],
  );
  const due = [...own, ...others].filter(({ expiresAt }) => stageOf(expiresAt, now) !== null);
  const groups = Map.groupBy(
    due,
    ({ expiresAt }) => `certificate_${stageOf(expiresAt, now)} ${dayOf(expiresAt, timezone)}`,
  );
  for (const [key, certificates] of groups) {
    const [kind = '', day = ''] = key.split(' ');
    if (kind !== 'certificate_30' && kind !== 'certificate_7') continue;
    const { written } = await noticeState(desk.db, kind, day);
    if (!written) await warn(desk, { kind, day, about: '', writtenAt: now }, certificates);
  }
}

async function warn(desk: Desk, notice: Notice, certificates: readonly Expiring[]): Promise<void> {
  const lines = certificates.map(({ whose, fingerprint }) => `${notice.day}  ${whose}  ${fingerprint.slice(0, 16)}`);
  const mailbox = mailboxOf(desk.config, '');
  const alarm = { reason: 'certificate_expires', mailbox: mailbox.name, detail: lines.join('\n') } as const;
  const orders = alarmLetters(desk.directory, alarm);
  const letters = await writeLetters(desk, mailbox, { ticket: null, orders, cause: null });
  await applyLetters(desk, letters, { notices: [notice] });
  desk.log.warn({ event: 'certificates_expire', day: notice.day, certificates: certificates.length });
}
