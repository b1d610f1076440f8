/** What a Worker is for; it finds it in its name. */
export type WorkerName = 'import' | 'export' | 'bundle' | 'review' | 'hints';

/** The build puts the shared script's own address here: docs/adr/0018-one-script-for-workers.md. */
export function startWorker(name: WorkerName): Worker {
  return new Worker(new URL('../worker/report-worker.ts', import.meta.url), {
    type: 'module',
    name,
  });
}
