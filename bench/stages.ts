import { backlog } from './backlog.ts';
import { chain } from './chain.ts';
import { commitStage } from './commit.ts';
import { enqueue } from './enqueue.ts';
import { fetch } from './fetch.ts';
import { growth } from './growth.ts';
import { hostile } from './hostile.ts';
import { idle, rest } from './idle.ts';
import { large } from './large.ts';
import { latency } from './latency.ts';
import { lists } from './lists.ts';
import { month } from './month.ts';
import { parse } from './parse.ts';
import { plans } from './plans.ts';
import { profile } from './profile.ts';
import { render } from './render.ts';
import { send } from './send.ts';
import type { Stage } from './stage.ts';
import { start } from './start.ts';
import { workers } from './workers.ts';

/** Every benchmark, in the order in which a mail meets it. */
export const STAGES: Readonly<Record<string, Stage>> = {
  fetch,
  parse,
  commit: commitStage,
  enqueue,
  render,
  send,
  chain,
  start,
  latency,
  idle,
  rest,
  large,
  hostile,
  month,
  lists,
  profile,
  plans,
  workers,
  growth,
  backlog,
};
