/**
 * A clip does not wait longer for what it can do without, in milliseconds. A page whose script runs
 * without end answers nothing.
 */
const LONGEST = 1_500;

/** Returns what a page answers, or null if it answers too late. */
export function withinTime<T>(answer: Promise<T | null>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), LONGEST));
  return Promise.race([answer, late]);
}
