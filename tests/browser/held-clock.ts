import { vi } from 'vitest';

export interface HeldClock {
  /** Moves the clock by this number of milliseconds and runs the timers that are due. */
  readonly pass: (ms: number) => void;
}

interface Alarm {
  readonly at: number;
  readonly run: () => void;
}

/**
 * A clock for the page's timers that moves only when a test says so. Vitest's own fake timers also
 * move while a browser command is awaited: 50 ms for each 50 ms that the command takes, which on a
 * busy machine is any number. `vi.restoreAllMocks` brings the page's own timers back.
 */
export function holdClock(): HeldClock {
  const alarms = new Map<number, Alarm>();
  let now = 0;
  let last = 0;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms = 0) => {
    last += 1;
    alarms.set(last, { at: now + ms, run });
    return last;
  }) as never);
  vi.spyOn(globalThis, 'clearTimeout').mockImplementation(((id: number) => {
    alarms.delete(id);
  }) as never);
  return {
    pass: (ms) => {
      now += ms;
      for (const [id, { at, run }] of [...alarms].sort(([, a], [, b]) => a.at - b.at)) {
        if (at > now || !alarms.delete(id)) continue;
        run();
      }
    },
  };
}
