import parse, { type ParserTask } from '../../src/mail/parser-thread.ts';
import { markBegun } from '../../src/mail/time-limit.ts';

/** A parser thread for tests: a mail whose body says so never ends, busy or not, or takes all the memory there is. */
export default function parseOrNot(task: ParserTask): unknown {
  const text = Buffer.from(task.raw).toString('latin1');
  markBegun(task.begun);
  if (text.includes('ENDLESS')) for (;;) Atomics.load(task.begun, 0);
  if (text.includes('HANGING')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (text.includes('GREEDY')) {
    const taken: object[] = [];
    for (;;) taken.push({ taken: taken.length, more: [taken.length] });
  }
  return parse(task);
}
