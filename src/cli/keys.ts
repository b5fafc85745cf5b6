import { addKey } from '../store/key.ts';
import { type Run, withDesk } from './run.ts';

/** `tsdesk keys rotate` */
export async function rotate(run: Run): Promise<undefined> {
  await withDesk(run, async (desk) => {
    const id = await addKey(desk.db, run.settings().secret);
    if (run.output.json) run.output.object({ key: id });
    else
      run.output.line(
        `Key ${id} signs from the next start of the daemon on; tokens signed by older keys stay valid until they expire.`,
      );
  });
}
