import { existsSync, readFileSync } from 'node:fs';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';

/**
 * Bytes of memory that a browser's extension processes hold: its worker, its hidden document and
 * its pages. NaN where the system does not tell, which is everywhere but on Linux.
 */
export async function extensionMemory({ session }: ExtensionBrowser): Promise<number> {
  if (!existsSync('/proc/self/status')) return Number.NaN;
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  let bytes = 0;
  for (const { id } of processInfo) bytes += residentBytes(id);
  return bytes;
}

function residentBytes(pid: number): number {
  try {
    // Between its arguments stand spaces or zeros, as the browser likes.
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/);
    if (!command.includes('--extension-process')) return 0;
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024;
  } catch {
    // It ended between the list and the look at it.
    return 0;
  }
}
