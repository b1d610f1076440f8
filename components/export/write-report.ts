import { proxy } from 'comlink';
import { startWorker, type WorkerClient } from '@/components/state/start-worker';
import { ok } from '@/utils/model/result';
import type { ExportPart } from '@/utils/report/export-task';
import { ExportJoiner } from '@/utils/report/join-export';
import { taskParts } from '@/utils/report/task-parts';
import type { ExportService } from './export-worker';
import type { WriteReport } from './use-written';

/** A Worker that has nothing to do, kept for the next task. */
let idle: WorkerClient<ExportService> | null = null;

/** Writes a report in a Worker: nothing that is long holds up the page, and all of it can be stopped. */
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
  dismissWriter();
  idle = worker;
  return ok(joiner.whole());
};

/** Lets go of the Worker that waits for a next task. */
export function dismissWriter(): void {
  idle?.stop();
  idle = null;
}
