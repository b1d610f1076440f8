import { proxy } from 'comlink';
import { startWorker, type WorkerClient } from '@/components/state/start-worker';
import { ok } from '@/utils/model/result';
import type { ExportPart } from '@/utils/report/export-task';
import { ExportJoiner } from '@/utils/report/join-export';
import { taskParts } from '@/utils/report/task-parts';
import type { ExportService } from './export-worker';
import type { WriteReport } from './use-written';

/** An idle Worker that waits for the next task. */
let idle: WorkerClient<ExportService> | null = null;

/** Writes a report in a Worker, so that the page stays responsive and the work can be cancelled. */
export const writeReport: WriteReport = async (task, { onProgress, signal }) => {
  if (signal.aborted) return null;
  const worker = idle ?? startWorker<ExportService>('export');
  idle = null;
  signal.addEventListener('abort', worker.stop);
  for (const part of taskParts(task)) {
    const taken = await worker.ask((service) => service.take(part));
    if (taken === null || !taken.ok) return taken;
  }
  const joiner = new ExportJoiner(task.options.format);
  const onParts = proxy((parts: readonly ExportPart[]) => {
    for (const part of parts) joiner.add(part);
    const last = parts.at(-1);
    if (last !== undefined && !signal.aborted) onProgress(last.done, last.total);
  });
  const written = await worker.ask((service) => service.write(onParts));
  signal.removeEventListener('abort', worker.stop);
  if (written === null || !written.ok) return written;
  // The Worker was stopped just when it answered, so it cannot be used again.
  if (signal.aborted) return null;
  dismissWriter();
  idle = worker;
  return ok(joiner.whole());
};

/** Ends the idle Worker. */
export function dismissWriter(): void {
  idle?.stop();
  idle = null;
}
