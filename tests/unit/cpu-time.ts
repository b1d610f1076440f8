/**
 * Returns the processor milliseconds of this process. The difference of two values is the cost of
 * the work between them, whatever else the machine does.
 */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
