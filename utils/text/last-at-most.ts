/** Returns the last index of the ascending `starts` whose value is at most `value`, or -1. */
export function lastAtMost(starts: Int32Array, value: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
