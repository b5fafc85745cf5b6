import { listLetters } from '../store/letter.ts';
import { readOctets } from '../store/octets.ts';
import { cancelLetter, retryLetter } from '../store/outbox.ts';
import { CommandError, EXIT } from './exit.ts';
import { list } from './output.ts';
import { type Run, withStore } from './run.ts';

type LetterRow = Awaited<ReturnType<typeof listLetters>>[number];

/** `tsdesk outbox list` */
export async function listOutbox(run: Run, filter: { state?: string }): Promise<undefined> {
  await withStore(run, async (desk) => {
    list(
      run.output,
      (await listLetters(desk.db, filter)).map(shown),
      {
        id: (row) => row.id,
        kind: (row) => row.kind,
        ticket: (row) => row.ticket,
        to: (row) => row.to.address,
        state: (row) => row.state,
        attempts: (row) => row.attempts,
        reply: (row) => row.lastReply,
      },
      'No letters yet.',
    );
  });
}

function shown(row: LetterRow) {
  return {
    id: row.id,
    kind: row.kind,
    ticket: row.ticket,
    to: { name: row.toName, address: row.toAddress },
    subject: row.subject,
    messageId: row.messageId,
    state: row.state,
    attempts: row.attempts,
    lastResult: row.lastResult,
    lastReply: row.lastReply,
    createdAt: row.createdAt,
    sentAt: row.sentAt,
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function requireId(id: string): string {
  if (UUID.test(id)) return id;
  throw new CommandError(EXIT.usage, `${id} is no id of a letter; tsdesk outbox list shows them.`);
}

/** `tsdesk outbox show ID`: the letter's octets; with `--json` its row and the octets as base64. */
export async function showLetter(run: Run, id: string): Promise<undefined> {
  requireId(id);
  await withStore(run, async (desk) => {
    const row = (await listLetters(desk.db, { id }))[0];
    if (row === undefined)
      throw new CommandError(EXIT.failed, `There is no letter ${id}; tsdesk outbox list shows them all.`);
    const octets = await readOctets(desk.db, row.octetsId);
    if (run.output.json) run.output.object({ ...shown(row), raw: octets.toString('base64') });
    else process.stdout.write(octets);
  });
}

/** `tsdesk outbox retry ID` */
export async function retry(run: Run, id: string): Promise<undefined> {
  await change(run, id, retryLetter, 'is due again', 'was sent already, or is being sent now');
}

/** `tsdesk outbox cancel ID` */
export async function cancel(run: Run, id: string): Promise<undefined> {
  await change(run, id, cancelLetter, 'is cancelled', 'was sent already, or is being sent now');
}

async function change(run: Run, id: string, apply: typeof retryLetter, done: string, refused: string): Promise<void> {
  requireId(id);
  await withStore(run, async (desk) => {
    if (!(await apply(desk.db, id)))
      throw new CommandError(EXIT.failed, `The letter ${id} does not exist, ${refused}.`);
    if (run.output.json) run.output.object({ id, done: true });
    else run.output.line(`The letter ${id} ${done}.`);
  });
}
