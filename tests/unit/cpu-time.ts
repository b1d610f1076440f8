/**
 * Milliseconds that this process has had the processor for. The difference of two is what work
 * cost, whatever else the machine does meanwhile.
 */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
