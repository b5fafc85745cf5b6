import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Both halves of what the young generation grows to, in octets. */
const ENOUGH = 8 * 1024 * 1024;

const setGrowth = (factor: 1 | 2): void => setFlagsFromString(`--semi-space-growth-factor=${factor}`);
const isLarge = (): boolean =>
  getHeapSpaceStatistics().some(({ space_name, space_size }) => space_name === 'new_space' && space_size >= ENOUGH);

let growing: PerformanceObserver | null = null;

/**
 * Lets V8's young generations grow until that of the calling thread is large enough, to be called again under load. The
 * main thread begins with a megabyte (`bin/tsdesk.js`), every mail fills more than one, and each time costs up to a
 * millisecond. V8 gives it back when little is left to do.
 */
export function letYoungGenerationGrow(): void {
  if (growing !== null || isLarge()) return;
  growing = new PerformanceObserver(() => {
    if (!isLarge()) return;
    setGrowth(1);
    growing?.disconnect();
    growing = null;
  });
  growing.observe({ entryTypes: ['gc'] });
  setGrowth(2);
}
