/** Starts a Worker that reads pages. The build replaces the URL with the script's final address. */
export function startPageWorker(): Worker {
  return new Worker(new URL('./page-worker.ts', import.meta.url), { type: 'module' });
}
