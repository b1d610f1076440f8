import { existsSync, readFileSync } from 'node:fs';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';

/**
 * Resources that the extension processes of a browser use: its worker, its offscreen document and
 * its pages.
 */
export interface ExtensionUse {
  /** Resident memory. */
  readonly bytes: number;
  /** Processor time since the processes started, in milliseconds, added up over all cores. */
  readonly cpuMs: number;
}

/** Returns what the extension processes use. NaN where the system does not tell: only Linux does. */
export async function extensionUse({ session }: ExtensionBrowser): Promise<ExtensionUse> {
  if (!existsSync('/proc/self/status')) return { bytes: Number.NaN, cpuMs: Number.NaN };
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  let [bytes, cpuMs] = [0, 0];
  for (const { id, cpuTime } of processInfo) {
    const resident = residentBytes(id);
    if (resident === null) continue;
    bytes += resident;
    cpuMs += cpuTime * 1_000;
  }
  return { bytes, cpuMs };
}

/** Returns the resident memory of an extension process. Null for another process. */
function residentBytes(pid: number): number | null {
  try {
    // The arguments are separated by spaces or zeros, depending on the process.
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/);
    if (!command.includes('--extension-process')) return null;
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024;
  } catch {
    // The process ended after the list was made.
    return null;
  }
}
