import postgres from 'postgres';
import { until } from '../test/support/until.ts';
import { startDesk } from './desk.ts';
import { problems } from './mails.ts';
import { against, type Stage } from './stage.ts';
import { openWorld } from './world.ts';

export const workers: Stage = {
  description:
    'letters that wait in the outbox, sent by one worker process and by two, to a relay that takes 20 ms for each',
  long: true,
  async run({ mails }) {
    const one = await drain(1, mails ?? 1_000);
    const two = await drain(2, mails ?? 1_000);
    return against({ what: 'one worker', figure: one }, 'two workers', two, 1.7);
  },
};

/** Letters a second, from the moment all workers are ready. */
async function drain(processes: number, mails: number): Promise<number> {
  const world = await openWorld({}, { answerAfter: 20 });
  const sql = postgres(world.databaseUrl, { max: 1 });
  try {
    const intake = await startDesk(world, ['--role', 'intake']);
    await world.mailbox.deliverMany(problems(mails));
    const decided = async (): Promise<boolean> => {
      const [row] = await sql<{ n: string }[]>`select count(*) as n from mail where outcome is not null`;
      return Number(row?.n) === mails;
    };
    await until('every mail to be decided', decided, { timeoutMs: 600_000, everyMs: 500 });
    await intake.stop();
    const daemons = await Promise.all(Array.from({ length: processes }, () => startDesk(world, ['--role', 'worker'])));
    const [started, before] = [performance.now(), world.relay.accepted];
    await until('every letter to be sent', () => world.relay.accepted >= mails * 2, {
      timeoutMs: 600_000,
      everyMs: 10,
    });
    const seconds = (performance.now() - started) / 1000;
    await Promise.all(daemons.map((daemon) => daemon.stop()));
    return (mails * 2 - before) / seconds;
  } finally {
    await sql.end();
    await world.close();
  }
}
