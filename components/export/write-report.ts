import { proxy } from 'comlink';
import { startWordWriter, startWorker, type WorkerClient } from '@/components/state/start-worker';
import type { Failure } from '@/utils/model/failure';
import { ok, type Result } from '@/utils/model/result';
import type { ExportPart, ExportTask } from '@/utils/report/export-task';
import { ExportJoiner } from '@/utils/report/join-export';
import { type TaskPart, taskParts } from '@/utils/report/task-parts';
import type { ExportService } from './export-worker';
import type { WriteReport } from './use-written';

/**
 * How long an idle Worker waits for the next task, in milliseconds. A new Worker needs more time to
 * load its script than to write most reports.
 */
const IDLE_LIMIT = 60_000;

/** The Worker that waits for the next task. */
let idle: WorkerClient<ExportService> | null = null;
let dismissal: ReturnType<typeof setTimeout> | undefined;

/** Writes a report in a Worker, so that the page stays responsive and the work can be cancelled. */
export const writeReport: WriteReport = async (task, { onProgress, signal }) => {
  if (signal.aborted) return null;
  const worker = idle ?? startWorker<ExportService>('export');
  clearTimeout(dismissal);
  idle = null;
  signal.addEventListener('abort', worker.stop);
  for (const part of taskParts(task)) {
    const taken = await worker.ask((service) => service.take(part));
    if (taken === null || !taken.ok) {
      worker.stop();
      return taken;
    }
  }
  const joiner = new ExportJoiner(task.options.format);
  const onParts = proxy((parts: readonly ExportPart[]) => {
    for (const part of parts) joiner.add(part);
    const last = parts.at(-1);
    if (last !== undefined && !signal.aborted) onProgress(last.done, last.total);
  });
  const written = await worker.ask((service) => service.write(onParts));
  signal.removeEventListener('abort', worker.stop);
  if (written === null || !written.ok) {
    worker.stop();
    return written;
  }
  // The Worker was stopped just when it answered, so it cannot be used again.
  if (signal.aborted) return null;
  keepIdle(worker);
  const whole = joiner.whole();
  if (task.options.format !== 'word') return ok(whole);
  const file = await writeWordFile(task, signal);
  return file === null || !file.ok ? file : ok({ ...whole, file: file.value });
};

/** What the script for Word documents does: `components/worker/word-writer.ts`. */
export interface WordWriting {
  take(part: TaskPart): Result<undefined, Failure>;
  write(): Promise<Result<Uint8Array<ArrayBuffer>, Failure>>;
}

/** Writes a report as a Word document, with a library that is loaded only here. */
async function writeWordFile(
  task: ExportTask,
  signal: AbortSignal,
): Promise<Result<Uint8Array<ArrayBuffer>, Failure> | null> {
  const worker = startWordWriter<WordWriting>();
  signal.addEventListener('abort', worker.stop);
  try {
    for (const part of taskParts(task)) {
      const taken = await worker.ask(async (service) => service.take(part));
      if (taken === null || !taken.ok) return taken;
    }
    return await worker.ask((service) => service.write());
  } finally {
    worker.stop();
  }
}

/** Keeps a Worker for the next task. Of several, the newest is kept. */
function keepIdle(worker: WorkerClient<ExportService>): void {
  idle?.stop();
  clearTimeout(dismissal);
  idle = worker;
  dismissal = setTimeout(() => {
    worker.stop();
    idle = null;
  }, IDLE_LIMIT);
}
