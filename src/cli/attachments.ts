import { resolve } from 'node:path';
import { adoptFolder, isPerhapsAnothers } from '../store/attachments/folder.ts';
import { CommandError, EXIT } from './exit.ts';
import { type Run, withStore } from './run.ts';

/**
 * `tsdesk attachments adopt`: from now on the folder is this desk's and no other's. What lies in it stays; files that
 * the database does not name go by way of the trash.
 */
export async function adopt(run: Run, { yes = false }: { yes?: boolean }): Promise<undefined> {
  await withStore(run, async ({ db, config }) => {
    const folder = resolve(config.storage.attachments);
    if (!yes && (await isPerhapsAnothers(db, folder)))
      throw new CommandError(
        EXIT.failed,
        `${folder} belongs to another desk, or to the one this database is a copy of. Name a folder of its own in storage.attachments; only if the other desk is gone for good, add --yes.`,
      );
    await adoptFolder(db, folder);
    if (run.output.json) run.output.object({ folder });
    else run.output.line(`${folder} is this desk’s now.`);
  });
}
