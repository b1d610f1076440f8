import { rmSync } from 'node:fs';

/** Deletes a browser's profile. A browser that has quit may still write to it for a moment. */
export function removeProfile(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
