/**
 * Loaded into a daemon before it starts (`--import`): measures how long its main thread works without a pause, in CPU
 * time, so that other processes of the machine do not count. On SIGUSR2 it prints the longest since the last time.
 */
import { isMainThread } from 'node:worker_threads';

const EVERY_MS = 2;

if (isMainThread) {
  let longest = 0;
  let asked = 0;
  let last = process.threadCpuUsage();
  setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    longest = Math.max(longest, (user + system) / 1000);
  }, EVERY_MS).unref();
  process.on('SIGUSR2', () => {
    asked += 1;
    console.error(`longest block ${asked}: ${longest}`);
    longest = 0;
  });
}
