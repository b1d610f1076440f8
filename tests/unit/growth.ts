import { cpuTime } from './cpu-time';

/** UTF-16 units of the smaller input; the larger one is `FACTOR` times as long. */
const SMALL = 1_000;
const FACTOR = 16;
/** Linear work takes 16 times as long on the larger input, quadratic work 256 times. */
const MOST = 50;
/** Milliseconds below which a measurement says nothing. */
const LEAST = 4;
const TRIES = 4;

export interface Growth {
  /** Processor milliseconds for the smaller and the larger input. */
  readonly small: number;
  readonly large: number;
  readonly isLinear: boolean;
}

/**
 * Tells whether the work that `run` does grows with the length of its input, or with its square.
 * It compares two runs by processor time. Other processes can only make a run look slower, so one
 * good try of several is enough, and quadratic work fails them all.
 */
export function measureGrowth(
  run: (input: string) => unknown,
  make: (length: number) => string,
  small = SMALL,
): Growth {
  const [short, long] = [make(small), make(small * FACTOR)];
  run(short);
  let best: Growth = { small: 0, large: Number.POSITIVE_INFINITY, isLinear: false };
  for (let tries = 0; tries < TRIES && !best.isLinear; tries += 1) {
    const own = Math.max(LEAST, timeOf(run, short));
    const large = timeOf(run, long);
    const isLinear = large <= MOST * own;
    if (isLinear || large < best.large) best = { small: own, large, isLinear };
  }
  return best;
}

function timeOf(run: (input: string) => unknown, input: string): number {
  const from = cpuTime();
  run(input);
  return cpuTime() - from;
}

/** Makes inputs that repeat `pattern` up to the length, between two other texts. */
export function pumped(pattern: string, before = '', after = ''): (length: number) => string {
  return (length) =>
    before + pattern.repeat(Math.max(1, Math.ceil(length / pattern.length))) + after;
}
