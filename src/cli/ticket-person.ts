import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeskStore } from '../desk/desk.ts';
import { canonicalAddress, sameAddress } from '../people/address.ts';
import { claimFolder } from '../store/attachments/folder.ts';
import { readOctets } from '../store/octets.ts';
import { deleteUnusedAttachments, erasePerson, personData } from '../store/person-data.ts';
import { loadTickets } from '../store/ticket.ts';
import { NO_TELEPHONE } from '../ticket/telephone.ts';
import { counted } from './counted.ts';
import { CommandError, EXIT } from './exit.ts';
import { type Run, withStore } from './run.ts';
import { wholeTicket } from './ticket-json.ts';

/**
 * `tsdesk ticket export ADDRESS`: everything that is kept about somebody, as one JSON object; with `--out FOLDER` also
 * the mails they wrote, as they arrived.
 */
export async function exportPerson(run: Run, address: string, { out }: { out?: string }): Promise<undefined> {
  await withStore(run, async (desk) => {
    refuseOthers(desk, address);
    const { customer, ticketIds, mails, letters, recurring } = await personData(desk.db, canonicalAddress(address));
    const tickets = await loadTickets(desk.db, ticketIds);
    const inOrder = ticketIds.flatMap((id) => tickets.find((ticket) => ticket.id === id) ?? []);
    const whole: unknown[] = [];
    for (const ticket of inOrder) whole.push(await wholeTicket(desk, ticket));
    const { name = '', company = null, locale = null } = customer ?? {};
    const found = {
      address,
      name,
      company,
      locale,
      tickets: whole,
      mails: mails.map(({ id, subject, receivedAt }) => ({ id, subject, receivedAt })),
      letters,
      recurring,
    };
    if (out === undefined) {
      run.output.object(found);
      return;
    }
    mkdirSync(out, { recursive: true, mode: 0o700 });
    writeFileSync(join(out, 'person.json'), `${JSON.stringify(found, null, 2)}\n`, { mode: 0o600 });
    for (const { id, octetsId } of mails)
      writeFileSync(join(out, `mail-${id}.eml`), await readOctets(desk.db, octetsId), { mode: 0o600 });
    const counts = { out, tickets: whole.length, mails: mails.length, letters: letters.length };
    if (run.output.json) run.output.object(counts);
    else
      run.output.line(
        `In ${out}: ${counted(counts.tickets, 'ticket')}, ${counted(counts.mails, 'mail')} and ${counted(counts.letters, 'letter')}.`,
      );
  });
}

/** `tsdesk ticket erase ADDRESS`: takes away what somebody said, was told and is called; figures stay as they are. */
export async function erase(run: Run, address: string, { yes }: { yes?: boolean }): Promise<undefined> {
  if (!yes)
    throw new CommandError(
      EXIT.usage,
      `Erasing ${address} cannot be undone; add --yes when you have exported what you need.`,
    );
  const settings = run.settings('database');
  await withStore(run, async (desk) => {
    refuseOthers(desk, address);
    // Before anything is erased: files in a folder that is not this desk's could not be.
    await claimFolder(desk.db, desk.config.storage.attachments);
    const { open, ticketIds } = await personData(desk.db, canonicalAddress(address));
    if (open.length > 0)
      throw new CommandError(EXIT.failed, `${address} still has open tickets: ${open.join(', ')}. Close them first.`);
    const replacement = `erased-${createHash('sha256').update(`${address}\n${desk.now().toISOString()}`).digest('hex').slice(0, 16)}@erased.invalid`;
    await erasePerson(settings.migrateDatabaseUrl ?? '', canonicalAddress(address), replacement);
    const attachments = await deleteUnusedAttachments(desk.db, desk.config.storage.attachments);
    const done = { address, replacement, tickets: ticketIds.length, attachments };
    if (run.output.json) run.output.object(done);
    else
      run.output.line(
        `Erased: ${counted(done.tickets, 'ticket')} and ${counted(done.attachments, 'attachment')}. ${replacement} stands in the person's place.`,
      );
  });
}

/** Of one person: neither of the staff, nor of all who have left no telephone. */
function refuseOthers(desk: DeskStore, address: string): void {
  if (canonicalAddress(address) === NO_TELEPHONE)
    throw new CommandError(EXIT.failed, `${address} is everybody who has left neither address nor telephone.`);
  if (desk.directory.staff.some(({ email }) => sameAddress(email, address)))
    throw new CommandError(EXIT.failed, `${address} is on the staff; only people outside it are exported and erased.`);
}
