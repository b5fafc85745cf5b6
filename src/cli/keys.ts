import { addKey, listKeys } from '../store/key.ts';
import { deskClock } from './desk-time.ts';
import { list } from './output.ts';
import { type Run, withStore } from './run.ts';

/** `tsdesk keys list` */
export async function listTokenKeys(run: Run): Promise<undefined> {
  const { secret } = run.settings();
  await withStore(run, async ({ db, policy }) => {
    const at = deskClock(policy.timezone);
    const keys = await listKeys(db, secret);
    list(
      run.output,
      keys.map(({ id, createdAt, ofThisSecret }, at) => ({ id, createdAt, signs: at === 0, ofThisSecret })),
      {
        key: (row) => row.id,
        made: (row) => at(row.createdAt),
        signs: (row) => (row.signs ? 'yes' : 'no'),
        secret: (row) => (row.ofThisSecret ? 'the one set' : 'another one'),
      },
      'No keys yet: the first is made when the daemon starts.',
    );
  });
}

/** `tsdesk keys rotate` */
export async function rotate(run: Run): Promise<undefined> {
  const { secret } = run.settings();
  await withStore(run, async ({ db }) => {
    const id = await addKey(db, secret);
    if (run.output.json) run.output.object({ key: id });
    else
      run.output.line(
        `Key ${id} signs after systemctl reload tsdesk (SIGHUP), or from the next start of the daemon; tokens signed by older keys stay valid until they expire.`,
      );
  });
}
