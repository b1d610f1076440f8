/** Starts a Worker that reads pages. The build puts the script's own address here. */
export function startPageWorker(): Worker {
  return new Worker(new URL('./page-worker.ts', import.meta.url), { type: 'module' });
}
