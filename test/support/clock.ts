/** A clock that moves only when a test says so. */
export interface Clock {
  now(): Date;
  set(time: Date | string): void;
  /** Milliseconds; negative turns it back. */
  advance(ms: number): void;
}

export function createClock(start: Date | string): Clock {
  let time = new Date(start).getTime();
  return {
    now: () => new Date(time),
    set(next) {
      time = new Date(next).getTime();
    },
    advance(ms) {
      time += ms;
    },
  };
}
